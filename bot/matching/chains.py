"""From some pairs and prices to the best: chains along which people change partners.

From each person without a partner whose price is not zero, a search grows a tree of those who would have to
be asked, and whose partners would ask in turn. Meanwhile prices drift, down for those who ask and up for
those who are asked, until one more edge costs no more than it is worth. Either somebody without a partner is
found, or the price of somebody who asks comes down to zero, and they go without (Edmonds, 1965; what is
remembered on the way is of the kind that Galil describes, 1986).

There is one tree at a time. The price of an edge in it is even, so in one tree all prices are odd or all are
even, and where two who ask meet, the gap between them can be halved.
"""

import heapq
from collections.abc import Iterable, Sequence

from bot.matching.odd_cycles import Group, Pairing

Neighbours = Sequence[Sequence[tuple[int, int]]]

# What a person is to the search: how their price drifts.
_ASKING, _APART, _ASKED = -1, 0, 1
# What may happen next: the tree reaches somebody, two who ask meet, the price of an odd cycle is used up.
_REACH, _MEET, _OPEN = range(3)


def improve(neighbours: Neighbours, prices: list[int], mates: Iterable[int | None]) -> Pairing:
    """Go on from `mates` to the heaviest pairs, and change `prices` into those that prove it.

    `neighbours` has for each person the others with the doubled worth of the edge. At first no edge may be
    worth more than its prices, and edges in use must be worth exactly theirs.
    """
    pairing = Pairing(mates)
    for person, price in enumerate(prices):
        if pairing.mates[person] is None and price > 0:
            _Search(neighbours, prices, pairing).run(person)
    return pairing


class _Search:
    """One tree. Prices of people in it are kept as of time zero, so that drifting costs nothing.

    A person's is `prices[person] + sides[person] * now`; an odd cycle's drifts the other way, twice as fast.
    """

    def __init__(self, neighbours: Neighbours, prices: list[int], pairing: Pairing) -> None:
        self.neighbours = neighbours
        self.prices = prices
        self.pairing = pairing
        self.sides = [_APART] * len(prices)
        # By whom somebody is reached first, after that one's price less the worth of the edge.
        self.nearest: dict[int, tuple[int, int]] = {}
        # When, what, and by which edge.
        self.events: list[tuple[int, int, int, int]] = []
        # When the tree ends at the latest, and with whom. What would come after that is not noted.
        self.end: tuple[int, int, int | None] = (0, 0, None)
        self.moved: list[int] = []
        self.now = 0

    def run(self, root: int) -> None:
        self.end = (self.prices[root], root, None)
        self._ask(self.pairing.groups[root])
        while self.events and self.events[0][0] < self.end[0]:
            self.now, what, one, other = heapq.heappop(self.events)
            groups = self.pairing.groups
            if what == _REACH:
                if self.sides[other] == _APART and self._reached_at(other) == self.now:
                    self._reach(one, other)
            elif what == _MEET:
                if groups[one] is not groups[other]:
                    self._meet(one, other)
            elif self.sides[one] == _ASKED:
                self._open(groups[one])
        self._finish()

    def _move(self, group: Group, side: int) -> None:
        shift = (self.sides[group.base] - side) * self.now
        for person in group.people:
            self.sides[person] = side
            self.prices[person] += shift
        if group.parts:
            group.price -= 2 * shift
        self.moved.append(group.base)

    def _ask(self, group: Group) -> None:
        self._move(group, _ASKING)
        for person in group.people:
            self._look_around(person)

    def _look_around(self, person: int) -> None:
        prices, sides, groups, nearest = self.prices, self.sides, self.pairing.groups, self.nearest
        own, group = prices[person], groups[person]
        if own < self.end[0]:
            self.end = (own, person, None)
        for other, worth in self.neighbours[person]:
            gap = own + prices[other] - worth
            if sides[other] == _ASKING:
                if gap // 2 < self.end[0] and groups[other] is not group:
                    heapq.heappush(self.events, (gap // 2, _MEET, person, other))
            elif gap < self.end[0] and (other not in nearest or own - worth < nearest[other][0]):
                nearest[other] = own - worth, person
                if sides[other] == _APART:
                    self._expect(other)

    def _reached_at(self, person: int) -> int:
        return self.nearest[person][0] + self.prices[person]

    def _expect(self, person: int) -> None:
        """Note when the tree will get to somebody apart. If they are free to be paired, it ends there."""
        time, asker = self._reached_at(person), self.nearest[person][1]
        if time >= self.end[0]:
            return
        if self.pairing.mates[self.pairing.groups[person].base] is None:
            self.end = (time, asker, person)
        else:
            heapq.heappush(self.events, (time, _REACH, asker, person))

    def _expect_to_open(self, group: Group) -> None:
        if group.parts and group.price // 2 < self.end[0]:
            heapq.heappush(self.events, (group.price // 2, _OPEN, group.base, group.base))

    def _reach(self, one: int, other: int) -> None:
        """They are asked, and so their partner asks in turn."""
        group = self.pairing.groups[other]
        group.entered = (one, other)
        self._move(group, _ASKED)
        self._expect_to_open(group)
        mate = self.pairing.mates[group.base]
        if mate is not None:
            self._ask(self.pairing.groups[mate])

    def _meet(self, one: int, other: int) -> None:
        """Two who ask are joined by an edge: an odd cycle, and everybody on it may ask."""
        parts, links = self.pairing.cycle(one, other)
        asked = [part for part in parts if self.sides[part.base] == _ASKED]
        for part in asked:
            self._move(part, _ASKING)
        for part in parts:
            part.price += 2 * self.now if part.parts else 0
        self.pairing.bind(parts, links, -2 * self.now)
        for part in asked:
            for person in part.people:
                self._look_around(person)

    def _open(self, group: Group) -> None:
        """An odd cycle that has used up its price falls apart. The tree keeps the even way through it."""
        way, links = group.way_to_base(self.pairing.part_with(group.entered[1], group))
        self.pairing.unbind(group)
        for part in group.parts:
            part.price += 2 * self.now if part.parts else 0
            self.moved.append(part.base)
        for part, entered in zip(way[::2], [group.entered, *links[1::2]], strict=True):
            part.entered = entered
            self._expect_to_open(part)
        for part in group.parts:
            if part not in way:
                self._leave(part)
        for part in way[1::2]:
            self._ask(part)

    def _leave(self, group: Group) -> None:
        self._move(group, _APART)
        for person in group.people:
            if person in self.nearest:
                self._expect(person)

    def _finish(self) -> None:
        self.now, one, other = self.end
        for person in self.moved:
            if self.sides[person] != _APART:
                self._move(self.pairing.groups[person], _APART)
        if other is not None:
            self.pairing.give(other, one)
        self.pairing.hand_over(one, other)
