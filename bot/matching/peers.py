"""Pairs of peers: everybody could be with everybody, so that the choice is a matching in a general graph.

All levels are packed into one number of any length. Only the best pairs of each person are matched at first;
then the proof is held against all pairs, and whichever it does not cover is added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.blossom import Matched, check, match_in_graph, uncovered
from bot.matching.cohort import Cohort, Pair
from bot.matching.columns import Ints
from bot.matching.levels import KEPT, LEADERS, MENTEES, TIE, WORST, Wanted, digits
from bot.matching.run import Refused
from bot.matching.searching import highest

# Up to so many people every pair is matched at once; beyond, the best of each.
FEW = 120
BEST_OF_EACH = 20
MOST = 1_500
# What a pair is worth at most at the levels that its score does not say.
_OF_PEOPLE = {MENTEES: 1, LEADERS: 2, TIE: 1 << 20}


@dataclass(frozen=True, slots=True)
class Peers:
    """Pairs as (one, other, score), the units of the levels, their totals, and the proof in doubled prices.

    `bound` proves that the worst pair cannot be better.
    """

    pairs: tuple[tuple[int, int, int], ...]
    units: Mapping[str, int]
    totals: Mapping[str, int]
    matched: Matched

    bound: "Peers | None" = None

    def missing(self, cohort: Cohort, pair: Pair) -> Mapping[str, int]:
        """How much less than its prices a pair is worth, level by level; the first that is not 0 counts."""
        one, other = sorted(pair)
        marked = np.zeros(cohort.scores.shape, bool)
        marked[one, other] = True
        wanted = replace(cohort.wanted, worst=self.totals.get(WORST))
        worth = _Worths(cohort, wanted, tuple(self.units)).of(marked)[one, other]
        inside = sum(odd.price for odd in self.matched.odd_sets if {one, other} <= odd.people)
        paid = self.matched.prices.get(one, 0) + self.matched.prices.get(other, 0) + inside
        # all later levels together, for more or for less, are below half a unit
        return dict(zip(self.units, digits((paid - 2 * worth) // 2, self.units.values()), strict=True))


def match_peers(cohort: Cohort) -> Peers:
    """The best pairs of peers, proven over all of them. Raises Refused for more people than that can take."""
    if len(cohort.mentees) > MOST:
        raise Refused("many_peers", facts={"most": MOST})
    wanted, bound = cohort.wanted, None
    if cohort.run.aim.protect_worst:
        lowest, bound = _protected(cohort)
        wanted = replace(wanted, worst=lowest)
    found = choose_peers(cohort, wanted)
    totals = dict(found.totals)
    if wanted.worst is not None:
        totals[WORST] = wanted.worst
    return replace(found, totals=totals, bound=bound)


def choose_peers(cohort: Cohort, wanted: Wanted) -> Peers:
    """The best pairs once the worst score there need be is known, if it is asked for at all."""
    return _matched(cohort, wanted, _names(wanted), cohort.problem.least)


def _protected(cohort: Cohort) -> tuple[int, "Peers | None"]:
    """The highest lowest score that costs nothing at earlier levels, and the proof that none is higher."""
    wanted = cohort.wanted
    first = _matched(cohort, wanted, wanted.before_worst, cohort.problem.least)
    if not first.pairs:
        return 0, None

    def at(least: int) -> tuple[int | None, Peers]:
        found = _matched(cohort, wanted, wanted.before_worst, least)
        return (_lowest(found) if found.totals == first.totals else None), found

    return highest(_lowest(first), int(cohort.scores.table.max()) + 1, at)


def _lowest(found: Peers) -> int:
    return min(score for _, _, score in found.pairs)


def _names(wanted: Wanted) -> tuple[str, ...]:
    return tuple(name for name in wanted.names if name != KEPT)


def _matched(cohort: Cohort, wanted: Wanted, names: Sequence[str], least: int) -> Peers:
    """The best at these levels among the pairs that score at least that."""
    count = len(cohort.mentees)
    worths = _Worths(cohort, wanted, names)
    possible = np.triu(cohort.scores.table >= max(0, least), 1)
    everything = worths.of(possible)
    weights = everything if count <= FEW else worths.of(possible & _foremost(cohort))
    while True:
        matched = match_in_graph(range(count), weights)
        more = list(uncovered(everything, matched)) if weights is not everything else []
        if not more:
            break
        weights = {**weights, **{pair: everything[pair] for pair in more}}
    check(range(count), everything, matched)
    pairs = tuple((one, other, int(cohort.scores.table[one, other])) for one, other in matched.pairs)
    return Peers(pairs, worths.units, worths.totals(matched.pairs), matched)


class _Worths:
    """What pairs are worth: each level for itself, and all of them in one number."""

    def __init__(self, cohort: Cohort, wanted: Wanted, names: Sequence[str]) -> None:
        self._cohort, self._names = cohort, names
        self._of_score = {name: wanted.of_score(name) for name in names if name not in _OF_PEOPLE}
        self.units: dict[str, int] = {}
        unit, below = 1, 0
        for name in reversed(names):
            self.units[name] = unit
            below += unit * (_OF_PEOPLE.get(name) or int(np.abs(self._of_score[name]).max()))
            # larger than everything that the levels below can add up to
            unit = 2 * max(1, len(cohort.mentees)) * below + 1
        self.units = dict(reversed(self.units.items()))

    def of(self, which: NDArray[np.bool_]) -> dict[Pair, int]:
        """What the marked pairs are worth, in one number of any length."""
        ones, others = np.nonzero(which)
        levels = self._levels(ones, others)
        units = [self.units[name] for name in self._names]
        rows = zip(*(column.tolist() for column in levels), strict=True)
        pairs = zip(ones.tolist(), others.tolist(), strict=True)
        return {
            pair: sum(unit * value for unit, value in zip(units, row, strict=True))
            for pair, row in zip(pairs, rows, strict=True)
        }

    def totals(self, pairs: Sequence[Pair]) -> dict[str, int]:
        """What pairs reach at each level."""
        ones, others = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
        sums = (int(column.sum()) for column in self._levels(ones, others))
        return dict(zip(self._names, sums, strict=True))

    def _levels(self, ones: Ints, others: Ints) -> list[Ints]:
        cohort = self._cohort
        scores, leads = cohort.scores.at(ones, others), cohort.people.mentees.leader.astype(np.int64)
        of_people = {
            MENTEES: np.ones_like(ones),
            LEADERS: leads[ones] + leads[others],
            TIE: cohort.cast.lots.of(ones, others),
        }
        return [
            of_people[name] if name in of_people else self._of_score[name][scores] for name in self._names
        ]


def _foremost(cohort: Cohort) -> NDArray[np.bool_]:
    """The best pairs of each person: by score, since by all levels everybody's would be the same leaders."""
    table = cohort.scores.table.astype(np.int32)
    least = np.partition(table, -BEST_OF_EACH, axis=1)[:, -BEST_OF_EACH, None]
    mine = table >= np.maximum(least, 0)
    found: NDArray[np.bool_] = mine | mine.T
    return found
