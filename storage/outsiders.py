"""Mentors from outside, to whom nothing is owed: a leader alone writes to them."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot.post import Nudge
from storage.columns import table_of
from storage.tables import IS_OUTSIDE, PersonRow

PEOPLE = table_of(PersonRow)


class Outsiders:
    """Those whom one transaction knows of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: frozenset[int] = frozenset()
        self._newest = 0

    def left_out(self, nudges: Sequence[Nudge]) -> Sequence[Nudge]:
        """The nudges to colleagues.

        Outsiders are asked for once: numbers only rise, so whoever has come since has a higher one.
        """
        newest = max((one.to for one in nudges), default=0)
        if newest > self._newest:
            self._known = frozenset(self._connection.scalars(select(PEOPLE.c.id).where(IS_OUTSIDE)))
            self._newest = newest
        return [one for one in nudges if one.to not in self._known]
