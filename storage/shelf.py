"""One table seen as nouns. Equal names on both sides are the whole mapping."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, fields
from functools import cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    RowMapping,
    Select,
    Table,
    TextClause,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from bot.records import NotYours
from storage.columns import Base, table_of


class IsNoun(Protocol):
    """Any of the core's frozen dataclasses."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Noun = TypeVar("Noun", bound=IsNoun)
Value = TypeVar("Value")


def noun_in(kind: type[Noun], row: RowMapping, **other: object) -> Noun:
    """Make a noun of a row; `other` are fields that come from elsewhere."""
    return kind(**{name: row[name] for name in _names(kind) if name not in other}, **other)


def own_fields(kind: type[IsNoun]) -> tuple[Field[Any], ...]:
    """Without those that are lent by another noun."""
    return tuple(field for field in fields(kind) if not field.metadata.get("lent"))


@cache
def _names(kind: type[IsNoun]) -> tuple[str, ...]:
    # kept, since thousands are made of a kind whose fields never change
    return tuple(field.name for field in own_fields(kind))


def values_of(noun: IsNoun, table: Table) -> dict[str, Any]:
    """Those fields of a noun that are columns. Without a number, the database gives one."""
    values = {field.name: getattr(noun, field.name) for field in fields(noun) if field.name in table.c}
    if not values.get("id", True):
        del values["id"]
    return values


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT: the two dialects share its words, but no class."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def batched(values: Sequence[Value], most: int = 500) -> Iterator[Sequence[Value]]:
    """A few at a time: a statement may not hold any number of values."""
    for start in range(0, len(values), most):
        yield values[start : start + most]


class Shelf(Generic[Noun]):
    """Where the nouns of one kind are."""

    def __init__(self, connection: Connection, kind: type[Noun], row: type[Base]) -> None:
        self._connection = connection
        self._kind = kind
        self._table = table_of(row)

    def noun(self, row: RowMapping) -> Noun:
        """Make a noun of a row."""
        return noun_in(self._kind, row)

    def add(self, noun: Noun, **beside: object) -> Noun:
        """Keep a new one and give it its number. `beside` are columns that the noun does not have."""
        return self._only(_new(self._table), values_of(noun, self._table) | beside)

    def add_once(self, noun: Noun, *key: str, where: TextClause | None = None, **beside: object) -> Noun:
        """Keep it, unless there is one with the same key: then that one is given back, held as `hold` does.

        Two who do this at the same moment agree, so that no caller has to look first.
        """
        values = values_of(noun, self._table) | beside
        new = insert_into(self._connection, self._table).values(values)
        new_row = self._first(
            new.on_conflict_do_nothing(index_elements=key, index_where=where).returning(self._table)
        )
        return new_row or self.hold(**{name: values[name] for name in key})

    def put(self, noun: Noun, *key: str) -> Noun:
        """Keep it, in place of one with the same key if there is any."""
        values = values_of(noun, self._table)
        changes = {name: value for name, value in values.items() if name != "id"}
        new = insert_into(self._connection, self._table).values(changes)
        return self._only(new.on_conflict_do_update(index_elements=key, set_=changes).returning(self._table))

    def keep(self, noun: Noun, **beside: object) -> None:
        """Bring one up to date."""
        values = values_of(noun, self._table) | beside
        self._only(_changed(self._table), {**values, _ITS: values.pop("id")})

    def find(self, **equal: object) -> Noun | None:
        """The only one like this, if there is one."""
        return self._first(*_like(self._table, equal))

    def all(self, *where: ColumnElement[bool], **equal: object) -> tuple[Noun, ...]:
        """Everyone like this, in the order in which they came."""
        like, values = _like(self._table, equal, "id")
        found = self._connection.execute(like.where(*where) if where else like, values).mappings()
        return tuple(self.noun(row) for row in found)

    def all_of(self, order: str, *where: ColumnElement[bool]) -> tuple[Noun, ...]:
        """Everyone, where there is no number to order them by."""
        found = self._connection.execute(_like(self._table, {}, order)[0].where(*where)).mappings()
        return tuple(self.noun(row) for row in found)

    def newest(self, most: int, *where: ColumnElement[bool], before: int = 0) -> tuple[Noun, ...]:
        """The last ones of these, the newest first; `before` so many newer ones, which are left out."""
        last = select(self._table).where(*where).order_by(self._table.c.id.desc()).limit(most).offset(before)
        return tuple(self.noun(row) for row in self._connection.execute(last).mappings())

    def get(self, **equal: object) -> Noun:
        """The gate: the only one like this, or NotYours."""
        return self._only(*_like(self._table, equal))

    def hold(self, *where: ColumnElement[bool], **equal: object) -> Noun:
        """The gate, and nobody else passes it for the same one before this transaction ends.

        So of two answers at the same moment the second sees the first. On SQLite there is one writer anyhow.
        """
        like, values = _like(self._table, equal)
        return self._only(like.where(*where).with_for_update(key_share=True, of=self._table), values)

    def _first(self, statement: Executable, values: Mapping[str, object] | None = None) -> Noun | None:
        row = self._connection.execute(statement, values).mappings().first()
        return self.noun(row) if row else None

    def _only(self, statement: Executable, values: Mapping[str, object] | None = None) -> Noun:
        found = self._first(statement, values)
        if found is None:
            raise NotYours
        return found


# Statements are made once for each table, since that takes longer than to run them; what differs is bound.
_ITS = "its"


def _like(
    table: Table, equal: Mapping[str, object], order: str = ""
) -> tuple[Select[Any], dict[str, object]]:
    known = {name: value for name, value in equal.items() if value is not None}
    return _alike(table, tuple(equal), frozenset(known), order), known


@cache
def _alike(table: Table, names: tuple[str, ...], known: frozenset[str], order: str) -> Select[Any]:
    same = (table.c[name] == bindparam(name) if name in known else table.c[name].is_(None) for name in names)
    return select(table).where(*same).order_by(*([table.c[order]] if order else []))


@cache
def _new(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table)


@cache
def _changed(table: Table) -> ReturningUpdate[Any]:
    return update(table).where(table.c.id == bindparam(_ITS)).returning(table)
