"""How alike the goals of two people are, in points: by the words they share."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.candidates import Candidate
from bot.matching.goal_words import foremost, goal_words
from bot.matching.shared import Shared, rarities, sums


class ByWords:
    """Points for the goals of mentees (rows) and mentors (columns)."""

    def __init__(self, mentees: Sequence[Candidate], mentors: Sequence[Candidate], weight: int) -> None:
        everybody = {one.id: goal_words(one.goals) for one in (*mentees, *mentors)}
        said = [words for words in everybody.values() if words]
        rarity = rarities(said, len(said))
        telling = {id_: foremost(words, rarity) for id_, words in everybody.items()}
        here, there = ([telling[one.id] for one in side] for side in (mentees, mentors))
        self._shared = Shared(here, there, rarity)
        self._said, self._meant = sums(here, rarity), sums(there, rarity)
        self._weight = weight

    @property
    def empty(self) -> bool:
        return self._shared.empty or not self._weight

    def of(self, row: int, column: int) -> int:
        both = int(self._said[row] + self._meant[column])
        return 2 * self._weight * self._shared.of(row, column) // both if both else 0

    def block(self, rows: slice) -> NDArray[np.float32]:
        # where nothing is said nothing is shared: dividing by 1 spares a special case
        said = np.maximum(1, self._said[rows]).astype(np.float32)[:, None]
        shared = self._shared.block(rows)
        shared *= 2 * self._weight
        shared /= said + self._meant.astype(np.float32)
        return shared
