"""What the page's script adds, in a real browser: live updates that lose nothing somebody was typing."""

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright, expect

from playground import Playground
from tests.playground.conftest import BotOnPaper
from tests.playground.test_page import modal, payload, searching

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest_asyncio.fixture
async def page(play: Playground) -> AsyncIterator[Page]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await browser.new_page(viewport={"width": 1400, "height": 900})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(play.address)
        yield page
        await browser.close()
        assert not troubles


async def test_a_message_arrives_while_somebody_writes(page: Page, play: Playground) -> None:
    await page.fill("#composer-grace", "half a sen")

    play.world.add("grace", "bot", {"text": "news for Grace"})
    await expect(page.get_by_text("news for Grace").last).to_be_visible()
    await page.keyboard.type("tence")

    assert await page.input_value("#composer-grace") == "half a sentence"


async def test_enter_sends_and_arrow_up_brings_it_back(page: Page, bot: BotOnPaper) -> None:
    bot.will({"text": "Heard"})
    await page.fill("#composer-ada", "/mentor help")

    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Heard").last).to_be_visible()
    assert await page.input_value("#composer-ada") == ""

    await page.keyboard.press("ArrowUp")
    assert await page.input_value("#composer-ada") == "/mentor help"


async def test_a_form_takes_the_focus_keeps_what_was_typed_and_closes_with_escape(
    page: Page, play: Playground
) -> None:
    play.world.show_forms("ada", [modal()])
    await expect(page.locator(".modal")).to_be_visible()
    await expect(page.locator("[name='goals/a']")).to_be_focused()

    await page.keyboard.type("sing")
    play.world.add("ada", "bot", {"text": "meanwhile"})
    await expect(page.locator(".line", has_text="meanwhile")).to_be_attached()
    assert await page.input_value("[name='goals/a']") == "sing"

    await page.keyboard.press("Escape")
    await expect(page.locator(".modal")).to_have_count(0)
    await expect(page.locator("#composer-ada")).to_be_focused()


async def test_a_form_in_one_window_leaves_the_other_window_alone(page: Page, play: Playground) -> None:
    await page.focus("#composer-grace")

    play.world.show_forms("ada", [modal()])
    await expect(page.locator(".modal")).to_be_visible()

    await expect(page.locator("#composer-grace")).to_be_focused()


async def test_people_are_found_and_chosen_from_the_keyboard(page: Page) -> None:
    await page.keyboard.press("k")
    await page.keyboard.type("new york")
    await page.keyboard.press("Enter")
    await expect(page).to_have_title("Grace Whitfield · onehour playground")
    await expect(page.locator("#everybody li:not([hidden])")).to_have_count(2)

    await page.locator("#search").blur()
    await page.keyboard.press("/")
    await expect(page.locator("#composer-grace")).to_be_focused()


async def test_a_search_is_filled_in_by_keyboard_and_by_mouse(
    page: Page, play: Playground, bot: BotOnPaper
) -> None:
    lead, learn = (
        {"text": {"type": "plain_text", "text": words}, "value": words[:4]}
        for words in ("Leading", "Learning")
    )
    for _ in range(9):  # whoever types slowly asks more often
        bot.will({"options": [lead, learn]})
    play.world.show_forms("ada", [searching()])
    box = page.get_by_role("combobox", name="What you offer")
    await expect(box).to_be_focused()

    await page.keyboard.type("lea")
    await expect(page.locator(".lookup [role=option]")).to_have_text(["Leading", "Learning"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".lookup .pill bdi")).to_have_text(["Chess, for fun", "Learning"])

    await page.get_by_role("button", name="Remove Chess, for fun").click()
    await box.click()
    await page.locator(".lookup [role=option]", has_text="Leading").click()
    await expect(page.locator(".lookup .pill bdi")).to_have_text(["Learning", "Leading"])

    await box.click()
    await expect(page.locator(".lookup [role=listbox]")).to_have_text("No more than 2 can be chosen")
    await page.locator(".modal [data-submit]").click()
    await expect(page.locator(".modal")).to_have_count(0)

    chosen = payload(bot)["view"]["state"]["values"]["offers"]["s"]["selected_options"]
    assert chosen == [learn, lead]
