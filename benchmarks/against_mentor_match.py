"""Matching a cohort of 500 and 500, against the package mentor-match of PyPI on the same people and scores.

It runs in an environment of its own, made once beside other temporary files. By its own API it is told who
is disqualified with whom, and the parts of our score as rules of its own, above so much for each pair that
people come before points. It gives each mentor one mentee in a round, so mentors with three places take it
three rounds. Rows of *one round* are about mentors with one place, which is all that it can place best. In
those that say *spared the scores* it looks ours up instead of finding them.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cohorts import NORMAL, POPULAR, People, Shape, people, run, seeds
from benchmarks.people_as_facts import people_as_facts
from benchmarks.side_by_side import Row, Watch, row, scaled, watched
from bot.matching.answer import answer
from bot.matching.cohort import Cohort, cohort

PACKAGES = ("mentor-match==7.0.1", "munkres==3.0.0")
EACH = 500
MOST = 1_000
OFTEN = 5

_FOLDER = Path(tempfile.gettempdir(), "onehour-benchmark-" + "-".join(PACKAGES).replace("==", "-"))
_PYTHON = _FOLDER / "bin" / "python"
_READY = _FOLDER / "ready"
_OTHER = Path(__file__).with_name("in_mentor_match.py")


@dataclass(frozen=True, slots=True)
class Compared:
    """How much longer it took, and how many people and points it has of what we have."""

    wall: float
    cpu: float
    placed: float
    total: float


def measure(scale: float) -> Iterator[Row]:
    each = scaled(EACH, scale)
    if not _is_there(make=scale >= 1):
        print("      mentor-match could not be installed, and is left out")
        return
    _ours(NORMAL, each, 1)  # what is done for the first time
    for shape in (NORMAL, POPULAR):
        yield from _of(shape, each, scale, "at least 200")
        yield from _of(shape, each, scale, spared=True)
        once = replace(shape, name=f"{shape.name}, one round", capacity=1)
        yield from _of(once, each, scale)
        yield from _of(once, each, scale, spared=True)


def _of(shape: Shape, each: int, scale: float, promised: str = "", *, spared: bool = False) -> Iterator[Row]:
    found = [_compared(shape, each, seed, spared=spared) for seed in seeds(scale)]
    yield from _rows(f"mentor-match: {shape.name}{', spared the scores' if spared else ''}", found, promised)


def _rows(name: str, found: Sequence[Compared], promised: str) -> Iterator[Row]:
    ours = "onehour"
    yield row(f"{name}, wall", ours, [one.wall for one in found], promised)
    yield row(f"{name}, processor", ours, [one.cpu for one in found])
    yield row(f"{name}, people placed", ours, [one.placed for one in found], "at most 1")
    yield row(f"{name}, sum of scores", ours, [one.total for one in found], "at most 1")


def _compared(shape: Shape, each: int, seed: int, *, spared: bool) -> Compared:
    among, (placed, total), ours = _ours(shape, each, seed)
    told = _theirs(among, shape.capacity, spared=spared)
    table = among.scores.table.tolist()
    scores = [score for mentor, mentee in told["pairs"] if (score := table[mentee][mentor]) >= 0]
    return Compared(
        told["wall"] / ours.wall, told["cpu"] / ours.cpu, len(scores) / placed, sum(scores) / total
    )


def _ours(shape: Shape, each: int, seed: int) -> tuple[Cohort, tuple[int, int], Watch]:
    """Our run, with how many it places and the sum of their scores; of some runs the one in the middle.

    One alone takes so little that whatever else the machine does shows in it.
    """
    # without leaders, whom mentor-match does not know
    who = people(each, replace(shape, leaders=False), seed, each)
    among = cohort(who.mentors, who.mentees, run())
    pairs = answer(among).pairs
    watches = sorted((_watch(who) for _ in range(OFTEN)), key=lambda watch: watch.wall)
    return among, (len(pairs), sum(score for _, _, score in pairs)), watches[OFTEN // 2]


def _watch(who: People) -> Watch:
    with watched() as watch:
        answer(cohort(who.mentors, who.mentees, run()))
    return watch


def _theirs(among: Cohort, rounds: int, *, spared: bool) -> dict[str, Any]:
    table = among.scores.table
    given = {
        "rounds": rounds,
        "more": MOST * len(table) + 1,
        "barred": [np.flatnonzero(row < 0).tolist() for row in table],
        **people_as_facts(among),
        **({"scores": table.tolist()} if spared else {}),
    }
    told = subprocess.run(  # noqa: S603 ours
        [_PYTHON, "-P", _OTHER], input=json.dumps(given), check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _is_there(*, make: bool) -> bool:
    """Whether the environment is there, or could be made."""
    if _READY.exists() or not make:
        return _READY.exists()
    try:
        for command in (
            [sys.executable, "-m", "venv", str(_FOLDER)],
            [str(_PYTHON), "-m", "pip", "install", "--quiet", *PACKAGES],
        ):
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 ours
    except (OSError, subprocess.CalledProcessError):
        return False
    _READY.touch()
    return True
