"""What a pair that is not among the best would cost, found by making it and choosing again for all others."""

from collections.abc import Mapping
from dataclasses import replace

from bot.matching.best import Best, best, worth
from bot.matching.branching import best_allowed
from bot.matching.cohort import Cohort, Pair
from bot.matching.levels import LEADERS, TIE, WORST, Wanted
from bot.matching.peers import choose_peers
from bot.model import ProgrammeKind


def lost_with(cohort: Cohort, totals: Mapping[str, int], pair: Pair) -> Mapping[str, int]:
    """By how much each level falls short of these totals once the pair is made; the lot is not counted.

    Raises Refused where that cannot be told.
    """
    wanted = replace(cohort.wanted, worst=totals.get(WORST))
    places = cohort.places.copy()
    places[pair[1]] -= 1
    held = replace(cohort, places=places, locked=(*cohort.locked, pair))
    best_of_others = _best_of(held, wanted)
    own = worth(cohort.problem, wanted, pair)
    own[LEADERS] += int(cohort.cast.leads[pair[1]])
    # of the worst pair what counts is how many are below it
    return {
        name: (0 if name == WORST else totals[name]) - best_of_others[name] - own[name]
        for name in totals
        if name != TIE
    }


def _best_of(cohort: Cohort, wanted: Wanted) -> Mapping[str, int]:
    if cohort.run.kind is ProgrammeKind.PEER:
        return choose_peers(cohort, wanted).totals

    def solve(these: Cohort) -> Best:
        return best(these.problem, wanted)

    return best_allowed(cohort, solve).totals
