"""Programmes and who is in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.model import Enrolment, EnrolmentState, Programme, Role
from storage.columns import table_of
from storage.shelf import Shelf
from storage.tables import EnrolmentRow, ProgrammeRow, ViewRow

ENROLMENTS = table_of(EnrolmentRow)
MENTORS = (Role.MENTOR, Role.BOTH)


@dataclass(frozen=True, slots=True)
class View:
    """Which programme somebody looks at."""

    person_id: int
    programme_id: int


class Programmes:
    """Fulfils `bot.records.ProgrammeRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._programmes = Shelf(connection, Programme, ProgrammeRow)
        # they are few and asked for at every turn: read once, until this transaction holds or changes one
        self._all: tuple[Programme, ...] | None = None
        self._enrolments = Shelf(connection, Enrolment, EnrolmentRow)
        self._views = Shelf(connection, View, ViewRow)

    def all(self) -> Sequence[Programme]:
        """Every programme, the oldest first."""
        if self._all is None:
            self._all = self._programmes.all()
        return self._all

    def get(self, programme_id: int) -> Programme:
        """Raises NotYours for a number that no programme has."""
        known = next((one for one in self._all or () if one.id == programme_id), None)
        return known or self._programmes.get(id=programme_id)

    def hold(self, programme_id: int) -> Programme:
        self._all = None
        return self._programmes.hold(id=programme_id)

    def add(self, programme: Programme) -> Programme:
        """Keep a new one and give it its number."""
        self._all = None
        return self._programmes.add(programme)

    def keep(self, programme: Programme) -> None:
        """Bring one up to date."""
        self._all = None
        self._programmes.keep(programme)

    def view(self, person_id: int) -> int | None:
        """Which one somebody has chosen to look at."""
        chosen = self._views.find(person_id=person_id)
        return chosen.programme_id if chosen else None

    def look_at(self, person_id: int, programme_id: int) -> None:
        """The last choice counts."""
        self._views.put(View(person_id, programme_id), "person_id")

    def enrolments_of(self, person_id: int) -> Sequence[Enrolment]:
        """Wherever somebody takes or took part, in the order in which they came."""
        return self._enrolments.all(person_id=person_id)

    def enrolments(self, programme_id: int) -> Sequence[Enrolment]:
        """Whoever is or was in it, in the order in which they came."""
        return self._enrolments.all(programme_id=programme_id)

    def taking_part(self, programme_id: int) -> frozenset[int]:
        """Whoever takes part just now, by number."""
        here = (ENROLMENTS.c.programme_id == programme_id, ENROLMENTS.c.state == EnrolmentState.ACTIVE)
        return frozenset(self._connection.scalars(select(ENROLMENTS.c.person_id).where(*here)))

    def enrolled_among(self, programme_id: int, person_ids: Collection[int]) -> Sequence[Enrolment]:
        """Those of these people who are or were in it."""
        if not person_ids:
            return ()
        return self._enrolments.all(ENROLMENTS.c.person_id.in_(person_ids), programme_id=programme_id)

    def listed(self, programme_id: int) -> Sequence[Enrolment]:
        """Those who take part as mentors just now and may be found by colleagues."""
        mentors = ENROLMENTS.c.role.in_(MENTORS)
        here = (ENROLMENTS.c.state == EnrolmentState.ACTIVE, ENROLMENTS.c.listed)
        return self._enrolments.all(mentors, *here, programme_id=programme_id)

    def enrolment(self, programme_id: int, person_id: int) -> Enrolment | None:
        """How somebody takes part in it."""
        return self._enrolments.find(programme_id=programme_id, person_id=person_id)

    def enrol(self, enrolment: Enrolment) -> Enrolment:
        """Add it, or bring the one of the same person and programme up to date."""
        return self._enrolments.put(enrolment, "programme_id", "person_id")
