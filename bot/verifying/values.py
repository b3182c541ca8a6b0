"""What an edge adds at each level (docs/matching.md, section 4)."""

from collections.abc import Sequence

import numpy as np

from bot.verifying.certificate import ALL_PARTS, PEER, Options
from bot.verifying.lots import keys, lots
from bot.verifying.run import Run
from bot.verifying.words import Numbers

# One array a level: of a whole block, or of what is the same in all of it.
Values = Sequence[Numbers]

_ONE = np.array(1, np.int64)


class Worth:
    """The levels of a run. `worst` is the score below which an edge adds -1 at that level."""

    def __init__(self, run: Run, worst: int) -> None:
        self._run = run
        self.worst = _near(worst)
        sides = (PEER, PEER) if run.is_peer else ("mentee", "mentor")
        self._keys = [
            keys(run.options.seed, side, people.names)
            for side, people in zip(sides, (run.mentees, run.mentors), strict=True)
        ]
        self._bounds = _bounds(run.options)

    def values(self, levels: Sequence[str], rows: range, scores: Numbers, leaders: Numbers) -> Values:
        """`leaders` are the mentors whose place as a leader has still to be counted."""
        return [self._at(level, rows, scores, leaders) for level in levels]

    def _at(self, level: str, rows: range, scores: Numbers, leaders: Numbers) -> Numbers:
        part = slice(rows.start, rows.stop)
        match level:
            case "mentees":
                return _ONE
            case "leaders":
                return self._run.mentees.leaders[part, None] + leaders
            case "score":
                return scores
            case "tie_break":
                return lots(self._keys[0][part], self._keys[1])
            case "worst":
                return _minus(scores, 0, self.worst)
            case _:
                return _minus(scores, *self._bounds[level])


def _bounds(options: Options) -> dict[str, tuple[int, int]]:
    """From which score on, and below which, an edge costs something at a level."""
    found = {"below_floor": (0, _near(options.floor or 0))}
    least = 0
    for bound in options.bands:
        found[f"band_{bound}"] = (least, _near(bound))
        least = _near(bound)
    return found


def _minus(scores: Numbers, least: int, below: int) -> Numbers:
    return -((scores >= least) & (scores < below)).astype(np.int64)


def _near(bound: int) -> int:
    """A bound beyond every score does as well as the one just outside, and fits the machine."""
    return min(max(bound, 0), ALL_PARTS + 1)
