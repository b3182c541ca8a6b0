"""From people to proven pairs, against scipy's dense assignment alone on the same scores.

We are given people, and answer with pairs and their proof. scipy is given our scores, each mentor as often as
they have places and so much added to every possible pair that people come before points; what is timed of it
is the solve and nothing else.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohorts import MENTEES, NORMAL, POPULAR, SHAPES, People, Shape, people, run, seeds
from benchmarks.side_by_side import Row, Watch, row, scaled, watched
from bot.matching.answer import Answer, answer
from bot.matching.cohort import Cohort, cohort

LARGE = 5
MOST = 1_000

Solve = Callable[[NDArray[np.float64]], tuple[NDArray[np.int64], NDArray[np.int64]]]


def measure(scale: float) -> Iterator[Row]:
    solve, mentees = scipys(), scaled(MENTEES, scale)
    matched(people(200))  # what is done for the first time
    took: dict[Shape, list[Watch]] = {}
    for shape in SHAPES:
        ours, theirs = took.setdefault(shape, []), []
        for seed in seeds(scale):
            among, found, watch = matched(people(mentees, shape, seed))
            ours.append(watch)
            if solve:
                theirs.append(solved(solve, among, found))
        if theirs:
            # among few, a dense solve takes less than reading who they are
            yield from _against(shape, ours, theirs, "at most 0.6" if scale >= LARGE else "")
    one, other = ([watch.cpu for watch in took[shape]] for shape in (POPULAR, NORMAL))
    ratios = (a / b for a, b in zip(one, other, strict=True))
    yield row("proven pairs: popular, processor", "normal", ratios, "at most 6")


def _against(shape: Shape, ours: list[Watch], theirs: list[Watch], wanted: str) -> Iterator[Row]:
    both = list(zip(ours, theirs, strict=True))
    against = "scipy's dense solve alone"
    walls = (one.wall / other.wall for one, other in both)
    yield row(f"proven pairs: {shape.name}, wall", against, walls, wanted)
    cpus = (one.cpu / other.cpu for one, other in both)
    yield row(f"proven pairs: {shape.name}, processor", against, cpus)


def matched(who: People) -> tuple[Cohort, Answer, Watch]:
    """Match people as a coordinator's run does."""
    with watched() as watch:
        among = cohort(who.mentors, who.mentees, run())
        found = answer(among)
    return among, found, watch


def scipys() -> Solve | None:
    """Its solve, where scipy is."""
    try:
        found: Solve = import_module("scipy.optimize").linear_sum_assignment
    except ModuleNotFoundError:
        print("      scipy is not installed, and what is held against it is left out")
        return None
    return found


def solved(solve: Solve, among: Cohort, found: Answer) -> Watch:
    """The time of scipy's solve, once it is seen that it places no more, and has no fewer points."""
    costs = _costs(among)
    with watched() as watch:
        rows, columns = solve(costs)
    first = _first(among)
    chosen = -costs[rows, columns]
    chosen = chosen[chosen > 0]
    assert len(chosen) == len(found.pairs)
    # ours may have fewer, since leaders come before points
    assert int(chosen.sum()) - len(chosen) * first >= sum(score for _, _, score in found.pairs)
    return watch


def _first(among: Cohort) -> int:
    """More than all points together."""
    return MOST * len(among.mentees) + 1


def _costs(among: Cohort) -> NDArray[np.float64]:
    """As scipy takes it without turning it round or copying it: the fewer down, the more across."""
    table = among.scores.table
    worth = np.where(table < 0, 0.0, -_first(among) - table.astype(np.float64))
    costs: NDArray[np.float64] = np.repeat(worth, among.places, axis=1)
    return costs if costs.shape[0] <= costs.shape[1] else np.ascontiguousarray(costs.T)
