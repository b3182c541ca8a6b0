"""One interaction, one transaction: all of it or nothing, and nothing lost between two."""

import contextlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import StatementError

from bot.message import Moment
from bot.model import Answer, ProposalState
from storage.records import Books
from tests.storage.paper import MINUTE, NOON, at_once, nudge, person, proposal


class Interrupted(Exception):
    pass


def test_an_error_leaves_nothing(books: Books) -> None:
    with contextlib.suppress(Interrupted), books() as records:
        ada = person(records)
        records.outbox.owe([nudge(ada.id)])
        raise Interrupted

    with books() as records:
        assert list(records.people.everybody()) == []
        assert records.outbox.get("nudge:1") is None


def test_what_is_written_is_read_back_at_once(books: Books) -> None:
    with books() as records:
        ada = person(records)
        records.people.keep(replace(ada, title="Countess"))

        assert records.people.get(ada.id).title == "Countess"


def test_what_two_write_after_reading_is_all_kept(books: Books, replica: Callable[[], Books]) -> None:
    with books() as records:
        ada = person(records)
        draft = records.drafts.open(ada.id, "join", "")

    def writer(books: Books, name: str) -> Callable[[], None]:
        def write() -> None:
            for number in range(10):
                with books() as records:
                    found = records.drafts.of(ada.id, draft.id)
                    page = {f"{name}{number}": {"field": "answer"}}
                    records.drafts.keep(replace(found, answers={**found.answers, **page}))

        return write

    at_once(*(writer(replica(), name) for name in "abcd"))

    with books() as records:
        assert len(records.drafts.of(ada.id, draft.id).answers) == 40


def test_of_two_yeses_at_once_one_completes_the_match(books: Books, replica: Callable[[], Books]) -> None:
    with books() as records:
        ada, grace = person(records, "Ada"), person(records, "Grace")
        offered = proposal(records, grace.id, ada.id)

    def says_yes(books: Books, person_id: int) -> Callable[[], bool]:
        def act() -> bool:
            with books() as records:
                found = records.pairs.proposal(person_id, offered.id)
                if person_id == grace.id:
                    said = replace(found, mentor_said=Answer.YES)
                else:
                    said = replace(found, mentee_said=Answer.YES)
                both = said.mentor_said is said.mentee_said is Answer.YES
                records.pairs.keep_proposal(replace(said, state=ProposalState.ACCEPTED) if both else said)
                return both

        return act

    completed = at_once(says_yes(replica(), ada.id), says_yes(replica(), grace.id))

    assert sorted(completed) == [False, True]


def test_two_replicas_on_an_empty_database_make_one_organisation(
    books: Books, replica: Callable[[], Books]
) -> None:
    def ask(books: Books) -> Callable[[], int]:
        def act() -> int:
            with books() as records:
                return records.people.organisation().id

        return act

    assert at_once(*(ask(replica()) for _ in range(4))) == [1, 1, 1, 1]


def test_a_moment_without_a_zone_is_refused(books: Books) -> None:
    naive = NOON.replace(tzinfo=None)

    with books() as records:
        ada = person(records)

        with pytest.raises(StatementError, match="timezone"):
            records.outbox.owe([nudge(ada.id, due=naive)])
        with pytest.raises(StatementError, match="timezone"):
            records.outbox.claim(naive, MINUTE, 1)
        with pytest.raises(StatementError):
            records.outbox.owe([replace(nudge(ada.id), facts={"at": Moment(naive, "UTC")})])


def test_an_event_is_new_once(books: Books) -> None:
    with books() as records:
        assert records.inbound.is_new("Ev1", NOON)
        assert not records.inbound.is_new("Ev1", NOON)
        assert records.inbound.is_new("Ev2", NOON)


def test_an_event_without_a_key_is_always_new(books: Books) -> None:
    with books() as records:
        assert records.inbound.is_new("", NOON)
        assert records.inbound.is_new("", NOON)


def test_an_event_that_was_not_answered_is_new_again(books: Books) -> None:
    with contextlib.suppress(Interrupted), books() as records:
        records.inbound.is_new("Ev1", NOON)
        raise Interrupted

    with books() as records:
        assert records.inbound.is_new("Ev1", NOON)


def test_of_replicas_that_hear_the_same_one_answers(books: Books, replica: Callable[[], Books]) -> None:
    def hear(books: Books) -> Callable[[], bool]:
        def act() -> bool:
            with books() as records:
                return records.inbound.is_new("Ev1", NOON)

        return act

    assert sorted(at_once(*(hear(replica()) for _ in range(4)))) == [False, False, False, True]
