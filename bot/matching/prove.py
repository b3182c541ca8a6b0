"""The best choice among all possible pairs, and the proof of it.

Only the most promising pairs are solved. Then their prices are held against every possible pair: whichever
could be worth more than its prices is added, and it is solved again. When there is none left, no pair that
was left out can change anything: that is linear programming's duality, looked up over all pairs and not
trusted to any engine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.columns import Ints
from bot.matching.flow import Hint
from bot.matching.levels import SCORE, Stage
from bot.matching.prices import Prices
from bot.matching.scores import Scores
from bot.matching.stages import Cast, Edges, Face, choose

# Solved first: the best pairs of each mentee, and those where a mentor is best beyond their general esteem.
_BEST, _BEST_BEYOND = 14, 6
_BEST_OF_LEADER = 20
# And some at random, so that nearly everybody can be placed even where all want the same.
_DRAWN = 8
_SAMPLE = 400  # rows, to learn how well each mentor fits in general
_BARRED = -1_000_000
_ADDED = 8  # to each row and round
# Equal scores are taken at random: else everybody would be offered the same few mentors. A power of two.
_SPREAD = 32
_AROUND = 150
# Where scores do not count, nearly all are worth the same; a hash spreads the few that are taken of them.
_GOLDEN, _ANY_BITS, _CLEARLY = np.uint64(0x9E3779B97F4A7C15), 12, 1 << 49
_NEAR = 12  # points: pairs so near to being worth more are added as well, since prices move


def nothing_told(words: str) -> None:
    """For whoever does not want to hear how far it has come."""
    del words


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a choice depends on. Pairs that score less than `least` do not exist.

    `kept` are pairs of an earlier choice, as (mentees, mentors); `told` hears of each round.
    """

    scores: Scores
    cast: Cast
    kept: tuple[Ints, Ints] = (np.zeros(0, np.int64), np.zeros(0, np.int64))
    least: int = 0
    told: Callable[[str], None] = nothing_told


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
    face, keys = face or Face.whole(problem.cast), _promising(problem)
    mate, paid = np.zeros(0, np.int64), tuple[Prices, ...]()
    for stage in stages:
        hint: Hint | None = None
        while True:
            choice = choose(stage, problem.cast, face, _edges(problem, keys), hint)
            found = _look(problem, stages, (*paid, choice.prices))
            problem.told(f"{stage.names[-1]}: {len(keys):,} pairs solved, {len(found.more):,} to look at")
            gap = int(found.short.sum())
            if not gap:
                break
            hint = Hint(choice.prices.mentees + found.short, choice.prices.mentors, gap)
            keys = _sorted(_within(problem, stage, hint, keys), found.more)
        mate, paid = choice.mate, (*paid, choice.prices)
        if len(paid) < len(stages):
            face = face.narrowed(stage, problem.cast, choice.prices)
            keys = _even(problem, stage, choice.prices, _sorted(keys, found.more))
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


def _within(problem: Problem, stage: Stage, hint: Hint, keys: Ints) -> Ints:
    """The keys of those that may be in the best choice, and of some more, since prices will move."""
    edges = _edges(problem, keys)
    costs = hint.mentees[edges.mentee] + hint.mentors[edges.mentor] - problem.cast.worth(stage, edges)
    within: Ints = keys[costs <= hint.gap + _AROUND]
    return within


def _edges(problem: Problem, keys: Ints) -> Edges:
    rows, columns = np.divmod(keys, problem.scores.shape[1])
    kept = np.isin(keys, problem.kept[0] * problem.scores.shape[1] + problem.kept[1])
    return Edges(rows, columns, problem.scores.at(rows, columns), kept)


