"""The pairs that are solved first: those that are most likely among the best."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bot.matching.blocks import Room
from bot.matching.columns import Ints
from bot.matching.fit import MOST
from bot.matching.problem import Problem, keys_of, merged, top

# Solved first: the best pairs of each mentee, and those where a mentor is best beyond their general esteem.
_BEST, _BEST_BEYOND = 14, 6
# And the best of each mentor, out of so many groups of mentees the best one each.
_BEST_OF_MENTOR, _GROUPS = 6, 64
# And some at random, so that nearly everybody can be placed even where all want the same.
_DRAWN = 8
_SAMPLE = 400  # rows, to learn how well each mentor fits in general
# Equal scores are taken at random: else everybody would be offered the same few mentors. A power of two.
_SPREAD = 32

_Small = NDArray[np.int16]


def promising(problem: Problem) -> Ints:
    """The keys (row × columns + column) of the pairs to begin with, sorted."""
    allowed = problem.scores.at(*problem.kept) >= max(0, problem.least)
    best = _Best(problem)
    return merged(problem.kept_keys[allowed], _anybody(problem), *problem.scores.in_blocks(best.of_block))


class _Best:
    """Finds the best pairs of everybody. Sixteen bits hold all of it: no score is above 1000."""

    def __init__(self, problem: Problem) -> None:
        self._table, self._room = problem.scores.table, Room()
        rows, columns = problem.scores.shape
        self._least = np.int16(max(0, problem.least) - 1)
        self._open = np.where(problem.cast.places > 0, -1, 0).astype(np.int16)
        self._rest = (MOST + 1 - _esteem(self._table)).astype(np.int16)
        # each row sees the same numbers, moved by one
        draw = np.random.default_rng(0).integers(1, _SPREAD, columns + rows, np.int16)
        self._draw = sliding_window_view(draw, columns)
        highest = np.concatenate(problem.scores.in_blocks(self._highest))
        last = max(0, len(highest) - _BEST_OF_MENTOR)
        self._bound = np.maximum(np.partition(highest, last, axis=0)[last], 1)

    def of_block(self, block: slice) -> Ints:
        """The keys of the best pairs of these mentees, and of all mentors with them."""
        value, possible = self._values(block)
        found = top(value, _BEST, 1)
        found |= value >= self._bound
        # and of those best beyond what is thought of a mentor in general
        np.add(self._table[block], self._rest, out=value)
        value &= possible
        found |= top(value, _BEST_BEYOND, 1)
        return keys_of(found, block)

    def _highest(self, block: slice) -> _Small:
        """What is the highest for each mentor, in each group of these mentees."""
        values, group = self._values(block)[0], max(1, len(self._table) // _GROUPS)
        return np.stack([values[start : start + group].max(0) for start in range(0, len(values), group)])

    def _values(self, block: slice) -> tuple[_Small, _Small]:
        """Scores with what decides between equals, or 0; and all bits where a pair is possible."""
        scores = self._table[block]
        possible, value = (self._room.of(name, scores.shape, np.int16) for name in ("possible", "value"))
        np.right_shift(np.subtract(self._least, scores, out=possible), 15, out=possible)
        possible &= self._open
        np.multiply(scores, np.int16(_SPREAD), out=value)
        value += self._draw[block]
        value &= possible
        return value, possible


def _esteem(table: NDArray[np.int16]) -> Ints:
    """How well each mentor fits in general."""
    sample = table[:: max(1, len(table) // _SAMPLE)]
    known = sample >= 0
    found: Ints = np.where(known, sample, 0).sum(0, np.int64) // np.maximum(1, known.sum(0))
    return found


def _anybody(problem: Problem) -> Ints:
    """The keys of a few possible pairs of each mentee, drawn at random."""
    rows, columns = problem.scores.shape
    drawn = np.random.default_rng(1).integers(0, columns, (rows, _DRAWN))
    mentees, mentors = np.repeat(np.arange(rows), _DRAWN), drawn.reshape(-1)
    scores = problem.scores.at(mentees, mentors)
    possible = (scores >= max(0, problem.least)) & (problem.cast.places[mentors] > 0)
    found: Ints = (mentees * columns + mentors)[possible]
    return found
