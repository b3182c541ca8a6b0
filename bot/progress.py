"""How it goes in a pair: what people set out to reach, and how useful they find it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class GoalState(StrEnum):
    """Whether somebody still works towards it. One that was let go needs no reason."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Goal:
    """What shall be different for one person of a pair, `by` a day, and the `sign` by which they notice.

    `progress` is a percentage, one of `bot.goals.STEPS`. It is read by its owner and by whom they meet there,
    and by nobody else.
    """

    id: int
    pair_id: int
    person_id: int
    text: str
    sign: str
    by: date
    made_at: datetime
    changed_at: datetime
    progress: int = 0
    state: GoalState = GoalState.OPEN
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many goals there are of one kind, and of how many people."""

    count: int
    people: int


@dataclass(frozen=True, slots=True)
class Pulse:
    """How useful one person finds their pair, from 1 to 5. `number` counts how often they were asked."""

    id: int
    pair_id: int
    person_id: int
    number: int
    score: int
    at: datetime


# Fewer answers than this would tell of single people; see `PulseRecords.figure`.
LEAST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """What so many people's answers come to together."""

    people: int
    total: int
