"""Takes the pictures of `reporting.md` and `consent.md`: a report, and somebody who is shown.

`.venv/bin/python -m docs.monday`, on a machine with a Chromium.
"""

import asyncio
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.async_api import Page

from bot.asks import Ask, AskState, Campaign
from bot.enrolment import first_programme
from bot.model import Role
from bot.people import Platform
from docs.camera import looks_on, takes
from tests.journeys.public import BOARDS, board, lets_in, place_ids
from tests.journeys.reporting import asked_long_ago, has_gone_on, is_silent
from tests.stage import Actor, Stage, command

# Department, how many work there, how many of them are mentors, mentees with one, mentees without.
COMPANY = {
    "Engineering": (48, 8, 9, 3),
    "Sales and Customer Success": (36, 8, 9, 4),
    "Operations": (30, 5, 5, 2),
    "Finance": (18, 4, 3, 1),
    "People and Culture": (12, 3, 3, 0),
    "Legal": (5, 0, 1, 0),
}
ANSWERS = (AskState.YES, AskState.ASKED, AskState.THANKED, AskState.NOT_NOW, AskState.YES, AskState.DONE)
WORDS = "I thought I had no hour to give. It has become the one in which I hear what nobody tells me."
WHY = "People in operations look to you."
# What each chart says of itself, in English and in German.
CHARTS = {
    "departments": ("of each department", "je Abteilung"),
    "meetings": ("held, by month", "nach Monaten"),
}
SIZE = (1440, 2600)


async def report(page: Page, stage: Stage) -> None:
    """What needs a decision, and the charts: light in Slack, dark in Teams, where they come once more."""
    for actor in (stage.actors["carla"], stage.actors["anke"]):
        await actor.types(command(actor, "admin report"))
    await stage.actors["anke"].presses("In dunklen Farben")
    await page.goto(f"{stage.playground.address}/people/carla?beside=anke")
    await take(page, "carla", "things need you today", "monday-slack")
    await take(page, "anke", "Dinge brauchen dich heute", "monday-teams")
    for kind, (english, german) in CHARTS.items():
        await take(page, "carla", english, f"{kind}-slack")
        await take(page, "anke", german, f"{kind}-teams")


async def showcase(page: Page, stage: Stage, shown: Actor, platform: Platform) -> None:
    """Somebody is asked, agrees, and is shown where everybody reads it."""
    carla, name = stage.actors["carla"], shown.human.name
    await carla.types(command(carla, "admin showcase"))
    place = place_ids(stage)[BOARDS[platform][1]]
    await carla.fills(person=name.partition(" ")[0], place=place, why=WHY, text=WORDS)
    await page.goto(f"{stage.playground.address}/people/{shown.human.id}?beside=carla")
    await take(page, shown.human.id, "may we show that you take part", f"showcase-request-{platform}")
    await shown.presses("Yes, show this")
    await carla.presses("Post it")
    # the page shows conversations; what everybody reads in the channel is shown as one
    [post] = board(stage, platform)
    stage.playground.world.add(shown.human.id, "bot", post.entry.payload)
    await page.reload()
    await take(page, shown.human.id, "Who takes part", f"showcase-post-{platform}")


async def take(page: Page, person: str, words: str, name: str) -> None:
    """The newest message in front of somebody that has these words, or a picture that says them."""
    lines = page.locator(f"#stage-{person} .line.bots")
    pictured = lines.filter(has=page.locator(f'img[alt*="{words}"]'))
    await takes(lines.filter(has_text=words).or_(pictured).last, name)


async def played(page: Page) -> None:
    with tempfile.TemporaryDirectory(prefix="onehour-picture-") as folder:
        await played_in(Path(folder), page)


async def played_in(folder: Path, page: Page) -> None:
    stage = Stage(folder, settings={"ONEHOUR_ADMINS": "carla@hartwell.example,anke@hartwell.example"})
    lisbon = {"zone": "Europe/Lisbon", "country": "PT", "languages": "en"}
    stage.person("Carla Mendes", Platform.SLACK, department="People and Culture", **lisbon)
    stage.person("Anke Vogel", Platform.TEAMS, department="People and Culture", locale="de-DE", **lisbon)
    leads = {"leader": "yes", "level": "9", "department": "Operations", **lisbon}
    kwame = stage.person("Kwame Mensah", Platform.SLACK, title="Vice President Research", **leads)
    grace = stage.person("Grace Whitfield", Platform.TEAMS, title="Chief Operating Officer", **leads)
    await stage.opens()
    try:
        for platform in Platform:
            await lets_in(stage, platform)
        has_gone_on(stage, COMPANY)
        is_silent(stage)
        asked_long_ago(stage)
        become_somebody(stage)
        leaders_answered(stage)
        await report(page, stage)
        for actor, platform in ((kwame, Platform.SLACK), (grace, Platform.TEAMS)):
            await showcase(page, stage, actor, platform)
    finally:
        await stage.closes()


def become_somebody(stage: Stage) -> None:
    """The silent pair has names, mentors have seen more than mentees, and every fifth colleague leads."""
    with stage.onehour.ledger() as records:
        programme = first_programme(records)
        roles = {one.person_id: one.role for one in records.programmes.enrolments(programme.id)}
        [silent] = records.pairs.silent()
        names = dict(zip(silent.people, ("Tom Reed", "Ines Duarte"), strict=True))
        for number, one in enumerate(records.people.everybody()):
            level = 7 if roles.get(one.id) is Role.MENTOR else 3
            leads = one.leader or number % 5 == 0
            name = names.get(one.id, one.name)
            records.people.keep(replace(one, level=level, leader=leads, name=name))


def leaders_answered(stage: Stage) -> None:
    with stage.onehour.ledger() as records:
        leaders = [one for one in records.people.everybody() if one.leader]
        now, by = stage.clock.now(), leaders[0].id
        asked = Campaign(0, 1, "announcements/prelaunch", "leaders", by, now, len(leaders))
        campaign = records.campaigns.send(asked)
        for number, one in enumerate(leaders):
            state = ANSWERS[number % len(ANSWERS)]
            records.campaigns.ask(Ask(0, campaign.id, one.id, now, state=state))


if __name__ == "__main__":
    sys.exit(asyncio.run(looks_on(SIZE, played)))
