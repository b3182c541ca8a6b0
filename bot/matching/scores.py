"""The score of every possible pair as one table of small integers, made in blocks of rows."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bot.matching.columns import Ints, Side
from bot.matching.fitting import Fitting
from bot.matching.rules import Rules

Table = NDArray[np.int16]
T = TypeVar("T")

BARRED = -1
# So many values of a block lie in the processor's cache while all parts are added.
_BLOCK = 500_000
# So far below zero that no points lift it up again.
_FAR_DOWN = -20_000
# More kinds of people than this, and a row for each kind costs more than a row for each person of a block.
_MOST_KINDS = 2_000
_WORKERS = 2


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
        return _in_blocks(of_block, *self.shape)


def score(fitting: Fitting, rules: Rules) -> Scores:
    """Score everybody with everybody."""
    mentees, mentors = len(fitting.people.mentees), len(fitting.people.mentors)
    table = np.empty((mentees, mentors), np.int16)
    blocks = _Blocks(fitting, rules)

    def fill(rows: slice) -> None:
        table[rows] = blocks.block(rows)

    _in_blocks(fill, mentees, mentors)
    return Scores(table)


def _in_blocks(of_block: Callable[[slice], T], rows: int, columns: int) -> list[T]:
    height = max(1, _BLOCK // max(1, columns))
    slices = [slice(start, min(rows, start + height)) for start in range(0, rows, height)]
    if len(slices) <= 1:
        return [of_block(one) for one in slices]
    # numpy lets go of the interpreter while it counts; its own threads would only wait for ours
    with threadpool_limits(1), ThreadPoolExecutor(_WORKERS) as workers:
        return list(workers.map(of_block, slices))


class _Blocks:
    """Adds up the parts of a block of rows."""

    def __init__(self, fitting: Fitting, rules: Rules) -> None:
        self._fitting, self._rules = fitting, rules
        here, there = fitting.people.mentees, fitting.people.mentors

        # where nothing is wanted nothing is shared: dividing by 1 spares a special case
        self._wanted = np.maximum(1, fitting.wanted).astype(np.float32)[:, None]

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

    def block(self, rows: slice) -> Table:
        fitting = self._fitting
        one, other = self._by_kind
        points = one.block(rows)
        points += other.block(rows)
        for found in self._in_common(rows):
            points += found.astype(np.int16)
        np.maximum(points, np.int16(BARRED), out=points)
        for number in range(rows.start, rows.stop):
            row = points[number - rows.start]
            for mentor, earned in fitting.wishes(number).items():
                if row[mentor] != BARRED:
                    row[mentor] += sum(earned)
            if single := self._rules.single(number):
                row[list(single)] = BARRED
        return points

    def _in_common(self, rows: slice) -> Iterator[NDArray[Any]]:
        """Points for skills, interests and goals, to be cut to whole ones.

        Floats are exact here: the dividend is a whole number below 2^24, the divisor one below 2^15, so that
        the quotient, rounded to 24 bits, never reaches the next whole number.
        """
        fitting, weight = self._fitting, self._fitting.weights
        if not fitting.skills.empty and weight["skills"]:
            shared = fitting.skills.block(rows)
            shared *= weight["skills"]
            shared /= self._wanted[rows]
            yield shared
        if not fitting.interests.empty and weight["interests"]:
            shared = fitting.interests.block(rows)
            np.minimum(shared, np.float32(3), out=shared)
            shared *= weight["interests"]
            shared /= 3
            yield shared
        if not fitting.goals.empty:
            yield fitting.goals.block(rows)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The kind of each person of a side, and the first person of each kind."""

    kind: Ints
    firsts: Ints

    @classmethod
    def of(cls, *columns: NDArray[np.generic]) -> "_Kinds":
        """Whoever is alike in all of these is of one kind."""
        kinds = np.stack([column.astype(np.int64) for column in columns], axis=1)
        _, firsts, kind = np.unique(kinds, axis=0, return_index=True, return_inverse=True)
        return cls(kind.reshape(-1), firsts)


class _ByKind:
    """Points that are the same for everybody of a kind, so that they are found once for two kinds."""

    def __init__(self, here: _Kinds, there: _Kinds, of_pairs: Callable[[Ints, Ints], Table]) -> None:
        self._here, self._there, self._of_pairs = here, there, of_pairs
        few = len(here.firsts) <= _MOST_KINDS
        self._known = self._of(here.firsts) if few else None

    def block(self, rows: slice) -> Table:
        """A row for each of these people, that the caller may change."""
        if self._known is not None:
            return self._known[self._here.kind[rows]]
        return self._of(np.arange(rows.start, rows.stop))

    def _of(self, mentees: Ints) -> Table:
        points = self._of_pairs(mentees[:, None], self._there.firsts[None, :])
        return np.take(points, self._there.kind, axis=1)
