"""Why two people are not a pair, and where one more mentor would help most: what prices say in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from bot.matching.answer import Answer, answer
from bot.matching.best import best, worth
from bot.matching.branching import excluding
from bot.matching.candidates import Candidate
from bot.matching.cohort import Cohort, Pair
from bot.matching.forced import lost_with
from bot.matching.levels import LEADERS, MENTEES, SCORE, TIE, WORST
from bot.matching.run import Refused
from bot.message import Facts
from bot.model import ProgrammeKind

MOST_HELPFUL = 10
MOST_TRIED = 3
_NAMED = {MENTEES: "people", LEADERS: "leaders", SCORE: "points"}


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two people are not a pair in this run.

    `code` is a rule's (as it may be shown), `together` (they are), `locked` (a coordinator has decided on
    another pair for the mentee, or for one of two peers), `each_other` (they are locked the other way round),
    `full` (all places of the mentor, or all for this department, are locked or taken), `below_floor`,
    `as_good` (it would be as good: a lot has decided), or `costs`, with the facts `people`, `leaders` and
    `points`: the programme would lose at least that many of the first that is not 0. For `other` only the
    levels that were asked for besides would suffer.
    """

    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Helpful:
    """A mentor whose kind is scarce: one more place with them would place `people` more, or add `points`."""

    mentor: Candidate
    people: int
    points: int


def why_not_in(cohort: Cohort, found: Answer, pair: tuple[int, int]) -> WhyNot:
    """Why this mentor and this mentee, by their ids, are not a pair. Raises KeyError for strangers."""
    mentor, mentee = cohort.guides[pair[0]], cohort.guided[pair[1]]
    if found.mate[mentee] == mentor:
        return WhyNot("together")
    if why := cohort.bar((mentee, mentor)):
        return WhyNot(why.shown)
    is_peer = cohort.run.kind is ProgrammeKind.PEER
    if any(mentee == one or (is_peer and {mentee, mentor} & {one, other}) for one, other in cohort.locked):
        return WhyNot("locked")
    if not is_peer and (cohort.places[mentor] < 1 or _has_enough(cohort, (mentee, mentor))):
        return WhyNot("full")
    if (score := cohort.scores.table[mentee, mentor]) < cohort.problem.least:
        return WhyNot("each_other" if score < 0 else "below_floor")
    return _cost(cohort, found, (mentee, mentor))


def _has_enough(cohort: Cohort, pair: Pair) -> bool:
    """Whether as many of the mentee's department as a mentor may have are locked with this one."""
    most, departments = cohort.run.per_department, cohort.people.mentees.department
    mine = departments[pair[0]]
    alike = sum(departments[one] == mine for one, mentor in cohort.locked if mentor == pair[1])
    return bool(most and mine and alike >= most)


def _cost(cohort: Cohort, found: Answer, pair: Pair) -> WhyNot:
    """What it would cost, at least."""
    missing = _by_prices(cohort, found, pair)
    if found.groups is not None:
        missing = _by_trying(cohort, found, pair)
    elif _decisive(missing) not in _NAMED:
        # prices know of no cost that can be named, and may overlook some: choosing again tells all
        try:
            missing = lost_with(cohort, found.totals, pair)
        except Refused:
            return WhyNot("other")
    decisive = _decisive(missing)
    if not decisive:
        return WhyNot("as_good")
    if decisive not in _NAMED:
        return WhyNot("other")
    return WhyNot("costs", {word: missing[name] * (name == decisive) for name, word in _NAMED.items()})


def _by_trying(cohort: Cohort, found: Answer, pair: Pair) -> Mapping[str, int]:
    """What is lost if this mentee could be with nobody else, at least: groups have no prices."""
    mentee, mentor = pair
    row = cohort.scores.table[mentee].copy()
    cohort.scores.table[mentee] = -1
    cohort.scores.table[pair] = row[mentor]
    try:
        again = answer(cohort)
    finally:
        cohort.scores.table[mentee] = row
    lost = {name: total - again.totals[name] for name, total in found.totals.items()}
    # as much may be reached without these two; whether with them, too, is not known
    return lost if again.mate[mentee] == mentor or _decisive(lost) else {"unknown": 1}


def _decisive(missing: Mapping[str, int]) -> str:
    """The first level at which something would be lost."""
    return next((name for name, value in missing.items() if value and name != TIE), "")


def _by_prices(cohort: Cohort, found: Answer, pair: Pair) -> Mapping[str, int]:
    """The prices of both beyond what the pair is worth, which is never more than what is lost (duality)."""
    if found.peers:
        return found.peers.missing(cohort, pair)
    chosen, prices = found.best, found.prices
    if not chosen or not prices or chosen.cut:
        return {}
    mentee, mentor = pair
    own = worth(cohort.problem, replace(cohort.wanted, worst=chosen.totals.get(WORST)), pair)
    return {
        name: int(prices.mentees[mentee, level] + prices.potentials[mentor, level]) - own[name]
        for level, name in enumerate(prices.levels)
    }


def helpful(cohort: Cohort, found: Answer) -> tuple[Helpful, ...]:
    """The mentors with the highest prices, the highest first: more of their kind should be asked."""
    prices = found.prices
    if prices is None:
        return ()
    people, points = (prices.others[:, prices.levels.index(name)] for name in (MENTEES, SCORE))
    order = np.lexsort((-points, -people))[:MOST_HELPFUL].tolist()
    dear = [number for number in order if people[number] > 0 or points[number] > 0]
    if excluding(cohort):
        # prices do not know what excludes each other: so it is tried
        return tuple(filter(None, (_gained(cohort, found.totals, number) for number in dear[:MOST_TRIED])))
    return tuple(
        Helpful(cohort.mentors[number], int(people[number]), max(0, int(points[number]))) for number in dear
    )


def _gained(cohort: Cohort, totals: Mapping[str, int], mentor: int) -> Helpful | None:
    """What one more place with a mentor gains; None if it is nothing, or only what is excluded gains it."""
    places = cohort.places.copy()
    places[mentor] += 1
    problem = replace(cohort.problem, cast=replace(cohort.cast, places=places))
    more = best(problem, cohort.wanted, protect_worst=cohort.run.aim.protect_worst)
    if any(rule(cohort, more) for _, rule in excluding(cohort)):
        return None
    people, points = (max(0, more.totals[name] - totals[name]) for name in (MENTEES, SCORE))
    return Helpful(cohort.mentors[mentor], people, points) if people or points else None
