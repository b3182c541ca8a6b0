"""The best choice for what was asked, with what it reaches at each level and the prices that prove it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from bot.matching.columns import Ints
from bot.matching.levels import KEPT, LEADERS, MENTEES, TIE, WORST, Stage, Wanted, stages
from bot.matching.prices import Prices
from bot.matching.problem import Problem
from bot.matching.prove import Proven, prove
from bot.matching.searching import highest


@dataclass(frozen=True, slots=True)
class Bound:
    """Why no choice has a better worst pair: among the pairs that score more, these prices hold."""

    stages: tuple[Stage, ...]
    proven: Proven


@dataclass(frozen=True, slots=True)
class Best:
    """The mentor of each mentee, the prices of each stage, and the total of each level, in order.

    That of the level `worst` is the lowest score of all; 0 without a pair. Of pairs that were `cut`, since
    others exclude them (`bot.matching.branching`), the prices say nothing.
    """

    mate: Ints
    stages: tuple[Stage, ...]
    prices: tuple[Prices, ...]
    totals: Mapping[str, int]
    bound: Bound | None = None
    cut: frozenset[tuple[int, int]] = frozenset()

    @property
    def pairs(self) -> tuple[Ints, Ints]:
        """Who is paired, as numbers of mentees and of mentors."""
        mentees = np.flatnonzero(self.mate >= 0)
        return mentees, self.mate[mentees]


def best(problem: Problem, wanted: Wanted, *, protect_worst: bool = False) -> Best:
    """The best choice; with `protect_worst`, its lowest score is as high as can be before the sum counts.

    Where the worst there need be is `wanted` already, each pair below it takes one from that level.
    """
    bound = None
    if protect_worst:
        lowest, bound = _protected(problem, wanted)
        wanted = replace(wanted, worst=lowest)
    steps = steps_of(problem, wanted)
    found = prove(problem, steps)
    reached = totals(problem, wanted, found.mate)
    if protect_worst and wanted.worst is not None:
        reached[WORST] = wanted.worst
    return Best(found.mate, steps, found.prices, reached, bound)


def _protected(problem: Problem, wanted: Wanted) -> tuple[int, Bound | None]:
    """The highest lowest score that costs nothing at earlier levels, and the proof that none is higher."""
    steps = steps_of(problem, wanted, wanted.before_worst[-1])

    def reached(least: int) -> tuple[list[int], Proven]:
        found = prove(replace(problem, least=least, told=_quietly(problem.told, least)), steps)
        sums = totals(problem, wanted, found.mate)
        return [sums[name] for name in wanted.before_worst], found

    def at(least: int) -> tuple[int | None, Proven]:
        so_far, found = reached(least)
        return (_lowest(problem, found.mate) if so_far == aim else None), found

    aim, first = reached(problem.least)
    if not aim[0]:
        return 0, None
    low, beyond = highest(_lowest(problem, first.mate), _above_worst(problem, aim[0]), at)
    return low, Bound(steps, beyond)


def steps_of(problem: Problem, wanted: Wanted, upto: str = TIE) -> tuple[Stage, ...]:
    """The levels in as few stages as this problem's numbers allow, up to and with that one."""
    return tuple(stages(wanted, problem.most_pairs, sum(problem.scores.shape) + 1, upto))


def _quietly(told: Callable[[str], None], least: int) -> Callable[[str], None]:
    return lambda words: told(f"worst pair, trying {least}: {words}")


def _lowest(problem: Problem, mate: Ints) -> int:
    mentees = np.flatnonzero(mate >= 0)
    return int(problem.scores.at(mentees, mate[mentees]).min())


def _above_worst(problem: Problem, placed: int) -> int:
    """More than the lowest score can be: so many people, and places, have no better pair than their best."""
    table, places = problem.scores.table, problem.cast.places
    sides = table.max(axis=1), np.repeat(table.max(axis=0), places)
    return min(int(np.sort(side)[len(side) - placed]) for side in sides) + 1


def totals(problem: Problem, wanted: Wanted, mate: Ints) -> dict[str, int]:
    """What a choice reaches at each level."""
    mentees = np.flatnonzero(mate >= 0)
    mentors = mate[mentees]
    scores = problem.scores.at(mentees, mentors)
    kept = problem.are_kept(mentees * problem.scores.shape[1] + mentors)
    fixed = {
        MENTEES: len(mentees),
        LEADERS: int(problem.cast.led[mentees].sum() + problem.cast.leads[np.unique(mentors)].sum()),
        KEPT: int(kept.sum()),
        TIE: int(problem.cast.lots.of(mentees, mentors).sum()),
    }
    return {
        name: fixed[name] if name in fixed else int(wanted.of_score(name)[scores].sum())
        for name in wanted.names
    }


def worth(problem: Problem, wanted: Wanted, pair: tuple[int, int]) -> dict[str, int]:
    """What a pair (mentee, mentor) adds at each level, but its lot, and the leadership of its mentor."""
    mentee, mentor = pair
    score = int(problem.scores.table[pair])
    fixed = {
        MENTEES: 1,
        LEADERS: int(problem.cast.led[mentee]),
        KEPT: int(problem.is_kept(mentee, mentor)),
        TIE: 0,
    }
    return {
        name: fixed[name] if name in fixed else int(wanted.of_score(name)[score]) for name in wanted.names
    }
