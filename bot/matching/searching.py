"""Searching where one solving is not enough: best first, and for the highest score that costs nothing."""

import heapq
from collections.abc import Callable, Iterable
from itertools import count
from typing import TypeVar

Node = TypeVar("Node")
Found = TypeVar("Found")

MOST_TRIED = 400


class TooMany(Exception):
    """It was tried in as many ways as it may be, without an end."""


def best_first(
    first: Node | None,
    totals: Callable[[Node], Iterable[int]],
    ways_out: Callable[[Node], Iterable[Node | None] | None],
) -> Node | None:
    """Whatever is complete and reaches most; None if nothing is complete.

    `ways_out` gives None for what is complete, else what it may become: none of that reaches more, and a None
    among it does not exist. So the first complete one is the best. Raises TooMany.
    """
    order, tried = count(), 1
    open_: list[tuple[list[int], int, Node]] = []

    def add(node: Node | None) -> None:
        if node is not None:
            # a heap has the least first
            heapq.heappush(open_, ([-total for total in totals(node)], next(order), node))

    add(first)
    while open_:
        _, _, best = heapq.heappop(open_)
        ways = ways_out(best)
        if ways is None:
            return best
        for way in ways:
            tried += 1
            add(way)
        if tried > MOST_TRIED:
            raise TooMany
    return None


def highest(low: int, above: int, at: Callable[[int], tuple[int | None, Found]]) -> tuple[int, Found]:
    """The highest least score that costs nothing, and what is found `at` one point more, where it does.

    At a least score it is found either that something is lost (None), or which lowest score there is then: so
    good that one is as well. Nothing is lost at `low`, something at `above`.
    """
    beyond: Found | None = None
    step = 1
    while above - low > 1:
        # mostly it is near the highest there can be
        middle = max((low + above) // 2, above - step)
        lowest, found = at(middle)
        if lowest is None:
            above, beyond, step = middle, found, 4 * step
        else:
            low = lowest
    return low, at(low + 1)[1] if beyond is None else beyond
