"""The engine: a minimum-cost flow in 64-bit integers, solved by OR-tools. Nobody has to believe its answer.

What it gives is accepted only with prices that prove it (`bot.matching.prices`), found from the answer alone.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from bot.matching.columns import Ints

NOBODY = -1
_WIDEST = 1 << 62


class TooLarge(Exception):
    """The numbers do not fit into 64 bits; nothing was rounded, and nothing was solved."""


class Unsolved(Exception):
    """The engine gave up, or its answer is not the best: a fault of ours, never of those who are matched."""


@dataclass(frozen=True, slots=True)
class Network:
    """Edges from `mentee` to `mentor` with what each is `worth`, and what each mentor has to give.

    A mentor's first place is worth `first` more, each of the `others` (how many) is worth `other` more.
    """

    mentees: int
    mentee: Ints
    mentor: Ints
    worth: Ints
    places: Ints
    first: Ints
    other: Ints


@dataclass(frozen=True, slots=True)
class Hint:
    """Prices that hold for every edge of a network, as those of the choice before may, once raised.

    No choice is better than the one before by more than `gap`. So whatever costs more than the gap at these
    prices is in no best choice, and may as well cost just more than that: the engine's work grows with costs.
    """

    mentees: Ints
    mentors: Ints
    gap: int

    def short(self, costs: Ints) -> Ints:
        """Costs, cut where they make no difference any more."""
        found: Ints = np.clip(costs, -self.gap - 1, self.gap + 1)
        return found


def flow(network: Network, hint: Hint | None = None) -> Ints:
    """The mentor of each mentee, or NOBODY, so that what is chosen is worth the most."""
    if hint is None:
        nothing = np.zeros(network.mentees, np.int64), np.zeros(len(network.places), np.int64)
        hint = Hint(*nothing, _WIDEST)
    mate = np.full(network.mentees, NOBODY, np.int64)
    if not len(network.mentee):
        return mate
    engine = min_cost_flow.SimpleMinCostFlow()
    sink = network.mentees + len(network.places)
    arcs = engine.add_arcs_with_capacity_and_unit_cost(
        network.mentee,
        network.mentor + network.mentees,
        np.ones_like(network.mentee),
        hint.short(hint.mentees[network.mentee] + hint.mentors[network.mentor] - network.worth),
    )
    open_ = np.flatnonzero(network.places > 0)
    more = np.flatnonzero(network.places > 1)
    for who, room, worth in (
        (open_, np.ones_like(open_), network.first[open_]),
        (more, network.places[more] - 1, network.other[more]),
    ):
        engine.add_arcs_with_capacity_and_unit_cost(
            who + network.mentees, np.full_like(who, sink), room, hint.short(-worth - hint.mentors[who])
        )
    asking = np.unique(network.mentee)
    engine.add_arcs_with_capacity_and_unit_cost(
        asking, np.full_like(asking, sink), np.ones_like(asking), hint.short(hint.mentees[asking])
    )
    engine.set_nodes_supplies(asking, np.ones_like(asking))
    engine.set_node_supply(sink, -len(asking))
    _solve(engine)
    chosen = np.asarray(engine.flows(arcs)) > 0
    mate[network.mentee[chosen]] = network.mentor[chosen]
    return mate


def _solve(engine: min_cost_flow.SimpleMinCostFlow) -> None:
    status = engine.solve()
    if status == engine.BAD_COST_RANGE:
        raise TooLarge
    if status != engine.OPTIMAL:
        raise Unsolved(str(status))
