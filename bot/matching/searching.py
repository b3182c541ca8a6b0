"""Searching for what a flow cannot find by itself: always going on where most can still be reached."""

import heapq
from collections.abc import Callable, Iterable
from itertools import count
from typing import TypeVar

Node = TypeVar("Node")

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
