"""The hours of each pair, and what is nobody else's to read."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from bot.model import Meeting, MeetingState, Met, Reflection
from bot.records import NotYours
from storage.columns import table_of
from storage.records import Books
from storage.secrets import KeyMissing, Secrets, Tampered
from storage.tables import DraftRow, ReflectionRow
from tests.storage.paper import BOTH, NOON, SECRET, meeting, pair, person

WORDS = "I felt stuck this month."


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


def test_a_reflection_comes_back_to_whoever_wrote_it(books: Books, hour: Meeting) -> None:
    grace, ada = people_of(books, hour)
    with books() as records:
        records.meetings.reflect(Reflection(0, ada, hour.id, "What helped?", WORDS, NOON))

        [found] = records.meetings.reflections(ada)
        assert (found.text, found.prompt, found.written_at) == (WORDS, "What helped?", NOON)
        assert list(records.meetings.reflections(grace)) == []


def test_a_second_reflection_replaces_the_first(books: Books, hour: Meeting) -> None:
    _, ada = people_of(books, hour)
    with books() as records:
        records.meetings.reflect(Reflection(0, ada, hour.id, "What helped?", WORDS, NOON))
        [first] = records.meetings.reflections(ada)
        records.meetings.reflect(Reflection(0, ada, hour.id, "What helped?", "Better now.", NOON))

        assert list(records.meetings.reflections(ada)) == [replace(first, text="Better now.")]


@pytest.mark.parametrize("migrated", BOTH[:1], indirect=True)
def test_nothing_private_is_in_the_file(engine: Engine, books: Books, hour: Meeting, tmp_path: Path) -> None:
    _, ada = people_of(books, hour)
    with books() as records:
        records.meetings.reflect(Reflection(0, ada, hour.id, "What helped?", WORDS, NOON))
        draft = records.drafts.open(ada, "reflect", f"meeting:{hour.id}")
        records.drafts.keep(replace(draft, answers={"reflect/text": {"text": WORDS}}))

    stored = b"".join(file.read_bytes() for file in tmp_path.glob("onehour.db*"))
    engine.dispose()

    assert b"What helped?" in stored
    assert b"stuck" not in stored


def test_nothing_private_is_in_the_rows(engine: Engine, books: Books, hour: Meeting) -> None:
    _, ada = people_of(books, hour)
    with books() as records:
        records.meetings.reflect(Reflection(0, ada, hour.id, "What helped?", WORDS, NOON))
        draft = records.drafts.open(ada, "reflect", "")
        records.drafts.keep(replace(draft, answers={"reflect/text": {"text": WORDS}}))

    with engine.begin() as connection:
        rows = [*connection.execute(select(table_of(ReflectionRow)))]
        rows += connection.execute(select(table_of(DraftRow)))

    assert len(rows) == 2
    assert "stuck" not in str(rows)


def test_a_reflection_moved_to_somebody_else_stays_shut(engine: Engine, books: Books, hour: Meeting) -> None:
    grace, ada = people_of(books, hour)
    with books() as records:
        records.meetings.reflect(Reflection(0, ada, hour.id, "What helped?", WORDS, NOON))
    with engine.begin() as connection:
        connection.execute(update(table_of(ReflectionRow)).values(person_id=grace))

    with pytest.raises(Tampered), books() as records:
        records.meetings.reflections(grace)


def test_a_new_key_reads_what_the_old_one_wrote(engine: Engine, books: Books, hour: Meeting) -> None:
    _, ada = people_of(books, hour)
    with books() as records:
        records.meetings.reflect(Reflection(0, ada, hour.id, "What helped?", WORDS, NOON))

    with Books(engine, Secrets(f"new,{SECRET}"))() as records:
        assert [each.text for each in records.meetings.reflections(ada)] == [WORDS]
    with pytest.raises(KeyMissing), Books(engine, Secrets("new"))() as records:
        records.meetings.reflections(ada)
