"""The people of a run as columns of numbers, so that millions of pairs are looked at at once.

A value stands for itself or for its place in a table of the run; what is not known is 0 everywhere.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.common_hours import hours_in_utc, overlap_minutes
from bot.matching.candidates import Candidate
from bot.people import Workday
from bot.skills import term

Ints = NDArray[np.int64]
_EMPTY: Sequence[Hashable] = (None, "", frozenset())


class Numbers:
    """Gives each distinct value its number, from 1 on; whatever is empty has 0."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = dict.fromkeys(_EMPTY, 0)

    def of(self, values: Iterable[Hashable | None]) -> Ints:
        """A column of their numbers."""
        known, every = self._known, list(values)
        for one in dict.fromkeys(every):
            known.setdefault(one, len(known) - len(_EMPTY) + 1)
        return np.fromiter(map(known.__getitem__, every), np.int64, len(every))

    @property
    def values(self) -> tuple[Hashable, ...]:
        """What has a number, in the order of the numbers."""
        return tuple(self._known)[len(_EMPTY) :]


@dataclass(frozen=True, slots=True)
class Side:
    """Everybody of one side. Every column is as long as `people`."""

    people: Sequence[Candidate]
    hours: Ints
    speaks: Ints
    level: Ints
    leader: NDArray[np.bool_]
    department: Ints
    location: Ints
    other_department: Ints
    other_site: Ints
    paused: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Columns:
    """Both sides, and what two values have in common.

    `shared_minutes[a, b]` are the working minutes a day that two kinds of `hours` share, `shared_languages`
    the languages that two kinds of `speaks` share; row and column 0 are for the unknown.
    """

    mentees: Side
    mentors: Side
    shared_minutes: Ints
    shared_languages: Ints


def columns(mentees: Sequence[Candidate], mentors: Sequence[Candidate], on: date) -> Columns:
    """Read a run's people once. `on` sets the offsets of their clocks."""
    hours, speaks, departments, locations = Numbers(), Numbers(), Numbers(), Numbers()
    kinds: dict[tuple[str, time, time], tuple[int, int] | None] = {}
    sample: dict[tuple[int, int], Workday] = {}

    def when(one: Candidate) -> tuple[int, int] | None:
        """When somebody works in minutes of UTC, asked once for each kind of workday."""
        kind = (one.timezone, one.person.opens, one.person.closes)
        if kind not in kinds:
            kinds[kind] = hours_in_utc(one.workday, on) if one.timezone else None
            if found := kinds[kind]:
                sample.setdefault(found, one.workday)
        return kinds[kind]

    def side(people: Sequence[Candidate]) -> Side:
        return Side(
            people,
            hours.of(map(when, people)),
            speaks.of(one.languages for one in people),
            _column(people, lambda one: one.person.level or 0),
            _column(people, lambda one: one.person.leader).astype(bool),
            departments.of(term(one.person.department) for one in people),
            locations.of(term(one.person.location) for one in people),
            _column(people, lambda one: one.other_department),
            _column(people, lambda one: one.other_site),
            _column(people, lambda one: one.paused).astype(bool),
        )

    both = side(mentees), side(mentors)
    workdays = [sample[kind] for kind in hours.values if isinstance(kind, tuple)]
    tongues = [kind for kind in speaks.values if isinstance(kind, frozenset)]
    return Columns(
        *both,
        _table(workdays, lambda a, b: overlap_minutes(a, b, on)),
        _table(tongues, lambda a, b: len(a & b)),
    )


def _column(people: Sequence[Candidate], value: Callable[[Candidate], int]) -> Ints:
    return np.array([value(one) for one in people], np.int64)


V = TypeVar("V")


def _table(values: Sequence[V], of_two: Callable[[V, V], int]) -> Ints:
    """What each two of them have in common, numbered from 1."""
    table = np.zeros((len(values) + 1, len(values) + 1), np.int64)
    for a, one in enumerate(values, start=1):
        for b, other in enumerate(values, start=1):
            table[a, b] = of_two(one, other)
    return table
