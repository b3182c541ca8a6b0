"""Solvers of other makers agree: scipy's two, and OR-tools' flow and assignment by cost scaling.

None of them knows of mentors with places or of people who cannot be placed: so a mentor stands there once for
each place, everybody may stay by themselves, and being placed is worth more than all scores together.
"""

import numpy as np
import pytest
from numpy.typing import NDArray
from ortools.graph.python import linear_sum_assignment as scaling
from ortools.graph.python import max_flow
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from tests.matching.families import FAMILIES, given
from tests.matching.given import HUGE, Given

SIZES = [(160, 70, 1.0), (200, 120, 0.25), (150, 200, 0.04)]


class Columns:
    """A column for each place, and what each edge to it is worth: a placed person, and then its score."""

    def __init__(self, of: Given) -> None:
        self.given = of
        first = np.cumsum([0, *of.places])
        self.count = int(first[-1])
        self.unit = 4 * max(1, of.mentees) * (1 + max(map(abs, of.scores.values()), default=0))
        wide = [
            (one, column, self.unit + score)
            for (one, other), score in of.scores.items()
            for column in range(int(first[other]), int(first[other + 1]))
        ]
        self.rows, self.columns, self.worth = np.array(wide, np.int64).reshape(-1, 3).T

    def reached(self, worth: int) -> tuple[int, int]:
        """How many are placed, and the total, from what both are worth together."""
        placed = (2 * worth + self.unit) // (2 * self.unit)
        return placed, worth - placed * self.unit

    @property
    def dense(self) -> NDArray[np.int64]:
        table = np.zeros((self.given.mentees, self.count), np.int64)
        table[self.rows, self.columns] = self.worth
        return table


def by_scipy(columns: Columns) -> tuple[int, int]:
    table = columns.dense
    return columns.reached(int(table[linear_sum_assignment(table, maximize=True)].sum()))


def by_sparse_scipy(columns: Columns) -> tuple[int, int]:
    """Whoever is in no pair has a column of their own, at the price of a whole place."""
    many, dear = columns.given.mentees, 4 * columns.unit
    alone = np.arange(many)
    costs = np.concatenate([dear - columns.worth, np.full(many, dear)])
    ones, others = np.append(columns.rows, alone), np.append(columns.columns, columns.count + alone)
    graph = coo_array((costs.astype(float), (ones, others)), (many, columns.count + many)).tocsr()
    rows, chosen = min_weight_full_bipartite_matching(graph)
    return columns.reached(many * dear - int(graph[rows, chosen].sum()))


def by_cost_scaling(columns: Columns) -> tuple[int, int]:
    """A perfect assignment in two copies of the graph, the second turned round, joined at each node."""
    engine, many, size = scaling.SimpleLinearSumAssignment(), columns.given.mentees, columns.count
    ones, others = columns.rows, columns.columns
    alone, unused = np.arange(many), np.arange(size)
    left = np.concatenate([ones, many + others, alone, many + unused])
    right = np.concatenate([others, size + ones, size + alone, unused])
    costs = np.concatenate([-columns.worth, -columns.worth, np.zeros(many + size, np.int64)])
    engine.add_arcs_with_cost(left, right, costs)
    assert engine.solve() == engine.OPTIMAL
    return columns.reached(-engine.optimal_cost() // 2)


def most_placed(of: Given) -> int:
    """By OR-tools' flow alone."""
    engine, ones, others = max_flow.SimpleMaxFlow(), *np.array(sorted(of.scores), np.int64).reshape(-1, 2).T
    source, sink = of.mentees + len(of.places), of.mentees + len(of.places) + 1
    engine.add_arcs_with_capacity(ones, others + of.mentees, np.ones_like(ones))
    for one in range(of.mentees):
        engine.add_arc_with_capacity(source, one, 1)
    for other, places in enumerate(of.places):
        engine.add_arc_with_capacity(of.mentees + other, sink, places)
    assert engine.solve(source, sink) == engine.OPTIMAL
    return int(engine.optimal_flow())


@pytest.mark.long
@pytest.mark.parametrize(("mentees", "mentors", "density"), SIZES)
@pytest.mark.parametrize("family", FAMILIES)
def test_others_place_as_many_with_the_same_total(
    family: str, mentees: int, mentors: int, density: float
) -> None:
    instance = given(family, 1, mentees, mentors, density)
    columns = Columns(instance)

    assert instance.verified().failures == ()
    assert instance.reached == by_scipy(columns) == by_sparse_scipy(columns)
    assert instance.reached[0] == most_placed(instance)


@pytest.mark.parametrize("family", FAMILIES)
def test_cost_scaling_agrees(family: str) -> None:
    instance = given(family, 2, 90, 40, 0.5)

    assert instance.reached == by_cost_scaling(Columns(instance))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_seating_finds_what_the_flow_finds(family: str) -> None:
    instance = given(family, 3, 100, 50, 0.3)
    placed, total = instance.reached

    huge = instance.times(HUGE)

    assert huge.reached == (placed, total * HUGE)
    assert huge.verified().failures == ()
