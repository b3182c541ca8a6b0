"""The heaviest pairs in a graph where anybody may be paired with anybody, and the prices that prove it.

It begins with what would be best if people could be halved: then everybody is there once as the one who
asks and once as the one who is asked, and everything but cycles of odd length falls into whole pairs. From
there a few searches remain. Worths are integers of any length, and nothing is rounded.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.matching.chains import Neighbours, improve
from bot.matching.odd_cycles import Edge

_SMALLEST_ODD_SET = 3


@dataclass(frozen=True, slots=True)
class OddSet:
    """An odd number of people of whom all but one are paired with each other, and its price, doubled."""

    people: frozenset[int]
    price: int


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs as (lower, higher), and their proof: everybody's price, doubled, and the odd sets that have one.

    A set comes before those inside it. Whether edges that were not given change anything, `uncovered` says.
    """

    pairs: tuple[Edge, ...]
    prices: Mapping[int, int]
    odd_sets: tuple[OddSet, ...]


class Unproven(Exception):
    """The prices do not prove that no other pairs are worth more."""


def match_in_graph(people: Collection[int], weights: Mapping[Edge, int]) -> Matched:
    """The pairs with the largest sum of weights, each person in at most one.

    Edges are given either way round; those of somebody not among `people` do not count, those without a
    positive weight are not used. The order in which things are given changes nothing.
    """
    order = sorted(set(people))
    neighbours = _neighbours(order, edges_among(people, weights))
    prices, mates = _halved(neighbours)
    pairing = improve(neighbours, prices, mates)
    matched = Matched(
        pairs=tuple(
            (order[one], order[other])
            for one, other in enumerate(pairing.mates)
            if other is not None and one < other
        ),
        prices=dict(zip(order, prices, strict=True)),
        odd_sets=tuple(
            OddSet(frozenset(order[person] for person in group.people), group.price)
            for group in pairing.cycles()
            if group.price
        ),
    )
    check(people, weights, matched)
    return matched


def edges_among(people: Collection[int], weights: Mapping[Edge, int]) -> dict[Edge, int]:
    """The edges between two of the people, as (lower, higher). If given both ways, the heavier counts."""
    known, edges = frozenset(people), dict[Edge, int]()
    for (one, other), weight in weights.items():
        if one != other and one in known and other in known:
            edge = (one, other) if one < other else (other, one)
            edges[edge] = max(weight, edges.get(edge, weight))
    return edges


def _neighbours(order: Sequence[int], edges: Mapping[Edge, int]) -> Neighbours:
    """For each person, by place in the order, the others and what the edge is worth, doubled."""
    place = {person: number for number, person in enumerate(order)}
    neighbours: list[list[tuple[int, int]]] = [[] for _ in order]
    for (lower, higher), weight in sorted(edges.items()):
        if weight > 0:
            neighbours[place[lower]].append((place[higher], 2 * weight))
            neighbours[place[higher]].append((place[lower], 2 * weight))
    return neighbours


def _halved(neighbours: Neighbours) -> tuple[list[int], list[int | None]]:
    """Prices and pairs to begin with.

    Everybody asks for one and is asked by one, and what they pay for the two is their price. In that graph
    there are no odd cycles. All its prices are even: the worths are, and so are the prices it begins with.
    """
    size = len(neighbours)
    asking = [[(size + other, worth) for other, worth in row] for row in neighbours]
    paid = [max((worth for _, worth in row), default=0) for row in neighbours] + [0] * size
    asked = improve([*asking, *neighbours], paid, [None] * len(paid)).mates[:size]
    mates: list[int | None] = [None] * size
    for one, other in _every_second([None if mate is None else mate - size for mate in asked]):
        mates[one], mates[other] = other, one
    return [(paid[person] + paid[size + person]) // 2 for person in range(size)], mates


def _every_second(asked: Sequence[int | None]) -> Iterator[Edge]:
    """Pairs along the chains and cycles of who asks whom; of an odd number the last stays alone.

    All may as well be asked by whom they ask: that is worth the same, so the prices prove it too, and each
    pair costs what it is worth. The last of a chain pays nothing: they ask nobody, and turned round, nobody
    asks them. The last of an odd cycle may have a price; from them a search goes on.
    """
    done: set[int] = set()
    unasked = sorted({*range(len(asked))}.difference(asked))
    for first in [*unasked, *range(len(asked))]:
        one: int | None = first
        while one is not None and one not in done:
            done.add(one)
            other = asked[one]
            if other is None or other in done:
                break
            done.add(other)
            yield one, other
            one = asked[other]


def check(people: Collection[int], weights: Mapping[Edge, int], matched: Matched) -> None:
    """Raise Unproven unless nothing can be worth more than these pairs (the duality of Edmonds, 1965).

    No price is negative, and no edge is worth more than it costs: the prices of both and of the odd sets that
    hold both. The pairs cost exactly what they are worth, and whatever has a price is used to the full.
    """
    edges = edges_among(people, weights)
    paired = Counter(person for pair in matched.pairs for person in pair)
    if not edges.keys() >= set(matched.pairs):
        raise Unproven("a pair is no edge")
    if max(paired.values(), default=1) > 1:
        raise Unproven("somebody is in two pairs")
    if min(matched.prices.values(), default=0) < 0:
        raise Unproven("a price is negative")
    if any(price and person not in paired for person, price in matched.prices.items()):
        raise Unproven("somebody without a partner has a price")
    for odd_set in matched.odd_sets:
        _check_odd_set(odd_set, matched.pairs)
    if any(uncovered(edges, matched)):
        raise Unproven("an edge is worth more than it costs")
    costs = _Costs(matched)
    if any(costs.of(pair, 2 * edges[pair] + 1) > 2 * edges[pair] for pair in matched.pairs):
        raise Unproven("a pair is worth less than it costs")


def _check_odd_set(odd_set: OddSet, pairs: Collection[Edge]) -> None:
    size = len(odd_set.people)
    if odd_set.price < 0:
        raise Unproven("the price of an odd set is negative")
    if size < _SMALLEST_ODD_SET or size % 2 == 0:
        raise Unproven("an odd set is even, or one person")
    if 2 * sum(odd_set.people.issuperset(pair) for pair in pairs) != size - 1:
        raise Unproven("in an odd set more than one is not paired")


def uncovered(weights: Mapping[Edge, int], matched: Matched) -> Iterator[Edge]:
    """The edges worth more than they cost. Where there are none, adding these edges changes nothing."""
    costs = _Costs(matched)
    for edge, weight in weights.items():
        if costs.of(edge, 2 * weight) < 2 * weight:
            yield edge


class _Costs:
    def __init__(self, matched: Matched) -> None:
        self.prices = matched.prices
        self.sets = matched.odd_sets
        self.sets_of: dict[int, list[int]] = {}
        for number, odd_set in enumerate(self.sets):
            for person in odd_set.people:
                self.sets_of.setdefault(person, []).append(number)

    def of(self, edge: Edge, enough: int) -> int:
        """What an edge costs, doubled, or something between `enough` and that."""
        one, other = edge
        cost = self.prices.get(one, 0) + self.prices.get(other, 0)
        for number in self.sets_of.get(one, ()):
            if cost >= enough:
                break
            if other in self.sets[number].people:
                cost += self.sets[number].price
        return cost
