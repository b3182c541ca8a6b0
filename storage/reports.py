"""Counts for reports, and how coordinators would like to read them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.model import MeetingState
from bot.post import NudgeState
from bot.report_records import Desk, Held
from storage.columns import table_of
from storage.outbox import NUDGES
from storage.pairs import PAIRS
from storage.shelf import Shelf
from storage.tables import ConcernRow, DeskRow, MeetingRow

CONCERNS = table_of(ConcernRow)
MEETINGS = table_of(MeetingRow)


class Reports:
    """Fulfils `bot.report_records.ReportRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._desks = Shelf(connection, Desk, DeskRow)

    def desk(self, person_id: int) -> Desk:
        """As it is for everybody, where nobody has said otherwise."""
        return self._desks.find(person_id=person_id) or Desk(person_id)

    def keep_desk(self, desk: Desk) -> None:
        """The last choice counts."""
        self._desks.put(desk, "person_id")

    def held(self, programme_id: int) -> Sequence[Held]:
        """Every hour that took place there, the oldest first."""
        planned = (PAIRS.c.programme_id == programme_id, ~PAIRS.c.informal)
        hours = (
            select(MEETINGS.c.pair_id, MEETINGS.c.at)
            .join(PAIRS, PAIRS.c.id == MEETINGS.c.pair_id)
            .where(*planned, MEETINGS.c.state == MeetingState.HELD, MEETINGS.c.at.is_not(None))
            .order_by(MEETINGS.c.at, MEETINGS.c.id)
        )
        return [Held(row.pair_id, row.at) for row in self._connection.execute(hours)]

    def undelivered(self, since: datetime) -> Mapping[str, int]:
        """How many messages could not be sent since then, by the reason."""
        dead = (NUDGES.c.state == NudgeState.DEAD, NUDGES.c.due >= since)
        reasons = select(NUDGES.c.reason, func.count().label("count_")).where(*dead).group_by(NUDGES.c.reason)
        return {row.reason: row.count_ for row in self._connection.execute(reasons)}

    def confided(self, coordinator_id: int) -> int:
        """How many words in confidence this coordinator has not said to have seen to."""
        mine = (CONCERNS.c.coordinator_id == coordinator_id, CONCERNS.c.seen_to_at.is_(None))
        return self._connection.scalar(select(func.count()).select_from(CONCERNS).where(*mine)) or 0
