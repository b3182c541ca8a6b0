"""Peers paired exactly, against trying everything."""

import random
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.blossom import Matched, OddSet, Unproven, check, match_in_graph, uncovered
from bot.matching.chains import improve
from bot.matching.odd_cycles import Edge

Weights = dict[Edge, int]

WEIGHTS = st.one_of(st.none(), st.integers(1, 3), st.integers(-3, 9), st.integers(0, 2**150))


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> tuple[int, Weights]:
    size = draw(st.integers(0, most))
    drawn = {edge: draw(WEIGHTS) for edge in combinations(range(size), 2)}
    return size, {edge: weight for edge, weight in drawn.items() if weight is not None}


def ring(*people: int, weight: int = 1) -> Weights:
    """A cycle of edges, all worth the same."""
    return {(min(edge), max(edge)): weight for edge in pairwise([*people, people[0]])}


def complete(size: int, weight: int = 1) -> Weights:
    return dict.fromkeys(combinations(range(size), 2), weight)


def in_the_plane(size: int, near: int, seed: int) -> Weights:
    """Whoever is near is worth more: many odd cycles, many inside others."""
    dice = random.Random(seed)
    spots = [complex(dice.random(), dice.random()) for _ in range(size)]
    weights = {}
    for one, spot in enumerate(spots):
        nearest = sorted(range(size), key=lambda other: abs(spots[other] - spot))
        for other in nearest[1 : near + 1]:
            edge = min(one, other), max(one, other)
            weights[edge] = (
                (1 << 90) + (int(10**6 * (2 - abs(spots[other] - spot))) << 30) + dice.getrandbits(20)
            )
    return weights


def total(matched: Matched, weights: Mapping[Edge, int]) -> int:
    return sum(weights[pair] for pair in matched.pairs)


def best_of_all(size: int, weights: Mapping[Edge, int]) -> int:
    """The largest sum there is, by trying every choice."""

    @cache
    def best(left: frozenset[int]) -> int:
        if not left:
            return 0
        one, others = min(left), left - {min(left)}
        sums = [weights[one, other] + best(others - {other}) for other in others if (one, other) in weights]
        return max([best(others), *sums])

    return best(frozenset(range(size)))


def matched_from_nothing(size: int, weights: Mapping[Edge, int]) -> Matched:
    """Without a good beginning there are more odd cycles on the way, and more of them fall apart again."""
    rows = [
        [
            (other, 2 * weights[min(one, other), max(one, other)])
            for other in range(size)
            if weights.get((min(one, other), max(one, other)), 0) > 0
        ]
        for one in range(size)
    ]
    prices = [max((worth for _, worth in row), default=0) for row in rows]
    pairing = improve(rows, prices, [None] * size)
    return Matched(
        pairs=tuple(
            (one, other) for one, other in enumerate(pairing.mates) if other is not None and one < other
        ),
        prices=dict(enumerate(prices)),
        odd_sets=tuple(OddSet(frozenset(group.people), group.price) for group in pairing.cycles()),
    )


@given(graphs())
def test_no_pairs_are_worth_more(graph: tuple[int, Weights]) -> None:
    size, weights = graph

    matched = match_in_graph(range(size), weights)

    assert total(matched, weights) == best_of_all(size, weights)


@given(graphs())
def test_wherever_it_begins_it_ends_with_the_best(graph: tuple[int, Weights]) -> None:
    size, weights = graph

    matched = matched_from_nothing(size, weights)

    check(range(size), weights, matched)
    assert total(matched, weights) == best_of_all(size, weights)


@pytest.mark.parametrize("seed", range(30))
def test_larger_graphs_prove_themselves_wherever_they_begin(seed: int) -> None:
    size = 20 + seed
    weights = in_the_plane(size, 2 + seed % 9, seed)

    matched = match_in_graph(range(size), weights)
    other = matched_from_nothing(size, weights)

    check(range(size), weights, other)
    assert total(matched, weights) == total(other, weights)


def test_five_hundred_people_take_no_time_worth_mentioning() -> None:
    weights = in_the_plane(501, 15, seed=1)

    matched = match_in_graph(range(501), weights)

    assert len(matched.pairs) == 250
    assert any(one.people < other.people for one, other in permutations(matched.odd_sets, 2))


