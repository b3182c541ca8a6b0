"""SQL is compiled once for all the databases of a test run, not once for each.

A compiled statement is kept under the dialect it is for, and each engine has a dialect of its own. Here dialects of
the same kind are equal, and all engines keep what they compiled in one place: as in a process that has run for a while.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.default import DefaultDialect

COMPILED: dict[Any, Any] = {}


class Alike(DefaultDialect):
    """Equal to every dialect that writes the same SQL."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and self._kind() == other._kind()

    def __hash__(self) -> int:
        return hash(self._kind())

    def _kind(self) -> tuple[object, ...]:
        return type(self), self.server_version_info

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=COMPILED)


class SQLite(Alike, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class PostgreSQL(Alike, PGDialect_psycopg):
    supports_statement_cache = True


def compile_once() -> None:
    """From now on, for every engine that is made."""
    registry.register("sqlite", __name__, SQLite.__name__)
    registry.register("postgresql.psycopg", __name__, PostgreSQL.__name__)
