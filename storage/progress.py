"""What people set out to reach in their pairs, and how useful they find them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, distinct, func, or_, select

from bot.model import PairState
from bot.progress import LEAST_SHOWN, Counted, Figure, Goal, GoalState, Pulse
from bot.records import NotYours
from storage.columns import table_of
from storage.pairs import PAIRS, involving
from storage.secrets import Secrets
from storage.shelf import Shelf
from storage.tables import GoalRow, PulseRow

GOALS = table_of(GoalRow)
PULSES = table_of(PulseRow)


class Goals:
    """Fulfils `bot.progress_records.GoalRecords`. The words are encrypted."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets
        self._goals = Shelf(connection, Goal, GoalRow)

    def hold(self, person_id: int, pair_id: int) -> None:
        """Nobody else adds to that pair's goals before this transaction ends; the gate as well."""
        theirs = select(PAIRS.c.id).where(PAIRS.c.id == pair_id, involving(person_id))
        if self._connection.scalar(theirs.with_for_update(key_share=True)) is None:
            raise NotYours

    def add(self, goal: Goal) -> Goal:
        """Keep a new one and give it its number, which is part of the place that its words are sealed for."""
        kept = replace(self._goals.add(replace(goal, text="", sign="")), text=goal.text, sign=goal.sign)
        self.keep(kept)
        return kept

    def of(self, person_id: int, goal_id: int) -> Goal:
        """The gate, held: of two presses at the same moment the second sees what the first did."""
        return self._opened(self._goals.hold(id=goal_id, person_id=person_id))

    def keep(self, goal: Goal) -> None:
        """Bring it up to date."""
        self._goals.keep(self._sealed(goal))

    def in_pair(self, person_id: int, pair_id: int) -> Sequence[Goal]:
        """Their own, and in a pair that goes on those of the mentor, or as a mentor those of everybody."""
        shared = select(PAIRS.c.id).where(
            PAIRS.c.state == PairState.ACTIVE,
            involving(person_id),
            or_(PAIRS.c.mentor_id == person_id, PAIRS.c.mentor_id == GOALS.c.person_id),
        )
        read = or_(GOALS.c.person_id == person_id, GOALS.c.pair_id.in_(shared))
        return tuple(map(self._opened, self._goals.all(read, pair_id=pair_id)))

    def by(self, person_id: int) -> Sequence[Goal]:
        """Their own, in every pair there was."""
        return tuple(map(self._opened, self._goals.all(person_id=person_id)))

    def reached(self, programme_id: int) -> tuple[int, int]:
        """How many goals have been reached in a programme, and by how many people; not which, nor by whom."""
        theirs = GOALS.c.pair_id.in_(select(PAIRS.c.id).where(PAIRS.c.programme_id == programme_id))
        counted = select(func.count(GOALS.c.id), func.count(distinct(GOALS.c.person_id)))
        goals, people = self._connection.execute(counted.where(theirs, GOALS.c.state == GoalState.DONE)).one()
        return int(goals), int(people)

    def counted(self, programme_id: int) -> Mapping[GoalState, Counted]:
        """How many there are of each kind, and of how many people; none of their words is read."""
        there = select(PAIRS.c.id).where(PAIRS.c.programme_id == programme_id)
        kinds = (
            select(GOALS.c.state, func.count(), func.count(GOALS.c.person_id.distinct()))
            .where(GOALS.c.pair_id.in_(there))
            .group_by(GOALS.c.state)
        )
        return {state: Counted(count, people) for state, count, people in self._connection.execute(kinds)}

    def move(self, lost_id: int, kept_id: int) -> None:
        """Two people have turned out to be one: seal the words of one of them for the other."""
        for goal in self.by(lost_id):
            self.keep(replace(goal, person_id=kept_id))

    def _sealed(self, goal: Goal) -> Goal:
        place = _place(goal)
        text = self._secrets.seal(goal.text, "goals", "text", place)
        return replace(goal, text=text, sign=self._secrets.seal(goal.sign, "goals", "sign", place))

    def _opened(self, goal: Goal) -> Goal:
        place = _place(goal)
        text = self._secrets.open(goal.text, "goals", "text", place)
        return replace(goal, text=text, sign=self._secrets.open(goal.sign, "goals", "sign", place))


class Pulses:
    """Fulfils `bot.progress_records.PulseRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pulses = Shelf(connection, Pulse, PulseRow)

    def give(self, pulse: Pulse) -> None:
        """Keep it, in place of what they said at the same time in the same pair."""
        self._pulses.put(pulse, "pair_id", "person_id", "number")

    def by(self, person_id: int) -> Sequence[Pulse]:
        """What somebody said, the oldest first."""
        return self._pulses.all(person_id=person_id)

    def figure(self, programme_id: int) -> Figure | None:
        """What the last answers come to, of the oldest answers a multiple of `LEAST_SHOWN`."""
        theirs = PULSES.c.pair_id.in_(select(PAIRS.c.id).where(PAIRS.c.programme_id == programme_id))
        given = self._connection.scalar(select(func.count()).select_from(PULSES).where(theirs)) or 0
        order = (PULSES.c.at, PULSES.c.id)
        counted = select(PULSES).where(theirs).order_by(*order).limit(given - given % LEAST_SHOWN).subquery()
        newest = func.row_number().over(
            partition_by=counted.c.person_id, order_by=(counted.c.at.desc(), counted.c.id.desc())
        )
        ranked = select(counted.c.score, newest.label("age")).subquery()
        last = select(func.count(), func.coalesce(func.sum(ranked.c.score), 0)).where(ranked.c.age == 1)
        people, total = self._connection.execute(last).one()
        return Figure(people, int(total)) if people >= LEAST_SHOWN else None


def _place(goal: Goal) -> str:
    return f"{goal.id}:{goal.pair_id}:{goal.person_id}"
