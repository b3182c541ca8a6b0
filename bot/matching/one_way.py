"""Nobody guides the one who guides them: what a flow cannot know, decided exactly all the same.

A flow does not see that two of its pairs exclude each other. Where its best answer has such a circle, one of
the two pairs must go: both ways are solved, and so on, always going on where most can still be reached. The
first answer without a circle is the best, since nothing that is still open can reach more.
"""

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from bot.matching.best import Best, best
from bot.matching.cohort import Cohort, Pair
from bot.matching.run import Refused

MOST_TRIED = 200


def best_one_way(cohort: Cohort) -> Best:
    """The best choice without circles. Raises Refused after too many tries: then nothing is answered."""
    order = count()
    first = _solved(cohort, frozenset())
    open_: list[tuple[list[int], int, frozenset[Pair], Best]] = [
        (_rank(first), next(order), frozenset(), first)
    ]
    for _ in range(MOST_TRIED):
        _, _, cut, found = heapq.heappop(open_)
        circle = _circle(cohort, found)
        if not circle:
            return found
        for pair in circle:
            tried = cut | {pair}
            again = _solved(cohort, tried)
            heapq.heappush(open_, (_rank(again), next(order), tried, again))
    raise Refused("circles")


def _rank(found: Best) -> list[int]:
    """Least first, as a heap has it."""
    return [-total for total in found.totals.values()]


def _solved(cohort: Cohort, cut: frozenset[Pair]) -> Best:
    with _without(cohort, cut):
        return best(cohort.problem, cohort.wanted, protect_worst=cohort.run.aim.protect_worst)


@contextmanager
def _without(cohort: Cohort, cut: frozenset[Pair]) -> Iterator[None]:
    table = cohort.scores.table
    before = {pair: int(table[pair]) for pair in cut}
    for pair in cut:
        table[pair] = -1
    try:
        yield
    finally:
        for pair, score in before.items():
            table[pair] = score


def _circle(cohort: Cohort, found: Best) -> tuple[Pair, ...]:
    """The first two pairs that are each other turned round."""
    guides = {one.id: number for number, one in enumerate(cohort.mentors)}
    guided = {one.id: number for number, one in enumerate(cohort.mentees)}
    mate = found.mate
    for mentee, mentor in zip(*(side.tolist() for side in found.pairs), strict=True):
        as_mentee = guided.get(cohort.mentors[mentor].id)
        as_mentor = guides.get(cohort.mentees[mentee].id)
        if as_mentee is not None and as_mentor is not None and mate[as_mentee] == as_mentor:
            return (mentee, mentor), (as_mentee, as_mentor)
    return ()
