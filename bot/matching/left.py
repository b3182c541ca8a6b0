"""Why somebody is left without a match, and what would help."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.matching.cohort import Cohort
from bot.matching.columns import Ints
from bot.matching.rules import BARS, Bar
from bot.message import Facts
from bot.model import ProgrammeKind, Role
from bot.people import Person


class Reason(StrEnum):
    """Why somebody is left. The two `POSSIBLE` ones say which rule removed most, as the fact `rule`.

    ALL_FULL says who competes: `people` mentees could only have mentors with `places` places together.
    EXCLUDED: others have who would be possible, and both at once may not be (`per_department`).
    TOO_HARD: the best groups cannot be found exactly, so that there are none.
    """

    NO_MENTORS = "no_mentors"
    NO_MENTOR_POSSIBLE = "no_mentor_possible"
    BELOW_FLOOR = "below_floor"
    ALL_FULL = "all_full"
    NO_MENTEES = "no_mentees"
    NO_MENTEE_POSSIBLE = "no_mentee_possible"
    ALL_PLACED = "all_placed"
    NO_PLACES = "no_places"
    ONLY_EACH_OTHER = "only_each_other"
    EXCLUDED = "excluded"
    NO_GROUP = "no_group"
    TOO_HARD = "too_hard"


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody without a match in one of their roles. Nothing here tells who avoided, declined or paused."""

    person: Person
    role: Role
    reason: Reason
    facts: Facts = field(default_factory=dict)


def left(cohort: Cohort, mate: Ints) -> Iterator[Left]:
    """Everybody without a match, mentees first. `mate` holds the mentor of each mentee, or -1."""
    chosen = mate >= 0
    busy = np.bincount(mate[chosen], minlength=len(cohort.mentors))
    free = cohort.places > busy - np.bincount(
        [mentor for _, mentor in cohort.locked], minlength=len(cohort.mentors)
    )
    competing = _Competing(cohort, mate)
    for number in np.flatnonzero(~chosen).tolist():
        person = cohort.mentees[number].person
        yield Left(person, Role.MENTEE, *_no_mentor(cohort, number, free, competing))
    if cohort.run.kind is ProgrammeKind.PEER:
        return  # everybody has been on both sides
    taken = np.array([bool(cohort.run.taken.get(one.id)) for one in cohort.mentors], bool)
    for number in np.flatnonzero((busy == 0) & ~taken).tolist():
        yield Left(cohort.mentors[number].person, Role.MENTOR, *_no_mentee(cohort, number, chosen))


def _no_mentor(
    cohort: Cohort, mentee: int, free: NDArray[np.bool_], competing: "_Competing"
) -> tuple[Reason, Facts]:
    row, is_peer = cohort.scores.table[mentee], cohort.run.kind is ProgrammeKind.PEER
    if not (row >= 0).any():
        codes = cohort.rules.row(mentee)
        if not codes.all():
            # no rule keeps them apart, but a locked pair does: with another peer, or the other way round
            return (Reason.ALL_PLACED if is_peer else Reason.ONLY_EACH_OTHER), {}
        return _impossible(codes, cohort.mentors, Reason.NO_MENTORS)
    if not (row >= cohort.problem.least).any():
        return Reason.BELOW_FLOOR, {}
    if is_peer:
        return Reason.ALL_PLACED, {}
    people, places = competing.around(mentee)
    if ((row >= max(0, cohort.problem.least)) & free).any() or people <= places:
        return _shut(cohort), {}
    return Reason.ALL_FULL, {"people": people, "places": places}


def _no_mentee(cohort: Cohort, mentor: int, chosen: NDArray[np.bool_]) -> tuple[Reason, Facts]:
    column = cohort.scores.table[:, mentor]
    possible = column >= 0
    if not possible.any():
        codes = np.array([BARS.index(cohort.rules.bar(mentee, mentor)) for mentee in range(len(column))])
        if codes.all():
            return _impossible(codes, cohort.mentees, Reason.NO_MENTEES)
        possible = codes == 0  # all of those are locked, or guide this mentor
    elif cohort.places[mentor] < 1:
        return Reason.NO_PLACES, {}
    elif not (possible := column >= max(0, cohort.problem.least)).any():
        return Reason.BELOW_FLOOR, {}
    return (_shut(cohort) if (possible & ~chosen).any() else Reason.ALL_PLACED), {}


def _shut(cohort: Cohort) -> Reason:
    """Why somebody could not go where there is room: what a flow does not see has ruled it out."""
    if cohort.run.kind is ProgrammeKind.GROUP:
        return Reason.NO_GROUP
    return Reason.EXCLUDED if cohort.run.per_department else Reason.ONLY_EACH_OTHER


def _impossible(codes: NDArray[np.integer], others: Sequence[object], nobody: Reason) -> tuple[Reason, Facts]:
    """Nobody is possible: there is nobody but oneself, or a rule removes most."""
    why = Counter(bar.shown for code in codes.tolist() if (bar := BARS[code]) and bar is not Bar.SELF)
    if not why or not others:
        return nobody, {}
    possible = Reason.NO_MENTOR_POSSIBLE if nobody is Reason.NO_MENTORS else Reason.NO_MENTEE_POSSIBLE
    return possible, {"rule": _foremost(why.items())}


def _foremost(counts: Iterable[tuple[str, int]]) -> str:
    """The rule that removes most, as it may be shown."""
    return max(counts, key=lambda one: (one[1], one[0]))[0]


class _Competing:
    """Who competes with somebody for which places (Hall, 1935): all mentees within reach of their moves.

    From somebody without a mentor to the mentors who would do, to the mentees whom those have, to the mentors
    who would do for them, and so on: had any of these mentors room, one more could be placed.
    """

    def __init__(self, cohort: Cohort, mate: Ints) -> None:
        self._possible = cohort.scores.table >= max(0, cohort.problem.least)
        self._mate = mate.copy()
        # whoever is locked competes no more, and neither do their places
        self._mate[[mentee for mentee, _ in cohort.locked]] = -1
        self._places = cohort.places
        self._known: list[tuple[NDArray[np.bool_], int, int]] = []

    def around(self, mentee: int) -> tuple[int, int]:
        """How many mentees compete there, and how many places they have together."""
        for mentees, people, places in self._known:
            if mentees[mentee]:
                return people, places
        mentees = np.zeros(len(self._mate), bool)
        mentees[mentee] = True
        mentors, new = np.zeros(len(self._places), bool), mentees
        while new.any():
            reached = self._possible[new].any(0) & ~mentors
            mentors |= reached
            # those who sit there, and those left out who would do there as well
            new = ~mentees & (self._mate >= 0) & reached[np.maximum(self._mate, 0)]
            mentees |= new
        alike = ~mentees & (self._mate < 0)
        alike[alike] = self._possible[alike].any(1) & ~(self._possible[alike] & ~mentors).any(1)
        mentees |= alike
        found = mentees, int(mentees.sum()), int(self._places[mentors].sum())
        self._known.append(found)
        return found[1:]
