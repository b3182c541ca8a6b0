"""What a flow cannot know, decided exactly all the same: that some of its pairs exclude each other.

Nobody is to guide the one who guides them, or no mentor shall have more than so many mentees of one
department. Where the best answer breaks such a rule, one of the pairs that break it together must go: each is
tried, and so on, always going on where most can still be reached. The first answer that breaks nothing is the
best, since nothing that is still open can reach more.
"""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from bot.matching.best import Best, best
from bot.matching.cohort import Cohort, Pair
from bot.matching.run import Refused

MOST_TRIED = 400

# Pairs of an answer of which one at least must go, or none.
Excluding = Callable[[Cohort, Best], tuple[Pair, ...]]


def best_without(cohort: Cohort, excluding: tuple[tuple[str, Excluding], ...]) -> Best:
    """The best choice that breaks none of these rules.

    Raises Refused with the code of the rule after too many tries: then nothing is answered.
    """
    order, first = count(), _solved(cohort, frozenset())
    open_: list[tuple[list[int], int, frozenset[Pair], Best]] = [
        (_rank(first), next(order), frozenset(), first)
    ]
    tried, broken = {frozenset[Pair]()}, ""
    while len(tried) <= MOST_TRIED:
        _, _, cut, found = heapq.heappop(open_)
        together: tuple[Pair, ...] = ()
        for code, rule in excluding:
            if together := rule(cohort, found):
                broken = code
                break
        if not together:
            return found
        for pair in together:
            more = cut | {pair}
            if more not in tried:
                tried.add(more)
                again = _solved(cohort, more)
                heapq.heappush(open_, (_rank(again), next(order), more, again))
    raise Refused(broken)


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


def circle(cohort: Cohort, found: Best) -> tuple[Pair, ...]:
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


def crowd(cohort: Cohort, found: Best) -> tuple[Pair, ...]:
    """The first mentor's mentees of one department who are one too many."""
    most, departments = cohort.run.per_department, cohort.people.mentees.department
    alike: dict[Pair, list[Pair]] = {}
    locked = [(mentee, mentor, True) for mentee, mentor in cohort.locked]
    chosen = zip(*(side.tolist() for side in found.pairs), strict=True)
    for mentee, mentor, fixed in (*locked, *((*pair, False) for pair in chosen)):
        department = int(departments[mentee])
        if not department:
            continue  # an unknown one is nobody's
        theirs = alike.setdefault((mentor, department), [])
        theirs.append((-1, -1) if fixed else (mentee, mentor))
        if most and len(theirs) > most:
            return tuple(pair for pair in theirs if pair[0] >= 0)
    return ()
