"""Who takes part in a run, and what the file says of them as columns of numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.people_lines import PersonLine
from bot.skills import term
from bot.verifying.certificate import PEER, Options
from bot.verifying.words import Numbers

CELLS = 1 << 17  # of a block: what fits the processor's own memory is read fastest


@dataclass(frozen=True, slots=True)
class Side:
    """Everybody who may be a mentee, or a mentor. In each column 0 is unknown, or no."""

    people: tuple[PersonLine, ...]
    place: Mapping[str, int]
    levels: Numbers
    leaders: Numbers
    zones: Numbers
    departments: Numbers
    sites: Numbers

    def __len__(self) -> int:
        return len(self.people)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.place)


@dataclass(frozen=True, slots=True)
class Run:
    """`everybody` are all people of the file; of peers both sides are the same people."""

    kind: str
    options: Options
    everybody: Mapping[str, PersonLine]
    mentees: Side
    mentors: Side
    zones: tuple[str, ...]

    @property
    def is_peer(self) -> bool:
        return self.kind == PEER

    @property
    def taking_part(self) -> tuple[PersonLine, ...]:
        """Somebody who is both is one person."""
        found = {person.email: person for person in (*self.mentees.people, *self.mentors.people)}
        return tuple(found.values())

    def capacity(self, mentor: int) -> int:
        return 1 if self.is_peer else self.mentors.people[mentor].capacity or 1

    def blocks(self) -> Sequence[range]:
        """All mentees, some at a time, so that memory does not grow with their number."""
        many, step = len(self.mentees), max(1, CELLS // max(1, len(self.mentors)))
        return [range(first, min(first + step, many)) for first in range(0, many, step)]


def run_of(lines: Sequence[PersonLine], kind: str, options: Options) -> Run:
    codes = _Codes()
    if kind == PEER:
        mentees = mentors = codes.side([line for line in lines if line.role])
    else:
        mentees = codes.side([line for line in lines if line.role in ("mentee", "both")])
        mentors = codes.side([line for line in lines if line.role in ("mentor", "both")])
    everybody = {line.email: line for line in lines}
    return Run(kind, options, everybody, mentees, mentors, tuple(codes.zones))


class _Codes:
    """Numbers for words, from 1; the same word has the same number on both sides."""

    def __init__(self) -> None:
        self.zones: dict[str, int] = {"": 0}
        self._departments: dict[str, int] = {"": 0}
        self._sites: dict[str, int] = {"": 0}

    def side(self, people: Sequence[PersonLine]) -> Side:
        def column(read: Callable[[PersonLine], int]) -> Numbers:
            return np.array([read(person) for person in people], np.int64)

        return Side(
            tuple(people),
            {person.email: place for place, person in enumerate(people)},
            column(lambda person: person.level or 0),
            column(lambda person: person.leader),
            column(lambda person: _code(self.zones, person.timezone)),
            column(lambda person: _code(self._departments, term(person.department))),
            column(lambda person: _code(self._sites, term(person.location))),
        )


def _code(codes: dict[str, int], words: str) -> int:
    return codes.setdefault(words, len(codes))
