"""What people of two sides have in common, weighed: skills wanted and offered, interests, words of goals.

The terms that many pairs share are summed by a product of matrices, whose float32 sums of small integers are
exact; each of the others is shared by few pairs, and is added to just those.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_Ints = NDArray[np.int64]
# Where one pair of so many shares a term, adding it to those alone takes as long as a wider product.
_FEW = 1_000


@dataclass(frozen=True, slots=True)
class _Lists:
    """A list of numbers for each of many, all in one long row: that of `one` is from begins[one] on."""

    begins: _Ints
    numbers: _Ints

    @classmethod
    def of(cls, owners: _Ints, numbers: _Ints, many: int) -> "_Lists":
        order = np.argsort(owners, kind="stable")
        begins = np.zeros(many + 1, np.int64)
        np.cumsum(np.bincount(owners, minlength=many), out=begins[1:])
        return cls(begins, numbers[order])

    def those(self, which: _Ints) -> tuple[_Ints, _Ints]:
        """Their lists, one behind the other, and for each number the place of its owner in `which`."""
        lengths = self.begins[which + 1] - self.begins[which]
        owner = np.repeat(np.arange(len(which)), lengths)
        before = np.cumsum(lengths) - lengths
        place = np.arange(len(owner)) + (self.begins[which] - before)[owner]
        return self.numbers[place], owner


class Shared:
    """The weights of the terms that a row's person and a column's person share, all `times` as much."""

    def __init__(
        self,
        rows: Sequence[frozenset[str]],
        columns: Sequence[frozenset[str]],
        weights: Mapping[str, int] | None = None,
        times: int = 1,
    ) -> None:
        self._rows, self._columns, self._weights = rows, columns, weights
        here, there = _counts(rows), _counts(columns)
        pairs = {term: count * there[term] for term, count in here.items() if term in there}
        numbers = {term: number for number, term in enumerate(sorted(pairs, key=pairs.__getitem__))}
        few = sum(_FEW * count < len(rows) * len(columns) for count in pairs.values())
        worth = np.array([times * (weights[term] if weights else 1) for term in numbers], np.float32)
        mine, theirs = _Having.of(rows, numbers), _Having.of(columns, numbers)
        self._worth = worth[:few]
        self._left = mine.matrix(few, len(numbers), worth)
        self._right = np.ascontiguousarray(theirs.matrix(few, len(numbers), np.ones_like(worth)).T)
        self._rare = _Lists.of(*mine.below(few), len(rows))
        person, term = theirs.below(few)
        self._rare_of = _Lists.of(term, person, few)

    @property
    def empty(self) -> bool:
        """Whether nobody shares anything."""
        return not self._left.shape[1] and not len(self._worth)

    def fill(self, rows: slice, out: Floats) -> None:
        """The sums for some rows, against all columns."""
        np.matmul(self._left[rows], self._right, out=out)
        terms, row = self._rare.those(np.arange(rows.start, rows.stop))
        if len(terms):
            columns, term = self._rare_of.those(terms)
            # somebody may share several with the same one, and all of them count
            np.add.at(out.reshape(-1), row[term] * out.shape[1] + columns, self._worth[terms[term]])

    def of(self, row: int, column: int) -> int:
        """The sum for one pair, once."""
        common = self._rows[row] & self._columns[column]
        return sum(self._weights[term] for term in common) if self._weights else len(common)


@dataclass(frozen=True, slots=True)
class _Having:
    """Who has which term, both by number: each person as often as they have terms."""

    people: int
    person: _Ints
    term: _Ints

    @classmethod
    def of(cls, people: Sequence[frozenset[str]], numbers: Mapping[str, int]) -> "_Having":
        every = list(chain.from_iterable(people))
        person = np.repeat(np.arange(len(people)), list(map(len, people)))
        term = np.fromiter(map(numbers.get, every, repeat(-1)), np.int64, len(every))
        known = term >= 0
        return cls(len(people), person[known], term[known])

    def matrix(self, first: int, beyond: int, worth: Floats) -> Floats:
        """One row a person, one column for each term from `first` on: its worth where they have it."""
        matrix = np.zeros((self.people, beyond - first), np.float32)
        which = self.term >= first
        matrix[self.person[which], self.term[which] - first] = worth[self.term[which]]
        return matrix

    def below(self, first: int) -> tuple[_Ints, _Ints]:
        """Who has which of the terms before that one."""
        which = self.term < first
        return self.person[which], self.term[which]


def rarities(people: Sequence[frozenset[str]], among: int) -> Mapping[str, int]:
    """How telling each term is among that many people: 1 if all have it, 2 if half do, 3 if a quarter."""
    return {term: (among // count).bit_length() for term, count in _counts(people).items()}


def sums(people: Sequence[frozenset[str]], weights: Mapping[str, int]) -> NDArray[np.int64]:
    """What all terms of each person weigh."""
    return np.array([sum(map(weights.__getitem__, one)) for one in people], np.int64)


def _counts(people: Sequence[frozenset[str]]) -> Counter[str]:
    return Counter(chain.from_iterable(people))
