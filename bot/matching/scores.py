"""The score of every possible pair as one table of small integers, made in blocks of rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.matching.blocks import Room, in_blocks
from bot.matching.columns import Ints, Side
from bot.matching.fitting import Fitting
from bot.matching.rules import Rules
from bot.matching.shared import Floats

Table = NDArray[np.int16]
T = TypeVar("T")

BARRED = -1
# So far below zero that no points lift it up again.
_FAR_DOWN = -20_000
# More kinds of people than this, and a row for each kind costs more than a row for each person of a block.
_MOST_KINDS = 2_000


class Scores:
    """Scores by mentee (row) and mentor (column), BARRED where a rule keeps them apart."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def shape(self) -> tuple[int, int]:
        rows, columns = self.table.shape
        return rows, columns

    def at(self, rows: Ints, columns: Ints) -> Ints:
        """The scores of these pairs."""
        return self.table[rows, columns].astype(np.int64)

    def in_blocks(self, of_block: Callable[[slice], T]) -> list[T]:
        """What this gives for each block of rows, in their order."""
        return in_blocks(of_block, *self.shape)


def score(fitting: Fitting, rules: Rules) -> Scores:
    """Score everybody with everybody."""
    table = np.empty((len(fitting.people.mentees), len(fitting.people.mentors)), np.int16)
    blocks = _Blocks(fitting, rules)
    in_blocks(lambda rows: blocks.fill(rows, table[rows]), *table.shape)
    mentees, mentors, points = fitting.wished
    table[mentees, mentors] += np.where(table[mentees, mentors] == BARRED, 0, points).astype(np.int16)
    table[rules.singled] = BARRED
    return Scores(table)


class _Blocks:
    """Adds up the parts of a block of rows, but for what two people are to each other alone."""

    def __init__(self, fitting: Fitting, rules: Rules) -> None:
        self._fitting, self._room = fitting, Room()
        here, there = fitting.people.mentees, fitting.people.mentors

        # where nothing is wanted nothing is shared: dividing by 1 spares a special case
        self._wanted = np.maximum(1, fitting.wanted).astype(np.float32)[:, None]
        # rows, since numpy is slow to compare with a single number
        self._barred = np.full(len(there), BARRED, np.int16)
        self._enough = np.full(len(there), 3 * fitting.weights["interests"], np.float32)

        def standing(mentees: Ints, mentors: Ints) -> Table:
            points = sum(fitting.standing(mentees, mentors).values(), np.int64(0))
            return np.where(rules.general(mentees, mentors) > 0, _FAR_DOWN, points).astype(np.int16)

        def place(mentees: Ints, mentors: Ints) -> Table:
            points = sum(fitting.place(mentees, mentors).values(), np.int64(0))
            return np.asarray(points).astype(np.int16)

        def standings(side: Side) -> _Kinds:
            return _Kinds.of(side.hours, side.speaks, side.level, side.leader, side.paused)

        def places(side: Side) -> _Kinds:
            return _Kinds.of(side.department, side.location, side.other_department, side.other_site)

        self._by_kind = (
            _ByKind(standings(here), standings(there), standing),
            _ByKind(places(here), places(there), place),
        )

    def fill(self, rows: slice, points: Table) -> None:
        """The points of these people with all mentors."""
        whole = self._room.of("whole", points.shape, np.int16)
        shares = self._room.of("shares", points.shape, np.float32)
        one, other = self._by_kind
        one.fill(rows, points)
        other.fill(rows, whole)
        points += whole
        for fill in self._in_common():
            fill(rows, shares)
            np.copyto(whole, shares, casting="unsafe")
            points += whole
        np.maximum(points, self._barred, out=points)

    def _in_common(self) -> list[Callable[[slice, Floats], None]]:
        """Points for skills, interests and goals, to be cut to whole ones.

        Floats are exact here: the dividend is a whole number below 2^24, the divisor one below 2^15, so that
        the quotient, rounded to 24 bits, never reaches the next whole number.
        """
        fitting, weight = self._fitting, self._fitting.weights

        def skills(rows: slice, shares: Floats) -> None:
            fitting.skills.fill(rows, shares)
            shares /= self._wanted[rows]

        def interests(rows: slice, shares: Floats) -> None:
            fitting.interests.fill(rows, shares)
            np.minimum(shares, self._enough, out=shares)
            shares /= 3

        counts = (
            (skills, weight["skills"] and not fitting.skills.empty),
            (interests, weight["interests"] and not fitting.interests.empty),
            (fitting.goals.fill, not fitting.goals.empty),
        )
        return [fill for fill, is_told in counts if is_told]


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The kind of each person of a side, and the first person of each kind."""

    kind: Ints
    firsts: Ints

    @classmethod
    def of(cls, *columns: NDArray[np.generic]) -> "_Kinds":
        """Whoever is alike in all of these is of one kind."""
        kind = firsts = np.zeros(len(columns[0]), np.int64)
        # numbered anew after each column, so that no number is larger than people times values
        for column in columns:
            both = kind * (int(column.max(initial=0)) + 1) + column.astype(np.int64)
            _, firsts, kind = np.unique(both, return_index=True, return_inverse=True)
        return cls(kind, firsts)


class _ByKind:
    """Points that are the same for everybody of a kind, so that they are found once for two kinds."""

    def __init__(self, here: _Kinds, there: _Kinds, of_pairs: Callable[[Ints, Ints], Table]) -> None:
        self._here, self._there, self._of_pairs = here, there, of_pairs
        few = len(here.firsts) <= _MOST_KINDS
        self._known = self._of(here.firsts) if few else None

    def fill(self, rows: slice, points: Table) -> None:
        """A row for each of these people."""
        if self._known is None:
            points[:] = self._of(np.arange(rows.start, rows.stop))
        else:
            # a mode but "raise", which would first make a copy; no kind is out of bounds
            np.take(self._known, self._here.kind[rows], axis=0, out=points, mode="clip")

    def _of(self, mentees: Ints) -> Table:
        points = self._of_pairs(mentees[:, None], self._there.firsts[None, :])
        return np.take(points, self._there.kind, axis=1)
