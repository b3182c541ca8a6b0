"""The certificate: prices, level by level, with which anybody can see that no other choice is better.

docs/matching.md says what they prove; `bot.verifying` was written from that page and looks without us.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.best import Best, Bound
from bot.matching.columns import Ints
from bot.matching.flow import Unsolved
from bot.matching.levels import LEADERS, WORST, Stage, digits
from bot.matching.prices import Prices
from bot.matching.prove import Proven
from bot.matching.stages import Cast

Vectors = NDArray[np.int64]
Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PriceList:
    """A price for each level (columns) and person (rows).

    `potentials` are the mentors' prices as the proof has them: at the level of leaders a leader's may be
    below zero, since their first mentee is worth something by itself. `first` is the price of a mentor's
    first place, `others` that of each other place.
    """

    levels: tuple[str, ...]
    mentees: Vectors
    potentials: Vectors
    first: Vectors
    others: Vectors


def price_list(best: Best | Proven, stages: Sequence[Stage], cast: Cast) -> PriceList:
    """Take the packed prices of each stage apart."""
    paid: Sequence[Prices] = best.prices
    names = tuple(name for stage in stages for name in stage.names)
    mentees = _apart(stages, [one.mentees for one in paid])
    mentors = _apart(stages, [one.mentors for one in paid])
    leading = np.zeros_like(mentors)
    if LEADERS in names:
        leading[:, names.index(LEADERS)] = cast.leads
    return PriceList(
        names, mentees, mentors, _at_least_nothing(mentors + leading), _at_least_nothing(mentors)
    )


def confirm(best: Best, prices: PriceList, cast: Cast) -> None:
    """Whether the prices add up to just what was reached, at every level. Raises Unsolved if they do not.

    What is below zero, or above what an edge is worth, was looked for over all pairs (`bot.matching.prove`).
    """
    open_ = cast.places > 0
    others = np.maximum(0, cast.places - 1)[:, None] * prices.others
    most = prices.mentees.sum(0) + prices.first[open_].sum(0) + others.sum(0)
    # nobody scores less than the worst pair may: that level is all zeros
    reached = [0 if name == WORST else best.totals[name] for name in prices.levels]
    if most.tolist() != reached:
        raise Unsolved(f"prices add up to {most.tolist()}, the choice to {reached}")


def of_prices(prices: PriceList, mate: Ints, mentees: Sequence[str], mentors: Sequence[str]) -> Facts:
    """Prices by address. Whoever costs nothing is left out, and so is whoever has nobody."""
    busy = np.zeros(len(mentors), bool)
    busy[mate[mate >= 0]] = True
    return {
        "mentees": by_name(mentees, prices.mentees.tolist()),
        "mentors": by_name(mentors, np.where(busy[:, None], prices.potentials, 0).tolist()),
    }


def second(bound: Bound, cast: Cast, mentees: Sequence[str], mentors: Sequence[str]) -> Facts:
    """The proof that the worst pair cannot be better."""
    prices = price_list(bound.proven, bound.stages, cast)
    counted = [
        mentors[number]
        for number in np.unique(bound.proven.mate[bound.proven.mate >= 0]).tolist()
        if cast.leads[number]
    ]
    return {
        "levels": list(prices.levels),
        "counted": counted,
        "prices": of_prices(prices, bound.proven.mate, mentees, mentors),
    }


def _apart(stages: Sequence[Stage], packed: Sequence[Ints]) -> Vectors:
    """One number a level of what each stage has packed."""
    levels = [
        one for stage, prices in zip(stages, packed, strict=True) for one in digits(prices, stage.units)
    ]
    return np.stack(levels, axis=1)


def _at_least_nothing(prices: Vectors) -> Vectors:
    """Prices, or nothing where they are below it, compared like words in a dictionary."""
    first = np.argmax(prices != 0, axis=1)
    below = prices[np.arange(len(prices)), first] < 0
    found: Vectors = np.where(below[:, None], 0, prices)
    return found


def by_name(names: Sequence[str], prices: Iterable[Sequence[int]]) -> Mapping[str, list[int]]:
    """The prices of whoever costs something."""
    return {name: list(price) for name, price in zip(names, prices, strict=True) if any(price)}
