"""A claim is one sender's, until its lease ends; then its marks mean nothing any more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, event, select, text

from bot.people import Account, Platform
from bot.post import Claimed, NudgeState
from bot.records import Outbox
from storage.clock import database_clock
from storage.records import Books
from tests.storage.paper import BOTH, MINUTE, NOON, account, at_once, leases_end, nudge, person


@pytest.fixture
def slack(books: Books) -> Account:
    """Ada's account; the first nudge to her is owed."""
    with books() as records:
        ada = person(records)
        records.outbox.owe([nudge(ada.id)])
        return account(records, ada.id, Platform.SLACK)


def claim(books: Books) -> Claimed:
    with books() as records:
        [claimed] = records.outbox.claim(NOON, MINUTE, 10)
        return claimed


def begun(books: Books, slack: Account) -> Claimed:
    claimed = claim(books)
    with books() as records:
        assert records.outbox.begin([(claimed, slack.id)], NOON)
    return claimed


def test_what_is_claimed_is_not_claimed_again_while_the_lease_lasts(books: Books, slack: Account) -> None:
    claim(books)

    with books() as records:
        assert not records.outbox.claim(NOON + timedelta(days=400), MINUTE, 10)


def test_what_was_claimed_and_never_begun_is_claimed_again(
    engine: Engine, books: Books, slack: Account
) -> None:
    first = claim(books)
    leases_end(engine)
    second = claim(books)

    assert second.nudge == first.nudge
    assert second.token != first.token


def test_what_was_begun_and_never_marked_is_unsure(engine: Engine, books: Books, slack: Account) -> None:
    begun(books, slack)
    leases_end(engine)

    with books() as records:
        assert not records.outbox.claim(NOON, MINUTE, 10)

        [found] = records.outbox.unsure(10)
        assert (found.state, found.account_id, found.tries) == (NudgeState.UNSURE, slack.id, 1)
        assert "not heard of again" in found.reason


def test_who_is_alone_waits_for_no_lease(books: Books, slack: Account) -> None:
    begun(books, slack)
    with books() as records:
        records.outbox.owe([nudge(slack.person_id, key="another")])
    claim(books)

    with books() as records:
        records.outbox.end_leases()

        assert [one.nudge.key for one in records.outbox.claim(NOON, MINUTE, 10)] == ["another"]
        [found] = records.outbox.unsure(10)
        assert "not heard of again" in found.reason


def test_what_is_being_sent_stays_so_while_the_lease_lasts(books: Books, slack: Account) -> None:
    begun(books, slack)

    with books() as records:
        assert not records.outbox.claim(NOON, MINUTE, 10)
        assert records.outbox.counts()["sending"] == 1


def test_nothing_is_begun_after_the_lease_has_ended(engine: Engine, books: Books, slack: Account) -> None:
    claimed = claim(books)
    leases_end(engine)

    with books() as records:
        assert not records.outbox.begin([(claimed, slack.id)], NOON)


def test_nothing_is_begun_twice(books: Books, slack: Account) -> None:
    claimed = begun(books, slack)

    with books() as records:
        assert not records.outbox.begin([(claimed, slack.id)], NOON)


MARKS: list[Callable[[Outbox, Claimed], bool]] = [
    lambda outbox, claimed: outbox.sent(claimed, "1700.01"),
    lambda outbox, claimed: outbox.skip(claimed, "has left"),
    lambda outbox, claimed: outbox.bury(claimed, "too long"),
    lambda outbox, claimed: outbox.doubt(claimed, "timed out"),
    lambda outbox, claimed: outbox.postpone(claimed, NOON),
    lambda outbox, claimed: outbox.release(claimed),
]


@pytest.mark.parametrize("mark", MARKS)
def test_whoever_lost_a_claim_marks_nothing(
    engine: Engine, books: Books, slack: Account, mark: Callable[[Outbox, Claimed], bool]
) -> None:
    first = claim(books)
    leases_end(engine)
    second = claim(books)

    with books() as records:
        assert not mark(records.outbox, first)
        assert records.outbox.get("nudge:1") == second.nudge


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_that_came_first_is_not_undone(
    books: Books, slack: Account, mark: Callable[[Outbox, Claimed], bool]
) -> None:
    claimed = begun(books, slack)
    with books() as records:
        assert records.outbox.sent(claimed, "1700.01")

        mark(records.outbox, claimed)

        assert records.outbox.counts()["sent"] == 1


