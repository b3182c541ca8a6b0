"""A Chromium that looks at a page, for the scripts that take the pictures of the docs."""

import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Locator as LiveLocator
from playwright.async_api import Page as LivePage
from playwright.async_api import async_playwright
from playwright.sync_api import Page, sync_playwright

from tests import chromium

PICTURES = Path(__file__).parent / "images"
Size = tuple[int, int]
DRAWN = timedelta(seconds=2)


def looks_at(size: Size, play: Callable[[Page], None]) -> int:
    """Play on a fresh page of that size; gives what the script ends with."""
    if (path := _browser()) is None:
        return 1
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=chromium.FLAGS)
        play(browser.new_page(viewport={"width": size[0], "height": size[1]}))
        browser.close()
    return 0


async def looks_on(size: Size, play: Callable[[LivePage], Awaitable[None]]) -> int:
    """The same beside a stage, whose people act while the page is open."""
    if (path := _browser()) is None:
        return 1
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=chromium.FLAGS)
        await play(await browser.new_page(viewport={"width": size[0], "height": size[1]}))
        await browser.close()
    return 0


async def takes(line: LiveLocator, name: str) -> None:
    """One message by itself, once the page that was just opened has drawn what is new."""
    await line.page.wait_for_timeout(DRAWN.total_seconds() * 1000)
    await line.screenshot(path=PICTURES / f"{name}.png")
    print(f"Wrote {name}.png.")


def _browser() -> str | None:
    path = chromium.find()
    if path is None:
        print("No Chromium on this machine: no picture was taken.", file=sys.stderr)
    return path
