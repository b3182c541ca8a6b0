"""The announcements that one person gets, found among all that was ever owed to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select

from bot.post import ANNOUNCEMENTS, Nudge, NudgeState
from storage.columns import table_of
from storage.shelf import noun_in
from storage.tables import OPEN, NudgeRow

NUDGES = table_of(NudgeRow)
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


def _unasked(person_id: int) -> ColumnElement[bool]:
    told = NUDGES.c.template.startswith(ANNOUNCEMENTS)
    return and_(NUDGES.c.to == person_id, NUDGES.c.unasked, told)
