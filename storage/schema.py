"""Bringing a database to the newest schema, and knowing whether it is there."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from storage.database import open_database, sqlite_file
from storage.outage import outages

MIGRATIONS = Path(__file__).with_name("migrations")

# any number, as long as every replica asks for the same one
ONE_AT_A_TIME = 16_011_964


class TooNew(Exception):
    """The schema is of a version of onehour that comes after this one."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database has the schema {found}, of a newer onehour. Run that version, or restore a backup."
        )


def migrate(database: Engine | str) -> str:
    """Bring it to the newest schema and say which that is. Safe to repeat, and for several replicas at once.

    A SQLite file that has something in it is copied first, to `NAME.before-REVISION.db` beside it.
    Raises Out, TooNew, and FileIsTaken where it is given an address.
    """
    if isinstance(database, Engine):
        return _migrated(database)
    engine = open_database(database)
    try:
        return _migrated(engine)
    finally:
        engine.dispose()


def is_current(engine: Engine) -> bool:
    """Whether it has the newest schema. Raises Out."""
    with outages(), engine.connect() as connection:
        return _revision(connection) == head()


def head() -> str:
    """The newest revision there is."""
    return _head_of(MIGRATIONS)


@cache
def _head_of(migrations: Path) -> str:
    # read once: what we shipped does not change while we run, and whoever watches us asks every few seconds
    return str(ScriptDirectory(str(migrations)).get_current_head())


def is_known(revision: str) -> bool:
    """Whether this version of onehour has, or once had, this schema."""
    scripts = ScriptDirectory.from_config(config()).walk_revisions()
    return any(script.revision == revision for script in scripts)


def config(connection: Connection | None = None) -> Config:
    """What Alembic's commands need, in place of an alembic.ini.

    A new migration: `command.revision(config(connection), "why", autogenerate=True, rev_id="0005")`.
    """
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    settings.attributes["connection"] = connection
    return settings


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A connection on which schemas may be changed, and on which nobody else does so meanwhile."""
    with outages(), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            with _unlinked(connection):
                yield connection
        else:
            # its own, closed at the end: that gives back the lock and forgets the settings, whatever happened
            connection.detach()
            # others wait as long as the first one needs
            connection.exec_driver_sql("SET lock_timeout = 0")
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({ONE_AT_A_TIME})")
            connection.commit()
            yield connection


def _migrated(engine: Engine) -> str:
    with alone(engine) as connection:
        newest = head()
        found = _revision(connection)
        connection.rollback()
        if found != newest:
            if found and not is_known(found):
                raise TooNew(found)
            if found:
                _copy_aside(connection, newest)
            command.upgrade(config(connection), newest)
        return newest


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _unlinked(connection: Connection) -> Iterator[None]:
    # SQLite changes a table by dropping it and making it anew, which with foreign keys on takes the children
    # along. Inside a transaction the switch does nothing; migrations/env.py checks before each commit
    raw = _raw(connection)
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _copy_aside(connection: Connection, newest: str) -> None:
    file = sqlite_file(connection.engine.url)
    if file is None:
        return
    copy = file.with_name(f"{file.stem}.before-{newest}.db")
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    _raw(connection).execute("VACUUM INTO ?", [str(copy)])


def _raw(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(driver)
    return driver