NAMED: Mapping[str, tuple[int, Weights, int]] = {
    "nobody": (0, {}, 0),
    "one": (1, {}, 0),
    "people without edges": (4, {}, 0),
    "a pair and one more": (3, {(0, 2): 7}, 7),
    "a path whose middle is worth more than its ends": (4, {(0, 1): 2, (1, 2): 5, (2, 3): 2}, 5),
    "a path whose ends are worth more than its middle": (4, {(0, 1): 3, (1, 2): 5, (2, 3): 3}, 6),
    "nothing is worth anything": (3, complete(3, weight=0), 0),
    "everything costs": (4, complete(4, weight=-1), 0),
    "one costs": (4, {(0, 1): 4, (2, 3): -1}, 4),
    "a triangle": (3, complete(3), 1),
    "a triangle with a way out": (4, {**complete(3, weight=4), (2, 3): 1}, 5),
    "a ring of five": (5, ring(0, 1, 2, 3, 4), 2),
    "a ring of seven with a way out": (8, {**ring(0, 1, 2, 3, 4, 5, 6, weight=9), (3, 7): 2}, 29),
    "two triangles joined": (6, {**ring(0, 1, 2, weight=5), **ring(3, 4, 5, weight=5), (2, 3): 1}, 11),
    "two triangles joined by what costs": (
        6,
        {**ring(0, 1, 2, weight=5), **ring(3, 4, 5, weight=5), (2, 3): -1},
        10,
    ),
    "a triangle within five, and one outside": (
        6,
        {**complete(6, weight=30), **complete(5, weight=80), **complete(3, weight=100)},
        210,
    ),
    "a cycle that has to fall apart": (
        5,
        {(0, 1): 8, (0, 2): 5, (1, 2): 8, (1, 3): 9, (1, 4): 3, (2, 4): 3},
        14,
    ),
    "cycles that have to fall apart": (
        7,
        {
            (0, 1): 7,
            (0, 2): 5,
            (0, 3): 4,
            (1, 4): 5,
            (1, 6): 3,
            (2, 3): 3,
            (2, 5): 7,
            (2, 6): 6,
            (3, 4): 1,
            (4, 6): 1,
        },
        16,
    ),
    "the Petersen graph": (
        10,
        {**ring(0, 1, 2, 3, 4), **ring(5, 7, 9, 6, 8), **{(n, n + 5): 1 for n in range(5)}},
        5,
    ),
    **{f"all of {size}": (size, complete(size), size // 2) for size in range(2, 13)},
}


@pytest.mark.parametrize(("size", "weights", "best"), NAMED.values(), ids=NAMED)
def test_known_graphs(size: int, weights: Weights, best: int) -> None:
    for matched in match_in_graph(range(size), weights), matched_from_nothing(size, weights):
        check(range(size), weights, matched)
        assert total(matched, weights) == best
        assert all(weights[pair] > 0 for pair in matched.pairs)


@given(st.integers(0, 7), st.randoms(use_true_random=False))
def test_levels_packed_into_one_number_are_compared_like_words(size: int, dice: random.Random) -> None:
    levels = {
        edge: (1, dice.randint(0, 2), dice.randint(-40, 1000), dice.getrandbits(20))
        for edge in combinations(range(size), 2)
        if dice.random() < 0.7
    }
    units = 1 << 120, 1 << 80, 1 << 40, 1
    weights = {
        edge: sum(unit * level for unit, level in zip(units, values, strict=True))
        for edge, values in levels.items()
    }

    matched = match_in_graph(range(size), weights)

    reached = [sum(values) for values in zip(*(levels[pair] for pair in matched.pairs), strict=True)]
    best = best_of_all(size, weights)
    assert sum(unit * level for unit, level in zip(units, reached or [0] * 4, strict=True)) == best
    assert len(matched.pairs) == best_of_all(size, dict.fromkeys(weights, 1))


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_changes_nothing(
    graph: tuple[int, Weights], dice: random.Random
) -> None:
    size, weights = graph
    people, edges = list(range(size)), list(weights.items())
    dice.shuffle(people)
    dice.shuffle(edges)
    turned = {edge if dice.random() < 0.5 else edge[::-1]: weight for edge, weight in edges}

    assert match_in_graph(people, turned) == match_in_graph(range(size), weights)


@given(graphs(), st.randoms(use_true_random=False))
def test_other_numbers_for_the_same_people_change_no_total(
    graph: tuple[int, Weights], dice: random.Random
) -> None:
    size, weights = graph
    names = dice.sample(range(1000), size)
    renamed = {(names[one], names[other]): weight for (one, other), weight in weights.items()}

    sums = {frozenset(edge): weight for edge, weight in renamed.items()}
    matched = match_in_graph(names, renamed)

    assert sum(sums[frozenset(pair)] for pair in matched.pairs) == best_of_all(size, weights)
    assert all(one < other for one, other in matched.pairs)
    assert list(matched.pairs) == sorted(matched.pairs)


@given(graphs(), st.randoms(use_true_random=False))
def test_edges_left_out_change_nothing_while_they_are_covered(
    graph: tuple[int, Weights], dice: random.Random
) -> None:
    size, weights = graph
    some = {edge: weight for edge, weight in weights.items() if dice.random() < 0.7}
    matched = match_in_graph(range(size), some)
    missing = set(uncovered(weights, matched))
    covered = {edge: weight for edge, weight in weights.items() if edge not in missing}

    check(range(size), covered, matched)
    assert total(matched, weights) == best_of_all(size, covered)
    assert missing.isdisjoint(some)


def test_odd_sets_cover_edges_that_were_left_out() -> None:
    matched = match_in_graph(range(5), ring(0, 1, 2, 3, 4, weight=9))

    assert not any(matched.prices.values())
    assert list(uncovered({(0, 2): 9, (1, 3): 10, (4, 1): 8, (0, 5): 1}, matched)) == [(1, 3), (0, 5)]


def test_an_edge_with_a_stranger_or_with_oneself_does_not_count() -> None:
    assert match_in_graph([1, 2], {(1, 2): 3, (2, 9): 50, (1, 1): 50}).pairs == ((1, 2),)


@pytest.mark.parametrize("heavier", [(1, 2), (2, 1)])
def test_of_an_edge_given_both_ways_the_heavier_counts(heavier: Edge) -> None:
    weights = {(1, 2): 3, (2, 1): 3, (2, 3): 5, heavier: 8}

    assert match_in_graph([1, 2, 3], weights).pairs == ((1, 2),)


PEOPLE: Collection[int] = range(7)
PROVEN_WEIGHTS: Weights = {**NAMED["a triangle within five, and one outside"][1], (0, 6): 1}
PROVEN = Matched(
    pairs=((0, 1), (2, 5), (3, 4)),
    prices={0: 60, 1: 60, 2: 60, 3: 60, 4: 60, 5: 0, 6: 0},
    odd_sets=(OddSet(frozenset({0, 1, 2, 3, 4}), 40), OddSet(frozenset({0, 1, 2}), 40)),
)
FIVE, THREE = PROVEN.odd_sets


def test_a_proof_that_holds_is_accepted() -> None:
    check(PEOPLE, PROVEN_WEIGHTS, PROVEN)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (replace(PROVEN, pairs=((0, 1), (3, 4))), "without a partner"),
        (replace(PROVEN, pairs=((0, 1), (1, 5), (2, 5), (3, 4))), "two pairs"),
        (replace(PROVEN, pairs=((0, 1), (0, 1), (2, 5), (3, 4))), "two pairs"),
        (replace(PROVEN, pairs=((1, 0), (2, 5), (3, 4))), "no edge"),
        (replace(PROVEN, pairs=((0, 1), (2, 5), (3, 4), (6, 7))), "no edge"),
        (replace(PROVEN, prices={**PROVEN.prices, 5: -1, 2: 61}), "negative"),
        (replace(PROVEN, prices={**PROVEN.prices, 6: 1}), "without a partner"),
        (replace(PROVEN, prices={**PROVEN.prices, 3: 59}), "worth more"),
        (replace(PROVEN, prices={**PROVEN.prices, 3: 61}), "worth less"),
        (replace(PROVEN, prices={}, odd_sets=()), "worth more"),
        (replace(PROVEN, odd_sets=(FIVE,)), "worth more"),
        (replace(PROVEN, odd_sets=(FIVE, THREE, THREE)), "worth less"),
        (replace(PROVEN, odd_sets=(FIVE, replace(THREE, price=-40))), "odd set is negative"),
        (replace(PROVEN, odd_sets=(FIVE, replace(THREE, people=frozenset({0, 1, 2, 5})))), "even"),
        (replace(PROVEN, odd_sets=(FIVE, THREE, OddSet(frozenset({6}), 1))), "one person"),
        (replace(PROVEN, odd_sets=(FIVE, THREE, OddSet(frozenset(), 1))), "one person"),
        (replace(PROVEN, odd_sets=(FIVE, replace(THREE, people=frozenset({0, 2, 4})))), "more than one"),
    ],
)
def test_a_proof_with_a_hole_is_refused(broken: Matched, why: str) -> None:
    with pytest.raises(Unproven, match=why):
        check(PEOPLE, PROVEN_WEIGHTS, broken)


@given(graphs(), st.randoms(use_true_random=False))
def test_what_is_not_the_best_cannot_be_proven(graph: tuple[int, Weights], dice: random.Random) -> None:
    size, weights = graph
    best = match_in_graph(range(size), weights)
    pairs: tuple[Edge, ...] = ()
    for edge in dice.sample(sorted(weights), len(weights)):
        if all(set(edge).isdisjoint(pair) for pair in pairs):
            pairs = (*pairs, edge)
    worse = replace(best, pairs=tuple(sorted(pairs)))

    if total(worse, weights) < total(best, weights):
        with pytest.raises(Unproven):
            check(range(size), weights, worse)
    else:
        check(range(size), weights, worse)
