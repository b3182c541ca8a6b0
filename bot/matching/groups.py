"""Groups: a mentor with three to eight mentees, or with none. Decided exactly, or refused.

A group that is going on has begun with enough: it may take one more, or nobody.

What a flow cannot know is the gap between none and three. So where its best answer leaves a group too small,
both ways out of it are tried: the mentor takes no group, or has at least three. For the second the mentor
stands there twice, once with three places of which none may stay empty, and once with the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from bot.matching.best import steps_of, totals
from bot.matching.certificate import price_list
from bot.matching.cohort import Cohort
from bot.matching.columns import Ints
from bot.matching.flow import Unsolved
from bot.matching.problem import Problem, nothing_told
from bot.matching.prove import prove
from bot.matching.run import Refused
from bot.matching.scores import Scores
from bot.matching.searching import TooMany, best_first
from bot.matching.stages import Bools, Cast, Face

SMALLEST, LARGEST = 3, 8


@dataclass(frozen=True, slots=True)
class _Tried:
    """Which mentors take no group, and which must have one; who is with whom then, and what that reaches."""

    shut: frozenset[int]
    opened: frozenset[int]
    mate: Ints
    reached: tuple[int, ...]


def match_groups(cohort: Cohort) -> tuple[Ints, dict[str, int]]:
    """The mentor of each mentee, or -1, and the totals. Raises Refused after too many tries."""
    if cohort.run.aim.protect_worst or cohort.locked:
        raise Refused("groups_aim")
    tries = count(2)

    def ways_out(tried: _Tried) -> Iterator[_Tried | None] | None:
        small = _too_small(cohort, tried.mate)
        return None if small is None else shut_or_opened(tried, small)

    def shut_or_opened(tried: _Tried, small: int) -> Iterator[_Tried | None]:
        for shut, opened in (({small}, set()), (set(), {small})):
            cohort.run.told(f"groups: {next(tries)} ways tried")
            yield _tried(cohort, tried.shut | shut, tried.opened | opened)

    try:
        best = best_first(_tried(cohort, frozenset(), frozenset()), lambda one: one.reached, ways_out)
    except TooMany as too_many:
        raise Refused("groups") from too_many
    if best is None:
        raise Unsolved("no groups at all would have been an answer")
    return best.mate, totals(cohort.problem, cohort.wanted, best.mate)


def _too_small(cohort: Cohort, mate: Ints) -> int | None:
    """The mentor of the largest group that is too small, if there is one."""
    sizes = np.bincount(mate[mate >= 0], minlength=len(cohort.mentors))
    small = np.flatnonzero((sizes > 0) & (sizes < SMALLEST) & (_taken(cohort) == 0))
    return int(small[np.argmax(sizes[small])]) if len(small) else None


def _taken(cohort: Cohort) -> Ints:
    """How many are in the group of each mentor already."""
    return np.array([cohort.run.taken.get(one.id, 0) for one in cohort.mentors], np.int64)


def _tried(cohort: Cohort, shut: frozenset[int], opened: frozenset[int]) -> _Tried | None:
    """The best that can be reached so; None where a group that must be cannot be."""
    must = sorted(opened)
    problem, face = _problem(cohort, sorted(shut), must)
    steps = steps_of(problem, cohort.wanted)
    found = prove(problem, steps, face)
    mentors = len(cohort.mentors)
    filled = np.bincount(found.mate[found.mate >= 0], minlength=mentors + len(must))[mentors:]
    if (filled < SMALLEST).any():
        return None
    _confirm(problem, price_list(found, steps, problem.cast).potentials, face, found.mate)
    doubles = np.array([*range(mentors), *must], np.int64)
    mate = np.where(found.mate >= 0, doubles[np.maximum(found.mate, 0)], -1)
    reached = totals(cohort.problem, cohort.wanted, mate)
    return _Tried(shut, opened, mate, tuple(reached.values()))


def _problem(cohort: Cohort, shut: list[int], must: list[int]) -> tuple[Problem, Face]:
    """The cohort with those who must have a group standing there twice, with three places the second time."""
    whole, cast = cohort.problem, cohort.cast
    taken = _taken(cohort)
    places = np.minimum(np.maximum(0, LARGEST - taken), cast.places)
    places[(places < SMALLEST) & (taken == 0)] = 0
    places[shut] = 0
    places[must] -= SMALLEST
    table = np.concatenate([whole.scores.table, whole.scores.table[:, must]], axis=1)
    leads = cast.leads.copy()
    leads[must] = False
    lots = replace(cast.lots, mentors=np.concatenate([cast.lots.mentors, cast.lots.mentors[must]]))
    twice = Cast(
        np.concatenate([places, np.full(len(must), SMALLEST)]),
        cast.led,
        np.concatenate([leads, cast.leads[must]]),
        lots,
    )
    full: Bools = np.arange(table.shape[1]) >= len(places)
    nobody = np.zeros(len(cast.led), bool)
    face = Face(nobody, full, full, np.zeros(len(full), bool))
    return replace(whole, scores=Scores(table), cast=twice, told=nothing_told), face


def _confirm(problem: Problem, potentials: Ints, face: Face, mate: Ints) -> None:
    """Whoever costs something has no place left empty, and whoever is paid for has none too many."""
    taken = np.bincount(mate[mate >= 0], minlength=len(problem.cast.places))
    first = np.argmax(potentials != 0, axis=1)
    dear = potentials[np.arange(len(potentials)), first] > 0
    if (dear & ~face.first & (taken < problem.cast.places)).any():
        raise Unsolved("a place that costs something is empty")
