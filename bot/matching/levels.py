"""What is best, level by level, and how many levels one 64-bit integer can hold at a time.

A stage packs some levels into one number for each edge. The levels of a later stage decide only among what
is as good as can be at all earlier ones (`bot.matching.stages`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.matching.columns import Ints
from bot.matching.fit import MOST

MENTEES, LEADERS, KEPT, BELOW, SCORE, TIE = "mentees", "leaders", "kept", "below_floor", "score", "tie_break"
WORST = "worst"

_LOT_BITS = 20
# The flow multiplies by the number of nodes, and needs two bits for its signs.
_MOST_BITS = 61
# At the level of leaders prices differ by 3 at most: a mentee's own leadership cancels out along every chain
# of moves, so that only its two ends count.
_LEADER_RADIX = 16
# Digits of prices are sums along chains, twice as large as those of totals; so they stay within half a radix.
SPARE = 8
# What an edge is worth at most where its score does not say it.
_HIGHEST = {MENTEES: 1, LEADERS: 2, KEPT: 1}
_NOTHING = np.zeros(MOST + 1, np.int64)

# One price, or those of many.
Packed = TypeVar("Packed", int, Ints)


@dataclass(frozen=True, slots=True)
class Stage:
    """Levels in one number.

    An edge is worth `mentee`, `leader` for a leading mentee, `kept` if it was kept, and `of_score` for its
    score (None: the score itself); in the last stage, its lot. A leading mentor's first mentee is worth
    `leader` too, once.
    """

    names: tuple[str, ...]
    units: tuple[int, ...]
    mentee: int = 0
    leader: int = 0
    kept: int = 0
    of_score: Ints | None = None
    scores: bool = True
    lots: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class Lots:
    """What decides between equals: a number for each edge that depends on the seed and on who the two are."""

    mentees: NDArray[np.uint64]
    mentors: NDArray[np.uint64]

    def of(self, rows: Ints, columns: Ints) -> Ints:
        """The lots of these edges (docs/matching.md, section 4)."""
        mixed = self.mentees[rows] + self.mentors[columns]
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - _LOT_BITS)).astype(np.int64)


def lots(seed: int, mentees: Sequence[str], mentors: Sequence[str], sides: tuple[str, str]) -> Lots:
    """The lots of people by their addresses."""
    return Lots(*(_keys(seed, side, names) for side, names in zip(sides, (mentees, mentors), strict=True)))


def _keys(seed: int, side: str, names: Sequence[str]) -> NDArray[np.uint64]:
    digests = (sha256(f"{seed}:{side}:{name}".encode()).digest()[:8] for name in names)
    return np.frombuffer(b"".join(digests), ">u8").astype(np.uint64)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The levels asked for besides people, leaders, score and lot.

    `worst` is the lowest score there need be, once it is known: no pair is to score less.
    """

    floor: int | None = None
    bands: tuple[int, ...] = ()
    kept: bool = False
    worst: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All levels that an edge has a value at, in order."""
        asked = ((KEPT, self.kept), (BELOW, self.floor is not None), (WORST, self.worst is not None))
        bands = (f"band_{bound}" for bound in self.bands)
        return (MENTEES, LEADERS, *(name for name, is_asked in asked if is_asked), *bands, SCORE, TIE)

    @property
    def before_worst(self) -> tuple[str, ...]:
        """The levels that come before the worst pair."""
        return tuple(name for name in self.names if name in (MENTEES, LEADERS, KEPT, BELOW))

    def of_score(self, name: str) -> Ints:
        """What each score, 0 to 1000, is worth at a level."""
        scores = np.arange(MOST + 1)
        if name in (BELOW, WORST):
            least = self.floor if name == BELOW else self.worst
            return -(scores < (least or 0)).astype(np.int64)
        if name.startswith("band_"):
            bound = int(name.removeprefix("band_"))
            before = max((one for one in self.bands if one < bound), default=0)
            return -((scores >= before) & (scores < bound)).astype(np.int64)
        return scores if name == SCORE else np.zeros(MOST + 1, np.int64)


def stages(wanted: Wanted, pairs: int, nodes: int, upto: str = TIE) -> list[Stage]:
    """The levels in as few stages as fit, up to and with that one; at most `pairs` edges are chosen."""
    names = wanted.names[: wanted.names.index(upto) + 1]
    found: list[Stage] = []
    packed: list[str] = []
    for name in names:
        if name == TIE:
            continue
        if (
            packed
            and _bits(_most(wanted, [*packed, name], pairs), pairs, nodes, first=not found) > _MOST_BITS
        ):
            found.append(_packed(wanted, packed, pairs))
            packed = []
        packed.append(name)
    found.append(_packed(wanted, packed, pairs))
    if TIE in names:
        found.append(Stage((TIE,), (1,), scores=False, lots=True, most=1 << _LOT_BITS))
    return found


def digits(packed: Packed, units: Iterable[int]) -> list[Packed]:
    """Numbers that hold several levels, taken apart: each but the first within half its unit of zero."""
    found = []
    for unit in units:
        whole = (2 * packed + unit) // (2 * unit)
        packed = packed - whole * unit
        found.append(whole)
    return found


def _units(wanted: Wanted, names: Sequence[str], pairs: int) -> dict[str, tuple[int, int]]:
    """The unit of each level, and what an edge is worth there at most: integers of any size."""
    found: dict[str, tuple[int, int]] = {}
    unit = 1
    for name in reversed(names):
        worth = _HIGHEST.get(name) or int(np.abs(wanted.of_score(name)).max())
        found[name] = unit, worth
        unit *= _LEADER_RADIX if name == LEADERS else SPARE * max(1, pairs) * max(1, worth) + 1
    return found


def _most(wanted: Wanted, names: Sequence[str], pairs: int) -> int:
    return sum(unit * worth for unit, worth in _units(wanted, names, pairs).values())


def _packed(wanted: Wanted, names: Sequence[str], pairs: int) -> Stage:
    units = {name: unit for name, (unit, _) in _units(wanted, names, pairs).items()}
    by_score = [name for name in names if name not in _HIGHEST]
    of_score = sum((units[name] * wanted.of_score(name) for name in by_score), _NOTHING)
    return Stage(
        tuple(names),
        tuple(units[name] for name in names),
        units.get(MENTEES, 0),
        units.get(LEADERS, 0),
        units.get(KEPT, 0),
        None if by_score == [SCORE] else of_score,
        most=_most(wanted, names, pairs),
    )


def _bits(most: int, pairs: int, nodes: int, *, first: bool) -> int:
    """How wide the largest cost becomes; a later stage also says who must not be left out."""
    widest = most if first else 4 * (pairs + 1) * most + most
    return widest.bit_length() + nodes.bit_length()
