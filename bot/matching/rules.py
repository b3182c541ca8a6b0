"""The hard rules: what makes a pair impossible, never just unlikely."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.matching.candidates import LEVELS_OF_LINE, Candidate, by_id
from bot.matching.columns import Columns, Ints, columns
from bot.model import ProgrammeKind

LEAST_OVERLAP = 120  # minutes a day
MOST_APART = 1  # levels between peers


class Bar(StrEnum):
    """Why a pair cannot be. Of several that apply, the first of these is told."""

    SELF = "self"
    REPORTING_LINE = "reporting_line"
    LANGUAGE = "language"
    HOURS = "hours"
    SENIORITY = "seniority"
    FORBIDDEN = "forbidden"
    PAUSED = "paused"
    EARLIER = "earlier"
    AVOID = "avoid"

    @property
    def shown(self) -> str:
        """The code that may leave this room: whoever avoided, declined or paused is not given away."""
        return "not_possible" if self in _PRIVATE else self.value


_PRIVATE = frozenset({Bar.PAUSED, Bar.EARLIER, Bar.AVOID})
_NUMBERS = {why: number for number, why in enumerate(Bar, start=1)}
BARS: Sequence[Bar | None] = (None, *Bar)

Met = frozenset[tuple[int, int]]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of a programme. `reporting_levels` are steps up or down, `least_overlap` minutes a day.

    `earlier` holds (mentor, mentee) of pairs that ended and of matches declined, and counts either way round;
    `forbidden` what a coordinator has said, which counts as it is written, and among peers either way round.
    """

    kind: ProgrammeKind
    on: date
    earlier: Met = frozenset()
    forbidden: Met = frozenset()
    reporting_levels: int = LEVELS_OF_LINE
    least_overlap: int = LEAST_OVERLAP


class Rules:
    """Which pairs are barred, and why. Rows are mentees, columns mentors."""

    def __init__(self, people: Columns, book: Rulebook) -> None:
        self._people = people
        self._book = book
        self._single = _by_row(self._singled_out())

    def general(self, mentees: Ints, mentors: Ints) -> Codes:
        """The rules that depend on what people have in common with many: languages, hours, level, pause.

        Takes numbers of people, in shapes that numpy can spread over each other.
        """
        here, there, book = self._people.mentees, self._people.mentors, self._book
        languages = self._people.shared_languages[here.speaks[mentees], there.speaks[mentors]]
        minutes = self._people.shared_minutes[here.hours[mentees], there.hours[mentors]]
        mute = (here.speaks[mentees] > 0) & (there.speaks[mentors] > 0) & (languages == 0)
        apart = (here.hours[mentees] > 0) & (there.hours[mentors] > 0) & (minutes < book.least_overlap)
        low, high = here.level[mentees], there.level[mentors]
        uneven = (low > 0) & (high > 0) & ~_is_fitting(book.kind, high, low)
        paused = here.paused[mentees] | there.paused[mentors]
        codes = np.where(paused, np.uint8(_NUMBERS[Bar.PAUSED]), np.uint8(0))
        for broken, why in ((uneven, Bar.SENIORITY), (apart, Bar.HOURS), (mute, Bar.LANGUAGE)):
            codes = np.where(broken, np.uint8(_NUMBERS[why]), codes)
        return codes

    def single(self, mentee: int) -> Mapping[int, Bar]:
        """The mentors that this one mentee cannot have for a reason of their own, by column."""
        return self._single.get(mentee, {})

    @property
    def singled(self) -> tuple[Ints, Ints]:
        """All such pairs: their mentees and their mentors."""
        mentors = list(chain.from_iterable(self._single.values()))
        mentees = np.repeat(np.fromiter(self._single, np.int64), [len(row) for row in self._single.values()])
        return mentees, np.array(mentors, np.int64)

    def row(self, mentee: int) -> Codes:
        """All that is known of one mentee and each mentor: 0, or the place of the bar in BARS."""
        codes = self.general(np.array([mentee]), np.arange(len(self._people.mentors)))
        for mentor, why in self.single(mentee).items():
            number = _NUMBERS[why]
            codes[mentor] = min(codes[mentor] or number, number)
        return codes

    def bar(self, mentee: int, mentor: int) -> Bar | None:
        """Why these two cannot be a pair, or None."""
        one = self.single(mentee).get(mentor)
        other = BARS[int(self.general(np.array(mentee), np.array(mentor)))]
        return min((why for why in (one, other) if why), key=_NUMBERS.__getitem__, default=None)

    def _singled_out(self) -> Iterator[tuple[int, int, Bar]]:
        """Pairs barred for what these two are to each other, as (mentee, mentor, why)."""
        mentees, mentors = self._people.mentees.people, self._people.mentors.people
        guides, guided = by_id(mentors), by_id(mentees)
        for id_ in guided.keys() & guides.keys():
            yield guided[id_], guides[id_], Bar.SELF
        yield from self._between(mentees, mentors)
        for number, mentor, why in self._between(mentors, mentees):
            yield mentor, number, why
        one_way = 2 if self._book.kind is ProgrammeKind.PEER else 1
        for why, met, ways in (
            (Bar.EARLIER, self._book.earlier, 2),
            (Bar.FORBIDDEN, self._book.forbidden, one_way),
        ):
            for pair in met:
                for mentor, mentee in (pair, pair[::-1])[:ways]:
                    if mentee in guided and mentor in guides:
                        yield guided[mentee], guides[mentor], why

    def _between(
        self, people: Sequence[Candidate], others: Sequence[Candidate]
    ) -> Iterator[tuple[int, int, Bar]]:
        """Whom each of some people reports to, or avoids, among the others."""
        at = _by_email(others)
        numbered = by_id(others) if any(one.avoids for one in people) else {}
        for number, one in enumerate(people):
            for email in one.line[: self._book.reporting_levels]:
                for other in at.get(email, ()):
                    yield number, other, Bar.REPORTING_LINE
            for email in one.avoid:
                for other in at.get(email, ()):
                    yield number, other, Bar.AVOID
            for id_ in one.avoids:
                if id_ in numbered:
                    yield number, numbered[id_], Bar.AVOID


def bar(mentor: Candidate, mentee: Candidate, kind: ProgrammeKind, on: date, earlier: Met) -> Bar | None:
    """Why these two cannot be a pair in such a programme, or None."""
    return Rules(columns([mentee], [mentor], on), Rulebook(kind, on, earlier)).bar(0, 0)


def _is_fitting(kind: ProgrammeKind, mentor: Ints, mentee: Ints) -> NDArray[np.bool_]:
    """Whether two known levels suit such a programme."""
    found: NDArray[np.bool_]
    match kind:
        case ProgrammeKind.TRADITIONAL | ProgrammeKind.GROUP:
            found = mentor > mentee
        case ProgrammeKind.REVERSE:
            found = mentor < mentee
        case ProgrammeKind.PEER:
            found = np.abs(mentor - mentee) <= MOST_APART
    return found


def _by_email(people: Iterable[Candidate]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, one in enumerate(people):
        if one.email:
            found.setdefault(one.email, []).append(number)
    return found


def _by_row(found: Iterable[tuple[int, int, Bar]]) -> Mapping[int, dict[int, Bar]]:
    """The foremost bar of each pair, by mentee and mentor."""
    rows: dict[int, dict[int, Bar]] = {}
    for mentee, mentor, why in found:
        row = rows.setdefault(mentee, {})
        if _NUMBERS[row.setdefault(mentor, why)] > _NUMBERS[why]:
            row[mentor] = why
    return rows
