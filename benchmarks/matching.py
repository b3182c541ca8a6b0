"""Matching exactly, against taking the best pair first; and how its time grows.

The greedy choice takes the pair with the highest score, then the next one that is still possible, and so on.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from benchmarks.side_by_side import Row, in_turns, row, scaled, timed
from bot.matching.assignment import Assigned, Scored, assign

COHORTS = 5
HALF, ONE_IN_TWENTY = 0.5, 0.05
MOST = 1_000


@dataclass(frozen=True)
class Cohort:
    """Made-up people: mentees, the room of each mentor, and the scores of what is possible."""

    mentees: range
    mentors: Mapping[int, int]
    edges: Mapping[tuple[int, int], int]

    def exact(self) -> Assigned:
        first = len(self.mentees)
        rows, columns = np.array([(mentee, mentor - first) for mentee, mentor in self.edges], np.int64).T
        return assign(Scored(rows, columns, list(self.edges.values())), first, list(self.mentors.values()))


def measure(scale: float) -> Iterator[Row]:
    for words, possible in (("half the mentors", HALF), ("one mentor in twenty", ONE_IN_TWENTY)):
        cohorts = [cohort(scaled(400, scale), scaled(200, scale), possible, seed) for seed in range(COHORTS)]
        found = [(one.exact(), greedy(one)) for one in cohorts]
        where = f"400 mentees, 200 mentors, {words} possible for each"
        yield row(
            f"people placed: {where}", "best pair first", [len(one.pairs) / two[0] for one, two in found]
        )
        yield row(f"sum of scores: {where}", "best pair first", [one.total / two[1] for one, two in found])
    large, small = (cohort(scaled(2 * n, scale), scaled(n, scale), HALF, seed=1) for n in (267, 67))
    yield in_turns("time for 800 people", "for 200 people", timed(large.exact), timed(small.exact))


def cohort(mentees: int, mentors: int, possible: float, seed: int) -> Cohort:
    draw = random.Random(seed)
    rooms = {mentees + number: draw.randint(1, 3) for number in range(mentors)}
    pairs = product(range(mentees), rooms)
    return Cohort(
        range(mentees), rooms, {pair: draw.randint(1, MOST) for pair in pairs if draw.random() < possible}
    )


def greedy(among: Cohort) -> tuple[int, int]:
    """How many it places, and the sum of their scores."""
    rooms, placed, total = dict(among.mentors), set[int](), 0
    for (mentee, mentor), score in sorted(among.edges.items(), key=lambda edge: -edge[1]):
        if mentee not in placed and rooms[mentor]:
            placed.add(mentee)
            rooms[mentor] -= 1
            total += score
    return len(placed), total
