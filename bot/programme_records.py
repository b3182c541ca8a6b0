"""What we need to remember of programmes and of who hears of them: a part of `bot.records`."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Enrolment, Programme
from bot.post import Nudge


class ProgrammeRecords(Protocol):
    """Programmes and who is in them."""

    def all(self) -> Sequence[Programme]: ...
    def get(self, programme_id: int) -> Programme: ...
    def hold(self, programme_id: int) -> Programme:
        """The same, and nobody else holds it before this transaction ends."""

    def add(self, programme: Programme) -> Programme: ...
    def keep(self, programme: Programme) -> None: ...
    def view(self, person_id: int) -> int | None:
        """The one that somebody has chosen to look at, if they ever have."""

    def look_at(self, person_id: int, programme_id: int) -> None: ...
    def enrolments_of(self, person_id: int) -> Sequence[Enrolment]:
        """Wherever somebody takes or took part."""

    def enrolments(self, programme_id: int) -> Sequence[Enrolment]: ...
    def taking_part(self, programme_id: int) -> frozenset[int]:
        """Whoever takes part just now, by number."""

    def enrolled_among(self, programme_id: int, person_ids: Collection[int]) -> Sequence[Enrolment]:
        """Those of these people who are or were in it."""

    def listed(self, programme_id: int) -> Sequence[Enrolment]:
        """Those who take part as mentors just now and may be found by colleagues."""

    def enrolment(self, programme_id: int, person_id: int) -> Enrolment | None: ...
    def enrol(self, enrolment: Enrolment) -> Enrolment:
        """Add it, or bring the one of the same person and programme up to date."""


class Announced(Protocol):
    """The announcements that somebody gets without having asked for them, and that everybody gets."""

    def begun(self, person_id: int, since: datetime) -> Sequence[datetime]:
        """When each was begun, of those after that moment."""

    def had(self, person_id: int, template: str) -> Sequence[datetime]:
        """When each of that name was begun, the oldest first."""

    def due(self, person_id: int, now: datetime) -> Sequence[Nudge]:
        """Those that are due and not begun."""

    def begun_by_all(self, since: datetime) -> Iterator[tuple[int, datetime]]:
        """To whom each was begun, and when."""

    def waiting_by_all(self, now: datetime) -> Iterator[tuple[int, str]]:
        """To whom each is owed that is not begun, and by which template; what asks leaders once it is due."""
