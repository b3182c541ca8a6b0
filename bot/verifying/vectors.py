"""Prices of mentees and mentors, one integer a level, compared like words in a dictionary (section 5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.people_cells import quoted
from bot.verifying.certificate import Vectors
from bot.verifying.findings import Tell, numbers
from bot.verifying.values import Values

Signs = npt.NDArray[np.int8]
Places = npt.NDArray[np.int64]
Column = npt.NDArray[Any]  # of 64-bit integers, or of Python's where those do not suffice

_SMALL = 1 << 60
LEADERS = "leaders"


@dataclass(frozen=True, slots=True)
class Hall:
    """Who can be priced. `counted`: leading mentors whose place as a leader is counted beforehand."""

    mentees: Sequence[str]
    mentors: Sequence[str]
    capacities: Sequence[int]
    counted: Collection[int] = frozenset()


class VectorPrices:
    """One object of prices, and what it proves. Somebody unknown in it is a failure."""

    def __init__(self, prices: Vectors, hall: Hall, tell: Tell) -> None:
        self.levels = prices.levels
        self._hall = hall
        self._tell = tell
        nothing = (0,) * len(prices.levels)
        sides = ((prices.mentees, hall.mentees, "mentee"), (prices.mentors, hall.mentors, "mentor"))
        for named, people, side in sides:
            for name in sorted(set(named).difference(people)):
                self._tell(f"{quoted(name)} is priced, and is no {side} of this run.")
        self._mentees = [prices.mentees.get(name, nothing) for name in hall.mentees]
        self._mentors = [prices.mentors.get(name, nothing) for name in hall.mentors]
        self._columns = [_columns(side, len(nothing)) for side in (self._mentees, self._mentors)]
        at = prices.levels.index(LEADERS) if hall.counted else None
        self._leader = tuple(int(place == at) for place in range(len(nothing)))
        self._nothing = nothing

    @property
    def counted(self) -> Collection[int]:
        """The mentors whose place as a leader no edge adds any more."""
        return self._hall.counted

    def are_prices(self) -> None:
        """None is below zero; only a leader who is counted already may be, by no more than that counts."""
        for name, price in zip(self._hall.mentees, self._mentees, strict=True):
            if price < self._nothing:
                self._tell(f"that of {quoted(name)}, {numbers(price)}, is below zero.")
        for place, (name, price) in enumerate(zip(self._hall.mentors, self._mentors, strict=True)):
            counted = place in self._hall.counted
            if (_plus(price, self._leader) if counted else price) < self._nothing:
                least = "minus one leader" if counted else "zero"
                self._tell(f"that of {quoted(name)}, {numbers(price)}, is below {least}.")

    def fit_the_places(self, placed: Collection[int], mentees_of: Mapping[int, int]) -> None:
        """Whoever costs something is needed for these pairs, with all their places."""
        for place, (name, price) in enumerate(zip(self._hall.mentees, self._mentees, strict=True)):
            if price != self._nothing and place not in placed:
                self._tell(f"{quoted(name)} has no mentor, and the price {numbers(price)}.")
        for place, (name, price) in enumerate(zip(self._hall.mentors, self._mentors, strict=True)):
            many = mentees_of.get(place, 0)
            if price > self._nothing and many < self._hall.capacities[place]:
                self._tell(f"{quoted(name)} has a free place, and the price {numbers(price)}.")
            if price < self._nothing and many != 1:
                self._tell(f"{quoted(name)} has {many} mentees, and a price below zero, {numbers(price)}.")

    def bound(self) -> tuple[int, ...]:
        """What no choice can exceed."""
        found = self._nothing
        for price in self._mentees:
            found = _plus(found, price)
        for place, price in enumerate(self._mentors):
            # a price below zero buys the first place alone: a leader is counted once
            places = self._hall.capacities[place] if price > self._nothing else 1
            found = _plus(found, tuple(places * one for one in price))
            if place in self._hall.counted:
                found = _plus(found, self._leader)
        return found

    def signs(self, mentees: Places, mentors: Places, values: Values) -> Signs:
        """Of price plus price less value: below zero, and the prices do not cover an edge."""
        found: Signs | None = None
        for ones, others, value in reversed(list(zip(*self._columns, values, strict=True))):
            rest = ones[mentees] + others[mentors] - value
            sign = np.sign(rest).astype(np.int8)
            found = sign if found is None else np.where(sign != 0, sign, found)
        assert found is not None  # noqa: S101  # there are always levels
        return found

    def told(self, mentee: int, mentor: int) -> str:
        return f"{numbers(self._mentees[mentee])} and {numbers(self._mentors[mentor])}"


def _columns(vectors: Sequence[tuple[int, ...]], levels: int) -> list[Column]:
    """Level by level."""
    return [column([vector[level] for vector in vectors]) for level in range(levels)]


def column(values: Sequence[int]) -> Column:
    """Never overflows: two of the small ones and a value fit into 64 bits, and larger ones stay Python's."""
    small = all(-_SMALL < value < _SMALL for value in values)
    return np.array(values, np.int64 if small else object)


def _plus(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
