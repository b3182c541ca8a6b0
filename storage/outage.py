"""Telling a database that is out from a mistake of ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from bot.ports import Out

SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}

# classes of SQLSTATE: connection, rolled back by the server, no resources, locks, an operator, the system
POSTGRESQL = {"08", "40", "53", "55", "57", "58"}
IDLE_TOO_LONG = "25P03"


@contextmanager
def outages() -> Iterator[None]:
    """Raise Out for whatever repeating may cure; let everything else pass as it is."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Out(str(error)) from error
    except exc.DBAPIError as error:
        if not _may_pass(error):
            raise
        raise Out(str(error.orig)) from error


def _may_pass(error: exc.DBAPIError) -> bool:
    cause = error.orig
    if error.connection_invalidated:
        return True
    if isinstance(cause, sqlite3.Error):
        # the low byte is the kind, the rest its details; errors that the driver itself raises have no code
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None:
        return isinstance(error, exc.OperationalError | exc.InterfaceError)
    return state[:2] in POSTGRESQL or state == IDLE_TOO_LONG
