"""The hard rules: what makes a pair impossible, never just unlikely."""

from datetime import date
from enum import StrEnum

from bot.matching.candidates import Candidate
from bot.model import ProgrammeKind
from bot.working_time import overlap_minutes

LEAST_OVERLAP = 120  # minutes a day
MOST_APART = 1  # levels between peers


class Bar(StrEnum):
    """Why a pair cannot be."""

    SELF = "self"
    REPORTING_LINE = "reporting_line"
    LANGUAGE = "language"
    HOURS = "hours"
    SENIORITY = "seniority"
    PAUSED = "paused"
    EARLIER = "earlier"
    AVOID = "avoid"

    @property
    def shown(self) -> str:
        """The code that may leave this room: whoever avoided, declined or paused is not given away."""
        return "not_possible" if self in _PRIVATE else self.value


_PRIVATE = frozenset({Bar.PAUSED, Bar.EARLIER, Bar.AVOID})

Met = frozenset[tuple[int, int]]


def bar(mentor: Candidate, mentee: Candidate, kind: ProgrammeKind, on: date, earlier: Met) -> Bar | None:
    """Why these two cannot be a pair in such a programme, or None.

    `on` sets the offsets of the clocks. `earlier` holds (mentor, mentee) of pairs that ended and of matches
    declined; it counts either way round. Of several rules that apply, a public one is told first.
    """
    broken = {
        Bar.SELF: mentor.id == mentee.id,
        Bar.REPORTING_LINE: mentor.email in mentee.line or mentee.email in mentor.line,
        Bar.LANGUAGE: not _can_talk(mentor, mentee),
        Bar.HOURS: not _can_meet(mentor, mentee, on),
        Bar.SENIORITY: not _fits_seniority(mentor.level, mentee.level, kind),
        Bar.PAUSED: mentor.paused or mentee.paused,
        Bar.EARLIER: not earlier.isdisjoint({(mentor.id, mentee.id), (mentee.id, mentor.id)}),
        Bar.AVOID: _avoids(mentor, mentee) or _avoids(mentee, mentor),
    }
    return next((why for why, applies in broken.items() if applies), None)


def _avoids(one: Candidate, other: Candidate) -> bool:
    return other.email in one.avoid or other.id in one.avoids


def _can_talk(mentor: Candidate, mentee: Candidate) -> bool:
    known = mentor.languages and mentee.languages
    return not known or not mentor.languages.isdisjoint(mentee.languages)


def _can_meet(mentor: Candidate, mentee: Candidate, on: date) -> bool:
    known = mentor.timezone and mentee.timezone
    return not known or overlap_minutes(mentor.workday, mentee.workday, on) >= LEAST_OVERLAP


def _fits_seniority(mentor: int | None, mentee: int | None, kind: ProgrammeKind) -> bool:
    if mentor is None or mentee is None:
        return True
    match kind:
        case ProgrammeKind.TRADITIONAL | ProgrammeKind.GROUP:
            return mentor > mentee
        case ProgrammeKind.REVERSE:
            return mentor < mentee
        case ProgrammeKind.PEER:
            return abs(mentor - mentee) <= MOST_APART
