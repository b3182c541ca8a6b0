"""What a programme comes to, on both databases, and what of it may be told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Enrolment, EnrolmentState, Meeting, MeetingState, Pair, Role
from bot.people import Platform
from bot.progress import GoalState, Pulse
from bot.records import Records
from bot.tallies import Tally, in_steps, shown
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import NOON

NOTHING = Tally(0, 0, 0, 0, 0, 0, 0, 0, None)


def held(records: Records, pair: Pair, round_: int, minutes: int) -> None:
    records.meetings.propose(
        Meeting(0, pair.id, round_, (NOON,), MeetingState.HELD, at=NOON, minutes=minutes)
    )


def test_everything_of_one_programme_is_counted_and_nothing_of_another(books: Books) -> None:
    with books() as records:
        people = [paper.person(records, name) for name in ("Ada", "Grace", "Tom", "Lin")]
        ada, grace, tom, lin = people
        for one in (replace(grace, leader=True), replace(tom, leader=True, gone_at=NOON)):
            records.people.keep(one)
        pair = paper.pair(records, grace.id, ada.id)
        other = paper.pair(records, tom.id, lin.id)
        again = records.pairs.begin(replace(pair, id=0, mentor_id=tom.id, mentee_ids=(lin.id,)))
        for one, state in (
            (ada, EnrolmentState.ACTIVE),
            (grace, EnrolmentState.ACTIVE),
            (lin, EnrolmentState.LEFT),
        ):
            records.programmes.enrol(Enrolment(0, pair.programme_id, one.id, Role.BOTH, NOON, state=state))
        records.programmes.enrol(Enrolment(0, pair.programme_id, tom.id, Role.BOTH, NOON))
        held(records, pair, 1, 45)
        held(records, pair, 2, 0)
        held(records, again, 1, 30)
        held(records, other, 1, 60)
        records.meetings.propose(Meeting(0, pair.id, 3, (NOON + timedelta(days=1),)))
        for person_id, how in (
            (ada.id, GoalState.DONE),
            (ada.id, GoalState.DONE),
            (grace.id, GoalState.OPEN),
        ):
            goal = paper.goal(records, pair.id, person_id)
            records.goals.keep(replace(goal, state=how))
        for number in (1, 2, 3):
            records.pulses.give(Pulse(0, pair.id, people[number].id, number, 4, NOON))

    with books() as records:
        tally = records.tallies.of(pair.programme_id)

        assert replace(tally, pulse=None) == Tally(
            people=2, leaders=1, pairs=2, meetings=3, minutes=135, met=2, goals=2, reached_by=1, pulse=None
        )
        assert tally.pulse == records.pulses.figure(pair.programme_id)
        assert records.tallies.of(pair.programme_id) is tally, "counted once"
        assert records.tallies.of(other.programme_id).meetings == 1
        assert records.tallies.of(999) == NOTHING


def test_whoever_has_somebody_for_their_manager_reports_to_them(books: Books) -> None:
    with books() as records:
        for name in ("Ada", "Tom"):
            records.people.keep(replace(paper.person(records, name), manager="grace@hartwell.example"))
        gone = paper.person(records, "Lin")
        records.people.keep(replace(gone, manager="grace@hartwell.example", gone_at=NOON))

        assert records.tallies.reports_to("grace@hartwell.example") == 2
        assert records.tallies.reports_to("") == 0


@pytest.mark.parametrize(
    ("number", "of", "told"), [(2, None, 0), (3, None, 3), (9, 2, 0), (9, 3, 9), (0, 0, 0), (1, 3, 1)]
)
def test_a_number_of_fewer_than_three_is_not_told(number: int, of: int | None, told: int) -> None:
    assert shown(number, of) == told


def test_a_number_told_in_steps_does_not_move_by_one() -> None:
    assert [in_steps(one) for one in range(8)] == [0, 0, 0, 3, 3, 3, 6, 6]


def test_what_somebody_had_is_known_by_name_and_in_order(books: Books) -> None:
    with books() as records:
        ada = paper.person(records)
        paper.account(records, ada.id, Platform.SLACK)
        for n, name in enumerate(("momentum", "launch", "momentum", "momentum")):
            nudge = paper.nudge(ada.id, f"{n}", NOON + timedelta(days=n))
            records.outbox.owe([replace(nudge, template=f"announcements/{name}", unasked=True)])
    for n in range(3):
        with books() as records:
            now = NOON + timedelta(days=n)
            claimed = records.outbox.claim(now, paper.MINUTE, 100)
            account = records.people.accounts(ada.id)[0].id
            records.outbox.begin([(one, account) for one in claimed], now)

    with books() as records:
        had = records.announced.had(ada.id, "announcements/momentum")

        assert had == (NOON, NOON + timedelta(days=2)), "not what is still to come"
        assert records.announced.had(ada.id, "announcements/panel") == ()
