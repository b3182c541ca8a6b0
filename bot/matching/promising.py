"""The pairs that are solved first: those that are most likely among the best."""

import numpy as np

from bot.matching.columns import Ints
from bot.matching.problem import BARRED, Problem, keys_of, merged, top

# Solved first: the best pairs of each mentee, and those where a mentor is best beyond their general esteem.
_BEST, _BEST_BEYOND = 14, 6
_BEST_OF_LEADER = 20
# And some at random, so that nearly everybody can be placed even where all want the same.
_DRAWN = 8
_SAMPLE = 400  # rows, to learn how well each mentor fits in general
# Equal scores are taken at random: else everybody would be offered the same few mentors. A power of two.
_SPREAD = 32


def promising(problem: Problem) -> Ints:
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
        barred = ((scores < problem.least) | ~open_) * np.int32(-BARRED)
        key = scores * _SPREAD + ((draw[:columns][None, :] + draw[columns:][block][:, None]) & (_SPREAD - 1))
        key -= barred
        own = scores - esteem - barred
        return keys_of(top(key, _BEST) | top(own, _BEST_BEYOND), block)

    allowed = problem.scores.at(*problem.kept) >= max(0, problem.least)
    return merged(
        problem.kept_keys[allowed], _anybody(problem), _of_leaders(problem), *problem.scores.in_blocks(best)
    )


def _of_leaders(problem: Problem) -> Ints:
    """The keys of the best pairs of each leading mentor: each of them placed counts before any score."""
    leading = np.flatnonzero(problem.cast.leads & (problem.cast.places > 0))
    if not len(leading):
        return leading
    scores = problem.scores.table.T[leading].astype(np.int32)
    scores[scores < max(0, problem.least)] = BARRED
    mentors, mentees = np.nonzero(top(scores, _BEST_OF_LEADER))
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
