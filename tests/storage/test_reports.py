"""What reports are counted from, and how coordinators read them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import MeetingState
from bot.people import Platform
from bot.progress import Counted, GoalState
from bot.records import NotYours
from bot.report_records import Desk, Held
from bot.trust import Concern
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import MINUTE, NOON


def test_only_hours_that_took_place_are_counted_and_no_informal_ones(books: Books) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        pair = paper.pair(records, grace.id, ada.id)
        hour = paper.meeting(records, pair.id)
        assert list(records.reports.held(pair.programme_id)) == []
        records.meetings.keep(replace(hour, at=NOON, state=MeetingState.HELD))
        assert list(records.reports.held(pair.programme_id)) == [Held(pair.id, NOON)]
        records.pairs.keep(replace(pair, informal=True))
        assert list(records.reports.held(pair.programme_id)) == []


def test_goals_are_counted_with_how_many_people_have_them(books: Books) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        pair = paper.pair(records, grace.id, ada.id)
        for owner in (ada, ada, grace):
            paper.goal(records, pair.id, owner.id)
        done = records.goals.by(grace.id)[0]
        records.goals.keep(replace(done, state=GoalState.DONE))

        assert records.goals.counted(pair.programme_id) == {
            GoalState.OPEN: Counted(2, 1),
            GoalState.DONE: Counted(1, 1),
        }
        assert records.goals.counted(pair.programme_id + 1) == {}


def test_what_could_not_be_sent_is_counted_by_its_reason(books: Books) -> None:
    with books() as records:
        ada = paper.person(records, "Ada")
        records.outbox.owe([paper.nudge(ada.id, key) for key in ("one", "two", "three")])
        first, second, third = records.outbox.claim(NOON, timedelta(minutes=1), 3)
        records.outbox.bury(first, "not reachable: gone")
        records.outbox.bury(second, "not reachable: gone")
        records.outbox.skip(third, "no longer wanted")

        assert records.reports.undelivered(NOON - timedelta(days=1)) == {"not reachable: gone": 2}
        assert records.reports.undelivered(NOON + timedelta(days=1)) == {}


def test_a_word_in_confidence_waits_until_the_one_it_was_said_to_has_seen_to_it(books: Books) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        said = records.concerns.add(Concern(0, ada.id, grace.id, "a secret", NOON))
        assert (records.reports.confided(grace.id), records.reports.confided(ada.id)) == (1, 0)
        with pytest.raises(NotYours):
            records.concerns.see_to(ada.id, said.id, NOON)
        for at in (NOON, NOON + MINUTE):
            records.concerns.see_to(grace.id, said.id, at)

        assert records.reports.confided(grace.id) == 0
        assert records.concerns.of(grace.id, said.id) == replace(said, seen_to_at=NOON), (
            "the first time counts"
        )


def test_the_last_choice_of_how_to_read_reports_counts(books: Books) -> None:
    with books() as records:
        ada = paper.person(records, "Ada")
        paper.account(records, ada.id, Platform.SLACK)
        assert records.reports.desk(ada.id) == Desk(ada.id)
        records.reports.keep_desk(Desk(ada.id, weekly=True))
        records.reports.keep_desk(Desk(ada.id, weekly=True, dark=True))

        assert records.reports.desk(ada.id) == Desk(ada.id, weekly=True, dark=True)
