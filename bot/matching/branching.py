"""What a flow cannot know, decided exactly all the same: that some of its pairs exclude each other.

Nobody is to guide the one who guides them, or no mentor shall have more than so many mentees of one
department. Where the best answer breaks such a rule, one of the pairs that break it together must go: each is
tried, and so on, always going on where most can still be reached. The first answer that breaks nothing is the
best, since nothing that is still open can reach more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.matching.best import Best
from bot.matching.cohort import Cohort, Pair
from bot.matching.flow import Unsolved
from bot.matching.run import Refused
from bot.matching.searching import TooMany, best_first

# Pairs of an answer of which one at least must go, or none.
Excluding = Callable[[Cohort, Best], tuple[Pair, ...]]


# What a flow finds best.
Solve = Callable[[Cohort], Best]


def best_allowed(cohort: Cohort, solve: Solve) -> Best:
    """The best choice in which nothing excludes each other, found by solving as often as it takes.

    Raises Refused with the code of the rule that excludes after too many tries: then nothing is answered.
    """
    rules = excluding(cohort)
    return _best_without(cohort, solve, rules) if rules else solve(cohort)


def excluding(cohort: Cohort) -> tuple[tuple[str, Excluding], ...]:
    """The rules of this run by which pairs exclude each other, by what a refusal calls them."""
    found: list[tuple[str, Excluding]] = []
    if cohort.run.one_way and {one.id for one in cohort.mentees} & {one.id for one in cohort.mentors}:
        found.append(("circles", circle))
    if cohort.run.per_department:
        found.append(("departments", crowd))
    return tuple(found)


def _best_without(cohort: Cohort, solve: Solve, rules: tuple[tuple[str, Excluding], ...]) -> Best:
    tried, broken = {frozenset[Pair]()}, ""

    def ways_out(found: Best) -> Iterator[Best] | None:
        nonlocal broken
        together, code = _excluded(cohort, found, rules)
        broken = code or broken
        return without_one_of(together, found.cut) if together else None

    def without_one_of(together: tuple[Pair, ...], cut: frozenset[Pair]) -> Iterator[Best]:
        for pair in together:
            more = cut | {pair}
            if more not in tried:
                tried.add(more)
                yield _solved(cohort, solve, more)

    try:
        found = best_first(solve(cohort), lambda one: one.totals.values(), ways_out)
    except TooMany as too_many:
        raise Refused(broken) from too_many
    if found is None:
        raise Unsolved("without all of these pairs there would have been an answer")
    return found


def _excluded(
    cohort: Cohort, found: Best, rules: tuple[tuple[str, Excluding], ...]
) -> tuple[tuple[Pair, ...], str]:
    """The first pairs of which one must go, and the rule by which."""
    broken = ((rule(cohort, found), code) for code, rule in rules)
    return next((one for one in broken if one[0]), ((), ""))


def _solved(cohort: Cohort, solve: Solve, cut: frozenset[Pair]) -> Best:
    with _without(cohort, cut):
        return replace(solve(cohort), cut=cut)


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
    for pair in zip(*(side.tolist() for side in found.pairs), strict=True):
        turned = cohort.turned(pair)
        if turned and found.mate[turned[0]] == turned[1]:
            return pair, turned
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
        # what a coordinator has locked stays, even if it is too many by itself
        if most and len(theirs) > most and not fixed:
            return tuple(pair for pair in theirs if pair[0] >= 0)
    return ()
