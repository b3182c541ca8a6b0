"""What people set out to reach, and how useful they find it."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint

from bot.progress import GoalState
from storage.columns import NUMBERED_ONCE, Base, choice, number, one_from


class GoalRow(Base, table=True):
    """`text` and `sign` are sealed: they are between the people of a pair."""

    __tablename__ = "goals"
    id: int = number()
    pair_id: int = one_from("pairs", index=True)
    person_id: int = one_from("people", index=True)
    text: str
    sign: str
    by: date
    made_at: datetime
    changed_at: datetime
    progress: int
    state: GoalState = choice(GoalState, "state")
    settled_at: datetime | None


class PulseRow(Base, table=True):
    __tablename__ = "pulses"
    id: int = number()
    pair_id: int = one_from("pairs")
    person_id: int = one_from("people", index=True)
    number: int
    score: int
    at: datetime
    __table_args__ = (UniqueConstraint("pair_id", "person_id", "number"), NUMBERED_ONCE)
