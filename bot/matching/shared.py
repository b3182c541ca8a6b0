"""What people of two sides have in common, weighed: skills wanted and offered, interests, words of goals.

The terms that most pairs share are summed by a product of matrices, whose float32 sums of small integers are
exact; each of the others is shared by few pairs, and is added to those one by one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Beyond so many terms, adding the rest one by one costs less than a wider product.
WIDEST = 64


@dataclass(frozen=True, slots=True)
class _Rare:
    """Who of each side has each of the rarer terms, in one long row, with where each term's people begin."""

    terms_of_row: tuple[NDArray[np.int64], ...]
    columns: tuple[NDArray[np.int64], ...]
    weights: tuple[int, ...]


class Shared:
    """The weights of the terms that a row's person and a column's person share."""

    def __init__(
        self,
        rows: Sequence[frozenset[str]],
        columns: Sequence[frozenset[str]],
        weights: Mapping[str, int] | None = None,
    ) -> None:
        self._rows, self._columns, self._weights = rows, columns, weights
        here, there = _counts(rows), _counts(columns)
        both = sorted(
            (term for term in here if term in there), key=lambda term: (-here[term] * there[term], term)
        )
        wide = {term: number for number, term in enumerate(both[:WIDEST])}
        self._left = _matrix(rows, wide, weights)
        self._right = np.ascontiguousarray(_matrix(columns, wide, None).T)
        self._rare = self._others(both[WIDEST:])

    @property
    def empty(self) -> bool:
        """Whether nobody shares anything."""
        return not self._left.shape[1] and not self._rare.columns

    def block(self, rows: slice) -> Floats:
        """The sums for some rows, against all columns."""
        found: Floats = self._left[rows] @ self._right
        for number, terms in enumerate(self._rare.terms_of_row[rows] if self._rare.columns else ()):
            for term in terms:
                found[number, self._rare.columns[term]] += self._rare.weights[term]
        return found

    def of(self, row: int, column: int) -> int:
        """The sum for one pair."""
        common = self._rows[row] & self._columns[column]
        return sum(self._weights[term] for term in common) if self._weights else len(common)

    def _others(self, terms: Sequence[str]) -> _Rare:
        numbers = {term: number for number, term in enumerate(terms)}
        if not numbers:
            return _Rare((), (), ())
        having: list[list[int]] = [[] for _ in terms]
        for number, mine in enumerate(self._columns):
            for term in mine & numbers.keys():
                having[numbers[term]].append(number)
        nothing = np.zeros(0, np.int64)
        of_row = tuple(
            np.array([numbers[term] for term in found], np.int64)
            if (found := mine & numbers.keys())
            else nothing
            for mine in self._rows
        )
        weights = tuple(self._weights[term] if self._weights else 1 for term in terms)
        return _Rare(of_row, tuple(np.array(one, np.int64) for one in having), weights)


def rarities(people: Sequence[frozenset[str]], among: int) -> Mapping[str, int]:
    """How telling each term is among that many people: 1 if all have it, 2 if half do, 3 if a quarter."""
    return {term: (among // count).bit_length() for term, count in _counts(people).items()}


def sums(people: Sequence[frozenset[str]], weights: Mapping[str, int]) -> NDArray[np.int64]:
    """What all terms of each person weigh."""
    return np.array([sum(map(weights.__getitem__, one)) for one in people], np.int64)


def _counts(people: Sequence[frozenset[str]]) -> Counter[str]:
    return Counter(chain.from_iterable(people))


def _matrix(
    people: Sequence[frozenset[str]], numbers: Mapping[str, int], weights: Mapping[str, int] | None
) -> Floats:
    """One row a person, one column a term: its weight where they have it."""
    every = list(chain.from_iterable(people))
    rows = np.repeat(np.arange(len(people)), list(map(len, people)))
    columns = np.fromiter(map(numbers.get, every, repeat(-1)), np.int64, len(every))
    worth = np.ones(len(numbers), np.float32)
    for term, number in numbers.items() if weights else ():
        worth[number] = weights[term] if weights else 1
    known = columns >= 0
    matrix = np.zeros((len(people), len(numbers)), np.float32)
    matrix[rows[known], columns[known]] = worth[columns[known]]
    return matrix
