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
        people, leaders = self._taking_part(programme_id)
        meetings, minutes, met = self._held(programme_id)
        goals, reached_by = self._goals.reached(programme_id)
        return Tally(
            people=people,
            leaders=leaders,
            pairs=self._count(PAIRS.c.programme_id == programme_id, PAIRS.c.id),
            meetings=meetings,
            minutes=minutes,
            met=met,
            goals=goals,
            reached_by=reached_by,
            pulse=self._pulses.figure(programme_id),
        )

    def _count(self, where: ColumnElement[bool], what: ColumnElement[int]) -> int:
        return self._connection.scalar(select(func.count(what)).where(where)) or 0

    def _taking_part(self, programme_id: int) -> tuple[int, int]:
        leading = func.sum(case((PEOPLE.c.leader, 1), else_=0))
        theirs = (
            ENROLMENTS.c.programme_id == programme_id,
            ENROLMENTS.c.state == EnrolmentState.ACTIVE,
            ENROLMENTS.c.person_id == PEOPLE.c.id,
            PEOPLE.c.gone_at.is_(None),
        )
        counted = select(func.count(ENROLMENTS.c.id), func.coalesce(leading, 0)).where(*theirs)
        people, leaders = self._connection.execute(counted).one()
        return int(people), int(leaders)

    def _held(self, programme_id: int) -> tuple[int, int, int]:
        """How often they have met, for how many minutes, and how many pairs did.

        An hour that was never settled took as long as it does in its programme.
        """
        usual = select(PROGRAMMES.c.minutes).where(PROGRAMMES.c.id == programme_id).scalar_subquery()
        each = func.sum(case((MEETINGS.c.minutes > 0, MEETINGS.c.minutes), else_=usual))
        theirs = MEETINGS.c.pair_id.in_(select(PAIRS.c.id).where(PAIRS.c.programme_id == programme_id))
        told = (func.count(MEETINGS.c.id), func.coalesce(each, 0), func.count(distinct(MEETINGS.c.pair_id)))
        counted = select(*told).where(theirs, MEETINGS.c.state == MeetingState.HELD)
        meetings, minutes, met = self._connection.execute(counted).one()
        return int(meetings), int(minutes), int(met)
