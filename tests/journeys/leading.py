"""A company with leaders, a coordinator who asks them, and the table in which they stand."""

import re

from bot.asks import Ask
from bot.leaders import by_state
from bot.people import Platform
from bot.ports import Visit
from bot.waves import overview
from tests.journeys.asking import last, number
from tests.stage import Actor, Stage

LETTER = "announcements/prelaunch"
LISBON = {"zone": "Europe/Lisbon", "country": "PT"}


def leader(stage: Stage, name: str, platform: Platform, **facts: str) -> Actor:
    facts = {"level": "9", "languages": "en", "department": "Operations", "leader": "yes", **LISBON, **facts}
    return stage.person(name, platform, **facts)


def coordinator(stage: Stage) -> Actor:
    return stage.person("Carla Mendes", Platform.SLACK, level="4", languages="en", **LISBON)


async def plans(carla: Actor, first: list[str], second: list[str] | None = None, line: str = "") -> None:
    """Put leaders into waves; the others into the third."""
    await carla.types("/mentor admin leaders plan")
    await carla.fills(first=first, second=second or [], line=line)


async def starts_a_wave(carla: Actor) -> None:
    await carla.types("/mentor admin leaders wave")
    await carla.fills(letter=LETTER)
    await carla.fills()


async def looks_up(carla: Actor, whom: Actor) -> None:
    """Open somebody's page."""
    await carla.types("/mentor admin leaders see")
    await carla.fills(whom=whom.human.name)


async def asks_for(carla: Actor, whom: Actor, what: str, line: str = "") -> None:
    """Look somebody up and ask them for one thing."""
    await looks_up(carla, whom)
    await carla.presses("Ask for something", on=last(carla))
    await carla.fills(what=what, line=line)


def asked(stage: Stage, actor: Actor) -> Ask:
    """The newest that they were asked."""
    one = number(stage, actor)
    with stage.onehour.ledger() as records:
        return records.campaigns.asks_of(one)[-1]


def history(stage: Stage, actor: Actor) -> list[str]:
    """What happened to it, in order."""
    ask = asked(stage, actor)
    with stage.onehour.ledger() as records:
        return [one.what for one in records.campaigns.steps([ask.id])]


def table(seen_text: str) -> dict[str, int]:
    """The table of the desk, as it is read."""
    [found] = re.findall(
        r"Where they stand (.*?)(?: Yes to| Waits for you| Waves that wait| Month by month| Start wave| Plan waves)",
        seen_text,
    )
    return {name.strip(): int(count) for name, count in re.findall(r"([A-Za-z ]+): (\d+)", found)}


def standing(stage: Stage, carla: Actor) -> dict[str, int]:
    """The same, as the records have it."""
    one = number(stage, carla)
    with stage.onehour.ledger() as records:
        account = records.people.accounts(one)[0]
        person = records.people.get(account.person_id)
        visit = Visit(person, account, records, stage.clock.now(), stage.onehour.bot.house)
        return {state: len(people) for state, people in by_state(overview(visit)).items() if people}