def test_a_mark_may_be_repeated_when_its_commit_went_unnoticed(books: Books, slack: Account) -> None:
    claimed = begun(books, slack)

    with books() as records:
        assert records.outbox.sent(claimed, "1700.01")
    with books() as records:
        assert records.outbox.sent(claimed, "1700.01")


def test_a_sender_who_comes_back_late_still_knows_best(engine: Engine, books: Books, slack: Account) -> None:
    claimed = begun(books, slack)
    leases_end(engine)

    with books() as records:
        records.outbox.claim(NOON, MINUTE, 10)
        assert records.outbox.counts()["unsure"] == 1
        assert records.outbox.sent(claimed, "1700.01")
        assert records.outbox.counts()["sent"] == 1


def test_a_lease_from_before_the_clock_was_put_back_holds_nothing_up(
    engine: Engine, books: Books, slack: Account
) -> None:
    first = claim(books)
    with engine.begin() as connection:
        connection.execute(text("UPDATE nudges SET lease_until = '2090-01-01 00:00:00.000000'"))

    assert claim(books).token != first.token


def test_claims_never_overlap(books: Books, replica: Callable[[], Books], slack: Account) -> None:
    with books() as records:
        records.outbox.owe(nudge(slack.person_id, f"nudge:{number}") for number in range(200))

    def worker(books: Books) -> Callable[[], list[str]]:
        def work() -> list[str]:
            keys: list[str] = []
            while True:
                with books() as records:
                    claimed = records.outbox.claim(NOON, MINUTE, 7)
                if not claimed:
                    return keys
                keys += [each.nudge.key for each in claimed]

        return work

    claimed = at_once(*(worker(replica()) for _ in range(4)))

    keys = [key for each in claimed for key in each]
    assert len(keys) == len(set(keys)) == 200


@pytest.mark.postgres
@pytest.mark.parametrize("migrated", BOTH[1:], indirect=True)
def test_a_claim_does_not_wait_for_another(
    books: Books, replica: Callable[[], Books], slack: Account
) -> None:
    with books() as records:
        records.outbox.owe([nudge(slack.person_id, "nudge:2")])

    with books() as records, replica()() as others:
        [mine] = records.outbox.claim(NOON, MINUTE, 1)
        [theirs] = others.outbox.claim(NOON, MINUTE, 1)

    assert mine.nudge.key != theirs.nudge.key


def test_the_lease_counts_from_before_the_claim(engine: Engine, books: Books, slack: Account) -> None:
    before = database_moment(engine)
    claim(books)
    after = database_moment(engine)

    with engine.begin() as connection:
        [end] = connection.exec_driver_sql("SELECT lease_until FROM nudges").scalars()

    assert before + 60 <= seconds(end) <= after + 60


def seconds(moment: object) -> float:
    found = datetime.fromisoformat(str(moment))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def database_moment(engine: Engine) -> float:
    with engine.begin() as connection:
        return connection.execute(select(database_clock())).scalar_one().timestamp()


def test_a_claim_finds_what_is_due_by_the_index(engine: Engine, books: Books, slack: Account) -> None:
    plans: list[str] = []

    def explain(
        connection: Connection, cursor: object, statement: str, parameters: tuple[object, ...], *_: object
    ) -> None:
        if statement.startswith("WITH picked"):
            sqlite = connection.dialect.name == "sqlite"
            explaining = connection.connection.cursor()
            if not sqlite:
                explaining.execute("SET LOCAL enable_seqscan = off")
            explaining.execute(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + statement, parameters)
            plans.append("\n".join(str(row) for row in explaining.fetchall()))
            explaining.close()

    event.listen(engine, "before_cursor_execute", explain)
    claim(books)

    giving_up, claiming = plans
    assert "ix_nudges_sending" in giving_up
    assert "ix_nudges_open" in claiming
