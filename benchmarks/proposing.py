"""All that a dry run computes for a programme of 200: pairs, their reasons, and why anybody is left."""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.cohorts import POPULAR, SHAPES, People, people, run, seeds
from benchmarks.side_by_side import Row, row, scaled, watched
from bot.matching.proposal import propose
from bot.matching.run import Aim, Run
from bot.model import ProgrammeKind

MENTEES, MENTORS = 140, 60
ROUNDS = 3


def measure(scale: float) -> Iterator[Row]:
    mentees, mentors = (scaled(number, scale) for number in (MENTEES, MENTORS))
    asked = [(shape.name, shape, run()) for shape in SHAPES]
    asked.append(("popular, worst protected", POPULAR, replace(run(), aim=Aim(protect_worst=True))))
    asked.append(("peers", POPULAR, run(ProgrammeKind.PEER)))
    for name, shape, what in asked:
        seconds = (
            _seconds(people(mentees, shape, seed, mentors), what)
            for seed in seeds(scale)
            for _ in range(ROUNDS)
        )
        yield row(f"a dry run for 200 people, wall: {name}", "one second", seconds, "under 1")


def _seconds(who: People, what: Run) -> float:
    with watched() as watch:
        propose(who.mentors, who.mentees, what)
    return watch.wall
