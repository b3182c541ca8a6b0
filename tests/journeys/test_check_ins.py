"""Whether an hour took place: three answers that can be changed, and what follows two that did not."""

import pytest

from bot.model import Meeting, MeetingState, Met, Pair, ProgrammeKind
from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.matching import read
from tests.journeys.meeting import begins, calendar, company, meetings, pair_now, slots
from tests.journeys.programmes import opened
from tests.stage import Actor, Stage, command

Cast = tuple[Actor, Actor, Actor]
ASKED = "Did you meet Grace?"
QUIET = {"grace": "How are things with Grace?", "ada": "How are things with Ada?"}


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    return await company(stage, *platforms)


@pytest.fixture
async def pair(stage: Stage, cast: Cast) -> Pair:
    """Ada and Grace, whose first hour is settled for the second of December."""
    _, ada, grace = cast
    begun = await begins(stage, grace, ada)
    await ada.types(command(ada, "times"))
    await ada.fills(day="2026-12-02", hour="15:00")
    await stage.time_is("2026-11-24T15:30+00:00")
    await grace.presses("Wed 2 Dec, 10:00")
    return begun


def first(stage: Stage, pair: Pair) -> Meeting:
    return meetings(stage, pair)[0]


async def test_an_answer_can_be_changed_and_the_last_one_counts(stage: Stage, cast: Cast, pair: Pair) -> None:
    _, ada, _ = cast
    await stage.time_is("2026-12-02T16:00+00:00")
    seen = []
    for label in ("Not this month", "We moved it", "Yes, we met"):
        await ada.presses(label)
        seen.append((first(stage, pair).state, first(stage, pair).mentee_said))
        await ada.presses("Change my answer")
        assert last(ada).title == ASKED

    assert seen == [
        (MeetingState.MISSED, Met.NO),
        (MeetingState.BOOKED, Met.MOVED),
        (MeetingState.HELD, Met.YES),
    ]
    await stage.time_is("2027-02-01T16:00+00:00")
    await ada.forges("meetings.missed", str(first(stage, pair).id))
    assert first(stage, pair).state is MeetingState.HELD, "by then nobody remembers"


