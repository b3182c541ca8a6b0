"""What counts as an announcement that somebody got, and that looking for it does not mind how much else there is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.asks import Ask
from bot.people import Platform
from bot.post import Nudge
from storage.records import Books
from tests.storage.paper import MINUTE, NOON, account, campaign, nudge, person

HOUR = timedelta(hours=1)
LAUNCH, REMINDER = "announcements/launch", "leaders/reminder"


def announcement(to: int, key: str, template: str = LAUNCH) -> Nudge:
    return replace(nudge(to, key), template=template, unasked=True)


def begin_all(books: Books) -> None:
    """As if they were sent at noon."""
    with books() as records:
        claimed = records.outbox.claim(NOON, MINUTE, 100)
        accounts = [(one, records.people.accounts(one.nudge.to)[0].id) for one in claimed]
        records.outbox.begin(accounts, NOON)


def test_announcements_that_nobody_asked_for_count_from_when_they_were_begun(books: Books) -> None:
    with books() as records:
        ada, grace = person(records), person(records, "Grace")
        for one in (ada, grace):
            account(records, one.id, Platform.SLACK)
        records.outbox.owe(
            [
                announcement(ada.id, "1"),
                announcement(grace.id, "2"),
                announcement(ada.id, "3", "meetings/invitation"),
                replace(announcement(ada.id, "4"), unasked=False),
            ]
        )
        assert [one.key for one in records.announced.due(ada.id, NOON)] == ["1"]
        assert not records.announced.begun(ada.id, NOON - HOUR)

    begin_all(books)

    with books() as records:
        assert records.announced.begun(ada.id, NOON - HOUR) == (NOON,)
        assert records.announced.begun(ada.id, NOON) == ()
        assert records.announced.due(ada.id, NOON) == ()


def test_what_is_not_due_yet_or_no_longer_wanted_does_not_wait(books: Books) -> None:
    with books() as records:
        ada = person(records)
        later = replace(announcement(ada.id, "1"), due=NOON + HOUR)
        records.outbox.owe([later, replace(announcement(ada.id, "2"), about="campaign:1")])
        records.outbox.cancel("campaign:1")

        assert records.announced.due(ada.id, NOON) == ()


@pytest.mark.long
def test_what_others_got_is_not_looked_through(books: Books, engine: Engine) -> None:
    with books() as records:
        people = [person(records, f"P{number}") for number in range(50)]
        records.outbox.owe(announcement(people[n % 50].id, f"campaign:{n}") for n in range(5_000))
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE nudges")

    for plan in plans(engine, books, people[0].id):
        assert "ix_nudges_to" in plan, plan


def plans(engine: Engine, books: Books, person_id: int) -> list[str]:
    """How the database finds what is asked for, in its own words."""
    asked: list[tuple[str, Any]] = []

    def note(*heard: Any) -> None:
        asked.append((heard[2], heard[3]))

    with books() as records:
        event.listen(engine, "before_cursor_execute", note)
        records.announced.begun(person_id, NOON)
        records.announced.due(person_id, NOON)
        event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        return [str(connection.exec_driver_sql(explain + how, what).all()) for how, what in asked]


@pytest.mark.parametrize("moved", [HOUR, -HOUR])
def test_what_waits_is_moved_and_what_is_begun_stays(books: Books, moved: timedelta) -> None:
    with books() as records:
        ada = person(records)
        account(records, ada.id, Platform.SLACK)
        records.outbox.owe([nudge(ada.id, "1")])
    begin_all(books)
    with books() as records:
        records.outbox.owe([nudge(ada.id, "2")])

        anew = [
            replace(nudge(ada.id, key), due=NOON + moved, expires=NOON + 2 * HOUR) for key in ("1", "2", "3")
        ]
        records.outbox.move(anew)

        kept = {one.key: (one.due, one.expires) for one in records.outbox.owed_to(ada.id)}
        assert kept == {"1": (NOON, None), "2": (NOON + moved, NOON + 2 * HOUR)}


def test_what_all_have_had_and_wait_for_is_found_with_what_asks_leaders(books: Books) -> None:
    with books() as records:
        ada, grace = person(records), person(records, "Grace")
        for one in (ada, grace):
            account(records, one.id, Platform.SLACK)
        sent = campaign(records, ada.id)
        records.campaigns.ask(Ask(0, sent.id, grace.id, NOON))
        first = [announcement(ada.id, "1"), announcement(grace.id, "2", REMINDER)]
        records.outbox.owe([*first, announcement(ada.id, "3", "meetings/invitation")])
    begin_all(books)

    with books() as records:
        assert list(records.announced.begun_by_all(NOON - HOUR)) == [(ada.id, NOON), (grace.id, NOON)]
        assert not list(records.announced.begun_by_all(NOON))
        later = [announcement(ada.id, "4"), announcement(grace.id, "5", REMINDER)]
        records.outbox.owe(replace(one, due=NOON + HOUR) for one in later)
        assert list(records.announced.waiting_by_all(NOON)) == [(ada.id, LAUNCH)]
        assert list(records.announced.waiting_by_all(NOON + HOUR)) == [
            (ada.id, LAUNCH),
            (grace.id, REMINDER),
        ]
