"""What we remember of how it goes in pairs. `storage` provides it, as it does `bot.records`.

Every way to a single goal or answer begins with a person, who reads their own, or what their pair shares:
there is none for whoever coordinates.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.progress import Counted, Figure, Goal, GoalState, Pulse


class GoalRecords(Protocol):
    """What people set out to reach."""

    def hold(self, person_id: int, pair_id: int) -> None:
        """Nobody else adds to that pair's goals before this transaction ends.

        Raises NotYours unless this person is in the pair.
        """

    def add(self, goal: Goal) -> Goal: ...
    def of(self, person_id: int, goal_id: int) -> Goal:
        """The gate, held: raises NotYours unless it is this person's own."""

    def keep(self, goal: Goal) -> None: ...
    def in_pair(self, person_id: int, pair_id: int) -> Sequence[Goal]:
        """What this person may read of a pair's goals, the oldest first.

        Their own, those of the mentor they meet, and as a mentor those of everybody there. Of a pair that has
        ended, their own.
        """

    def by(self, person_id: int) -> Sequence[Goal]:
        """Their own, in every pair there was."""

    def counted(self, programme_id: int) -> Mapping[GoalState, Counted]:
        """How many there are of each kind in a programme, in nobody's name."""


class PulseRecords(Protocol):
    """How useful people find it."""

    def give(self, pulse: Pulse) -> None:
        """Keep it; a second one by the same person in the same pair and number replaces the first."""

    def by(self, person_id: int) -> Sequence[Pulse]:
        """What somebody said, the oldest first."""

    def figure(self, programme_id: int) -> Figure | None:
        """What the last answers of everybody in a programme come to; None from fewer than `LEAST_SHOWN`.

        It moves by at least so many answers at once: whoever looks before and after a single one has come
        reads the same, and cannot tell it by subtracting.
        """
