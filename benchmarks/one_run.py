"""One run in a process of its own: `python -m benchmarks.one_run MENTEES SHAPE SEED` says what it took."""

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.cohorts import SHAPES, Shape, people, run
from benchmarks.side_by_side import watched
from bot.matching.answer import answer
from bot.matching.cohort import cohort

_HOME = Path(__file__).parent.parent
_STATUS = Path("/proc/self/status")
_KILO = 1024


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the wall and of the processor, and bytes of memory at the most."""

    wall: float
    cpu: float
    peak: int


def in_a_process(mentees: int, shape: Shape, seed: int) -> Took:
    """Match so many mentees in a process that does nothing else."""
    command = [sys.executable, "-m", __name__, str(mentees), shape.name, str(seed)]
    told = subprocess.run(command, cwd=_HOME, check=True, capture_output=True, text=True)  # noqa: S603 ourselves
    return Took(**json.loads(told.stdout))


def main(mentees: str, name: str, seed: str) -> None:
    shape = next(one for one in SHAPES if one.name == name)
    who = people(int(mentees), shape, int(seed))
    with watched() as watch:
        answer(cohort(who.mentors, who.mentees, run()))
    print(json.dumps(asdict(Took(watch.wall, watch.cpu, peak()))))


def peak() -> int:
    """The system's own count; getrusage's begins, on Linux, with the memory of whoever started us."""
    if _STATUS.exists():
        [line] = [line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) * _KILO
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KILO


if __name__ == "__main__":
    main(*sys.argv[1:])
