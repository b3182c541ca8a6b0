"""What a programme comes to, counted where everything is kept: a part of `bot.records`."""

from dataclasses import dataclass
from typing import Protocol

from bot.progress import LEAST_SHOWN, Figure


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a programme has come. What one person did is in here too: texts are told only `shown` numbers.

    `met` are the pairs that have met, `reached_by` the people who have reached a goal.
    """

    people: int
    leaders: int
    pairs: int
    meetings: int
    minutes: int
    met: int
    goals: int
    reached_by: int
    pulse: Figure | None


class Tallies(Protocol):
    """Numbers of many, read for each of thousands who are told them."""

    def of(self, programme_id: int) -> Tally:
        """Counted once in a transaction, however often it is asked for."""

    def reports_to(self, email: str) -> int:
        """How many people have somebody for their manager."""


def shown(number: int, of: int | None = None) -> int:
    """A number that may be told; none at all where it is of too few, since that tells of single people."""
    return number if (number if of is None else of) >= LEAST_SHOWN else 0


def in_steps(number: int) -> int:
    """At least so much: it moves by several at once, so that nobody reads from two what one person did."""
    return number - number % LEAST_SHOWN
