"""What a pair that is not among the best would cost, found by making it and choosing again for all others."""

from collections.abc import Mapping
from dataclasses import replace

from bot.matching.best import Best, best
from bot.matching.branching import best_allowed
from bot.matching.cohort import Cohort, Pair
from bot.matching.levels import KEPT, LEADERS, MENTEES, TIE, WORST, Wanted
from bot.matching.peers import choose_peers
from bot.model import ProgrammeKind

_OF_PEOPLE = (MENTEES, LEADERS, KEPT, TIE)


def lost_with(cohort: Cohort, totals: Mapping[str, int], pair: Pair) -> Mapping[str, int]:
    """By how much each level falls short of these totals once the pair is made; the lot is not counted.

    Raises Refused where that cannot be told.
    """
    wanted = replace(cohort.wanted, worst=totals.get(WORST))
    places = cohort.places.copy()
    places[pair[1]] -= 1
    held = replace(cohort, places=places, locked=(*cohort.locked, pair))
    best_of_others = _best_of(held, wanted)
    own = _worth(cohort, wanted, pair)
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


def _worth(cohort: Cohort, wanted: Wanted, pair: Pair) -> Mapping[str, int]:
    """What a pair adds at each level."""
    mentee, mentor = pair
    score, kept = int(cohort.scores.table[pair]), cohort.problem.kept
    of_people = {
        MENTEES: 1,
        LEADERS: int(cohort.cast.led[mentee]) + int(cohort.cast.leads[mentor]),
        KEPT: int(((kept[0] == mentee) & (kept[1] == mentor)).any()),
        TIE: 0,
    }
    return {
        name: of_people[name] if name in _OF_PEOPLE else int(wanted.of_score(name)[score])
        for name in wanted.names
    }
