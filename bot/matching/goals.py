"""How alike the goals of two people are, in points: by the words they share, or by what they mean."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.matching.blocks import Room
from bot.matching.candidates import Candidate
from bot.matching.goal_words import foremost, goal_words
from bot.matching.semantic import SCALE, Semantic
from bot.matching.shared import Floats, Shared, rarities, sums

# What goals may weigh at most where they are read by meaning: 15 %.
HEAVIEST = 150
# Alike by no more thousandths, goals have nothing in common; by so many more, they earn everything.
FROM = 300
FULL = 400
_THOUSAND = 1000


class Goals(Protocol):
    """Points for the goals of mentees (rows) and mentors (columns)."""

    @property
    def empty(self) -> bool:
        """Whether nobody earns anything."""

    @property
    def faint(self) -> bool:
        """Whether they may never be the first reason for a pair, nor the only one."""

    def of(self, row: int, column: int) -> int:
        """The points of one pair."""

    def fill(self, rows: slice, out: Floats) -> None:
        """The points of some rows, against all columns; to be cut to whole ones."""


class ByWords:
    faint = False

    def __init__(self, mentees: Sequence[Candidate], mentors: Sequence[Candidate], weight: int) -> None:
        everybody = {one.id: goal_words(one.goals) for one in (*mentees, *mentors)}
        said = [words for words in everybody.values() if words]
        rarity = rarities(said, len(said))
        telling = {id_: foremost(words, rarity) for id_, words in everybody.items()}
        here, there = ([telling[one.id] for one in side] for side in (mentees, mentors))
        self._shared = Shared(here, there, rarity, times=2 * weight)
        self._said, self._meant = sums(here, rarity), sums(there, rarity)
        self._weight, self._room = weight, Room()

    @property
    def empty(self) -> bool:
        return self._shared.empty or not self._weight

    def of(self, row: int, column: int) -> int:
        both = int(self._said[row] + self._meant[column])
        return 2 * self._weight * self._shared.of(row, column) // both if both else 0

    def fill(self, rows: slice, out: Floats) -> None:
        # where nothing is said nothing is shared: dividing by 1 spares a special case
        said = np.maximum(1, self._said[rows]).astype(np.float32)[:, None]
        both = self._room.of("both", out.shape, np.float32)
        np.add(said, self._meant.astype(np.float32), out=both)
        self._shared.fill(rows, out)
        out /= both


class ByMeaning:
    faint = True

    def __init__(
        self,
        mentees: Sequence[str],
        mentors: Sequence[str],
        weight: int,
        vectors: Mapping[str, NDArray[np.int8]],
    ) -> None:
        size = max(map(len, vectors.values()), default=0)  # also where one side is empty
        # products of float32 are exact here, in whatever order they are added up: both vectors have about the
        # length SCALE, so that no sum of some of their products comes near 2^24
        self._here, self._there = (
            np.array([vectors[text] for text in side], np.float32).reshape(len(side), size)
            for side in (mentees, mentors)
        )
        self._weight = weight
        self.empty = not (weight and self._here.any() and self._there.any())

    def of(self, row: int, column: int) -> int:
        return int(self._points(self._here[row] @ self._there[column]))

    def fill(self, rows: slice, out: Floats) -> None:
        np.matmul(self._here[rows], self._there.T, out=out)
        out[:] = self._points(out)

    def _points(self, products: NDArray[np.float32]) -> NDArray[np.int32]:
        alike = products.astype(np.int32) * np.int32(_THOUSAND) // np.int32(SCALE * SCALE)
        points: NDArray[np.int32] = np.clip(alike - FROM, 0, FULL) * np.int32(self._weight) // np.int32(FULL)
        return points


def by_meaning(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    weight: int,
    semantic: Semantic,
    told: Callable[[str], None] | None,
) -> ByMeaning:
    """Reads everybody's goals, each once. It takes a while."""
    here, there = ([one.goals for one in side] for side in (mentees, mentors))
    return ByMeaning(here, there, weight, semantic.vectors((*here, *there), told))
