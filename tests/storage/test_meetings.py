"""The hours of each pair."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Meeting, MeetingState, Met
from bot.records import NotYours
from storage.records import Books
from tests.storage.paper import NOON, meeting, pair, person


@pytest.fixture
def hour(books: Books) -> Meeting:
    """The first hour of Grace, who is number one, and Ada."""
    with books() as records:
        return meeting(records, pair(records, person(records, "Grace").id, person(records, "Ada").id).id)


def people_of(books: Books, meeting: Meeting) -> tuple[int, int]:
    with books() as records:
        grace, ada = records.people.everybody()
        return grace.id, ada.id


def test_an_hour_comes_back_to_both(books: Books, hour: Meeting) -> None:
    grace, ada = people_of(books, hour)
    with books() as records:
        assert records.meetings.of(grace, hour.id) == records.meetings.of(ada, hour.id) == hour
        assert hour.slots == (NOON, NOON + timedelta(days=1))


def test_a_round_is_proposed_once(books: Books, hour: Meeting) -> None:
    with books() as records:
        again = records.meetings.propose(replace(hour, id=0, slots=()))

        assert again == hour


def test_rounds_come_in_order(books: Books, hour: Meeting) -> None:
    with books() as records:
        third = records.meetings.propose(replace(hour, id=0, round=3))
        second = records.meetings.propose(replace(hour, id=0, round=2))

        assert list(records.meetings.of_pair(hour.pair_id)) == [hour, second, third]


def test_an_hour_is_brought_up_to_date(books: Books, hour: Meeting) -> None:
    _, ada = people_of(books, hour)
    booked = replace(hour, state=MeetingState.BOOKED, at=NOON, booked_by=ada, mentee_said=Met.MOVED)
    with books() as records:
        records.meetings.keep(booked)

        assert records.meetings.of(ada, hour.id) == booked


def test_an_hour_is_nobody_elses(books: Books, hour: Meeting) -> None:
    with books() as records:
        eve = person(records, "Eve")

        with pytest.raises(NotYours):
            records.meetings.of(eve.id, hour.id)
        with pytest.raises(NotYours):
            records.meetings.of(eve.id, 77)
