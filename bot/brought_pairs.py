"""Matches that a coordinator brings from elsewhere: offered to both sides like those that were found here.

Nobody is enrolled by it: whoever has not joined, or is taken, is named, and then nobody at all is asked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cohort import Cohort, cohort
from bot.enrolment import programme_seen_by
from bot.groups import offer_each
from bot.matching.columns import columns
from bot.matching.fit import Fit
from bot.matching.proposal import Left
from bot.matching.rules import Rules
from bot.model import Programme, ProgrammeKind, Proposal, Role
from bot.people import Person
from bot.ports import Occasion
from bot.publishing import note_run
from bot.unmatched import tell


@dataclass(frozen=True, slots=True)
class Brought:
    """Two people by their addresses, and why they fit."""

    mentee: str
    mentor: str
    score: int
    fit: Fit


@dataclass(frozen=True, slots=True)
class Run:
    """What was matched elsewhere: the matches, and who was left there, with the numbers they have there."""

    pairs: Sequence[Brought]
    left: Sequence[Left] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a match cannot be offered: `code` says what is wrong with whoever has that address, or both."""

    code: str
    email: str


class Objected(Exception):
    """Nothing was offered."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(f"{len(objections)} objections")
        self.objections = objections


def bring(here: Occasion, by: Person, run: Run, kind: ProgrammeKind) -> int:
    """Offer all of its matches, and say how many of those left are told. Raises Objected if one cannot be."""
    programme = here.records.programmes.hold(programme_seen_by(here.records, by).id)
    pairs = run.pairs
    if programme.kind is not kind:
        raise Objected([Objection("kind", programme.name)])
    among = cohort(here, programme)
    people = here.records.people.by_emails({email for one in pairs for email in (one.mentee, one.mentor)})
    if objections := list(_objections(among, people, pairs)):
        raise Objected(objections)
    offer_each(here, programme, [_proposal(here, programme, people, one) for one in pairs])
    return tell(here, note_run(here, among, by.id), list(_left(here, among, run)))


def _proposal(here: Occasion, programme: Programme, people: Mapping[str, Person], one: Brought) -> Proposal:
    reasons = tuple(part.told for part in one.fit.parts)
    mentor, mentee = people[one.mentor].id, people[one.mentee].id
    return Proposal(0, programme.id, mentor, mentee, one.score, reasons, here.now)


def _left(here: Occasion, among: Cohort, run: Run) -> Iterator[Left]:
    """Those left in it who wait here, by their own numbers. Whoever has not joined is not written to."""
    people = here.records.people.by_emails({one.person.email for one in run.left})
    alone = {one for one in among.mentors if not among.bare.taken.get(one)}
    for one in run.left:
        person = people.get(one.person.email)
        if person and person.id in (among.mentees if one.role is Role.MENTEE else alone):
            yield replace(one, person=person)


def _objections(among: Cohort, people: Mapping[str, Person], pairs: Sequence[Brought]) -> Iterator[Objection]:
    """Whatever keeps a pair from being offered; each person once."""
    room = Counter({id_: among.room(id_) for id_ in among.mentors})
    for one in pairs:
        for email, side in ((one.mentee, among.mentees), (one.mentor, among.mentors)):
            if email not in people:
                yield Objection("unknown", email)
            elif people[email].id not in side:
                yield Objection("mentee" if side is among.mentees else "mentor", email)
        if one.mentor in people:
            room[people[one.mentor].id] -= 1
            if room[people[one.mentor].id] == -1 and people[one.mentor].id in among.mentors:
                yield Objection("full", one.mentor)
        if one.mentor in people and one.mentee in people:
            yield from _barred(among, people[one.mentor], people[one.mentee])


def _barred(among: Cohort, mentor: Person, mentee: Person) -> Iterator[Objection]:
    """What has been said here since, and no spreadsheet knows: a pause, an earlier pair, a ruling."""
    if among.has((mentor.id, mentee.id)):
        guide, guided = among.mentors[mentor.id], among.mentees[mentee.id]
        run = among.run
        rules = Rules(columns([guided], [guide], run.on), run.rulebook)
        if rules.bar(0, 0):
            yield Objection("barred", f"{mentee.email}, {mentor.email}")
