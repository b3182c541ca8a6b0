"""Whom people would like best."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.model import LIVE
from storage.columns import table_of
from storage.tables import RequestRow, WishRow

REQUESTS = table_of(RequestRow)
WISHES = table_of(WishRow)


class Wishes:
    """Fulfils `bot.match_records.WishRecords`. What a mentee wrote to a mentor stays closed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_mentees(self, programme_id: int, *only: int) -> Mapping[int, tuple[int, ...]]:
        """The mentors whom each has named or asked, as long as that is not settled."""
        asked = select(REQUESTS.c.mentee_id, REQUESTS.c.mentor_id).where(
            REQUESTS.c.programme_id == programme_id, REQUESTS.c.state.in_(LIVE)
        )
        if only:
            asked = asked.where(REQUESTS.c.mentee_id.in_(only))
        return _lists(self._connection.execute(asked.order_by(REQUESTS.c.rank, REQUESTS.c.id)))

    def of_mentors(self, programme_id: int, *only: int) -> Mapping[int, tuple[int, ...]]:
        """The mentees whom each has named."""
        named = select(WISHES.c.person_id, WISHES.c.other_id).where(WISHES.c.programme_id == programme_id)
        if only:
            named = named.where(WISHES.c.person_id.in_(only))
        return _lists(self._connection.execute(named.order_by(WISHES.c.place, WISHES.c.id)))

    def keep(self, programme_id: int, mentor_id: int, mentee_ids: Sequence[int], at: datetime) -> None:
        """The mentees whom a mentor names, in place of those named before."""
        theirs = (WISHES.c.programme_id == programme_id, WISHES.c.person_id == mentor_id)
        self._connection.execute(delete(WISHES).where(*theirs))
        whose = {"programme_id": programme_id, "person_id": mentor_id, "at": at}
        rows = [{**whose, "other_id": one, "place": place} for place, one in enumerate(mentee_ids, start=1)]
        if rows:
            self._connection.execute(insert(WISHES), rows)


def _lists(named: Iterable[tuple[int, int]]) -> Mapping[int, tuple[int, ...]]:
    """Each with whom they named, once each, in the order in which they come."""
    lists: dict[int, dict[int, None]] = {}
    for person_id, other_id in named:
        lists.setdefault(person_id, {})[other_id] = None
    return {person_id: tuple(others) for person_id, others in lists.items()}
