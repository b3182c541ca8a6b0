"""A pair that presses nothing for all of its months: what each of the two hears unasked, and how seldom.

The rule is in docs/cadence.md: a round brings each of them one word. Between two of them lie four weeks.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.enrolment import first_programme
from bot.model import Pair, ProgrammeKind
from bot.people import Platform
from bot.rhythm import Rhythm
from tests.journeys.asking import number
from tests.journeys.closing import meet, two
from tests.journeys.meeting import pair_now, slots
from tests.stage import MONDAY, Actor, Stage, command

KINDS = [ProgrammeKind.TRADITIONAL, ProgrammeKind.REVERSE, ProgrammeKind.PEER]
BEGUN = "pairs/begun"
INVITED, CHECKED = "meetings/invitation", "check_ins/silence"
NOTICE, COMPLETE, OVER = "closing/quiet", "closing/end", "closing/over"
# What tells that it has begun, and that it is over: before and after there is no active pair.
AROUND = {BEGUN, OVER}
# Four weeks, and a day less where a working morning is nearer.
APART = timedelta(days=27)
Told = list[tuple[str, datetime]]


def unasked(stage: Stage, who: Actor) -> Told:
    """What they were sent, by the name of its text, the oldest first."""
    person_id = number(stage, who)
    with stage.onehour.ledger() as records:
        owed = records.outbox.owed_to(person_id)
    return sorted(((one.template, one.due) for one in owed if one.state == "sent"), key=lambda one: one[1])


def words(told: Told) -> list[str]:
    return [template for template, _ in told if template not in AROUND]


def keeps_to_the_rule(pair: Pair, told: Told) -> None:
    """One word a round, in its month; and never two within four weeks."""
    moments = [at for template, at in told if template not in AROUND]
    assert all(after - before >= APART for before, after in pairwise(moments)), told
    rounds = [round((at - pair.started_at) / timedelta(days=30.44)) for at in moments]
    assert len(set(rounds)) == len(rounds), told


async def passes(stage: Stage) -> None:
    """Ten months, in which nobody presses anything."""
    await stage.time_is(stage.clock.now() + timedelta(days=300))


@pytest.mark.parametrize("kind", KINDS)
async def test_of_a_pair_that_never_meets_each_hears_one_word_a_month(
    stage: Stage, platforms: tuple[Platform, Platform], kind: ProgrammeKind
) -> None:
    ada, grace = await two(stage, platforms)
    pair = meet(stage, grace, ada, kind)
    await passes(stage)

    ends = COMPLETE if pair.months == 3 else NOTICE
    for one in (ada, grace):
        told = unasked(stage, one)
        assert words(told) == [INVITED, INVITED, CHECKED, ends]
        assert [told[0][0], told[-1][0]] == [BEGUN, OVER]
        keeps_to_the_rule(pair, told)


@pytest.mark.parametrize("begins", ["2026-12-01", "2027-01-29", "2027-02-26", "2027-05-31", "2027-09-15"])
async def test_it_holds_whenever_they_begin(
    stage: Stage, platforms: tuple[Platform, Platform], begins: str
) -> None:
    ada, grace = await two(stage, platforms)
    await stage.time_is(f"{begins}T14:30+00:00")
    pair = meet(stage, grace, ada)
    await passes(stage)

    for one in (ada, grace):
        told = unasked(stage, one)
        assert words(told) == [INVITED, INVITED, CHECKED, NOTICE]
        keeps_to_the_rule(pair, told)


async def test_who_begins_is_asked_by_their_first_invitation(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    ada, grace = await two(stage, platforms)
    meet(stage, grace, ada)
    await stage.time_is("2026-11-24T14:29+00:00")
    assert "An hour with Ada" in grace.has_heard
    assert "An hour with Grace" not in ada.has_heard, "it waits until a day is over"
    await stage.time_is("2026-11-25T12:00+00:00")

    assert "would you?" in ada.sees("An hour with Grace").text
    assert "would you?" not in grace.sees("An hour with Ada").text
    assert "We are in touch" not in grace.sees("An hour with Ada").buttons
    await ada.presses("We are in touch", ada.sees("An hour with Grace"))
    assert ada.has_heard[-1] == "Good, you are in touch"


async def test_whoever_is_fine_is_not_asked_a_month_later_whether_they_go_on(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    ada, grace = await two(stage, platforms)
    pair = meet(stage, grace, ada)
    await stage.time_is("2027-01-25T12:00+00:00")
    await ada.presses("All fine, just busy")
    await grace.presses("All fine, just busy")
    await stage.time_is("2027-04-22T12:00+00:00")

    for one in (ada, grace):
        told = unasked(stage, one)
        assert NOTICE not in words(told)
        keeps_to_the_rule(pair, told)
    await stage.time_is("2027-04-27T12:00+00:00")
    assert words(unasked(stage, ada))[-1] == NOTICE, "ninety days after that"
    assert words(unasked(stage, ada)).count(CHECKED) == 1
    keeps_to_the_rule(pair, unasked(stage, ada))


@pytest.mark.parametrize("day", [4, 20, 40])
async def test_a_sign_on_any_day_puts_the_notice_in_place_of_another_invitation(
    stage: Stage, platforms: tuple[Platform, Platform], day: int
) -> None:
    ada, grace = await two(stage, platforms)
    pair = meet(stage, grace, ada)
    touched = datetime.fromisoformat(MONDAY).astimezone(UTC) + timedelta(days=day)
    await stage.time_is(touched)
    await ada.forges("pairs.touched", str(pair.id))
    await passes(stage)

    told = unasked(stage, ada)
    noticed = next(at for template, at in told if template == NOTICE)
    assert timedelta(days=90) <= noticed - touched <= timedelta(days=90 + 31)
    mine = [at for template, at in told if template not in AROUND]
    assert all(after - before >= timedelta(weeks=3) for before, after in pairwise(mine)), told
    assert pair_now(stage, pair).ended_at is not None


async def test_a_time_that_is_picked_before_the_question_leaves_nothing_to_ask(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    ada, grace = await two(stage, platforms)
    meet(stage, grace, ada)
    await stage.time_is("2027-01-24T12:00+00:00")
    await ada.types(command(ada, "meet"))
    await ada.presses(slots(ada, "Your hour with Grace")[0])
    await stage.time_is("2027-01-26T12:00+00:00")

    assert CHECKED not in [*words(unasked(stage, ada)), *words(unasked(stage, grace))]


@pytest.mark.parametrize("rhythm", list(Rhythm))
async def test_in_every_rhythm_a_round_brings_one_word(stage: Stage, rhythm: Rhythm) -> None:
    ada, grace = await two(stage, (Platform.TEAMS, Platform.SLACK))
    with stage.onehour.ledger() as records:
        records.programmes.keep(replace(first_programme(records), rhythm=rhythm))
    pair = meet(stage, grace, ada)
    assert pair.rhythm is rhythm
    await stage.time_is(stage.clock.now() + timedelta(days=500))

    least = timedelta(weeks=1) if rhythm is Rhythm.TWO_WEEKS else APART
    for one in (ada, grace):
        mine = [at for template, at in unasked(stage, one) if template not in AROUND]
        assert all(after - before >= least for before, after in pairwise(mine)), unasked(stage, one)
        assert words(unasked(stage, one)).count(NOTICE) <= 1
