"""The certificate as its page describes it (docs/matching.md, section 5), read to the letter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.people_cells import quoted
from bot.verifying.fields import Fields, read_object
from bot.verifying.findings import Unusable, number

VERSION = 1
ASSIGN = "assign"
PEER = "peer"
KINDS = ("traditional", "reverse", PEER, ASSIGN)
PARTS = (
    *("skills", "wished", "wished_for", "hours", "department"),
    *("level", "interests", "site", "languages", "goals"),
)
ALL_PARTS = 1000
GOALS = "goals"
MOST_BY_MEANING = 150
WORST = "worst"


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked of the run. `semantic` is the SHA-256 of what goals were read with, if by meaning."""

    seed: int
    start: date
    reporting_levels: int
    least_overlap: int
    floor: int | None
    protect_worst: bool
    bands: tuple[int, ...]
    weights: Mapping[str, int]
    semantic: str | None = None

    @property
    def levels(self) -> tuple[str, ...]:
        """What has to be best, in order."""
        found = ["mentees", "leaders"]
        if self.floor is not None:
            found.append("below_floor")
        if self.protect_worst:
            found.append(WORST)
        return (*found, *(f"band_{bound}" for bound in self.bands), "score", "tie_break")


@dataclass(frozen=True, slots=True)
class Vectors:
    """Prices with one integer a level. `counted` is there in a second object only."""

    levels: tuple[str, ...]
    mentees: Mapping[str, tuple[int, ...]]
    mentors: Mapping[str, tuple[int, ...]]
    counted: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """Prices of peers: all levels in one integer, doubled."""

    levels: tuple[str, ...]
    units: tuple[int, ...]
    people: Mapping[str, int]
    odd_sets: tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """`options` are there unless the kind is `assign`; `worst` is the second object, where one is needed."""

    kind: str
    options: Options | None
    inputs: frozenset[str]
    totals: Mapping[str, int]
    main: Vectors | Packed
    worst: Vectors | Packed | None

    @property
    def levels(self) -> tuple[str, ...]:
        return self.main.levels


def read_certificate(data: bytes) -> Certificate:
    """Raises Unusable with the first thing that is wrong."""
    told = read_object(data)
    if (version := told.integer("version")) != VERSION:
        raise Unusable(
            f"This certificate has version {number(version)}; only version {VERSION} is known here."
        )
    if (kind := told.text("kind")) not in KINDS:
        raise Unusable(f"The certificate's kind {quoted(kind)} is none of {', '.join(KINDS)}.")
    options = None if kind == ASSIGN else _options(told.object("options"))
    levels = told.texts("levels")
    _are_known(levels, options.levels if options else ("mentees", "score"))
    totals = told.object("totals")
    if set(totals.names) != set(levels):
        raise Unusable("The certificate's totals do not name the same levels as its levels.")
    inputs = told.object("inputs")
    second = told.object(WORST) if WORST in told else None
    return Certificate(
        kind,
        options,
        frozenset(inputs.text(name).lower() for name in inputs.names),
        {level: totals.integer(level) for level in levels},
        _prices(told, kind, levels),
        _second(second, kind, levels) if second and WORST in levels else None,
    )


def _are_known(levels: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    if levels != wanted:
        strange = [level for level in levels if level not in wanted]
        why = f"{quoted(strange[0])} is not a level that follows from its options; " if strange else ""
        raise Unusable(f"The certificate's levels cannot be checked: {why}they must be {', '.join(wanted)}.")


def _options(told: Fields) -> Options:
    start = told.text("start")
    try:
        day = date.fromisoformat(start)
    except ValueError:
        raise Unusable(f"The certificate's start {quoted(start)} is not a date such as 2026-11-25.") from None
    bands = told.integers("bands") if "bands" in told else ()
    if any(later <= before for before, later in pairwise(bands)):
        raise Unusable("The certificate's bands do not increase.")
    weights = _weights(told.object("weights"))
    semantic = told.text("semantic") if "semantic" in told else None
    if semantic is not None and weights[GOALS] > MOST_BY_MEANING:
        raise Unusable(
            f"The certificate's goals were read by meaning, and may weigh {MOST_BY_MEANING} at most."
        )
    return Options(
        seed=told.integer("seed"),
        start=day,
        reporting_levels=told.integer("reporting_levels", 0),
        least_overlap=told.integer("least_overlap", 0),
        floor=told.integer("floor") if "floor" in told else None,
        protect_worst=told.flag("protect_worst"),
        bands=bands,
        weights=weights,
        semantic=semantic,
    )


def _weights(told: Fields) -> Mapping[str, int]:
    strange = [name for name in told.names if name not in PARTS]
    if strange:
        raise Unusable(f"The certificate's weights name {quoted(strange[0])}, which is no part of a score.")
    weights = {part: told.integer(part, 0, ALL_PARTS) for part in PARTS}
    if sum(weights.values()) != ALL_PARTS:
        raise Unusable(f"The certificate's weights add up to {sum(weights.values())}, not to {ALL_PARTS}.")
    return weights


def _second(told: Fields, kind: str, levels: tuple[str, ...]) -> Vectors | Packed:
    before = levels[: levels.index(WORST)]
    if told.texts("levels") != before:
        raise Unusable(f"The levels below 'worst' must be those before it: {', '.join(before)}.")
    counted = None if kind == PEER else frozenset(map(str.lower, told.texts("counted")))
    return _prices(told, kind, before, counted)


def _prices(
    told: Fields, kind: str, levels: tuple[str, ...], counted: frozenset[str] | None = None
) -> Vectors | Packed:
    prices = told.object("prices")
    if kind == PEER:
        return _packed(prices, told.object("units"), levels)
    fold = str.strip if kind == ASSIGN else str.lower
    mentees, mentors = (_vectors(prices.object(side), len(levels), fold) for side in ("mentees", "mentors"))
    return Vectors(levels, mentees, mentors, counted)


def _vectors(told: Fields, length: int, fold: Callable[[str], str]) -> Mapping[str, tuple[int, ...]]:
    _once(told.names, fold)
    found = {fold(name): told.integers(name) for name in told.names}
    for name, vector in found.items():
        if len(vector) != length:
            raise Unusable(f"The price of {quoted(name)} has {len(vector)} numbers for {length} levels.")
    return found


def _packed(told: Fields, units: Fields, levels: tuple[str, ...]) -> Packed:
    if set(units.names) != set(levels):
        raise Unusable("The certificate's units do not name the same levels as its levels.")
    people = told.object("people")
    _once(people.names, str.lower)
    sets = told.objects("odd_sets")
    return Packed(
        levels,
        tuple(units.integer(level, 1) for level in levels),
        {name.lower(): people.integer(name) for name in people.names},
        tuple((tuple(map(str.lower, one.texts("people"))), one.integer("price")) for one in sets),
    )


def _once(names: Iterable[str], fold: Callable[[str], str]) -> None:
    seen: set[str] = set()
    for name in names:
        if fold(name) in seen:
            raise Unusable(f"The certificate names a price of {quoted(name)} twice.")
        seen.add(fold(name))
