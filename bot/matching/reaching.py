"""Which of all possible pairs reach their prices at the first stage: the look that every proof takes."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.blocks import Room
from bot.matching.columns import Ints
from bot.matching.levels import Stage
from bot.matching.prices import Prices
from bot.matching.problem import Problem, keys_of

_FAR = 16_000
# Where more pairs than one of so many seem to reach their prices, it pays to ask in all 64 bits.
_SELDOM = 8


class Reach:
    """Holds prices against pairs, to which `near` points are given besides what they are worth.

    Whether scores reach prices is asked in sixteen bits first. For that both prices of a pair are moved
    towards zero, one by as much as the other, and cut to 16,000 either way. A score that reaches the two
    still does: what is cut down lowers their sum, and where one is cut up, to -16,000, it is not above zero.
    """

    def __init__(self, problem: Problem, stage: Stage, paid: Prices, near: int) -> None:
        self._problem, self._stage, self._near, self._room = problem, stage, near, Room()
        self._asked = paid.mentees - stage.mentee - stage.leader * problem.cast.led
        # a mentor without places costs more than anything is worth
        self._offered = np.where(problem.cast.places > 0, paid.mentors, 4 * stage.most + 4)
        middle = int(np.median(self._offered))
        self._few_asked = _cut(self._asked + middle - near)[:, None]
        self._few_offered = _cut(self._offered - middle)

    def within(self, block: slice) -> tuple[Ints, Ints]:
        """The keys of those that reach their prices, and by how much each is worth more, without `near`."""
        keys = keys_of(self._reaching(block), block)
        rows, columns = np.divmod(keys, self._problem.scores.shape[1])
        scores = self._problem.scores.at(rows, columns)
        worth = scores if self._stage.of_score is None else self._stage.of_score[np.maximum(scores, 0)]
        more: Ints = worth - self._asked[rows] - self._offered[columns]
        which = (more >= -self._near) & (scores >= self._problem.least)
        return keys[which], more[which]

    def _reaching(self, block: slice) -> NDArray[np.bool_]:
        """Where pairs may reach their prices; where they do for certain."""
        scores, of_score = self._problem.scores.table[block], self._stage.of_score
        if of_score is None:
            left = self._room.of("left", scores.shape, np.int16)
            found: NDArray[np.bool_] = (
                np.subtract(scores, self._few_offered, out=left) >= self._few_asked[block]
            )
            if np.count_nonzero(found) * _SELDOM <= found.size:
                return found
        worth = scores if of_score is None else of_score[np.maximum(scores, 0)]
        reaching: NDArray[np.bool_] = worth >= self._asked[block][:, None] + (self._offered - self._near)
        reaching &= scores >= self._problem.least
        return reaching


def _cut(prices: Ints) -> NDArray[np.int16]:
    return np.clip(prices, -_FAR, _FAR).astype(np.int16)
