"""Two things done in turns, so that a busy moment of the machine meets both; and how that is written down."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from math import floor, log10
from statistics import median
from time import perf_counter, process_time

# Does it once, and gives the seconds for one unit of it: of the processor, since what else the machine does
# meanwhile would show in the ratio.
Act = Callable[[], float]

_WHOLE, _SMALL = 10, 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """How much of something there was: the median of the rounds, and the lowest and highest of them.

    `wanted` is what was promised of the median, such as "at most 0.6"; empty, where nothing was.
    """

    what: str
    against: str
    ratio: float
    lowest: float
    highest: float
    wanted: str = ""

    def __str__(self) -> str:
        spread = f"{_short(self.lowest)} to {_short(self.highest)}"
        return f"| {self.what} | {self.against} | {_short(self.ratio)} | {spread} | {self.wanted} |"


def row(what: str, against: str, ratios: Iterable[float], wanted: str = "") -> Row:
    rounds = sorted(ratios)
    return Row(what, against, median(rounds), rounds[0], rounds[-1], wanted)


def in_turns(what: str, against: str, one: Act, other: Act, rounds: int = 5) -> Row:
    """The time that one takes against the other's."""
    one(), other()  # what is done for the first time compiles and fills caches
    with undisturbed():
        return row(what, against, [one() / other() for _ in range(rounds)])


@contextmanager
def undisturbed() -> Iterator[None]:
    """No collection of garbage meanwhile: it would fall on whoever allocates at that moment."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def timed(act: Callable[[], object], units: int = 1) -> Act:
    def run() -> float:
        began = process_time()
        act()
        return (process_time() - began) / units

    return run


def scaled(number: int, scale: float) -> int:
    return max(10, round(number * scale))


@dataclass(slots=True)
class Watch:
    """Seconds by the clock on the wall, and of the processor on all cores."""

    wall: float = 0
    cpu: float = 0


@contextmanager
def watched(*, collecting: bool = False) -> Iterator[Watch]:
    """The time that what stands inside takes, known once it has ended.

    `collecting`: garbage is collected as ever, for what takes long and whose memory is looked at as well.
    """
    found = Watch()
    with nullcontext() if collecting else undisturbed():
        wall, cpu = perf_counter(), process_time()
        yield found
        found.wall, found.cpu = perf_counter() - wall, process_time() - cpu


def _short(ratio: float) -> str:
    if ratio >= _WHOLE:
        return f"{ratio:,.0f}"
    if 0 < ratio < _SMALL:
        return f"{ratio:.{1 - floor(log10(ratio))}f}"
    return f"{ratio:.2f}"
