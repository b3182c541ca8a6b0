"""What is read for many at once is what would have been read for each, and no older than this transaction's own acts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, event

from bot.model import Meeting, PairState
from bot.people import Account, Platform
from bot.post import Nudge
from bot.records import NotYours, Records
from storage.records import Books
from tests.storage.paper import NOON, account, meeting, nudge, pair, person


def company(records: Records) -> tuple[int, int, int]:
    """Ada and Grace are a pair with an hour; gives their numbers and the pair's."""
    ada, grace = person(records, "Ada"), person(records, "Grace")
    for one in (ada, grace):
        account(records, one.id, Platform.SLACK)
        account(records, one.id, Platform.TEAMS)
    two = pair(records, grace.id, ada.id)
    meeting(records, two.id)
    return ada.id, grace.id, two.id


def about(to: int, pair_id: int) -> Nudge:
    return replace(nudge(to), about=f"pair:1:{pair_id}")


def test_it_is_the_same_and_asks_for_nothing_more(engine: Engine, books: Books) -> None:
    with books() as records:
        ada, grace, two = company(records)
        looks: list[Callable[[], object]] = [
            lambda: records.people.get(ada),
            lambda: records.people.get(grace),
            lambda: tuple(records.people.accounts(grace)),
            lambda: records.pairs.of(ada, two),
            lambda: list(records.meetings.of_pair(two)),
        ]
        apart = [look() for look in looks]

        records.foresee([about(ada, two), nudge(grace)])

        asked: list[object] = []
        event.listen(engine, "before_cursor_execute", lambda *heard: asked.append(heard))
        assert [look() for look in looks] == apart
        assert asked == []


def test_whoever_is_not_in_a_pair_is_not_let_in_by_it(books: Books) -> None:
    with books() as records:
        ada, _, two = company(records)
        stranger = person(records, "Nora").id
        records.foresee([about(ada, two), nudge(stranger)])

        try:
            found = records.pairs.of(stranger, two)
        except NotYours:
            found = None
        assert found is None


def test_what_this_transaction_changes_is_seen_by_it(books: Books) -> None:
    with books() as records:
        ada, grace, two = company(records)
        records.foresee([about(ada, two), about(grace, two)])

        person_now = replace(records.people.get(ada), name="Ada King")
        records.people.keep(person_now)
        pair_now = replace(records.pairs.of(ada, two), state=PairState.ENDED)
        records.pairs.keep(pair_now)
        further = records.meetings.propose(Meeting(0, two, 2, (NOON + timedelta(days=30),)))

        assert records.people.get(ada) == person_now
        assert records.pairs.of(ada, two) == pair_now
        assert further in records.meetings.of_pair(two)
        gone = replace(records.people.accounts(grace)[0], reachable=False)
        records.people.keep_account(gone)
        assert gone in records.people.accounts(grace)
        more = Account(0, grace, Platform.SLACK, "T2", "another")
        assert records.people.add_account(more) in records.people.accounts(grace)
