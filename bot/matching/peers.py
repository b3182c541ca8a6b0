"""Pairs of peers: everybody could be with everybody, so that the choice is a matching in a general graph.

All levels are packed into one number of any length. Only the best pairs of each person are matched at first;
then the proof is held against all pairs, and whichever it does not cover is added.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.matching.blossom import Matched, check, match_in_graph, uncovered
from bot.matching.cohort import Cohort, Pair
from bot.matching.levels import BELOW, KEPT, LEADERS, MENTEES, SCORE, TIE
from bot.matching.run import Refused

# Up to so many people every pair is matched at once; beyond, the best of each.
FEW = 120
BEST_OF_EACH = 20
MOST = 1_500


@dataclass(frozen=True, slots=True)
class Peers:
    """Pairs as (one, other, score), `units` of the levels, the totals, and the proof in doubled prices."""

    pairs: tuple[tuple[int, int, int], ...]
    units: Mapping[str, int]
    totals: Mapping[str, int]
    matched: Matched

    def missing(self, cohort: Cohort, pair: Pair) -> tuple[int, int, int]:
        """How much less than its prices a pair is worth: people, leaders, points; at least."""
        one, other = sorted(pair)
        prices = self.matched.prices
        covered = sum(odd.price for odd in self.matched.odd_sets if {one, other} <= odd.people)
        rest = (
            max(
                0,
                prices.get(one, 0)
                + prices.get(other, 0)
                + covered
                - 2 * worth(cohort, self.units, one, other),
            )
            // 2
        )
        found = []
        for name in (MENTEES, LEADERS, SCORE):
            found.append(rest // self.units[name])
            rest %= self.units[name]
        return found[0], found[1], found[2]


def match_peers(cohort: Cohort) -> Peers:
    """The best pairs of peers, proven over all of them. Raises Refused for more people than that can take."""
    count = len(cohort.mentees)
    if count > MOST:
        raise Refused("many_peers", facts={"most": MOST})
    if cohort.run.aim.protect_worst or cohort.run.aim.bands:
        raise Refused("peers_aim")
    units = _units(cohort, count)
    possible = np.triu(cohort.scores.table >= max(0, cohort.problem.least), 1)
    everything = _weights(cohort, units, possible)
    weights = everything if count <= FEW else _weights(cohort, units, possible & _foremost(cohort))
    while True:
        matched = match_in_graph(range(count), weights)
        more = list(uncovered(everything, matched)) if weights is not everything else []
        if not more:
            break
        weights = {**weights, **{pair: everything[pair] for pair in more}}
    check(range(count), everything, matched)
    return Peers(
        tuple((one, other, int(cohort.scores.table[one, other])) for one, other in matched.pairs),
        units,
        _totals(cohort, matched),
        matched,
    )


def _units(cohort: Cohort, count: int) -> dict[str, int]:
    """Each larger than everything that the levels below it can add up to."""
    names = [name for name in cohort.wanted.names if name != KEPT or cohort.run.kept]
    highest = {TIE: 1 << 20, SCORE: 1000, LEADERS: 2}
    units: dict[str, int] = {}
    unit, below = 1, 0
    for name in reversed(names):
        units[name] = unit
        below += unit * highest.get(name, 1)
        unit = 2 * max(1, count) * below + 1
    return dict(reversed(units.items()))


def worth(cohort: Cohort, units: Mapping[str, int], one: int, other: int) -> int:
    """What a pair is worth, all levels in one number."""
    score = int(cohort.scores.table[one, other])
    leads = cohort.people.mentees.leader
    lot = int(cohort.cast.lots.of(np.array([one]), np.array([other]))[0])
    found = {MENTEES: 1, LEADERS: int(leads[one]) + int(leads[other]), SCORE: score, TIE: lot}
    if BELOW in units:
        found[BELOW] = int(cohort.wanted.of_score(BELOW)[score])
    return sum(units[name] * value for name, value in found.items())


def _weights(cohort: Cohort, units: Mapping[str, int], which: np.ndarray) -> dict[Pair, int]:
    ones, others = np.nonzero(which)
    scores = cohort.scores.at(ones, others)
    leads = cohort.people.mentees.leader.astype(np.int64)
    lots = cohort.cast.lots.of(ones, others)
    below = cohort.wanted.of_score(BELOW)[scores] if BELOW in units else np.zeros_like(scores)
    columns = (ones, others, scores, leads[ones] + leads[others], below, lots)
    return {
        (one, other): units[MENTEES]
        + units[LEADERS] * led
        + units.get(BELOW, 0) * low
        + units[SCORE] * score
        + units[TIE] * lot
        for one, other, score, led, low, lot in zip(*(column.tolist() for column in columns), strict=True)
    }


def _foremost(cohort: Cohort) -> np.ndarray:
    """The best of each person, either way round."""
    table = cohort.scores.table.astype(np.int32)
    least = np.partition(table, -BEST_OF_EACH, axis=1)[:, -BEST_OF_EACH, None]
    mine = table >= np.maximum(least, 0)
    return mine | mine.T


def _totals(cohort: Cohort, matched: Matched) -> dict[str, int]:
    ones = np.array([one for one, _ in matched.pairs], np.int64)
    others = np.array([other for _, other in matched.pairs], np.int64)
    scores = cohort.scores.at(ones, others)
    leads = cohort.people.mentees.leader
    found = {
        MENTEES: len(ones),
        LEADERS: int(leads[ones].sum() + leads[others].sum()),
        SCORE: int(scores.sum()),
        TIE: int(cohort.cast.lots.of(ones, others).sum()),
    }
    return {
        name: found[name] if name in found else int(cohort.wanted.of_score(name)[scores].sum())
        for name in cohort.wanted.names
        if name != KEPT
    }
