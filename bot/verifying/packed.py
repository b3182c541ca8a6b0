"""Prices of peers and of odd sets of them, all levels packed into one large integer (section 5)."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from bot.people_cells import quoted
from bot.verifying.certificate import Packed
from bot.verifying.findings import Tell, number
from bot.verifying.values import Values
from bot.verifying.vectors import Places, Signs
from bot.verifying.words import Numbers

_BITS = 32  # of a limb; a limb times a level is then far from the 63 that there are
_MASK = (1 << _BITS) - 1
_FEWEST = 3


class PackedPrices:
    """One object of prices, and what it proves. Somebody unknown in it is a failure."""

    def __init__(self, prices: Packed, people: Sequence[str], tell: Tell) -> None:
        self.levels = prices.levels
        self._units = prices.units
        self._people = people
        self._tell = tell
        for name in sorted(set(prices.people).difference(people)):
            self._tell(f"{quoted(name)} is priced, and takes no part in this run.")
        self._prices = [prices.people.get(name, 0) for name in people]
        place = {name: at for at, name in enumerate(people)}
        self._sets = [
            (np.array([place[name] for name in names], np.int64), price)
            for names, price in prices.odd_sets
            if self._is_odd_set(names, place)
        ]
        known = [*self._prices, *self._units, *(price for _, price in self._sets)]
        self._limbs = max((value.bit_length() for value in known), default=0) // _BITS + 1
        self._wide = _limbs(self._prices, self._limbs)
        self._wide_units = _limbs(self._units, self._limbs)
        self._wide_sets = _limbs([price for _, price in self._sets], self._limbs)

    def _is_odd_set(self, names: Sequence[str], place: Mapping[str, int]) -> bool:
        strange = next((name for name in names if name not in place), None)
        if strange is not None:
            self._tell(f"{quoted(strange)} is in an odd set, and takes no part in this run.")
        elif len(set(names)) < len(names) or len(names) % 2 == 0 or len(names) < _FEWEST:
            whom = f"the odd set of {quoted(names[0])}" if names else "an odd set"
            self._tell(f"{whom} does not hold an odd number of different people, at least {_FEWEST}.")
        else:
            return True
        return False

    def are_prices(self) -> None:
        for name, price in zip(self._people, self._prices, strict=True):
            if price < 0:
                self._tell(f"that of {quoted(name)}, {number(price)}, is below zero.")
        for members, price in self._sets:
            if price < 0:
                first = quoted(self._people[members[0]])
                self._tell(f"that of the odd set of {first}, {number(price)}, is below zero.")

    def keep_levels_apart(self, largest: Sequence[int]) -> None:
        """Each unit exceeds all that later levels add up to. `largest`: of an edge, at each level."""
        below = 0
        for level, unit, most in reversed(list(zip(self.levels, self._units, largest, strict=True))):
            if unit <= 2 * len(self._people) * below:
                self._tell(f"the unit of {level}, {number(unit)}, is too small for the levels after it.")
            below += unit * most

    def fit_the_places(self, partner: Mapping[int, int]) -> None:
        """Whoever costs something is needed for these pairs."""
        for place, (name, price) in enumerate(zip(self._people, self._prices, strict=True)):
            if price and place not in partner:
                self._tell(f"{quoted(name)} is unmatched, and has the price {number(price)}.")
        for members, price in self._sets:
            inside = set(members.tolist())
            if price and sum(partner.get(one) in inside for one in inside) != len(inside) - 1:
                first = quoted(self._people[members[0]])
                self._tell(f"in the odd set of {first} not all but one are paired with each other.")

    def bound(self) -> int:
        """What no choice can exceed: twice the packed total."""
        return sum(self._prices) + sum(price * (len(members) // 2) for members, price in self._sets)

    def packed(self, totals: Collection[int]) -> int:
        return sum(unit * total for unit, total in zip(self._units, totals, strict=True))

    def signs(self, ones: Places, others: Places, values: Values) -> Signs:
        """Of all prices of an edge less twice its value, without ever leaving 64 bits."""
        carry: Numbers | int = 0
        rest = np.False_
        for limb in range(self._limbs):
            value = sum(unit * level for unit, level in zip(self._wide_units[:, limb], values, strict=True))
            found = self._wide[ones, limb] + self._wide[others, limb] - 2 * value + carry
            self._add_sets(found, ones, limb)
            if limb == self._limbs - 1:
                return np.where(found == 0, rest, np.sign(found)).astype(np.int8)
            rest = rest | ((found & _MASK) != 0)
            carry = found >> _BITS
        raise AssertionError  # there is always a limb

    def _add_sets(self, found: Numbers, ones: Places, limb: int) -> None:
        """`ones` are neighbours, one a row; in the columns stands everybody."""
        first, last = int(ones[0, 0]), int(ones[-1, 0])
        for (members, _), price in zip(self._sets, self._wide_sets[:, limb], strict=True):
            here = members[(members >= first) & (members <= last)]
            if len(here):
                found[np.ix_(here - first, members)] += price

    def told(self, one: int, other: int) -> str:
        return f"{number(self._prices[one])} and {number(self._prices[other])}"


def _limbs(values: Sequence[int], limbs: int) -> Numbers:
    """Each value cut into pieces of 32 bits, the lowest first; the last one carries the sign."""
    cut = [
        [
            (value >> _BITS * limb) & _MASK if limb < limbs - 1 else value >> _BITS * limb
            for limb in range(limbs)
        ]
        for value in values
    ]
    return np.array(cut, np.int64).reshape(len(values), limbs)
