"""A throw-away copy of everything that is kept: read beside a running bot, and gone once it is closed.

What is sealed stays sealed. Nothing is left on the disk: SQLite itself takes away such a database.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, insert, select, text

from storage.columns import Base
from storage.database import open_aside, open_for_reading
from storage.inspection import Standing, look
from storage.outage import outages

AT_A_TIME = 1000


class NoCopy(Exception):
    """There is nothing to copy, or not with this version. The message says what to do."""


_WHY = {
    Standing.MISSING: "Nothing is stored there yet: start `serve`, or import people first.",
    Standing.OLD: "The database has an older schema: run `python app.py migrate` first.",
    Standing.NEWER: "The database has the schema of a newer onehour: run that version.",
}


@contextmanager
def throw_away(address: str) -> Iterator[Engine]:
    """What stands at that address just now, in a database of its own. Raises NoCopy, and Out."""
    found = look(address)
    if found.trouble:
        raise NoCopy(f"The database cannot be read: {found.trouble}.")
    if found.standing is not Standing.CURRENT:
        raise NoCopy(_WHY[found.standing])
    copy = open_aside()
    try:
        _fill(copy, address)
        yield copy
    finally:
        copy.dispose()


def _fill(copy: Engine, address: str) -> None:
    source = open_for_reading(address)
    try:
        with outages(), _at_one_moment(source) as reading, copy.begin() as writing:
            # rows come in the order of their numbers, which need not be that in which they name each other
            writing.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            Base.metadata.create_all(writing)
            for table in Base.metadata.sorted_tables:
                _pour(reading, writing, table)
            for name, last in _numbers_given(reading):
                writing.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
                writing.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
    finally:
        source.dispose()


@contextmanager
def _at_one_moment(source: Engine) -> Iterator[Connection]:
    """All tables as they were together. On SQLite one transaction is enough for that."""
    with source.connect() as connection:
        if source.dialect.name == "postgresql":
            # changes the connection itself, before its transaction begins
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def _pour(reading: Connection, writing: Connection, table: Table) -> None:
    rows = select(table).order_by(*table.primary_key).execution_options(yield_per=AT_A_TIME)
    for some in reading.execute(rows).mappings().partitions():
        writing.execute(insert(table), [dict(row) for row in some])


def _numbers_given(reading: Connection) -> Iterator[tuple[str, int]]:
    """The last number of each table, which a row had that may be gone by now.

    What is owed has such numbers in its key: given a second time, the second would not be owed at all.
    """
    if reading.dialect.name == "sqlite":
        for name, last in reading.execute(text("SELECT name, seq FROM sqlite_sequence")):
            if name in Base.metadata.tables:
                yield str(name), int(last)
        return
    asked = text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))")
    for name in (
        table.name for table in Base.metadata.sorted_tables if table.autoincrement_column is not None
    ):
        last = reading.scalar(asked, {"name": name})
        if last is not None:
            yield name, int(last)
