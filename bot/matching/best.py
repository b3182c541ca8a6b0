"""The best choice for what was asked, with what it reaches at each level and the prices that prove it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.matching.columns import Ints
from bot.matching.levels import LEADERS, MENTEES, SCORE, TIE, WORST, Stage, Wanted, stages
from bot.matching.prices import Prices
from bot.matching.prove import Problem, Proven, prove


@dataclass(frozen=True, slots=True)
class Bound:
    """Why no choice has a better worst pair: among the pairs that score more, these prices hold."""

    stages: tuple[Stage, ...]
    proven: Proven


@dataclass(frozen=True, slots=True)
class Best:
    """The mentor of each mentee, the prices of each stage, and the total of each level, in order."""

    mate: Ints
    stages: tuple[Stage, ...]
    prices: tuple[Prices, ...]
    totals: Mapping[str, int]
    bound: Bound | None = None

    @property
    def pairs(self) -> tuple[Ints, Ints]:
        """Who is paired, as numbers of mentees and of mentors."""
        mentees = np.flatnonzero(self.mate >= 0)
        return mentees, self.mate[mentees]


def best(problem: Problem, wanted: Wanted, *, protect_worst: bool = False) -> Best:
    """The best choice; with `protect_worst`, its lowest score is as high as can be before the sum counts."""
    bound = None
    if protect_worst:
        problem, bound = _protected(problem, wanted)
    steps = tuple(stages(wanted, _most_pairs(problem), sum(problem.scores.shape) + 1))
    found = prove(problem, steps)
    totals = _totals(problem, wanted, found.mate)
    if protect_worst:
        totals = _with_worst(problem, found.mate, totals)
    return Best(found.mate, steps, found.prices, totals, bound)


def _protected(problem: Problem, wanted: Wanted) -> tuple[Problem, Bound]:
    """The problem without the pairs that need not be, and the proof that no more can go."""
    names = wanted.names
    steps = stages(wanted, _most_pairs(problem), sum(problem.scores.shape) + 1, names[names.index(SCORE) - 1])

    def reached(least: int) -> tuple[tuple[int, ...], Proven]:
        found = prove(replace(problem, least=least, told=_quietly(problem.told, least)), steps)
        totals = _totals(problem, wanted, found.mate)
        return tuple(totals[name] for stage in steps for name in stage.names), found

    low, high = problem.least, int(problem.scores.table.max(initial=-1)) + 1
    aim, found = reached(low)
    bound: Proven | None = None
    while high - low > 1:
        # where nothing is lost, the lowest score of what was found is as good as the one tried
        middle = (low + high) // 2
        so_far, found = reached(middle)
        if so_far == aim:
            low = max(middle, _lowest(problem, found.mate))
        else:
            high, bound = middle, found
    if bound is None or high != low + 1:
        _, bound = reached(low + 1)
    return replace(problem, least=low), Bound(tuple(steps), bound)


def _quietly(told: Callable[[str], None], least: int) -> Callable[[str], None]:
    return lambda words: told(f"worst pair, trying {least}: {words}")


def _lowest(problem: Problem, mate: Ints) -> int:
    mentees = np.flatnonzero(mate >= 0)
    return int(problem.scores.at(mentees, mate[mentees]).min(initial=problem.scores.table.max(initial=0)))


def _most_pairs(problem: Problem) -> int:
    return min(problem.scores.shape[0], int(problem.cast.places.sum()))


def _totals(problem: Problem, wanted: Wanted, mate: Ints) -> dict[str, int]:
    """What a choice reaches at each level."""
    mentees = np.flatnonzero(mate >= 0)
    mentors = mate[mentees]
    scores = problem.scores.at(mentees, mentors)
    columns = problem.scores.shape[1]
    kept = np.isin(mentees * columns + mentors, problem.kept[0] * columns + problem.kept[1])
    fixed = {
        MENTEES: len(mentees),
        LEADERS: int(problem.cast.led[mentees].sum() + problem.cast.leads[np.unique(mentors)].sum()),
        "kept": int(kept.sum()),
        TIE: int(problem.cast.lots.of(mentees, mentors).sum()),
    }
    return {
        name: fixed[name] if name in fixed else int(wanted.of_score(name)[scores].sum())
        for name in wanted.names
    }


def _with_worst(problem: Problem, mate: Ints, totals: Mapping[str, int]) -> dict[str, int]:
    """The totals with the lowest score before the sum of scores."""
    found: dict[str, int] = {}
    for name, total in totals.items():
        if name == SCORE:
            found[WORST] = _lowest(problem, mate) if (mate >= 0).any() else 0
        found[name] = total
    return found


def levels(names: Sequence[str]) -> tuple[str, ...]:
    """Those levels at which an edge has a value of its own, and so a price."""
    return tuple(name for name in names if name != WORST)
