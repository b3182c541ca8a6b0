"""A company with a channel on either platform, and what everybody reads there."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.people import Platform
from bot.places import Post
from bot.ports import Visit
from bot.posting import drawn_up, places, put
from bot.records import Records
from playground.faults import Fault
from tests.stage import Actor, Seen, Stage, command

SLACK, STORIES = "C0GENERAL", "C0STORIES"
TEAM, TEAM_STORIES = "19:hartwell-general@thread.tacv2", "19:hartwell-stories@thread.tacv2"
# Where the stand-ins keep what was posted there, and what the place is called.
BOARDS = {Platform.SLACK: ("#general", "#general"), Platform.TEAMS: (TEAM, "Hartwell Instruments")}
TEXT = "announcements/all_hands"
ALL_HANDS = """+++
label = "All hands"
audience = "everybody"
posts = true
title = "Mentoring opens today"
[[buttons]]
label = "Take part"
action = "flow.begin"
subject = "join"
[sample]
line = ""
sender = {name = "Carla Mendes"}
minutes = 60
named = []
+++
{% if line %}
“{{ line }}”
{% endif %}

**{{ sender.name }}** says it takes {{ minutes }} minutes.

{% if named %}
With {{ named | listed }}.
{% endif %}
"""


async def company(stage: Stage, platform: Platform) -> tuple[Actor, Actor, Actor]:
    """Carla coordinates, Grace leads, Ada works; all of them on one platform, and the bot in a channel there."""
    stage.settings = {"ONEHOUR_TEMPLATES": str(_texts(stage.folder))}
    lisbon = {"zone": "Europe/Lisbon", "country": "PT", "languages": "en"}
    carla = stage.person("Carla Mendes", platform, **lisbon)
    title = {"title": "Chief Operating Officer", "leader": "yes", "level": "9"}
    grace = stage.person("Grace Whitfield", platform, **title, **lisbon)
    ada = stage.person("Ada Pereira", platform, level="3", **lisbon)
    await stage.opens()
    await lets_in(stage, platform)
    return carla, grace, ada


def _texts(folder: Path) -> Path:
    texts = folder / "templates"
    (texts / "announcements").mkdir(parents=True)
    (texts / "announcements" / "all_hands.md").write_text(ALL_HANDS)
    return texts


async def stands_from(stage: Stage, platform: Platform, moment: str) -> list[Seen]:
    """Nothing stands there before that moment; gives what does from it on."""
    at = datetime.fromisoformat(moment)
    await stage.time_is(at - timedelta(minutes=1))
    assert board(stage, platform) == []
    await stage.time_is(at)
    return board(stage, platform)


async def lets_in(stage: Stage, platform: Platform) -> None:
    if platform is Platform.SLACK:
        await stage.playground.slack.invites(SLACK)
        await stage.playground.slack.invites(STORIES)
    else:
        await stage.playground.teams.team.adds_the_bot("carla")
    await stage.settles()


async def puts_out(stage: Stage, platform: Platform) -> None:
    if platform is Platform.SLACK:
        await stage.playground.slack.puts_out(SLACK)
    else:
        await stage.playground.teams.team.removes_the_bot("carla")
    await stage.settles()


def board(stage: Stage, platform: Platform) -> list[Seen]:
    """What everybody reads in the channel, as it stands now, the oldest first."""
    return [Seen(one) for one in stage.playground.world.entries(BOARDS[platform][0])]


def place_ids(stage: Stage) -> dict[str, str]:
    """The places where we may post, by name."""
    with stage.onehour.ledger() as records:
        return {place.name: str(place.id) for place in records.places.all()}


def posts(stage: Stage, actor: Actor) -> list[Post]:
    """What somebody had posted."""
    with stage.onehour.ledger() as records:
        person = records.people.by_email(actor.human.email)
        assert person
        return list(records.posts.by(person.id))


def visit(stage: Stage, records: Records, actor: Actor) -> Visit:
    """What somebody does just now, as the core sees it."""
    person = records.people.by_email(actor.human.email)
    assert person
    account = stage.onehour.office.account(records, person)
    assert account
    return Visit(person, account, records, stage.clock.now(), stage.onehour.bot.house)


async def announces(
    stage: Stage, carla: Actor, platform: Platform, line: str = "", trouble: Fault | None = None
) -> None:
    """Post the announcement of this company in the channel; what goes wrong does so as it is posted."""
    with stage.onehour.ledger() as records:
        here = visit(stage, records, carla)
        announcement = next(one for one in here.house.wording.announcements("en") if one.name == TEXT)
        place = next(one for one in places(here) if one.name == BOARDS[platform][1])
        put(here, drawn_up(here, announcement, place, line))
    if trouble:
        faults(stage, platform).append(trouble)
    await stage.settles()


def faults(stage: Stage, platform: Platform) -> list[Fault]:
    """What a test lets go wrong there."""
    return stage.playground.slack.faults if platform is Platform.SLACK else stage.playground.teams.faults


def sending(platform: Platform) -> str:
    """How the stand-in calls it that something new is posted."""
    return "chat.postMessage" if platform is Platform.SLACK else "send"


async def forgets(actor: Actor) -> None:
    """Have everything of oneself erased."""
    await actor.types(command(actor, "forget-me"))
    if actor.human.platform == "slack":
        await actor.fills()
    else:
        await actor.presses("Go on")
    await actor.fills(word="Forget me.")
