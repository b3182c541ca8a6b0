"""What the engine is asked, and the keys by which it names pairs of a table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.columns import Ints
from bot.matching.scores import Scores
from bot.matching.stages import Cast

# Among so many times as many columns, nearly all of the greatest stay apart.
_APART = 8


def nothing_told(words: str) -> None:
    """For whoever does not want to hear how far it has come."""
    del words


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a choice depends on. Pairs that score less than `least` do not exist.

    `kept` are pairs of an earlier choice, as (mentees, mentors); `told` hears of each round.
    """

    scores: Scores
    cast: Cast
    kept: tuple[Ints, Ints] = (np.zeros(0, np.int64), np.zeros(0, np.int64))
    least: int = 0
    told: Callable[[str], None] = nothing_told

    @property
    def most_pairs(self) -> int:
        """More are in no choice."""
        return min(self.scores.shape[0], int(self.cast.places.sum()))

    @property
    def kept_keys(self) -> Ints:
        """The keys of the pairs that were kept."""
        return self.kept[0] * self.scores.shape[1] + self.kept[1]

    def are_kept(self, keys: Ints) -> NDArray[np.bool_]:
        """Which of these pairs were kept."""
        return np.isin(keys, self.kept_keys)

    def is_kept(self, mentee: int, mentor: int) -> bool:
        """Whether this pair was."""
        return bool(self.are_kept(np.array(mentee * self.scores.shape[1] + mentor)))


def top(values: NDArray[np.integer], count: int, least: int) -> NDArray[np.bool_]:
    """Where the greatest values of each row are, and a few more. Those below the `least` never are."""
    # as many columns have a value of that size at least as halves of them have, laid over each other
    folded = values
    while (half := folded.shape[1] // 2) >= _APART * count:
        folded = np.maximum(folded[:, :half], folded[:, half : 2 * half])
    count = min(count, folded.shape[1])
    bound = np.partition(folded, -count, axis=1)[:, -count, None]
    found: NDArray[np.bool_] = values >= np.maximum(bound, least)
    return found


def merged(*keys: Ints) -> Ints:
    """All these keys in their order, each once."""
    # of millions, np.unique makes a table first, which takes much longer
    found: Ints = np.concatenate(keys)
    found.sort()
    return found[np.diff(found, prepend=-1) > 0]


def keys_of(which: NDArray[np.bool_], block: slice) -> Ints:
    """The keys of the pairs that are marked in a block: row × columns + column."""
    found: Ints = np.flatnonzero(which) + block.start * which.shape[1]
    return found
