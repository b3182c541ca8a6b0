"""Takes the pictures of `announcements.md`: letters with their examples, English in Slack, German in Teams.

`.venv/bin/python -m docs.letters`, on a machine with a Chromium.
"""

import asyncio
import sys
from datetime import UTC, datetime

from playwright.async_api import Page

from bot.message import Facts, Message, Say
from bot.people import Platform
from docs.camera import PICTURES, looks_on
from handlers.slack.blocks import blocks, fallback
from handlers.teams import outgoing
from playground import Playground
from playground.world import Human
from templates.library import Library
from templates.rendering import sample_facts

LETTERS = ("prelaunch", "launch", "momentum", "all_hands", "story", "halfway")
TEXTS = Library()
MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
SIZE = (1440, 1100)


def person(first: str, last: str, platform: Platform, timezone: str, locale: str) -> Human:
    return Human(
        id=first.lower(),
        name=f"{first} {last}",
        email=f"{first.lower()}@hartwell.example",
        platform=platform.value,
        title="Director",
        department="Operations",
        location="Lisbon",
        country="PT",
        timezone=timezone,
        locale=locale,
    )


ADA = person("Ada", "Pereira", Platform.SLACK, "Europe/Lisbon", "en-GB")
GRACE = person("Grace", "Whitfield", Platform.TEAMS, "Europe/Berlin", "de-DE")


async def take(page: Page, name: str) -> None:
    """One letter, in front of both."""
    playground = Playground([ADA, GRACE], lambda: MORNING, bot_url="http://127.0.0.1:9")
    await playground.start()
    try:
        english, german = said(name, "en", ADA), said(name, "de", GRACE)
        playground.world.add(ADA.id, "bot", {"text": fallback(english), "blocks": blocks(english)})
        for activity in outgoing.messages(german, "de"):
            playground.world.add(GRACE.id, "bot", activity)
        await page.goto(f"{playground.address}/people/{ADA.id}?beside={GRACE.id}")
        await page.screenshot(path=PICTURES / f"letter-{name}.png")
    finally:
        await playground.stop()


def said(name: str, language: str, reader: Human) -> Message:
    """Worded with the examples of that language's own file."""
    announcement = f"announcements/{name}"
    facts = sample_facts(TEXTS.source(announcement, language))
    own: Facts = {"to": {"first_name": reader.name.partition(" ")[0]}, "chat": reader.platform.title()}
    return TEXTS.say(Say(announcement, {**facts, **own}), language)


async def letters(page: Page) -> None:
    for name in LETTERS:
        await take(page, name)
        print(f"Wrote letter-{name}.png.")


if __name__ == "__main__":
    sys.exit(asyncio.run(looks_on(SIZE, letters)))
