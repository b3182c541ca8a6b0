"""Half a year of two peers: every month's hour, what they think about, a pause, and a kind end."""

from datetime import timedelta

import pytest

from bot.model import ProgrammeKind, Role
from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.matching import publishes
from tests.journeys.programmes import SECOND, looks_at, opened, takes_part
from tests.stage import Actor, Stage, command

Cast = tuple[Actor, Actor]
# An afternoon in each month's second week: the nudge has come, and the hour is still to be picked.
MONTHS = ("2026-11-25", "2026-12-23", "2027-01-25")
TWO_WEEKS = timedelta(days=14)
ABOUT_THE_HOUR = ("An hour", "You meet", "Did you meet", "Reflect", "Thank you")
ZONE = {"zone": "Europe/Lisbon", "country": "PT", "languages": "en"}


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    """Ada and Ben are a pair of peers; Carla coordinates."""
    here, there = platforms
    carla = stage.person("Carla Mendes", there, level="9", **ZONE)
    ada = stage.person("Ada Pereira", here, level="4", **ZONE)
    ben = stage.person("Ben Okafor", there, level="5", **ZONE)
    await stage.opens()
    second = opened(stage, kind=ProgrammeKind.PEER)
    for one in (ada, ben):
        takes_part(stage, one, second.id, Role.BOTH)
    await looks_at(carla, SECOND)
    await publishes(carla)
    for one in (ada, ben):
        await one.presses("Yes, let us meet")
    return ada, ben


async def meets(stage: Stage, one: Actor, other: Actor) -> None:
    """One picks a time of this month's nudge, and both say afterwards that they met."""
    asked = one.sees(f"An hour with {other.human.name.split()[0]}")
    times = [label for label in asked.buttons if label[-3] == ":"]
    await one.presses(times[-1], asked)
    booked = next(seen.title for seen in reversed(other.seen) if seen.title.startswith("You meet"))
    assert one.human.name.split()[0] in booked


async def test_two_peers_meet_and_reflect_month_by_month(cast: Cast, stage: Stage) -> None:
    ada, ben = cast
    for number, day in enumerate(MONTHS, start=1):
        await stage.time_is(f"{day}T16:00+00:00")
        one, other = (ada, ben) if number % 2 else (ben, ada)
        assert f"hour {number} of 3" in one.sees(f"An hour with {other.human.name.split()[0]}").text
        await meets(stage, one, other)
        await stage.time_is(stage.clock.now() + TWO_WEEKS)
        for who in (ada, ben):
            await who.presses("Yes, we met")
            await who.types(command(who, "reflect"))
            await who.fills(text=f"Month {number}: we are both learning.")
        await ada.types(command(ada, "status"))
        assert f"{number} hour{'s' * (number > 1)} so far" in last(ada).text

    for who in (ada, ben):
        told = " ".join(seen.text for seen in who.seen if seen.title.startswith(ABOUT_THE_HOUR)).casefold()
        assert "your mentor" not in told
        assert "mentee" not in told, "two equals have no roles between them"


async def test_a_pause_of_one_holds_the_hour_and_it_comes_back(cast: Cast, stage: Stage) -> None:
    ada, ben = cast
    await stage.time_is("2026-11-25T16:00+00:00")
    await meets(stage, ada, ben)
    await ben.types(command(ben, "pause 2026-12-15"))
    await ben.fills()
    assert "Ben takes a break" in ada.has_heard
    before = ada.has_heard.count("An hour with Ben")

    await stage.time_is("2026-12-18T16:00+00:00")

    assert "Ben is back" in ada.has_heard
    assert ada.has_heard.count("An hour with Ben") > before
    await ada.types(command(ada, "leave"))
    await ada.fills()
    ended = ben.sees("Your hours with Ada have come to an end")
    assert "the next round looks for somebody else for you" in ended.text
    assert "mentor" not in ended.text.casefold()
    await stage.time_is("2027-05-30T16:00+00:00")
    assert ben.has_heard[-1] == ended.title, "no hour is proposed to whoever is alone"
