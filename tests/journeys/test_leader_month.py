"""A month of winning leaders, played on both platforms: the table that `docs/leaders.md` shows is what comes of it."""

import re
from collections.abc import Mapping
from pathlib import Path

from bot.leaders import STATES
from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.leading import (
    coordinator,
    history,
    leader,
    looks_up,
    plans,
    standing,
    starts_a_wave,
    table,
)
from tests.stage import Actor, Stage

PAGE = Path(__file__).parent.parent.parent / "docs" / "leaders.md"
LEADERS = (
    *("Grace Hall", "Tom Reed", "Maria Lind", "Ben Okafor", "Nia Cole", "Lee Park", "Ines Kowal"),
    *("Otto Brandt", "Jule Stern", "Sam Ortiz"),
)
AS_READ = {"not_now": "Not now", "new": "Not asked yet", "inside": "Take part already"}
Cast = Mapping[str, Actor]


def written(days: dict[str, dict[str, int]]) -> str:
    """The table as the page has it."""
    rows = [["day", *STATES], ["---"] * (len(STATES) + 1)]
    rows += [[day, *(str(stand.get(state, "·")) for state in STATES)] for day, stand in days.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def letter(actor: Actor) -> str:
    return f"{actor.human.name.partition(' ')[0]}, one hour a month of yours"


async def joins(actor: Actor, **told: str) -> None:
    """Through the pages, the first of which is filled in."""
    await actor.fills()
    await actor.fills(**told)
    await actor.fills()


async def the_first_are_asked(carla: Actor, cast: Cast) -> None:
    """Grace joins at once, Tom would rather say a word, Maria says nothing."""
    grace, tom = cast["Grace"], cast["Tom"]
    await starts_a_wave(carla)
    await grace.presses("I'll mentor", on=grace.sees(letter(grace)))
    await grace.presses("As a mentor")
    await joins(grace, more_offers="leadership")
    await tom.presses("Something smaller", on=tom.sees(letter(tom)))
    await tom.presses("A word at the all-hands")


async def the_second_are_asked(carla: Actor, cast: Cast) -> None:
    """Tom gets his day; Ben champions it; Nia says no to all of it."""
    ben, nia = cast["Ben"], cast["Nia"]
    await looks_up(carla, cast["Tom"])
    await carla.presses("Name the day: a word at the all-hands", on=last(carla))
    await carla.fills(day="2026-12-02", hour="10:00", place="the atrium")
    await starts_a_wave(carla)
    await ben.presses("I'll champion it", on=ben.sees(letter(ben)))
    await nia.presses("No", on=nia.sees(letter(nia)))
    await nia.presses("None of these")


async def the_others_are_asked(carla: Actor, cast: Cast) -> None:
    """Maria has been reminded and will think of it later; Lee would join; Otto and Jule look at what is smaller."""
    maria, lee, otto, jule = (cast[one] for one in ("Maria", "Lee", "Otto", "Jule"))
    await maria.presses("Not now", on=maria.sees("Maria, may I ask once more?"))
    await starts_a_wave(carla)
    await lee.presses("I'll mentor", on=lee.sees(letter(lee)))
    await otto.presses("No", on=otto.sees(letter(otto)))
    await otto.presses("Be a panellist")
    await jule.presses("Something smaller", on=jule.sees(letter(jule)))


async def some_of_it_is_done(cast: Cast) -> None:
    """Ben has championed it, and Lee joins."""
    await cast["Ben"].presses("Yes, it is done")
    await cast["Lee"].presses("As both")
    await joins(cast["Lee"], more_offers="leadership", more_wants="python")


async def test_a_month_of_leaders_is_as_the_page_tells_it(stage: Stage) -> None:
    carla, days = coordinator(stage), dict[str, dict[str, int]]()
    cast = {
        name.partition(" ")[0]: leader(stage, name, list(Platform)[number % 2], level="8")
        for number, name in enumerate(LEADERS)
    }
    await stage.opens()
    await plans(carla, ["Grace", "Tom", "Maria"], ["Ben", "Nia"])
    days["23 Nov, planned"] = standing(stage, carla)
    await the_first_are_asked(carla, cast)
    days["23 Nov, wave 1"] = standing(stage, carla)
    await stage.time_is("2026-11-26T11:00+00:00")
    await the_second_are_asked(carla, cast)
    days["26 Nov, wave 2"] = standing(stage, carla)
    await stage.time_is("2026-11-30T15:00+00:00")
    await the_others_are_asked(carla, cast)
    days["30 Nov, wave 3"] = standing(stage, carla)
    await stage.time_is("2026-12-04T15:00+00:00")
    await cast["Tom"].presses("Yes, it is done")
    days["4 Dec"] = standing(stage, carla)
    await stage.time_is("2026-12-11T15:00+00:00")
    await some_of_it_is_done(cast)
    days["11 Dec"] = standing(stage, carla)
    await stage.time_is("2026-12-21T15:00+00:00")
    days["21 Dec"] = standing(stage, carla)

    [shown] = re.findall(r"<!-- month -->\n\n(.*?)\n\n", PAGE.read_text(), re.DOTALL)
    assert shown == written(days)
    for silent in ("Ines", "Sam"):
        assert history(stage, cast[silent]) == ["plan", "ask", "remind", "remind"]
    await carla.types("/mentor admin leaders")
    as_read = {AS_READ.get(state, state.capitalize()): count for state, count in days["21 Dec"].items()}
    assert table(last(carla).text) == as_read
    assert "2 of 10 leaders take part: 20" in last(carla).text
