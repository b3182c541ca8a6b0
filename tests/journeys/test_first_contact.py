"""Whether the two are in touch: a tap says so, and a day without a word names who writes first."""

import pytest

from bot.model import ProgrammeKind
from bot.people import Platform
from tests.journeys.matching import read
from tests.journeys.meeting import begins, company, pair_now, slots
from tests.journeys.programmes import opened
from tests.stage import Actor, Stage, command

Cast = tuple[Actor, Actor, Actor]
ADA_BEGINS, GRACE_BEGINS = "An hour with Grace", "An hour with Ada"
# Ada is in Lisbon, and the pair began on a Monday at half past two.
A_DAY_LATER = "2026-11-24T14:31+00:00"


def is_asked(actor: Actor) -> bool:
    """Whether they are asked to begin: with their first invitation, or alone."""
    return any("would you?" in seen.text or "first?" in seen.title for seen in actor.seen)


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    return await company(stage, *platforms)


async def test_after_a_day_without_a_word_the_mentee_is_asked_to_begin(stage: Stage, cast: Cast) -> None:
    _, ada, grace = cast
    pair = await begins(stage, grace, ada)
    await stage.time_is("2026-11-24T14:29+00:00")
    assert ADA_BEGINS not in ada.has_heard, "the invitation waits for it"

    await stage.time_is(A_DAY_LATER)

    told = read(ada, ADA_BEGINS)
    assert "Hello Grace, I am glad that we were matched" in told
    assert "one tap is enough" in told
    assert not is_asked(grace)
    await ada.presses("We are in touch", ada.sees(ADA_BEGINS))
    assert ada.has_heard[-1] == "Good, you are in touch"
    assert pair_now(stage, pair).touched_at == stage.clock.now()
    await ada.presses("Find a time")
    assert len(slots(ada, "Your hour with Grace")) == 3


@pytest.mark.parametrize("who", ["ada", "grace"])
async def test_a_tap_of_either_side_is_enough(stage: Stage, cast: Cast, who: str) -> None:
    _, ada, grace = cast
    pair = await begins(stage, grace, ada)
    await stage.actors[who].presses("We are in touch")
    touched = pair_now(stage, pair).touched_at
    await stage.actors[who].forges("pairs.touched", str(pair.id))

    await stage.time_is("2026-11-26T16:00+00:00")

    assert not is_asked(ada)
    assert not is_asked(grace)
    assert pair_now(stage, pair).touched_at == touched


async def test_a_time_that_was_picked_counts_as_well(stage: Stage, cast: Cast) -> None:
    _, ada, grace = cast
    await begins(stage, grace, ada)
    await ada.types(command(ada, "meet"))
    await ada.presses(slots(ada, "Your hour with Grace")[0])

    await stage.time_is("2026-11-26T16:00+00:00")

    assert not is_asked(ada)
    assert not is_asked(grace)


async def test_in_a_reverse_programme_the_senior_begins_in_their_own_hours(stage: Stage, cast: Cast) -> None:
    _, ada, grace = cast
    stage.clock.move_to(stage.clock.now().replace(hour=11))
    await begins(stage, ada, grace, programme=opened(stage, kind=ProgrammeKind.REVERSE))
    await stage.time_is("2026-11-24T13:59+00:00")
    assert GRACE_BEGINS not in grace.has_heard, "it is not nine yet in New York"

    await stage.time_is("2026-11-24T14:01+00:00")

    assert "Mentors rarely write first" in read(grace, GRACE_BEGINS)
    assert not is_asked(ada)


async def test_of_peers_the_first_begins_and_reads_no_word_of_mentors(stage: Stage, cast: Cast) -> None:
    _, ada, grace = cast
    await begins(stage, grace, ada, programme=opened(stage, kind=ProgrammeKind.PEER))

    await stage.time_is(A_DAY_LATER)

    assert "mentor" not in read(ada, ADA_BEGINS).casefold()
    assert not is_asked(grace)


async def test_who_is_away_is_not_asked_while_the_other_is_there(stage: Stage, cast: Cast) -> None:
    _, ada, grace = cast
    await begins(stage, grace, ada)
    await ada.types(command(ada, "pause 2 weeks"))
    await ada.fills()

    await stage.time_is("2026-11-25T16:00+00:00")

    assert is_asked(grace)
    assert not is_asked(ada)


async def test_who_has_changed_by_then_is_asked_nothing(stage: Stage, cast: Cast) -> None:
    _, ada, grace = cast
    await begins(stage, grace, ada)
    await ada.types(command(ada, "change"))
    await ada.fills()
    await ada.presses("We are in touch")
    assert "This is no longer open" in ada.has_heard

    await stage.time_is("2026-11-25T16:00+00:00")

    assert not is_asked(ada)


async def test_the_first_mover_reads_german(stage: Stage, platforms: tuple[Platform, Platform]) -> None:
    here, there = platforms
    ada = stage.person("Ada Pereira", here, zone="Europe/Berlin", country="DE", locale="de-DE")
    ben = stage.person("Ben Okafor", there, zone="Europe/Berlin", country="DE", locale="de-DE")
    await stage.opens()
    await begins(stage, ben, ada)
    await stage.time_is("2026-11-25T09:00+01:00")

    assert "Machst du den Anfang?" in ada.sees("Eine Stunde mit Ben").text
    await ada.presses("Wir sind in Kontakt")
    assert ada.has_heard[-1] == "Schön, ihr seid in Kontakt"
