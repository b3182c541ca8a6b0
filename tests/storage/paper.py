"""What these tests are about, in one line each: engines, people, programmes, and things done at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Engine, text

from bot.asks import Campaign
from bot.message import Facts
from bot.model import Meeting, Pair, Programme, Proposal
from bot.people import Account, Person, Platform
from bot.post import Nudge
from bot.progress import Goal
from bot.records import Records

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
SECRET = "a key for tests"
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Given = TypeVar("Given")


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


def person(records: Records, name: str = "Ada", email: str = "") -> Person:
    return records.people.add(Person(0, records.people.organisation().id, name, email))


def account(records: Records, person_id: int, platform: Platform, *, reachable: bool = True) -> Account:
    user = f"{platform}-{person_id}"
    return records.people.add_account(Account(0, person_id, platform, "T1", user, reachable=reachable))


def programme(records: Records) -> Programme:
    return records.programmes.add(Programme(0, records.people.organisation().id, "Spring"))


def pair(records: Records, mentor_id: int, *mentee_ids: int) -> Pair:
    return records.pairs.begin(Pair(0, programme(records).id, mentor_id, mentee_ids, NOON, 6))


def proposal(records: Records, mentor_id: int, mentee_id: int) -> Proposal:
    reasons: tuple[Facts, ...] = ({"kind": "language", "languages": ("cy", "en")},)
    offered = Proposal(0, programme(records).id, mentor_id, mentee_id, 87, reasons, NOON)
    return records.pairs.offer(offered)


def meeting(records: Records, pair_id: int) -> Meeting:
    return records.meetings.propose(Meeting(0, pair_id, 1, (NOON, NOON + timedelta(days=1))))


def goal(records: Records, pair_id: int, person_id: int, text: str = "Lead a team", sign: str = "") -> Goal:
    return records.goals.add(Goal(0, pair_id, person_id, text, sign, NOON.date(), NOON, NOON))


def campaign(records: Records, sent_by: int) -> Campaign:
    organisation = records.people.organisation()
    return records.campaigns.send(Campaign(0, organisation.id, "launch", "everybody", sent_by, NOON, 40))


def nudge(to: int, key: str = "nudge:1", due: datetime = NOON) -> Nudge:
    return Nudge(key, "meetings/propose", to, due)


def leases_end(engine: Engine) -> None:
    """Let every lease have run out long ago."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE nudges SET lease_until = '2020-01-01 00:00:00.000000'"))


def at_once(*acts: Callable[[], Given]) -> list[Given]:
    """Do all of it at the same moment, each in a thread of its own."""
    start = Barrier(len(acts))

    def act(number: int) -> Given:
        start.wait(10)
        return acts[number]()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(act, range(len(acts))))
