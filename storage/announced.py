"""The announcements that one person gets, or everybody, found among all that was ever owed to them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TextClause, and_, or_, select

from bot.post import ANNOUNCEMENTS, ASKS, Nudge, NudgeState
from storage.columns import table_of
from storage.shelf import noun_in
from storage.tables import ANNOUNCED, OPEN, AskRow, NudgeRow

NUDGES = table_of(NudgeRow)
ASKED = table_of(AskRow)
# What asks leaders, who are few: it is looked for among what is theirs, since no index has it.
ASKING = and_(
    NUDGES.c.unasked,
    NUDGES.c.template.startswith(ASKS),
    NUDGES.c.to.in_(select(ASKED.c.person_id).distinct()),
)
BEGUN = (NudgeState.SENDING, NudgeState.SENT, NudgeState.UNSURE)


class Announced:
    """Fulfils `bot.programme_records.Announced`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begun(self, person_id: int, since: datetime) -> Sequence[datetime]:
        """When those were begun that nobody asked for, after that moment."""
        begun = (NUDGES.c.state.in_(BEGUN), NUDGES.c.begun_at > since)
        return tuple(self._connection.scalars(select(NUDGES.c.begun_at).where(_unasked(person_id), *begun)))

    def had(self, person_id: int, template: str) -> Sequence[datetime]:
        """When each of that name was begun, the oldest first."""
        theirs = (NUDGES.c.to == person_id, NUDGES.c.template == template, NUDGES.c.state.in_(BEGUN))
        begun = select(NUDGES.c.begun_at).where(*theirs, NUDGES.c.begun_at.is_not(None))
        return tuple(self._connection.scalars(begun.order_by(NUDGES.c.begun_at, NUDGES.c.id)))

    def due(self, person_id: int, now: datetime) -> Sequence[Nudge]:
        """Those that are due and not begun."""
        waiting = select(NUDGES).where(_unasked(person_id), OPEN, NUDGES.c.due <= now)
        return tuple(noun_in(Nudge, row) for row in self._connection.execute(waiting).mappings())

    def begun_by_all(self, since: datetime) -> Iterator[tuple[int, datetime]]:
        """To whom each was begun, and when, after that moment."""
        begun = select(NUDGES.c.to, NUDGES.c.begun_at).where(
            NUDGES.c.begun_at > since, NUDGES.c.state.in_(BEGUN)
        )
        return chain(self._rows(begun, ANNOUNCED), self._rows(begun, ASKING))

    def waiting_by_all(self, now: datetime) -> Iterator[tuple[int, str]]:
        """To whom each is owed that is not begun, and by which template.

        An announcement waits from the beginning, however often it was put off; what asks leaders, once it is
        due.
        """
        waiting = select(NUDGES.c.to, NUDGES.c.template).where(OPEN)
        return chain(self._rows(waiting, ANNOUNCED), self._rows(waiting, ASKING, NUDGES.c.due <= now))

    def _rows(
        self, asked: Select[tuple[Any, Any]], *where: ColumnElement[bool] | TextClause
    ) -> Iterator[tuple[Any, Any]]:
        rows = self._connection.execute(asked.where(*where).execution_options(yield_per=1000))
        return ((one, other) for one, other in rows)


def _unasked(person_id: int) -> ColumnElement[bool]:
    told = or_(*(NUDGES.c.template.startswith(one) for one in (ANNOUNCEMENTS, ASKS)))
    return and_(NUDGES.c.to == person_id, NUDGES.c.unasked, told)
