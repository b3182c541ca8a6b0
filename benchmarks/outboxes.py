"""Outboxes for a while: a SQLite file each, migrated as a real one is."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from bot.people import Person
from bot.post import Nudge
from storage.database import open_database
from storage.outbox import Outbox
from storage.records import Books
from storage.schema import migrate
from storage.secrets import Secrets

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


@contextmanager
def outbox(waiting: int = 0) -> Iterator[Engine]:
    """A database in which so many nudges wait, all of them due before noon."""
    with tempfile.TemporaryDirectory(prefix="onehour-benchmark-") as folder:
        engine = open_database(f"sqlite:///{Path(folder, 'onehour.db')}")
        try:
            migrate(engine)
            with Books(engine, Secrets("for a while"))() as records:
                records.people.add(Person(0, records.people.organisation().id, "Ada", ""))
                records.outbox.owe(nudges(waiting))
            yield engine
        finally:
            engine.dispose()


def nudges(number: int) -> Sequence[Nudge]:
    """So many, each with a key of its own, one second apart."""
    return [Nudge(f"nudge:{n}", "meetings/invitation", 1, NOON - timedelta(seconds=n)) for n in range(number)]


@contextmanager
def undone(engine: Engine) -> Iterator[Outbox]:
    """The outbox for one transaction that leaves nothing behind."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield Outbox(connection)
        transaction.rollback()
