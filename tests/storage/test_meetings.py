"""The hours of each pair."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Meeting, MeetingState, Met, PairState
from bot.records import NotYours
from bot.voices import Voice
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


def test_what_each_says_of_an_hour_is_kept_apart_and_the_last_word_holds(books: Books, hour: Meeting) -> None:
    grace, ada = people_of(books, hour)
    with books() as records:
        records.voices.put(Voice(0, hour.id, ada, NOON))
        records.voices.put(Voice(0, hour.id, grace, met=Met.YES))
        records.voices.put(Voice(0, hour.id, ada, NOON + timedelta(days=1), fine=True))

        said = records.voices.of_meeting(hour.id)
        assert {one: (voice.slot, voice.met, voice.fine) for one, voice in said.items()} == {
            ada: (NOON + timedelta(days=1), Met.UNSAID, True),
            grace: (None, Met.YES, False),
        }
        assert records.voices.by(ada) == {hour.id: said[ada]}


def test_pairs_that_are_silent_are_listed_while_they_go_on(books: Books, hour: Meeting) -> None:
    grace, _ = people_of(books, hour)
    with books() as records:
        first = records.pairs.of(grace, hour.pair_id)
        second = pair(records, grace, person(records, "Tom").id)
        assert list(records.pairs.silent()) == []
        for one, since in ((first, NOON), (second, NOON - timedelta(days=1))):
            records.pairs.keep(replace(one, silent_since=since))
        assert [one.id for one in records.pairs.silent()] == [second.id, first.id]

        records.pairs.keep(replace(second, silent_since=NOON, state=PairState.ENDED))

        assert [one.id for one in records.pairs.silent()] == [first.id]