async def test_a_moved_hour_is_kept_by_both_and_asked_after_again(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await stage.time_is("2026-12-02T16:00+00:00")
    await ada.presses("We moved it")
    await ada.presses("Tell the new time")
    await ada.fills(day="2026-12-02", hour="9:00")
    assert "“Yes, we met” is the answer" in ada.problems["hour"]
    await ada.fills(day="2026-12-04", hour="15:00")

    assert "Noted" in ada.has_heard
    assert "Ada has moved your hour of" in read(grace, "You meet Ada: Fri 4 Dec, 10:00")
    hour = first(stage, pair)
    assert (hour.state, hour.mentee_said, hour.mentor_said) == (MeetingState.BOOKED, Met.UNSAID, Met.UNSAID)
    assert calendar(stage, grace, hour)["SEQUENCE"] == "2"
    await stage.time_is("2026-12-04T16:00+00:00")
    for one, title in ((ada, ASKED), (grace, "Did you meet Ada?")):
        assert one.has_heard.count(title) >= 1
        await one.presses("Yes, we met")
    assert first(stage, pair).state is MeetingState.HELD


async def test_to_say_when_is_left_to_them(stage: Stage, cast: Cast, pair: Pair) -> None:
    _, ada, _ = cast
    await stage.time_is("2026-12-02T16:00+00:00")
    await ada.presses("We moved it")
    await ada.types(command(ada, "moved"))
    await ada.fills()

    assert "Whenever it takes place" in ada.sees("Noted").text
    assert first(stage, pair).mentee_said is Met.MOVED


async def test_after_an_hour_that_was_missed_there_is_another_try(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, _ = cast
    await stage.time_is("2026-12-02T16:00+00:00")
    await ada.presses("Not this month")
    await ada.presses("Find another time")
    title = "Another time with Grace"
    assert len(slots(ada, title)) == 3

    await ada.presses(slots(ada, title)[0])

    assert first(stage, pair).state is MeetingState.BOOKED
    assert first(stage, pair).mentee_said is Met.UNSAID


async def two_months_pass(stage: Stage, pair: Pair) -> None:
    """Nobody says that an hour took place, in the first month nor in the second."""
    await stage.time_is("2027-01-26T16:00+00:00")
    assert [one.state for one in meetings(stage, pair)] == [
        *(MeetingState.BOOKED, MeetingState.PROPOSED, MeetingState.PROPOSED)
    ]


async def test_after_two_missed_hours_each_is_asked_apart_and_fine_is_told_to_nobody(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    carla, ada, grace = cast
    await two_months_pass(stage, pair)
    for one, other in ((ada, QUIET["grace"]), (grace, QUIET["ada"])):
        assert one.has_heard.count(other) == 1
        assert {"All fine, just busy", "I’d rather change", "A word in confidence"} <= set(
            one.sees(other).buttons
        )
    before = list(grace.has_heard)
    await ada.presses("All fine, just busy")
    assert grace.has_heard == before
    await grace.presses("A word in confidence")
    await grace.fills(text="We do not get on.")

    await stage.time_is("2027-02-02T16:00+00:00")

    assert pair_now(stage, pair).silent_since is None
    await carla.types(command(carla, "admin"))
    assert "Silent pairs" not in carla.sees("For coordinators").text


async def test_where_an_answer_is_missing_coordinators_see_the_pair_and_nothing_private(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    carla, ada, grace = cast
    await two_months_pass(stage, pair)
    await ada.presses("All fine, just busy")
    await stage.time_is("2027-02-02T16:00+00:00")

    await carla.types(command(carla, "admin"))

    told = read(carla, "For coordinators")
    assert "Grace Whitfield and Ada Pereira, since" in told
    assert "busy" not in told
    await ada.types(command(ada, "meet"))
    await ada.presses(slots(ada, "Your hour with Grace")[0])
    await stage.time_is("2027-02-17T16:00+00:00")
    await ada.presses("Yes, we met")
    assert pair_now(stage, pair).silent_since is None, "they have met"
    assert QUIET["ada"] in grace.has_heard


async def test_whoever_was_fine_twice_and_misses_a_third_hour_is_on_the_list(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await two_months_pass(stage, pair)
    for one in (ada, grace):
        await one.presses("All fine, just busy")
    await stage.time_is("2027-02-01T16:00+00:00")
    assert pair_now(stage, pair).silent_since is None

    await stage.time_is("2027-02-24T16:00+00:00")

    assert pair_now(stage, pair).silent_since is not None
    assert QUIET["grace"] not in ada.has_heard, "what she pressed was answered, and she is not asked again"


async def test_one_side_would_rather_change(stage: Stage, cast: Cast, pair: Pair) -> None:
    _, ada, grace = cast
    await two_months_pass(stage, pair)

    await ada.presses("I’d rather change")
    await ada.fills()

    assert "You and Ada go separate ways" in grace.has_heard
    await stage.time_is("2027-02-02T16:00+00:00")
    assert pair_now(stage, pair).silent_since is None


async def test_an_hour_that_took_place_ends_the_row(stage: Stage, cast: Cast, pair: Pair) -> None:
    _, ada, grace = cast
    await stage.time_is("2026-12-02T16:00+00:00")
    await grace.presses("Yes, we met")
    await stage.time_is("2027-01-28T16:00+00:00")

    assert QUIET["grace"] not in ada.has_heard


@pytest.mark.parametrize("kind", [ProgrammeKind.REVERSE, ProgrammeKind.PEER])
async def test_a_silent_pair_reads_no_word_of_roles(stage: Stage, cast: Cast, kind: ProgrammeKind) -> None:
    _, ada, grace = cast
    pair = await begins(stage, ada, grace, programme=opened(stage, kind=kind))
    await stage.time_is("2027-01-26T16:00+00:00")

    for one, title in ((ada, QUIET["grace"]), (grace, QUIET["ada"])):
        told = one.sees(title).text.casefold()
        assert "mentor" not in told
        assert "mentee" not in told
    assert len(meetings(stage, pair)) == 3, "and the third hour is there for whoever looks for it"
