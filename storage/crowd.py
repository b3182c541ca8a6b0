"""Many people at once: a company of 50,000 comes in with one file, and is not asked for one by one."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, select, update

from bot.people import Organisation, Person, Platform, Prefill
from storage.columns import table_of
from storage.people import PeopleShelf
from storage.shelf import Noun, Shelf, insert_into, own_fields, values_of
from storage.sought import found_by, plainly
from storage.tables import HAS_EMAIL, AccountRow, OrganisationRow, PersonRow, PrefillRow

PEOPLE = table_of(PersonRow)
PREFILLS = table_of(PrefillRow)
ACCOUNTS = table_of(AccountRow)
# in the order of the noun's own fields
PERSON = [PEOPLE.c[field.name] for field in own_fields(Person)]

# enough to make the round trips few, and little enough that nothing of it is felt in memory
BATCH = 500
Given = TypeVar("Given")


class Crowd:
    """Fulfils `bot.records.CrowdRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = PeopleShelf(connection, Shelf(connection, Organisation, OrganisationRow))

    def everybody(self) -> Iterator[Person]:
        """Everybody, in the order in which they came, without holding them all."""
        return self._all(Person, PEOPLE, PEOPLE.c.id)

    def after(self, person_id: int, most: int) -> Sequence[Person]:
        """The next ones with a higher number, in order."""
        # whoever was forgotten is nobody, and whoever is outside is none of ours
        them = select(*PERSON).where(PEOPLE.c.id > person_id, PEOPLE.c.sought != "")
        rows = self._connection.execute(them.order_by(PEOPLE.c.id).limit(most))
        lent = partial(Person, usual=self._people.lent())
        return tuple(lent(*row) for row in rows)

    def ways(self, after: int = 0, until: int | None = None) -> Mapping[int, tuple[Platform, ...]]:
        """Where each can be written to, the oldest way first: of those with numbers in between."""
        between = (ACCOUNTS.c.person_id > after, *((ACCOUNTS.c.person_id <= until,) if until else ()))
        rows = select(ACCOUNTS.c.person_id, ACCOUNTS.c.platform).where(ACCOUNTS.c.reachable, *between)
        found: dict[int, tuple[Platform, ...]] = {}
        for person_id, platform in self._connection.execute(rows.order_by(ACCOUNTS.c.id)):
            found[person_id] = (*found.get(person_id, ()), platform)
        return found

    def known(self, what: str) -> Sequence[str]:
        """Every `department` or `location` that somebody has, in order."""
        column = PEOPLE.c[what]
        here = select(column).where(column != "", PEOPLE.c.sought != "").distinct()
        return sorted(self._connection.scalars(here), key=lambda one: (one.casefold(), one))

    def leaders(self) -> Sequence[Person]:
        """The senior leaders; not whoever was forgotten."""
        return tuple(self._all(Person, PEOPLE, PEOPLE.c.id, PEOPLE.c.leader, PEOPLE.c.sought != ""))

    def prefills(self) -> Mapping[int, Prefill]:
        """What the people file said about each one's wishes."""
        return {one.person_id: one for one in self._all(Prefill, PREFILLS, PREFILLS.c.person_id)}

    def _all(
        self, kind: type[Noun], table: Table, order: ColumnElement[Any], *where: ColumnElement[bool]
    ) -> Iterator[Noun]:
        """Their fields in the nouns' own order, a few rows at a time.

        Equal values become one: departments, zones and wishes repeat thousands of times.
        """
        columns = [table.c[field.name] for field in own_fields(kind)]
        found = select(*columns).where(*where).order_by(order).execution_options(yield_per=BATCH)
        rows = self._connection.execute(found)
        known: dict[tuple[type, Hashable], Any] = {}
        return (kind(*(known.setdefault((type(value), value), value) for value in row)) for row in rows)

    def with_account(self) -> frozenset[int]:
        """Whoever has been met on a platform."""
        return frozenset(self._connection.scalars(select(ACCOUNTS.c.person_id).distinct()))

    def add(self, people: Iterable[Person]) -> Mapping[str, int]:
        """Keep new people, all with an e-mail address; gives their numbers by it.

        Whoever came in through another door meanwhile keeps the number they have.
        """
        numbers: dict[str, int] = {}
        for batch in _batches(map(plainly, people)):
            rows = [values_of(person, PEOPLE) | found_by(person) for person in batch]
            new = insert_into(self._connection, PEOPLE).on_conflict_do_nothing(
                index_elements=["organisation_id", "email"], index_where=HAS_EMAIL
            )
            self._connection.execute(new, rows)
            here = select(PEOPLE.c.email, PEOPLE.c.id).where(PEOPLE.c.email.in_([one.email for one in batch]))
            numbers |= {row.email: row.id for row in self._connection.execute(here)}
        return numbers

    def keep(self, people: Iterable[Person]) -> None:
        """Bring them up to date."""
        for batch in _batches(map(plainly, people)):
            rows = [values_of(person, PEOPLE) | found_by(person) for person in batch]
            changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "id"}
            self._connection.execute(
                update(PEOPLE).where(PEOPLE.c.id == bindparam("number")).values(changed),
                [{**row, "number": row["id"]} for row in rows],
            )

    def keep_prefills(self, prefills: Iterable[Prefill]) -> None:
        """The last file wins."""
        for batch in _batches(prefills):
            new = insert_into(self._connection, PREFILLS)
            changes = {one.name: new.excluded[one.name] for one in PREFILLS.c if one.name != "person_id"}
            self._connection.execute(
                new.on_conflict_do_update(index_elements=["person_id"], set_=changes),
                [values_of(prefill, PREFILLS) for prefill in batch],
            )


def _batches(given: Iterable[Given]) -> Iterator[Sequence[Given]]:
    left = iter(given)
    while batch := list(islice(left, BATCH)):
        yield batch
