"""What we owe: written down once, with all its facts, and always in some state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest
from sqlalchemy import Engine, event

from bot.message import Facts, Moment, Shown
from bot.people import Platform
from bot.post import Nudge, NudgeState
from bot.records import Outbox, Records
from storage.records import Books
from tests.storage.paper import MINUTE, NOON, account, at_once, nudge, person

FACTS: Facts = {
    "name": "Ada",
    "slots": (Moment(NOON, "Europe/Lisbon", Shown.TIME), Moment(NOON + MINUTE, "UTC")),
    "pair": {"id": 12, "kind": None, "first": True, "$moment": ("not", "one")},
}


@pytest.fixture
def ada(books: Books) -> int:
    with books() as records:
        return person(records).id


def states(outbox: Outbox) -> dict[str, int]:
    return {state: count for state, count in outbox.counts().items() if count}


def test_what_is_owed_comes_back_whole(books: Books, ada: int) -> None:
    owed = Nudge(
        "nudge:1:2026-11", "meetings/propose", ada, NOON, "pair:12", FACTS, NOON + MINUTE, unasked=True
    )
    with books() as records:
        assert records.outbox.owe([owed]) == 1

    with books() as records:
        found = records.outbox.get(owed.key)
        assert found == replace(owed, id=found.id if found else 0)


def test_what_nobody_owes_is_not_found(books: Books) -> None:
    with books() as records:
        assert records.outbox.get("nudge:1") is None


def test_what_is_owed_twice_is_owed_once(books: Books, ada: int) -> None:
    with books() as records:
        assert records.outbox.owe([nudge(ada), nudge(ada, due=NOON + MINUTE)]) == 1
    with books() as records:
        assert records.outbox.owe([nudge(ada, due=NOON + MINUTE), nudge(ada, "nudge:2")]) == 1

        found = records.outbox.get("nudge:1")
        assert found
        assert found.due == NOON


def test_owing_nothing_is_no_work(books: Books) -> None:
    with books() as records:
        assert records.outbox.owe([]) == 0


def test_what_two_replicas_owe_at_once_is_owed_once(
    books: Books, replica: Callable[[], Books], ada: int
) -> None:
    owed = [nudge(ada, f"nudge:{number}") for number in range(300)]

    def owe(books: Books, nudges: list[Nudge]) -> Callable[[], int]:
        def act() -> int:
            with books() as records:
                return records.outbox.owe(nudges)

        return act

    counts = at_once(owe(replica(), owed), owe(replica(), owed[::-1]))

    assert sum(counts) == 300


def test_a_broadcast_is_one_statement(engine: Engine, books: Books, ada: int) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _, __, statement, *___: statements.append(statement))

    with books() as records:
        owed = records.outbox.owe(nudge(ada, f"nudge:{number}") for number in range(2_000))

    assert owed == 2_000
    assert [each[:6] for each in statements if "INSERT" in each] == ["INSERT"]


def test_what_is_due_is_claimed_oldest_first_and_nothing_else(books: Books, ada: int) -> None:
    with books() as records:
        late, early = nudge(ada, "late", NOON), nudge(ada, "early", NOON - MINUTE)
        records.outbox.owe([late, early, nudge(ada, "tomorrow", NOON + MINUTE)])

        claimed = records.outbox.claim(NOON, MINUTE, 10)

        assert [each.nudge.key for each in claimed] == ["early", "late"]
        assert {each.nudge.state for each in claimed} == {NudgeState.LEASED}


def test_no_more_is_claimed_than_was_asked_for(books: Books, ada: int) -> None:
    with books() as records:
        records.outbox.owe(nudge(ada, f"nudge:{number}") for number in range(5))

        assert len(records.outbox.claim(NOON, MINUTE, 2)) == 2
        assert len(records.outbox.claim(NOON, MINUTE, 10)) == 3


def test_due_is_a_moment_whatever_the_zone(books: Books, ada: int) -> None:
    with books() as records:
        records.outbox.owe([nudge(ada, due=NOON.astimezone(timezone(timedelta(hours=-5))))])

        assert not records.outbox.claim(NOON - MINUTE, MINUTE, 10)
        [claimed] = records.outbox.claim(NOON.astimezone(timezone(timedelta(hours=9))), MINUTE, 10)
        assert claimed.nudge.due == NOON
        assert claimed.nudge.due.tzinfo is UTC


@pytest.mark.parametrize(
    ("platforms", "throttled", "claimable"),
    [
        ([Platform.SLACK], [Platform.SLACK], False),
        ([Platform.SLACK], [Platform.TEAMS], True),
        ([Platform.SLACK], [], True),
        (list(Platform), [Platform.SLACK], True),
        (list(Platform), list(Platform), False),
        ([], [Platform.SLACK], True),
    ],
)
def test_whoever_can_only_be_reached_on_a_throttled_platform_waits(
    books: Books, ada: int, platforms: list[Platform], throttled: list[Platform], *, claimable: bool
) -> None:
    with books() as records:
        for platform in platforms:
            account(records, ada, platform)
        records.outbox.owe([nudge(ada)])

        assert bool(records.outbox.claim(NOON, MINUTE, 10, throttled)) is claimable


def test_an_account_that_cannot_be_reached_is_no_way_round(books: Books, ada: int) -> None:
    with books() as records:
        account(records, ada, Platform.SLACK)
        account(records, ada, Platform.TEAMS, reachable=False)
        records.outbox.owe([nudge(ada)])

        assert not records.outbox.claim(NOON, MINUTE, 10, [Platform.SLACK])


def test_a_nudge_is_begun_sent_and_marked(books: Books, ada: int) -> None:
    with books() as records:
        slack = account(records, ada, Platform.SLACK)
        records.outbox.owe([nudge(ada)])
        [claimed] = records.outbox.claim(NOON, MINUTE, 10)

        assert records.outbox.begin([(claimed, slack.id)], NOON)
        assert states(records.outbox) == {"sending": 1}
        assert records.outbox.sent(claimed, "1700.01")

        found = records.outbox.get("nudge:1")
        assert found == replace(
            claimed.nudge, state=NudgeState.SENT, tries=1, account_id=slack.id, platform_id="1700.01"
        )


@pytest.mark.parametrize(
    ("mark", "state", "reason"),
    [
        (lambda outbox, claimed: outbox.skip(claimed, "has left"), NudgeState.SKIPPED, "has left"),
        (lambda outbox, claimed: outbox.bury(claimed, "too long"), NudgeState.DEAD, "too long"),
        (lambda outbox, claimed: outbox.doubt(claimed, "timed out"), NudgeState.UNSURE, "timed out"),
        (lambda outbox, claimed: outbox.release(claimed), NudgeState.READY, ""),
    ],
)
def test_whatever_is_not_sent_says_why(
    books: Books, ada: int, mark: Callable[..., bool], state: NudgeState, reason: str
) -> None:
    with books() as records:
        records.outbox.owe([nudge(ada)])
        [claimed] = records.outbox.claim(NOON, MINUTE, 10)

        assert mark(records.outbox, claimed)
        assert records.outbox.get("nudge:1") == replace(claimed.nudge, state=state, reason=reason)


def test_what_was_released_is_claimed_again(books: Books, ada: int) -> None:
    with books() as records:
        records.outbox.owe([nudge(ada)])
        [first] = records.outbox.claim(NOON, MINUTE, 10)
        records.outbox.release(first)
        [second] = records.outbox.claim(NOON, MINUTE, 10)

        assert second.nudge == first.nudge
        assert second.token != first.token
        assert not records.outbox.sent(first, "1700.01")


def test_what_was_postponed_is_claimed_when_it_is_due(books: Books, ada: int) -> None:
    with books() as records:
        records.outbox.owe([nudge(ada)])
        [claimed] = records.outbox.claim(NOON, MINUTE, 10)

        assert records.outbox.postpone(claimed, NOON + MINUTE)
        assert not records.outbox.claim(NOON, MINUTE, 10)
        assert records.outbox.next_due() == NOON + MINUTE
        assert len(records.outbox.claim(NOON + MINUTE, MINUTE, 10)) == 1


def test_the_next_is_due_when_the_first_that_is_ready_is(books: Books, ada: int) -> None:
    with books() as records:
        assert records.outbox.next_due() is None
        records.outbox.owe([nudge(ada, "first"), nudge(ada, "second", NOON + MINUTE)])
        assert records.outbox.next_due() == NOON
        records.outbox.claim(NOON, MINUTE, 10)
        assert records.outbox.next_due() == NOON + MINUTE


def test_every_state_is_counted(books: Books, ada: int) -> None:
    with books() as records:
        records.outbox.owe([nudge(ada, "first"), nudge(ada, "second", NOON + MINUTE)])
        records.outbox.claim(NOON, MINUTE, 10)

        assert set(records.outbox.counts()) == set(NudgeState)
        assert states(records.outbox) == {"ready": 1, "leased": 1}


def doubtful(records: Records, ada: int) -> Nudge:
    slack = account(records, ada, Platform.SLACK)
    records.outbox.owe([nudge(ada)])
    [claimed] = records.outbox.claim(NOON, MINUTE, 10)
    records.outbox.begin([(claimed, slack.id)], NOON)
    records.outbox.doubt(claimed, "timed out")
    [found] = records.outbox.unsure(10)
    return found


def test_an_unsure_one_that_is_found_was_sent(books: Books, ada: int) -> None:
    with books() as records:
        unsure = doubtful(records, ada)
        records.outbox.looked_up(unsure, "1700.01", again=False)

        found = records.outbox.get("nudge:1")
        assert found == replace(unsure, state=NudgeState.SENT, platform_id="1700.01", reason="")


def test_an_unsure_one_is_looked_up_twice(books: Books, ada: int) -> None:
    with books() as records:
        unsure = doubtful(records, ada)
        records.outbox.looked_up(unsure, None, again=False)
        assert list(records.outbox.unsure(10)) == [unsure]
        records.outbox.looked_up(unsure, None, again=False)

        assert list(records.outbox.unsure(10)) == []
        assert states(records.outbox) == {"unsure": 1}


def test_an_unsure_one_that_certainly_did_not_arrive_is_sent_again(books: Books, ada: int) -> None:
    with books() as records:
        records.outbox.looked_up(doubtful(records, ada), None, again=True)

        [claimed] = records.outbox.claim(NOON, MINUTE, 10)
        assert (claimed.nudge.key, claimed.nudge.tries) == ("nudge:1", 1)


def test_a_slower_look_that_finds_it_prevents_the_second_sending(books: Books, ada: int) -> None:
    with books() as records:
        unsure = doubtful(records, ada)
        records.outbox.looked_up(unsure, None, again=True)
        [claimed] = records.outbox.claim(NOON, MINUTE, 10)
        records.outbox.looked_up(unsure, "1700.01", again=False)

        assert not records.outbox.begin([(claimed, 1)], NOON)
        assert states(records.outbox) == {"sent": 1}


def test_a_look_at_an_earlier_try_says_nothing_of_this_one(books: Books, ada: int) -> None:
    with books() as records:
        unsure = doubtful(records, ada)
        records.outbox.looked_up(unsure, None, again=True)
        [claimed] = records.outbox.claim(NOON, MINUTE, 10)
        assert unsure.account_id
        records.outbox.begin([(claimed, unsure.account_id)], NOON)
        records.outbox.doubt(claimed, "timed out")
        records.outbox.looked_up(unsure, None, again=True)

        assert states(records.outbox) == {"unsure": 1}
