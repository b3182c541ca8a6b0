"""Counting what a programme comes to, by one question for each number."""

from sqlalchemy import ColumnElement, Connection, and_, case, distinct, func, select

from bot.model import EnrolmentState, MeetingState
from bot.tallies import Tally
from storage.columns import table_of
from storage.pairs import PAIRS
from storage.progress import Goals, Pulses
from storage.tables import EnrolmentRow, MeetingRow, PersonRow, ProgrammeRow

ENROLMENTS, PEOPLE = table_of(EnrolmentRow), table_of(PersonRow)
MEETINGS, PROGRAMMES = table_of(MeetingRow), table_of(ProgrammeRow)


class Tallies:
    """Fulfils `bot.tallies.Tallies`."""

    def __init__(self, connection: Connection, goals: Goals, pulses: Pulses) -> None:
        self._connection = connection
        self._goals, self._pulses = goals, pulses
        self._known: dict[int, Tally] = {}

    def of(self, programme_id: int) -> Tally:
        """Counted once: an announcement is worded for many people in one transaction."""
        if programme_id not in self._known:
            self._known[programme_id] = self._counted(programme_id)
        return self._known[programme_id]

    def reports_to(self, email: str) -> int:
        """How many people have somebody for their manager, by an address in lower case."""
        theirs = and_(PEOPLE.c.manager == email, PEOPLE.c.gone_at.is_(None))
        return self._count(theirs, PEOPLE.c.id) if email else 0

    def _counted(self, programme_id: int) -> Tally:
        pairs = PAIRS.c.programme_id == programme_id
        in_it = and_(pairs, MEETINGS.c.pair_id == PAIRS.c.id, MEETINGS.c.state == MeetingState.HELD)
        goals, reached_by = self._goals.reached(programme_id)
        taking_part = and_(
            ENROLMENTS.c.programme_id == programme_id,
            ENROLMENTS.c.state == EnrolmentState.ACTIVE,
            ENROLMENTS.c.person_id == PEOPLE.c.id,
            PEOPLE.c.gone_at.is_(None),
        )
        return Tally(
            people=self._count(taking_part, ENROLMENTS.c.id),
            leaders=self._count(and_(taking_part, PEOPLE.c.leader), ENROLMENTS.c.id),
            pairs=self._count(pairs, PAIRS.c.id),
            meetings=self._count(in_it, MEETINGS.c.id),
            minutes=self._minutes(in_it, programme_id),
            met=self._count(in_it, distinct(PAIRS.c.id)),
            goals=goals,
            reached_by=reached_by,
            pulse=self._pulses.figure(programme_id),
        )

    def _count(self, where: ColumnElement[bool], what: ColumnElement[int]) -> int:
        return self._connection.scalar(select(func.count(what)).where(where)) or 0

    def _minutes(self, held: ColumnElement[bool], programme_id: int) -> int:
        """An hour that was never settled took as long as it does in its programme."""
        usual = select(PROGRAMMES.c.minutes).where(PROGRAMMES.c.id == programme_id).scalar_subquery()
        each = case((MEETINGS.c.minutes > 0, MEETINGS.c.minutes), else_=usual)
        return int(self._connection.scalar(select(func.coalesce(func.sum(each), 0)).where(held)) or 0)
