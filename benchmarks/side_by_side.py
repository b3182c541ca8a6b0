"""Two things done in turns, so that a busy moment of the machine meets both; and how that is written down."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import process_time

# Does it once, and gives the seconds for one unit of it: of the processor, since what else the machine does
# meanwhile would show in the ratio.
Act = Callable[[], float]

_WHOLE = 10


@dataclass(frozen=True, slots=True)
class Row:
    """How much of something there was: the median of the rounds, and the lowest and highest of them."""

    what: str
    against: str
    ratio: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        spread = f"{_short(self.lowest)} to {_short(self.highest)}"
        return f"| {self.what} | {self.against} | {_short(self.ratio)} | {spread} |"


def row(what: str, against: str, ratios: Iterable[float]) -> Row:
    rounds = sorted(ratios)
    return Row(what, against, median(rounds), rounds[0], rounds[-1])


def in_turns(what: str, against: str, one: Act, other: Act, rounds: int = 5) -> Row:
    """The time that one takes against the other's."""
    one(), other()  # what is done for the first time compiles and fills caches
    gc.collect()
    gc.disable()  # else a collection falls on whoever allocates at that moment
    try:
        return row(what, against, [one() / other() for _ in range(rounds)])
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


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= _WHOLE else f"{ratio:.2f}"
