"""Level after level, each only among what is as good as can be at all levels before.

Complementary slackness says what that is: an edge whose price is above its worth is never in such a choice,
whoever has a price above zero is never left out of it, and a place with one is never empty.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.columns import Ints
from bot.matching.flow import Hint, Network, Unsolved, flow
from bot.matching.levels import Lots, Stage
from bot.matching.prices import Prices, prices

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Edges:
    """Some possible pairs, with their scores, and whether they were kept from before."""

    mentee: Ints
    mentor: Ints
    score: Ints
    kept: Bools

    def __len__(self) -> int:
        return len(self.mentee)

    def some(self, which: Bools) -> "Edges":
        """Those of them."""
        return Edges(self.mentee[which], self.mentor[which], self.score[which], self.kept[which])


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: the places of each mentor, who leads, and the lots."""

    places: Ints
    led: Bools
    leads: Bools
    lots: Lots

    def worth(self, stage: Stage, edges: Edges) -> Ints:
        """What edges are worth in a stage."""
        found = np.full(len(edges), stage.mentee, np.int64)
        if stage.leader:
            found += stage.leader * self.led[edges.mentee]
        if stage.kept:
            found += stage.kept * edges.kept
        if stage.scores:
            found += edges.score if stage.of_score is None else stage.of_score[edges.score]
        if stage.lots:
            found += self.lots.of(edges.mentee, edges.mentor)
        return found


@dataclass(frozen=True, slots=True)
class Face:
    """What every choice that is best so far has in common: who is placed, which places are taken or shut."""

    must: Bools
    first: Bools
    others: Bools
    closed: Bools

    @classmethod
    def whole(cls, cast: Cast) -> "Face":
        """Before anything is decided."""
        mentors = np.zeros(len(cast.places), bool)
        return cls(np.zeros(len(cast.led), bool), mentors, mentors, mentors)

    def narrowed(self, stage: Stage, cast: Cast, paid: Prices) -> "Face":
        """What is left of it once a stage is decided, at these prices."""
        first, others = ~self.first, ~self.others & ~self.closed
        return Face(
            self.must | (paid.mentees > 0),
            self.first | (first & (paid.mentors + stage.leader * cast.leads > 0)),
            self.others | (others & (paid.mentors > 0)),
            self.closed | (others & (paid.mentors < 0)),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The mentor of each mentee, and the prices that support it among the edges it was chosen from."""

    mate: Ints
    prices: Prices


# Of a mentee, a leader and a pair kept, in points: enough to come first in most cohorts.
_LIGHT = 1 << 13, 1 << 12, 1 << 11


def choose(stage: Stage, cast: Cast, face: Face, edges: Edges, hint: Hint | None = None) -> Choice:
    """The best choice of a stage among these edges, which are all as good as any at the stages before."""
    worth = cast.worth(stage, edges)
    at_least = 0
    if face.must.any() or face.first.any() or face.others.any():
        # more than all of a stage together, so that nobody who must be placed is left out for anything
        pairs = min(len(cast.led), int(cast.places.sum()))
        at_least = 2 * (pairs + 1) * int(np.abs(worth).max(initial=0)) + 1
    network = Network(
        len(cast.led),
        edges.mentee,
        edges.mentor,
        worth + at_least * face.must[edges.mentee],
        np.where(face.closed, np.minimum(1, cast.places), cast.places),
        stage.leader * cast.leads + at_least * face.first,
        at_least * face.others,
    )
    if hint is None and not at_least and (found := _lightly(network, stage, cast, edges)):
        return found
    mate = flow(network, None if at_least else hint)
    paid = prices(network, mate)
    # what was added for those who must be placed is not part of their price at this level
    return Choice(mate, Prices(paid.mentees - at_least * face.must, paid.mentors))


def _lightly(network: Network, stage: Stage, cast: Cast, edges: Edges) -> Choice | None:
    """The best choice, found with less for each person than they are worth; None if that finds another.

    The engine's work grows with what edges are worth, and the prices tell whether it was the same.
    """
    if stage.of_score is not None or not stage.scores:
        return None
    units = zip((stage.mentee, stage.leader, stage.kept), _LIGHT, strict=True)
    mentee, leader, kept = (min(unit, light) for unit, light in units)
    light = replace(stage, mentee=mentee, leader=leader, kept=kept)
    mate = flow(replace(network, worth=cast.worth(light, edges), first=leader * cast.leads))
    try:
        return Choice(mate, prices(network, mate))
    except Unsolved:
        return None
