"""Whoever has said "not now" is asked for nothing before their day, by nobody and in no way; on both platforms."""

import re

import pytest

from bot.people import Platform
from bot.post import NudgeState
from tests.journeys.announcing import LAUNCH, announces, owed
from tests.journeys.asking import last
from tests.journeys.leading import asked, asks_for, coordinator, leader, looks_up, plans, starts_a_wave
from tests.journeys.public import BOARDS, lets_in, place_ids
from tests.stage import Actor, Stage

ASKED = "Grace, one hour a month of yours"
TALK = "Fifteen minutes with Carla?"
SMALL = "A small ask, Grace"
DAY = r"\S*(2027-02-23|23 Feb)"


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    return coordinator(stage)


@pytest.fixture
async def grace(stage: Stage, platform: Platform, carla: Actor) -> Actor:
    """Grace, who has the letter."""
    grace = leader(stage, "Grace Whitfield", platform)
    leader(stage, "Tom Reed", Platform.SLACK, level="8")
    await stage.opens()
    await plans(carla, ["Grace"])
    await starts_a_wave(carla)
    return grace


@pytest.fixture
async def busy(grace: Actor) -> Actor:
    """Grace, who has said not now."""
    await grace.presses("Not now", on=grace.sees(ASKED))
    return grace


async def test_the_promise_is_one_that_can_be_kept(carla: Actor, busy: Actor) -> None:
    told = busy.sees("Not now is fine").text
    assert re.search(f"Carla asks once more on {DAY}", told)
    assert "Until then I ask you for nothing" in told
    assert "silence" not in told

    await announces(carla)
    await carla.fills()

    assert LAUNCH in busy.has_heard, "what only tells something still comes"


async def test_a_coordinator_reads_from_which_day_on_they_may_be_asked(carla: Actor, busy: Actor) -> None:
    before = len(busy.has_heard)
    await looks_up(carla, busy)
    await carla.presses("Ask for something", on=last(carla))

    told = last(carla)
    assert told.title == "Not before the day they named"
    assert re.search(f"Grace Whitfield asked to be asked again on {DAY}", told.text)
    assert len(busy.has_heard) == before


async def test_but_for_a_talk_that_they_want_themselves_times_are_offered(
    stage: Stage, carla: Actor, busy: Actor
) -> None:
    await looks_up(carla, busy)
    await carla.presses("Ask for something", on=last(carla))
    await carla.presses("They want a talk themselves", on=last(carla))
    await carla.fills(line="As you said at lunch.")

    question = busy.sees(TALK)
    assert "As you said at lunch." in question.text
    assert "You would like to talk" in question.text
    assert "I ask you because" not in question.text
    await busy.presses(next(iter(question.buttons)), on=question)
    assert busy.has_heard[-1].endswith("fifteen minutes")


async def test_an_announcement_that_asks_leaves_them_out_and_says_why(
    stage: Stage, carla: Actor, busy: Actor
) -> None:
    await announces(carla, "story")
    assert "1 person would get it" in carla.form_text
    assert "1 asked to be asked again later, and is not asked before that day" in carla.form_text
    await carla.fills()
    await carla.types("/mentor admin announced")
    await carla.presses(next(one for one in last(carla).buttons if "story" in one.lower()), on=last(carla))

    assert "1 left out from the beginning: had asked to be asked again later" in last(carla).text
    assert "Grace, would you tell your own story?" not in busy.has_heard
    assert "Tom, would you tell your own story?" in stage.actors["tom"].has_heard


async def test_once_their_day_has_come_they_may_be_asked_again(
    stage: Stage, carla: Actor, busy: Actor
) -> None:
    await stage.time_is("2027-02-23T12:00+00:00")

    await asks_for(carla, busy, "story")

    assert SMALL in busy.has_heard


async def test_what_was_on_its_way_already_waits_for_their_day(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await stage.time_is("2026-11-23T20:00+00:00")
    await asks_for(carla, grace, "story")
    await grace.presses("Not now", on=grace.sees(ASKED))
    await grace.presses("Another day")
    await grace.fills(day="2026-12-10")

    await stage.time_is("2026-12-09T18:00+00:00")
    assert SMALL not in grace.has_heard
    await stage.time_is("2026-12-10T18:00+00:00")
    assert SMALL in grace.has_heard


async def test_and_is_not_sent_at_all_where_it_would_be_of_no_use_then(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    tom = stage.actors["tom"]
    await stage.time_is("2026-11-23T20:00+00:00")
    await announces(carla, "story")
    await carla.fills()
    await grace.presses("Not now", on=grace.sees(ASKED))

    await stage.time_is("2026-11-24T18:00+00:00")

    assert "Tom, would you tell your own story?" in tom.has_heard
    assert owed(stage, grace)[-1].state is NudgeState.SKIPPED
    await stage.time_is("2027-02-22T18:00+00:00")
    assert "Grace, would you tell your own story?" not in grace.has_heard


async def test_nor_are_they_reminded_of_anything_else(stage: Stage, carla: Actor, grace: Actor) -> None:
    await asks_for(carla, grace, "story")
    question = grace.sees(SMALL)
    await grace.presses("Not now", on=grace.sees(ASKED))

    await stage.time_is("2027-02-22T18:00+00:00")

    assert "Grace, may I ask once more?" not in grace.has_heard
    await grace.presses("Yes, gladly", on=question)
    assert asked(stage, grace).answered_at


async def test_a_wave_leaves_them_out_and_says_until_when(stage: Stage, carla: Actor, grace: Actor) -> None:
    tom = stage.actors["tom"]
    await plans(carla, [], ["Tom"])
    await asks_for(carla, tom, "story")
    await tom.presses("Not now")

    await carla.types("/mentor admin leaders wave")

    assert last(carla).title == "No wave to start"
    assert re.search(f"Tom Reed asked to be asked again on {DAY}", last(carla).text)


async def test_no_more_is_owed_to_somebody_who_has_said_no_meanwhile(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await stage.time_is("2026-11-23T20:00+00:00")
    await asks_for(carla, grace, "story")
    await grace.presses("No", on=grace.sees(ASKED))
    await grace.presses("None of these")

    await stage.time_is("2026-11-25T18:00+00:00")

    assert SMALL not in grace.has_heard


async def test_nor_are_they_asked_whether_they_may_be_shown(
    stage: Stage, platform: Platform, carla: Actor, busy: Actor
) -> None:
    await lets_in(stage, platform)
    await carla.types("/mentor admin showcase")
    place = place_ids(stage)[BOARDS[platform][1]]

    await carla.fills(person="Grace", place=place, why="People look to you.", text="I had no hour to give.")

    assert "Grace Whitfield asked to be asked again on" in carla.problems["person"]
    assert "may we show that you take part" not in busy.sees_words
    await carla.fills(person="Tom")
    assert "Tom, may we show that you take part?" in stage.actors["tom"].has_heard
