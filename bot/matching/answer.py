"""What is answered to a run: pairs, with the prices that prove them. Nothing unproven leaves this room."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.matching.best import Best, best
from bot.matching.branching import best_allowed
from bot.matching.certificate import PriceList, confirm, price_list
from bot.matching.cohort import Cohort, Pair
from bot.matching.columns import Ints
from bot.matching.groups import match_groups
from bot.matching.peers import Peers, match_peers
from bot.model import ProgrammeKind


@dataclass(frozen=True, slots=True)
class Answer:
    """Pairs as (mentee, mentor, score), by mentee; `mate` is the mentor of each mentee, or -1.

    Peers have `peers` instead of `best`, and stand in one pair only, the first of the two as the mentee. Of
    groups there are the totals alone: that they are the best was found by trying, and has no prices.
    """

    pairs: tuple[tuple[int, int, int], ...]
    mate: Ints
    best: Best | None = None
    prices: PriceList | None = None
    peers: Peers | None = None
    groups: Mapping[str, int] | None = None

    @property
    def totals(self) -> Mapping[str, int]:
        """What is reached at each level, by those who are not locked."""
        told = self.best or self.peers
        return told.totals if told else self.groups or {}


def answer(cohort: Cohort) -> Answer:
    """The best pairs, proven. Raises Refused where what was asked cannot be done exactly."""
    if cohort.run.kind is ProgrammeKind.PEER:
        return _of_peers(cohort)
    if cohort.run.kind is ProgrammeKind.GROUP:
        return _of_groups(cohort)
    found = best_allowed(cohort, _found)
    prices = price_list(found, found.stages, cohort.cast)
    confirm(found, prices, cohort.cast)
    mentees, mentors = found.pairs
    scores = cohort.scores.at(mentees, mentors)
    pairs = list(zip(mentees.tolist(), mentors.tolist(), scores.tolist(), strict=True))
    pairs += [(*pair, _score(cohort, pair)) for pair in cohort.locked]
    mate = found.mate.copy()
    for mentee, mentor in cohort.locked:
        mate[mentee] = mentor
    return Answer(tuple(sorted(pairs)), mate, found, prices)


def _found(cohort: Cohort) -> Best:
    return best(cohort.problem, cohort.wanted, protect_worst=cohort.run.aim.protect_worst)


def _of_groups(cohort: Cohort) -> Answer:
    mate, reached = match_groups(cohort)
    mentees = np.flatnonzero(mate >= 0)
    scores = cohort.scores.at(mentees, mate[mentees])
    pairs = zip(mentees.tolist(), mate[mentees].tolist(), scores.tolist(), strict=True)
    return Answer(tuple(pairs), mate, groups=reached)


def _of_peers(cohort: Cohort) -> Answer:
    found = match_peers(cohort)
    mate = np.full(len(cohort.mentees), -1, np.int64)
    pairs = [*found.pairs, *((min(pair), max(pair), _score(cohort, pair)) for pair in cohort.locked)]
    for one, other, _ in pairs:
        mate[[one, other]] = other, one
    return Answer(tuple(sorted(pairs)), mate, peers=found)


def _score(cohort: Cohort, pair: Pair) -> int:
    """The score of a locked pair, which the engine does not see; of peers, seen from both sides."""
    if cohort.run.kind is not ProgrammeKind.PEER:
        return cohort.fit(pair).score
    return (cohort.fit(pair).score + cohort.fit(pair[::-1]).score) // 2
