"""The database's own clock, by which leases run: several replicas would disagree by their own."""

from datetime import datetime

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel.sql.sqltypes import UTCDateTime


class database_clock(FunctionElement[datetime]):  # noqa: N801  it is used as a function of SQL
    """The moment at which it is read, not that at which the transaction began."""

    type = UTCDateTime()
    inherit_cache = True


@compiles(database_clock, "postgresql")
def _on_postgresql(*_: object, **__: object) -> str:
    return "clock_timestamp()"


@compiles(database_clock, "sqlite")
def _on_sqlite(*_: object, **__: object) -> str:
    # in the very format in which moments are stored, since SQLite compares them as texts
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
