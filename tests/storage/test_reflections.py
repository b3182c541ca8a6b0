"""What somebody wrote for themselves: sealed for its own row, and opened for its writer alone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from alembic import command
from sqlalchemy import Engine, insert, select, update

from bot.model import Meeting
from bot.records import NotYours
from bot.thoughts import Question, Reflection
from storage import schema
from storage.columns import table_of
from storage.records import Books
from storage.secrets import KeyMissing, Secrets, Tampered
from storage.tables import DraftRow, ReflectionRow
from tests.storage.paper import BOTH, NOON, SECRET, meeting, pair, person

WORDS = "I felt stuck this month."
ROWS, DRAFTS = table_of(ReflectionRow), table_of(DraftRow)
LATER = NOON + timedelta(days=1)


class Two(NamedTuple):
    """The first hour of Grace, who guides, and Ada."""

    hour: Meeting
    grace: int
    ada: int


@pytest.fixture
def two(books: Books) -> Two:
    with books() as records:
        grace, ada = person(records, "Grace").id, person(records, "Ada").id
        return Two(meeting(records, pair(records, grace, ada).id), grace, ada)


def written(two: Two, text: str = WORDS) -> Reflection:
    """By Ada."""
    return Reflection(0, two.ada, two.hour.id, "mentee/start_clarity_1", text, NOON)


def test_it_comes_back_to_whoever_wrote_it(books: Books, two: Two) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))

        assert list(records.reflections.by(two.ada)) == [kept] == [replace(written(two), id=kept.id)]
        assert (
            records.reflections.of(two.ada, kept.id) == records.reflections.on(two.ada, two.hour.id) == kept
        )
        assert records.reflections.count(two.ada) == 1


def test_it_is_nobody_elses(books: Books, two: Two) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))

        assert list(records.reflections.by(two.grace)) == []
        assert records.reflections.on(two.grace, two.hour.id) is None
        assert records.reflections.count(two.grace) == 0
        for gate in (records.reflections.of, records.reflections.shared_with):
            with pytest.raises(NotYours):
                gate(two.grace, kept.id)
        records.reflections.erase(two.grace, kept.id)
        assert records.reflections.of(two.ada, kept.id) == kept


def test_a_second_one_on_the_same_meeting_takes_the_place_of_the_first(books: Books, two: Two) -> None:
    with books() as records:
        first = records.reflections.keep(written(two))
        second = records.reflections.keep(written(two, "Better now."))

        assert list(records.reflections.by(two.ada)) == [second]
        assert second.id == first.id


def test_it_is_changed_and_let_go(books: Books, two: Two) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))
        records.reflections.keep(replace(kept, text="Better now."))
        assert records.reflections.of(two.ada, kept.id).text == "Better now."

        for _ in range(2):
            records.reflections.erase(two.ada, kept.id)

        assert list(records.reflections.by(two.ada)) == []


def test_what_was_shared_is_read_by_the_other_as_it_was_then(books: Books, two: Two) -> None:
    with books() as records:
        eve = person(records, "Eve")
        kept = records.reflections.keep(written(two))
        records.reflections.keep(replace(kept, text="Changed since", shared=WORDS, shared_at=NOON))

        assert records.reflections.shared_with(two.grace, kept.id).text == WORDS
        for other in (two.ada, eve.id):
            with pytest.raises(NotYours):
                records.reflections.shared_with(other, kept.id)


def test_in_a_group_a_mentee_shares_with_the_mentor_and_the_mentor_with_all(books: Books) -> None:
    with books() as records:
        ada, ben, grace = (person(records, name).id for name in ("Ada", "Ben", "Grace"))
        hour = meeting(records, pair(records, grace, ada, ben).id)
        hers, his = (
            records.reflections.keep(replace(written(Two(hour, grace, writer)), shared=WORDS, shared_at=NOON))
            for writer in (ada, grace)
        )

        assert records.reflections.shared_with(grace, hers.id).text == WORDS
        assert [records.reflections.shared_with(one, his.id).text for one in (ada, ben)] == [WORDS] * 2
        with pytest.raises(NotYours):
            records.reflections.shared_with(ben, hers.id)


def test_whoever_has_left_a_group_reads_what_was_shared_until_then_and_nothing_after(books: Books) -> None:
    with books() as records:
        ada, ben, grace = (person(records, name).id for name in ("Ada", "Ben", "Grace"))
        group = pair(records, grace, ada, ben)
        kept = records.reflections.keep(written(Two(meeting(records, group.id), grace, grace)))
        records.pairs.part(group, ben, LATER)

        for shared_at, may_read in ((NOON, True), (LATER, True), (LATER + timedelta(seconds=1), False)):
            records.reflections.keep(replace(kept, shared=WORDS, shared_at=shared_at))
            assert records.reflections.shared_with(ada, kept.id).text == WORDS
            if may_read:
                assert records.reflections.shared_with(ben, kept.id).text == WORDS
            else:
                with pytest.raises(NotYours):
                    records.reflections.shared_with(ben, kept.id)


def test_a_question_is_asked_once(books: Books, two: Two) -> None:
    asked = Question(0, two.ada, two.hour.id, "mentee/start_clarity_1", NOON)
    with books() as records:
        first = records.reflections.ask(asked)
        again = records.reflections.ask(replace(asked, prompt="mentee/start_clarity_2"))
        records.reflections.keep_question(replace(first, other="mentee/end_clarity_1", skipped_at=LATER))

        assert again == first
        [kept] = records.reflections.questions(two.ada)
        assert (kept.prompt, kept.other, kept.skipped_at) == (
            "mentee/start_clarity_1",
            "mentee/end_clarity_1",
            LATER,
        )
        assert list(records.reflections.questions(two.grace)) == []


@pytest.mark.parametrize("migrated", BOTH[:1], indirect=True)
def test_no_word_of_it_is_in_the_file(engine: Engine, books: Books, two: Two, tmp_path: Path) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))
        records.reflections.keep(replace(kept, shared="stuck as well", shared_at=NOON))
        draft = records.drafts.open(two.ada, "reflect", str(two.hour.id))
        records.drafts.keep(replace(draft, answers={"reflect/write": {"text": WORDS}}))

    stored = b"".join(file.read_bytes() for file in tmp_path.glob("onehour.db*"))
    engine.dispose()

    assert b"start_clarity_1" in stored
    assert b"stuck" not in stored


def test_no_word_of_it_is_in_the_rows(engine: Engine, books: Books, two: Two) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))
        records.reflections.keep(replace(kept, shared=WORDS, shared_at=NOON))
        draft = records.drafts.open(two.ada, "reflect", "")
        records.drafts.keep(replace(draft, answers={"reflect/write": {"text": WORDS}}))

    with engine.begin() as connection:
        rows = [*connection.execute(select(ROWS)), *connection.execute(select(DRAFTS))]

    assert len(rows) == 2
    assert "stuck" not in str(rows)


def test_a_row_moved_to_another_number_stays_shut(engine: Engine, books: Books, two: Two) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))
    with engine.begin() as connection:
        connection.execute(update(ROWS).values(id=kept.id + 1))

    for read in (
        lambda: records.reflections.by(two.ada),
        lambda: records.reflections.of(two.ada, kept.id + 1),
    ):
        with pytest.raises(Tampered), books() as records:
            read()


@pytest.mark.parametrize("column", ["text", "shared"])
def test_words_put_into_anothers_row_stay_shut(engine: Engine, books: Books, two: Two, column: str) -> None:
    with books() as records:
        for writer in (two.ada, two.grace):
            kept = records.reflections.keep(replace(written(two), person_id=writer))
            records.reflections.keep(replace(kept, shared=WORDS, shared_at=NOON))
    with engine.begin() as connection:
        hers = select(ROWS.c[column]).where(ROWS.c.person_id == two.ada).scalar_subquery()
        connection.execute(update(ROWS).where(ROWS.c.person_id == two.grace).values({column: hers}))

    with pytest.raises(Tampered), books() as records:
        records.reflections.by(two.grace)


def test_the_shared_words_do_not_open_as_the_private_ones(engine: Engine, books: Books, two: Two) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))
        records.reflections.keep(replace(kept, shared="for you", shared_at=NOON))
    with engine.begin() as connection:
        connection.execute(update(ROWS).values(shared=ROWS.c.text))

    with pytest.raises(Tampered), books() as records:
        records.reflections.shared_with(two.grace, kept.id)


def test_a_new_key_reads_what_the_old_one_wrote(engine: Engine, books: Books, two: Two) -> None:
    with books() as records:
        records.reflections.keep(written(two))

    with Books(engine, Secrets(f"new,{SECRET}"))() as records:
        [kept] = records.reflections.by(two.ada)
        assert kept.text == WORDS
        records.reflections.keep(kept)
    with Books(engine, Secrets("new"))() as records:
        assert [each.text for each in records.reflections.by(two.ada)] == [WORDS]
    with pytest.raises(KeyMissing), books() as records:
        records.reflections.by(two.ada)


def sealed_as_before(engine: Engine, two: Two) -> None:
    """A row of the time when a text was sealed for its writer and meeting, not for its own row."""
    text = Secrets(SECRET).seal(WORDS, "reflections", "text", f"{two.ada}:{two.hour.id}")
    row = {"person_id": two.ada, "meeting_id": two.hour.id, "prompt": "x", "text": text, "written_at": NOON}
    with engine.begin() as connection:
        connection.execute(insert(ROWS).values(**row, shared=""))


def test_what_was_sealed_before_is_read_and_sealed_anew_for_its_row(
    engine: Engine, books: Books, two: Two
) -> None:
    sealed_as_before(engine, two)
    with books() as records:
        first = records.reflections.by(two.ada)
    with books() as records:
        [kept] = records.reflections.by(two.ada)

    assert list(first) == [kept]
    assert kept.text == WORDS
    with engine.begin() as connection:
        envelope = connection.execute(select(ROWS.c.text)).scalar_one()
    assert Secrets(SECRET).open(envelope, "reflections", "text", str(kept.id)) == WORDS


def test_what_was_sealed_before_stays_shut_in_anothers_row(engine: Engine, books: Books, two: Two) -> None:
    sealed_as_before(engine, two)
    with engine.begin() as connection:
        connection.execute(update(ROWS).values(person_id=two.grace))

    with pytest.raises(Tampered), books() as records:
        records.reflections.by(two.grace)


def test_what_was_sealed_before_moves_with_two_people_who_are_one(
    engine: Engine, books: Books, two: Two
) -> None:
    sealed_as_before(engine, two)
    with books() as records:
        anna = person(records, "Anna")
        records.links.merge(two.ada, anna.id)

    with books() as records:
        assert [one.text for one in records.reflections.by(anna.id)] == [WORDS]


def test_a_question_of_before_keeps_its_words_and_counts_as_asked(
    engine: Engine, books: Books, two: Two
) -> None:
    with books() as records:
        kept = records.reflections.keep(written(two))
    with schema.alone(engine) as connection:
        command.downgrade(schema.config(connection), "0005")
    with engine.begin() as connection:
        former = connection.exec_driver_sql("SELECT prompt FROM reflections").scalar_one()

    schema.migrate(engine)

    assert former == "prompts/mentee_clarity"
    with books() as records:
        assert list(records.reflections.by(two.ada)) == [kept]
        [asked] = records.reflections.questions(two.ada)
        assert (asked.meeting_id, asked.prompt, asked.asked_at) == (two.hour.id, kept.prompt, NOON)
