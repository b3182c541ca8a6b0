"""Matching again after people left and joined: how many pairs move if few shall, against from scratch.

Of mentors and of mentees 3 % leave, and as many mentees join. A pair survives if both are still there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from benchmarks.cohorts import MENTEES, NORMAL, SCARCE, People, Shape, people, run, seeds
from benchmarks.side_by_side import Row, Watch, row, scaled, watched
from bot.matching.answer import answer
from bot.matching.candidates import Candidate
from bot.matching.cohort import cohort
from bot.matching.rules import Met

LARGE = 5
CHURN = 0.03


@dataclass(frozen=True, slots=True)
class Matched:
    """The pairs of a run as (mentor, mentee), the sum of their scores, and what it took."""

    pairs: Met
    total: int
    took: Watch


def measure(scale: float) -> Iterator[Row]:
    for shape in (NORMAL, SCARCE):
        yield from _again(shape, scale)


def _again(shape: Shape, scale: float) -> Iterator[Row]:
    mentees, rounds = scaled(MENTEES, scale), []
    for seed in seeds(scale):
        before, after = churned(people(mentees + round(CHURN * mentees), shape, seed, mentees // 2), seed)
        there = {one.id for one in (*after.mentors, *after.mentees)}
        survived = frozenset(pair for pair in matched(before).pairs if there.issuperset(pair))
        rounds.append((survived, matched(after, survived), matched(after)))
    moved = [len(survived - kept.pairs) / len(survived) for survived, kept, _ in rounds]
    yield row(f"{shape.name}: surviving pairs that move, kept", "all that survive", moved, "at most 0.005")
    moved = [len(survived - anew.pairs) / len(survived) for survived, _, anew in rounds]
    yield row(f"{shape.name}: surviving pairs that move, from scratch", "all that survive", moved)
    placed = [len(kept.pairs) / len(anew.pairs) for _, kept, anew in rounds]
    yield row(f"{shape.name}: people placed, kept", "from scratch", placed, "1")
    totals = [kept.total / anew.total for _, kept, anew in rounds]
    yield row(f"{shape.name}: sum of scores, kept", "from scratch", totals)
    cpus = [kept.took.cpu / anew.took.cpu for _, kept, anew in rounds]
    yield row(f"{shape.name}: processor, kept", "from scratch", cpus)


def churned(everybody: People, seed: int) -> tuple[People, People]:
    """Who is there before and after: some of both sides leave, and of the mentees as many join."""
    random, mentees = Random(seed), everybody.mentees
    joining = round(len(mentees) * CHURN / (1 + CHURN))
    before = replace(everybody, mentees=mentees[joining:])

    def stay(side: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        left = set(random.sample(range(len(side)), round(len(side) * CHURN)))
        return tuple(one for number, one in enumerate(side) if number not in left)

    return before, People(stay(before.mentors), (*stay(before.mentees), *mentees[:joining]))


def matched(who: People, kept: Met = frozenset()) -> Matched:
    with watched() as watch:
        among = cohort(who.mentors, who.mentees, replace(run(), kept=kept))
        found = answer(among)
    pairs = frozenset((among.mentors[j].id, among.mentees[i].id) for i, j, _ in found.pairs)
    return Matched(pairs, sum(score for _, _, score in found.pairs), watch)
