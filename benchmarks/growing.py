"""How time and memory grow with the people of a run, each run in a process of its own."""

from collections.abc import Iterator

from benchmarks.cohorts import MENTEES, NORMAL, POPULAR, seeds
from benchmarks.one_run import in_a_process
from benchmarks.side_by_side import Row, row, scaled

LARGE = 5
TIMES = 6
MEGA = 10**6


def measure(scale: float) -> Iterator[Row]:
    few, usual, many = (scaled(number, scale) for number in (MENTEES // 2, MENTEES, MENTEES // 2 * TIMES))
    for shape in (NORMAL, POPULAR):
        peaks = (in_a_process(usual, shape, seed).peak / (700 * MEGA) for seed in seeds(scale))
        yield row(f"peak memory: {shape.name}", "700 MB", peaks, "at most 1")
    both = [(in_a_process(few, NORMAL, seed), in_a_process(many, NORMAL, seed)) for seed in seeds(scale)]
    peaks = (large.peak / (1_500 * MEGA) for _, large in both)
    yield row("peak memory: normal, three times the people", "1,500 MB", peaks, "at most 1")
    against = "36 times the time"
    walls = (large.wall / small.wall / TIMES**2 for small, large in both)
    yield row("time for six times the people, wall", against, walls, "at most 1")
    cpus = (large.cpu / small.cpu / TIMES**2 for small, large in both)
    yield row("time for six times the people, processor", against, cpus, "at most 1")
