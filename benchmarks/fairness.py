"""What the best pair first costs people, and what it costs the sum to protect whoever has it worst."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.cohorts import MENTEES, SHAPES, TIGHT, People, Shape, people, run, seeds
from benchmarks.side_by_side import Row, Watch, row, scaled, watched
from bot.matching.answer import Answer, answer
from bot.matching.cohort import Cohort, cohort
from bot.matching.run import Aim

LARGE = 5
_CHUNK = 500_000
_PLAIN, _PROTECTING = Aim(), Aim(protect_worst=True)


def measure(scale: float) -> Iterator[Row]:
    for shape in (*SHAPES, TIGHT):
        yield from _of(shape, [people(scaled(MENTEES, scale), shape, seed) for seed in seeds(scale)])


def _of(shape: Shape, cohorts: Sequence[People]) -> Iterator[Row]:
    plain = [matched(who, _PLAIN) for who in cohorts]
    naive = [greedy(among) for among, _, _ in plain]
    both = list(zip(naive, (found for _, found, _ in plain), strict=True))
    placed = [people_ / len(found.pairs) for (people_, _), found in both]
    yield row(f"{shape.name}: people placed, best pair first", "exactly", placed, "at most 1")
    yield row(
        f"{shape.name}: sum of scores, best pair first",
        "exactly",
        [total / _total(found) for (_, total), found in both],
    )
    fair = [matched(who, _PROTECTING) for who in cohorts]
    pairs = [(one, other) for (_, one, _), (_, other, _) in zip(fair, plain, strict=True)]
    worst = [_worst(one) / _worst(other) for one, other in pairs]
    yield row(f"{shape.name}: lowest score, protected", "not protected", worst, "at least 1")
    price = [1 - _total(one) / _total(other) for one, other in pairs]
    yield row(f"{shape.name}: points given up for it", "all points", price)
    times = [one.cpu / other.cpu for (_, _, one), (_, _, other) in zip(fair, plain, strict=True)]
    yield row(f"{shape.name}: processor, protected", "not protected", times)


def matched(who: People, aim: Aim) -> tuple[Cohort, Answer, Watch]:
    with watched() as watch:
        among = cohort(who.mentors, who.mentees, replace(run(), aim=aim))
        found = answer(among)
    return among, found, watch


def greedy(among: Cohort) -> tuple[int, int]:
    """Taking the best pair first, then the next that is possible: how many are placed, and their points."""
    table = among.scores.table
    free, waiting = among.places.copy(), np.ones(len(table), bool)
    # from the highest score down; equal ones in the order of addresses
    order = np.argsort(-table.ravel(), kind="stable")
    order = order[: int((table >= 0).sum())]
    placed = total = 0
    for start in range(0, len(order), _CHUNK):
        mentees, mentors = np.divmod(order[start : start + _CHUNK], table.shape[1])
        open_ = waiting[mentees] & (free[mentors] > 0)
        for mentee, mentor in zip(mentees[open_].tolist(), mentors[open_].tolist(), strict=True):
            if waiting[mentee] and free[mentor]:
                waiting[mentee] = False
                free[mentor] -= 1
                placed += 1
                total += int(table[mentee, mentor])
    return placed, total


def _total(found: Answer) -> int:
    return sum(score for _, _, score in found.pairs)


def _worst(found: Answer) -> int:
    return min(score for _, _, score in found.pairs)
