"""Why two people are not a pair, and where one more mentor would help most: what prices say in words."""

from dataclasses import dataclass, field

import numpy as np

from bot.matching.answer import Answer, answer
from bot.matching.candidates import Candidate
from bot.matching.certificate import PriceList
from bot.matching.cohort import Cohort, Pair
from bot.matching.levels import LEADERS, MENTEES, SCORE, TIE
from bot.message import Facts

MOST_HELPFUL = 10
_WORDS = {MENTEES: "people", LEADERS: "leaders", SCORE: "points"}


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two people are not a pair in this run.

    `code` is a rule's (as it may be shown), `together` (they are), `locked` (a coordinator has decided on
    another pair for the mentee), `full` (all places of the mentor are locked or taken), `below_floor`,
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
    mentor = {one.id: number for number, one in enumerate(cohort.mentors)}[pair[0]]
    mentee = {one.id: number for number, one in enumerate(cohort.mentees)}[pair[1]]
    if found.mate[mentee] == mentor:
        return WhyNot("together")
    if why := cohort.bar((mentee, mentor)):
        return WhyNot(why.shown)
    if any(mentee == one for one, _ in cohort.locked):
        return WhyNot("locked")
    if cohort.places[mentor] < 1:
        return WhyNot("full")
    if cohort.scores.table[mentee, mentor] < cohort.problem.least:
        return WhyNot("below_floor")
    if found.groups is not None:
        return _by_trying(cohort, found, (mentee, mentor))
    if found.prices is None:
        return _between_peers(cohort, found, (mentee, mentor))
    return _cost(cohort, found.prices, (mentee, mentor))


def _cost(cohort: Cohort, prices: PriceList, pair: Pair) -> WhyNot:
    """What it would cost at least: the prices of both beyond what the pair is worth (linear programming)."""
    mentee, mentor = pair
    score = int(cohort.scores.table[pair])
    worth = {MENTEES: 1, LEADERS: int(cohort.cast.led[mentee]), SCORE: score}
    kept = cohort.problem.kept
    worth["kept"] = int(((kept[0] == mentee) & (kept[1] == mentor)).any())
    missing = {
        name: int(prices.mentees[mentee, level] + prices.potentials[mentor, level])
        - (worth[name] if name in worth else int(cohort.wanted.of_score(name)[score]))
        for level, name in enumerate(prices.levels)
        if name != TIE
    }
    decisive = next((name for name, value in missing.items() if value), None)
    if decisive is None:
        return WhyNot("as_good")
    if decisive not in (MENTEES, LEADERS, SCORE):
        return WhyNot("other")
    return WhyNot("costs", {word: missing[name] * (name == decisive) for name, word in _WORDS.items()})


def _by_trying(cohort: Cohort, found: Answer, pair: Pair) -> WhyNot:
    """What it would cost if this mentee could be with nobody else: groups have no prices."""
    mentee, mentor = pair
    row = cohort.scores.table[mentee].copy()
    cohort.scores.table[mentee] = -1
    cohort.scores.table[pair] = row[mentor]
    try:
        reached = answer(cohort).totals
    finally:
        cohort.scores.table[mentee] = row
    lost = {word: found.totals[name] - reached[name] for name, word in _WORDS.items()}
    decisive = next((word for word, number in lost.items() if number > 0), None)
    if decisive is None:
        return WhyNot("as_good")
    return WhyNot("costs", {word: number * (word == decisive) for word, number in lost.items()})


def _between_peers(cohort: Cohort, found: Answer, pair: Pair) -> WhyNot:
    """The same from the prices of peers, whose levels are packed into one number."""
    if found.peers is None:
        return WhyNot("as_good")
    people, leaders, points = found.peers.missing(cohort, pair)
    if people or leaders or points:
        facts = {"people": people, "leaders": 0 if people else leaders}
        return WhyNot("costs", {**facts, "points": 0 if people or leaders else points})
    return WhyNot("as_good")


def helpful(cohort: Cohort, found: Answer) -> tuple[Helpful, ...]:
    """The mentors with the highest prices, the highest first: more of their kind should be asked."""
    prices = found.prices
    if prices is None:
        return ()
    people, points = (prices.others[:, prices.levels.index(name)] for name in (MENTEES, SCORE))
    order = np.lexsort((-points, -people))[:MOST_HELPFUL].tolist()
    return tuple(
        Helpful(cohort.mentors[number], int(people[number]), max(0, int(points[number])))
        for number in order
        if people[number] > 0 or points[number] > 0
    )
