"""The kinds of column our tables are made of, alike on SQLite and on PostgreSQL."""

# ruff: noqa: ANN401  a field's default stands where its value will, which only SQLModel's own Any allows

from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Enum, Index, Integer, MetaData, Table, TextClause
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from storage.lossless import pack, unpack

# batch migrations on SQLite can only address constraints that have names
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# without it SQLite gives the number of a deleted last row to the next one, and an old button would reach it
NUMBERED_ONCE = {"sqlite_autoincrement": True}

# SQLite only numbers columns that are INTEGER
BigId = BigInteger().with_variant(Integer, "sqlite")


class Base(SQLModel):
    """What all rows share. They are never instantiated: queries read and write their tables."""

    metadata = MetaData(naming_convention=NAMES)
    __table_args__: Any = NUMBERED_ONCE


class Kept(TypeDecorator[object]):
    """JSON that gives back exactly what was put in, tuples and moments included."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> object:  # noqa: ARG002
        return pack(value)

    def process_result_value(self, value: object, dialect: Dialect) -> object:  # noqa: ARG002
        return unpack(value)


def number() -> Any:
    """The row's own number, given by the database."""
    return Field(default=None, primary_key=True, sa_type=BigId)


def one_from(table: str, *, index: bool = False, primary_key: bool = False) -> Any:
    """The number of a row elsewhere.

    Nothing is deleted by cascade: whoever erases says what.
    """
    return Field(foreign_key=f"{table}.id", sa_type=BigId, index=index, primary_key=primary_key)


def choice(kind: type[StrEnum], name: str) -> Any:
    """One of the values of an enum, held by a CHECK of that name.

    A native type differs between the engines, and by default the members' names would be stored.
    """
    return Field(sa_type=_enum(kind, name))


def maybe(kind: type[StrEnum], name: str) -> Any:
    """The same, or nothing."""
    return Field(default=None, nullable=True, sa_type=_enum(kind, name))


def kept() -> Any:
    """A tuple or a mapping."""
    return Field(sa_type=Kept())


def partial(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index over some of the rows, on both engines."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _enum(kind: type[StrEnum], name: str) -> Enum:
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
        length=24,
    )


@cache
def table_of(row: type[Base]) -> Table:
    """Where these rows are."""
    return Base.metadata.tables[str(row.__tablename__)]
