"""Takes the pictures of `announcing.md`: the card of an announcement half-way, and once it is stopped.

`.venv/bin/python -m docs.progress`, on a machine with a Chromium. It is night in Singapore, so half of the
company waits for its morning; who coordinates in Slack sends it, and who coordinates in Teams stops it.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Locator, Page

from bot.people import Platform
from docs.camera import looks_on, takes
from tests.stage import Actor, Stage

LABEL = "Launch: the programme opens"
EACH = 60
SIZE = (1440, 1100)
ADMINS = "carla@hartwell.example,grace@hartwell.example"


async def begins(stage: Stage) -> Actor:
    """An announcement is on its way to a company on two sides of the world; gives who may stop it."""
    stage.settings = {"ONEHOUR_ADMINS": ADMINS}
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", level="4")
    grace = stage.person("Grace Whitfield", Platform.TEAMS, zone="America/New_York", level="9")
    for number in range(100, 100 + EACH):  # three digits each, since the stand-in fills up its ids with zeros
        platform = list(Platform)[number % 2]
        stage.person(f"West{number} Hartwell", platform, zone="Europe/Lisbon")
        stage.person(f"East{number} Hartwell", platform, zone="Asia/Singapore")
    stage.person("Lena Fischer", Platform.TEAMS, zone="Europe/Berlin")
    await stage.opens()
    await stage.actors["lena"].side.uninstalls("lena")
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/launch", line="I would love to see you there.")
    await carla.fills()
    await grace.types("admin announced")
    await grace.presses(f"1. {LABEL}")
    return grace


async def take(page: Page, stage: Stage, state: str, title: str) -> None:
    """The card in front of both who coordinate."""
    await page.goto(f"{stage.playground.address}/people/carla?beside=grace")
    for person, platform in (("carla", Platform.SLACK), ("grace", Platform.TEAMS)):
        await takes(drawn(page, person, title), f"progress-{state}-{platform}")


def drawn(page: Page, person: str, title: str) -> Locator:
    """The newest message of that title."""
    return page.locator(f"#stage-{person} .line.bots", has_text=f"{title}: {LABEL}").last


async def played(page: Page) -> None:
    with tempfile.TemporaryDirectory(prefix="onehour-picture-") as folder:
        stage = Stage(Path(folder))
        grace = await begins(stage)
        await take(page, stage, "on-its-way", "On its way")
        await grace.presses("Stop")
        await take(page, stage, "stopped", "Stopped")
        await stage.closes()


if __name__ == "__main__":
    sys.exit(asyncio.run(looks_on(SIZE, played)))
