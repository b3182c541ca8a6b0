"""Type-ahead in a real browser: by keyboard and by mouse, and nothing chosen is lost when the picture changes."""

import re

import pytest
from playwright.async_api import FilePayload, Page, expect

from playground import Playground
from tests.playground.conftest import BotOnPaper
from tests.playground.test_browser import page, pytestmark  # noqa: F401  the browser, and where there is none
from tests.playground.test_teams import message, told
from tests.playground.test_teams_search import FORM, found

PEOPLE = [{"value": "7", "title": "Leading people"}, {"value": "8", "title": "Leading change"}]


@pytest.fixture
def entry(play: Playground) -> str:
    play.world.remember("teams:installed", ["grace"])
    return play.world.add("grace", "bot", message(FORM)).id


async def test_a_search_is_used_from_the_keyboard_alone(
    page: Page,  # noqa: F811
    play: Playground,
    bot: BotOnPaper,
    entry: str,
) -> None:
    box = page.get_by_role("combobox", name="What can you offer?")
    await expect(box).to_have_attribute("aria-expanded", "false")
    bot.will(found(*PEOPLE))
    await box.focus()
    await page.keyboard.type("lead", delay=20)
    await expect(page.locator(".lookup [role=option]")).to_have_text(["Leading people", "Leading change"])
    await expect(box).to_have_attribute("aria-expanded", "true")

    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    pills = page.locator(".lookup .pill bdi")
    await expect(pills).to_have_text(["Own words", "Leading change"])
    await expect(box).to_be_focused()
    await expect(page.locator("#heard")).to_have_text("Leading change chosen")

    await page.keyboard.type("an")
    play.world.add("grace", "bot", {"text": "meanwhile"})
    await expect(page.locator(".line", has_text="meanwhile")).to_be_attached()
    await expect(pills).to_have_text(["Own words", "Leading change"])

    await expect(box).to_have_value("an")
    for _ in "an":
        await page.keyboard.press("Backspace")
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Backspace")
    await expect(pills).to_have_count(0)


async def test_a_search_is_used_with_the_mouse_and_sends_what_was_chosen(
    page: Page,  # noqa: F811
    play: Playground,
    bot: BotOnPaper,
    entry: str,
) -> None:
    box = page.get_by_role("combobox", name="What can you offer?")
    bot.will(found(*PEOPLE))
    await box.fill("lead")
    await page.get_by_role("option", name="Leading people").click()
    await page.get_by_role("button", name="Remove Own words").click()

    await page.get_by_role("button", name="Save").click()

    await expect(page.locator(".trouble", has_text="Something went wrong")).to_be_visible()
    assert told(bot)["value"]["action"]["data"] == {"offers": "7"}
    await expect(page.locator(".lookup .pill bdi")).to_have_text(["Leading people"])


async def test_what_fits_nothing_is_said_and_escape_closes_the_list(
    page: Page,  # noqa: F811
    bot: BotOnPaper,
    entry: str,
) -> None:
    box = page.get_by_role("combobox", name="What can you offer?")
    bot.will(found())
    await box.focus()
    await page.keyboard.type("xyz")
    await expect(page.locator(".lookup [role=listbox]")).to_have_text("Nothing fits")

    await page.keyboard.press("Escape")

    await expect(page.locator(".lookup [role=listbox]")).to_be_hidden()
    await expect(box).to_have_value("xyz")


async def test_a_file_is_attached_as_soon_as_it_is_chosen(
    page: Page,  # noqa: F811
    bot: BotOnPaper,
    entry: str,
) -> None:
    # what is drawn anew with the card that arrives would drop a file chosen just then
    await expect(page.get_by_role("combobox", name="What can you offer?")).to_be_visible()
    chosen: FilePayload = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"email\n"}
    await page.locator(".teams [data-attaches]").set_input_files(chosen)

    await expect(page.locator(".teams .mine .file")).to_have_text(re.compile("people.csv"))
    assert told(bot)["attachments"][0]["name"] == "people.csv"
