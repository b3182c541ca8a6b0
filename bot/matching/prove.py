"""The best choice among all possible pairs, and the proof of it.

Only the most promising pairs are solved. Then their prices are held against every possible pair: whichever
could be worth more than its prices is added, and it is solved again. When there is none left, no pair that
was left out can change anything: that is linear programming's duality, looked up over all pairs and not
trusted to any engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.columns import Ints
from bot.matching.flow import Hint
from bot.matching.levels import SCORE, Stage
from bot.matching.prices import Prices
from bot.matching.problem import Problem, keys_of, merged, top
from bot.matching.promising import promising
from bot.matching.reaching import Reach
from bot.matching.stages import Edges, Face, choose

_ADDED = 8  # to each row and round
# Points: prices hardly move by more than what they were short of and this. Should they, the next look finds
# what was dropped, and each round keeps twice as much, until nothing is dropped any more.
_AROUND = 20
# Where scores do not count, nearly all are worth the same; a hash spreads the few that are taken of them.
_GOLDEN, _ANY_BITS, _CLEARLY = np.uint64(0x9E3779B97F4A7C15), 12, 1 << 49
_NEAR = 12  # points: pairs so near to being worth more are added as well, since prices move


@dataclass(frozen=True, slots=True)
class Proven:
    """The mentor of each mentee, and each stage's prices, which hold over all possible pairs."""

    mate: Ints
    prices: tuple[Prices, ...]


def prove(problem: Problem, stages: Sequence[Stage], face: Face | None = None) -> Proven:
    """Solve, hold against all pairs, add what could be worth more, until there is nothing; stage by stage.

    A `face` says who must be placed and which places must be taken, to begin with.
    """
    if 0 in problem.scores.shape:
        return _nobody(problem, stages)
    face, keys = face or Face.whole(problem.cast), promising(problem)
    mate, paid = np.zeros(0, np.int64), tuple[Prices, ...]()
    for stage in stages:
        hint, around = None, _AROUND
        while True:
            choice = choose(stage, problem.cast, face, _edges(problem, keys), hint)
            found = _look(problem, stages, (*paid, choice.prices))
            problem.told(f"{stage.names[-1]}: {len(keys):,} pairs solved, {len(found.more):,} to look at")
            gap = int(found.short.sum())
            if not gap:
                break
            hint = Hint(choice.prices.mentees + found.short, choice.prices.mentors, gap)
            keys = merged(_within(problem, stage, hint, keys, int(found.short.max()) + around), found.more)
            around *= 2
        mate, paid = choice.mate, (*paid, choice.prices)
        if len(paid) < len(stages):
            face = face.narrowed(stage, problem.cast, choice.prices)
            keys = _even(problem, stage, choice.prices, merged(keys, found.more))
    return Proven(mate, paid)


def _nobody(problem: Problem, stages: Sequence[Stage]) -> Proven:
    """Where one side is empty."""
    mentees = np.zeros(len(problem.cast.led), np.int64)
    paid = (Prices(mentees, -stage.leader * problem.cast.leads.astype(np.int64)) for stage in stages)
    return Proven(mentees - 1, tuple(paid))


def _even(problem: Problem, stage: Stage, paid: Prices, keys: Ints) -> Ints:
    """The keys of those that are worth just their prices: among them the next stage chooses."""
    edges = _edges(problem, keys)
    worth = problem.cast.worth(stage, edges)
    even: Ints = keys[worth == paid.mentees[edges.mentee] + paid.mentors[edges.mentor]]
    return even


def _within(problem: Problem, stage: Stage, hint: Hint, keys: Ints, most: int) -> Ints:
    """The keys of those that cost so much more than they are worth at the most."""
    edges = _edges(problem, keys)
    costs = hint.mentees[edges.mentee] + hint.mentors[edges.mentor] - problem.cast.worth(stage, edges)
    within: Ints = keys[costs <= most]
    return within


def _edges(problem: Problem, keys: Ints) -> Edges:
    rows, columns = np.divmod(keys, problem.scores.shape[1])
    return Edges(rows, columns, problem.scores.at(rows, columns), problem.are_kept(keys))


@dataclass(frozen=True, slots=True)
class _Looked:
    """By how much a pair of each mentee is worth more than its prices, and the pairs that nearly are."""

    short: Ints
    more: Ints


def _look(problem: Problem, stages: Sequence[Stage], paid: Sequence[Prices]) -> _Looked:
    """Hold the prices of the stages solved so far against every possible pair."""
    columns, near = problem.scores.shape[1], _near(stages, len(paid))
    reach = Reach(problem, stages[0], paid[0], near)

    def look(block: slice) -> _Looked:
        keys, short = reach.within(block)
        short, open_ = _later(problem, stages, paid, np.divmod(keys, columns), short)
        keys, short = keys[open_], short[open_]
        most = np.zeros(block.stop - block.start, np.int64)
        np.maximum.at(most, keys // columns - block.start, short)
        return _Looked(most, _foremost(keys, short, block, columns))

    found = problem.scores.in_blocks(look)
    return _Looked(np.concatenate([one.short for one in found]), np.concatenate([one.more for one in found]))


def _near(stages: Sequence[Stage], solved: int) -> int:
    """How much less than its prices a pair may be worth and still be looked at."""
    if solved > 1:
        return 0
    if SCORE in stages[0].names:
        return _NEAR
    # people alone: nearly all pairs are worth just their prices, which matters only to a stage that follows
    return 0 if len(stages) > 1 else -1


def _later(
    problem: Problem, stages: Sequence[Stage], paid: Sequence[Prices], pairs: tuple[Ints, Ints], short: Ints
) -> tuple[Ints, NDArray[np.bool_]]:
    """By how much each pair is worth more than its prices, at the first stage where it is not the same.

    And whether it is open to the last stage: what costs more than it is worth before is in no best choice.
    """
    open_ = np.ones(len(short), bool)
    for stage, price in zip(stages[1:], paid[1:], strict=False):
        open_ &= short >= 0
        even = np.flatnonzero(short == 0)
        at, to = pairs[0][even], pairs[1][even]
        edges = _edges(problem, at * problem.scores.shape[1] + to)
        short[even] = problem.cast.worth(stage, edges) - price.mentees[at] - price.mentors[to]
    return short, open_


def _foremost(keys: Ints, short: Ints, block: slice, columns: int) -> Ints:
    """A few of each row, those worth most more before those worth nearly as much; of equals any."""
    height = block.stop - block.start
    if len(keys) <= _ADDED * height:
        return keys
    any_ = (keys.astype(np.uint64) * _GOLDEN >> np.uint64(64 - _ANY_BITS)).astype(np.int64)
    table = np.full((height, columns), -1, np.int64)
    table.reshape(-1)[keys - block.start * columns] = (
        np.clip(short, -_CLEARLY, _CLEARLY) + _CLEARLY << _ANY_BITS
    ) | any_
    return keys_of(top(table, _ADDED, 0), block)
