"""The way to a database: one file of SQLite for one process, or PostgreSQL for several."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url

from storage.lock import FileLock

WRITING: tuple[str, ...] = (
    "journal_mode=WAL",
    # a nudge marked as sent must still be marked after a power cut, else it is sent twice
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=30000",
    "temp_store=MEMORY",
    "journal_size_limit=67108864",
    # what somebody had erased is overwritten, not only forgotten
    "secure_delete=ON",
)
# of a copy that nobody keeps: nothing has to survive, and nothing of it is written where others could look
ASIDE = ("journal_mode=MEMORY", "synchronous=OFF", "foreign_keys=ON", "cache_size=-65536")
READING = ("query_only=ON", "foreign_keys=ON", "busy_timeout=30000", "temp_store=MEMORY")

# a server that hangs must not hold our threads for ever, nor a client that hangs its locks
LIMITS = "-c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"

SAFE_FOR_SEVERAL = (3, 51, 3)


def open_database(address: str) -> Engine:
    """Open it for reading and writing. A SQLite file is ours alone until `dispose()`; raises FileIsTaken."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return _postgresql(url, LIMITS)
    file = sqlite_file(url)
    engine = _sqlite(url, WRITING, "BEGIN IMMEDIATE")
    if file:
        _guard(engine, file)
    return engine


def open_for_reading(address: str) -> Engine:
    """Open it beside a running bot. Nothing can be changed through it, and no lock is taken."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return _postgresql(url, f"{LIMITS} -c default_transaction_read_only=on")
    file = sqlite_file(url)
    if file:
        url = url.set(database=f"file:{file.resolve().as_posix()}", query={"mode": "ro", "uri": "true"})
    return _sqlite(url, READING, "BEGIN")


def open_aside() -> Engine:
    """An empty database in nobody's way, gone with `dispose()`: in memory, or on disk where it is large."""
    # a file without a name is SQLite's own word for that
    return _sqlite(URL.create("sqlite", database="file:", query={"uri": "true"}), ASIDE, "BEGIN")


def sqlite_file(url: URL) -> Path | None:
    """The file behind a SQLite address; None in memory and on PostgreSQL."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def sqlite_fault(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """What `doctor` should say of this SQLite, or nothing."""
    if version >= SAFE_FOR_SEVERAL:
        return ""
    written = ".".join(map(str, version))
    return (
        f"SQLite {written} can damage a file to which two processes write at once (mended in 3.51.3). "
        "onehour never does; see to it that nothing else writes to its file."
    )


def _guard(engine: Engine, file: Path) -> None:
    lock = FileLock(file)
    lock.take()
    # before SQLite makes it, since what SQLite makes can be read by everybody on the machine
    file.touch(mode=0o600)
    event.listen(engine, "engine_disposed", lambda _: lock.give_back())
    event.listen(engine, "do_connect", lambda *_: lock.take())


def _sqlite(url: URL, pragmas: tuple[str, ...], begin: str) -> Engine:
    # one connection, which threads take in turn: a second writer could only wait or collide
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_now(connection: Connection) -> None:
        # the driver itself begins only at the first write, and what was read before that may be stale: in a
        # trial with three processes 1,660 of 1,800 increments were lost, and not one error told of it
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: URL, limits: str) -> Engine:
    reach: dict[str, Any] = {"connect_timeout": 5, "application_name": "onehour", "options": limits}
    return create_engine(
        url,
        pool_size=10,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args=reach,
    )
