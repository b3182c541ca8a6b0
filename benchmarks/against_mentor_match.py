"""Matching a cohort of 500 and 500, against the package mentor-match of PyPI on the same people and scores.

It runs in an environment of its own, made once beside other temporary files. By its own API it is told which
pairs are disqualified, and for each other what our score is, above so much for each pair that people come
before points; each mentor has one mentee, as in one of its rounds. It is spared finding the scores.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.cohorts import NORMAL, POPULAR, Shape, people, run, seeds
from benchmarks.side_by_side import Row, Watch, row, scaled, watched
from bot.matching.answer import answer
from bot.matching.cohort import Cohort, cohort

PACKAGES = ("mentor-match==7.0.1", "munkres==3.0.0")
EACH = 500
MOST = 1_000

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
        found = [_compared(shape, each, seed) for seed in seeds(scale)]
        name, ours = f"mentor-match: {shape.name}", "onehour"
        yield row(f"{name}, wall", ours, [one.wall for one in found], "at least 200")
        yield row(f"{name}, processor", ours, [one.cpu for one in found])
        yield row(f"{name}, people placed", ours, [one.placed for one in found], "at most 1")
        yield row(f"{name}, sum of scores", ours, [one.total for one in found], "at most 1")


def _compared(shape: Shape, each: int, seed: int) -> Compared:
    among, (placed, total), ours = _ours(shape, each, seed)
    told = _theirs(among)
    table = among.scores.table.tolist()
    scores = [score for mentor, mentee in told["pairs"] if (score := table[mentee][mentor]) >= 0]
    return Compared(
        told["wall"] / ours.wall, told["cpu"] / ours.cpu, len(scores) / placed, sum(scores) / total
    )


def _ours(shape: Shape, each: int, seed: int) -> tuple[Cohort, tuple[int, int], Watch]:
    """Our run, with how many it places and the sum of their scores."""
    # without leaders, whom mentor-match does not know
    who = people(each, replace(shape, capacity=1, leaders=False), seed, each)
    with watched() as watch:
        among = cohort(who.mentors, who.mentees, run())
        pairs = answer(among).pairs
    return among, (len(pairs), sum(score for _, _, score in pairs)), watch


def _theirs(among: Cohort) -> dict[str, Any]:
    table = among.scores.table
    given = {
        "scores": table.tolist(),
        "mentors": table.shape[1],
        "more": MOST * len(table) + 1,
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