def _promising(problem: Problem) -> Ints:
    """The keys (row × columns + column) of the pairs to begin with, sorted."""
    table, (rows, columns) = problem.scores.table, problem.scores.shape
    open_ = problem.cast.places > 0
    sample = table[:: max(1, rows // _SAMPLE)]
    known = sample >= 0
    esteem = np.where(known, sample, 0).sum(0, np.int32) // np.maximum(1, known.sum(0)).astype(np.int32)
    draw = np.random.default_rng(0).integers(0, _SPREAD, columns + rows, np.int32)

    def best(block: slice) -> Ints:
        scores = table[block].astype(np.int32)
        # subtracted, not set: among millions that are the same, the greatest are found far more slowly
        barred = ((scores < problem.least) | ~open_) * np.int32(-_BARRED)
        key = scores * _SPREAD + ((draw[:columns][None, :] + draw[columns:][block][:, None]) & (_SPREAD - 1))
        key -= barred
        own = scores - esteem - barred
        return _keys(_top(key, _BEST) | _top(own, _BEST_BEYOND), block)

    allowed = problem.scores.at(*problem.kept) >= max(0, problem.least)
    kept = (problem.kept[0] * columns + problem.kept[1])[allowed]
    return _sorted(kept, _anybody(problem), _of_leaders(problem), *problem.scores.in_blocks(best))


def _of_leaders(problem: Problem) -> Ints:
    """The keys of the best pairs of each leading mentor: each of them placed counts before any score."""
    leading = np.flatnonzero(problem.cast.leads & (problem.cast.places > 0))
    if not len(leading):
        return leading
    scores = problem.scores.table.T[leading].astype(np.int32)
    scores[scores < max(0, problem.least)] = _BARRED
    mentors, mentees = np.nonzero(_top(scores, _BEST_OF_LEADER))
    found: Ints = mentees * problem.scores.shape[1] + leading[mentors]
    return found


def _anybody(problem: Problem) -> Ints:
    """The keys of a few possible pairs of each mentee, drawn at random."""
    rows, columns = problem.scores.shape
    drawn = np.random.default_rng(1).integers(0, columns, (rows, _DRAWN))
    mentees, mentors = np.repeat(np.arange(rows), _DRAWN), drawn.reshape(-1)
    scores = problem.scores.at(mentees, mentors)
    possible = (scores >= max(0, problem.least)) & (problem.cast.places[mentors] > 0)
    found: Ints = (mentees * columns + mentors)[possible]
    return found


def _top(values: NDArray[np.integer], count: int) -> NDArray[np.bool_]:
    """Where the greatest values of each row are; a few more among equals. BARRED ones never are."""
    least = np.partition(values, -min(count, values.shape[1]), axis=1)[:, -min(count, values.shape[1]), None]
    found: NDArray[np.bool_] = values >= np.maximum(least, _BARRED // 2)
    return found


def _sorted(*keys: Ints) -> Ints:
    """All these keys in their order, each once."""
    # of millions, np.unique makes a table first, which takes much longer
    found: Ints = np.concatenate(keys)
    found.sort()
    return found[np.diff(found, prepend=-1) > 0]


def _keys(which: NDArray[np.bool_], block: slice) -> Ints:
    """The keys of the pairs that are marked in a block: row × columns + column."""
    found: Ints = np.flatnonzero(which) + block.start * which.shape[1]
    return found


@dataclass(frozen=True, slots=True)
class _Looked:
    """By how much a pair of each mentee is worth more than its prices, and the pairs that nearly are."""

    short: Ints
    more: Ints


def _look(problem: Problem, stages: Sequence[Stage], paid: Sequence[Prices]) -> _Looked:
    """Hold the prices of the stages solved so far against every possible pair."""
    table, columns = problem.scores.table, problem.scores.shape[1]
    cast, first = problem.cast, stages[0]
    asked = paid[0].mentees - first.mentee - first.leader * cast.led
    # a mentor without places costs more than anything is worth
    offered = np.where(cast.places > 0, paid[0].mentors, 4 * first.most + 4)
    near = _near(stages, len(paid))

    def look(block: slice) -> _Looked:
        scores = table[block]
        worth = scores if first.of_score is None else first.of_score[np.maximum(scores, 0)]
        least = asked[block][:, None] + (offered - near)[None, :]
        keys = _keys((worth >= least) & (scores >= problem.least), block)
        rows, cols = np.divmod(keys, columns)
        at = rows - block.start
        short, open_ = _later(problem, stages, paid, (rows, cols), worth[at, cols] - least[at, cols] - near)
        keys, at, short = keys[open_], at[open_], short[open_]
        most = np.zeros(block.stop - block.start, np.int64)
        np.maximum.at(most, at, short)
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
    table = np.full((height, columns), _BARRED, np.int64)
    table.reshape(-1)[keys - block.start * columns] = (
        np.clip(short, -_CLEARLY, _CLEARLY) + _CLEARLY << _ANY_BITS
    ) | any_
    return _keys(_top(table, _ADDED), block)
