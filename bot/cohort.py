"""A cohort: who is free in a programme just now, how it is matched, and the best matches for that.

Everything is read in a few statements, however many people there are; nothing here writes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.candidacy import candidates, earlier, placed, taken, wishing
from bot.enrolment import MENTEES, MENTORS, active
from bot.matching.candidates import Candidate
from bot.matching.proposal import (
    Aim,
    Left,
    Outcome,
    Reason,
    Refused,
    Run,
    WhyNot,
    propose,
    why_not,
)
from bot.model import (
    Answer,
    Method,
    Priority,
    Programme,
    ProgrammeKind,
    Proposal,
    ProposalState,
    Role,
    Ruling,
    Verdict,
)
from bot.ports import Occasion
from bot.whom import label

# A mentor and a mentee, by their numbers.
Two = tuple[int, int]
Found = TypeVar("Found")
# So many groups would be too small that no answer is proven.
TOO_HARD = "groups"
# What was offered longer ago than this and came to nothing has no claim on the next run.
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Cohort:
    """All that a run depends on. `joined` says since when each of them takes part."""

    programme: Programme
    method: Method
    rulings: Mapping[Two, Ruling]
    mentors: Mapping[int, Candidate]
    mentees: Mapping[int, Candidate]
    joined: Mapping[int, datetime]
    bare: Run

    @property
    def run(self) -> Run:
        """With everything that coordinators have decided. A lock counts while both are here.

        Groups know no locks.
        """
        verdicts = {two: one.verdict for two, one in self.rulings.items()}
        locked = (two for two, one in verdicts.items() if one is Verdict.LOCKED and self.has(two))
        return replace(
            self.bare,
            aim=aim(self.method, self.programme.kind),
            weights=self.method.weights,
            forbidden=frozenset(two for two, one in verdicts.items() if one is Verdict.FORBIDDEN),
            locked=frozenset(() if self.groups else locked),
        )

    @property
    def peers(self) -> bool:
        """Whether two meet as equals."""
        return self.programme.kind is ProgrammeKind.PEER

    @property
    def groups(self) -> bool:
        """Whether one mentor meets several mentees at once."""
        return self.programme.kind is ProgrammeKind.GROUP

    def ordered(self, two: Two) -> Two:
        """The same two as matching would name them: of peers, the first by address is the mentee."""
        if not self.peers or not self.has(two):
            return two
        mentee, mentor = sorted(two, key=lambda one: (self.mentees[one].email, one))
        return mentor, mentee

    def has(self, two: Two) -> bool:
        """Whether these two could be matched with somebody, in these roles."""
        mentor, mentee = two
        return mentor in self.mentors and mentee in self.mentees

    def room(self, mentor_id: int) -> int:
        """How many more mentees a mentor could take."""
        return max(0, self.mentors[mentor_id].capacity - self.bare.taken.get(mentor_id, 0))

    def name(self, person_id: int) -> str:
        """What tells somebody of the cohort from the others."""
        return label((self.mentors.get(person_id) or self.mentees[person_id]).person)

    def ruled(self, *rulings: Ruling, without: Iterable[Two] = ()) -> "Cohort":
        """The same with these rulings, and without those on others."""
        kept = {two: one for two, one in self.rulings.items() if two not in set(without)}
        return replace(self, rulings={**kept, **{(one.mentor_id, one.mentee_id): one for one in rulings}})


def cohort(here: Occasion, programme: Programme) -> Cohort:
    """Mentors, and mentees who have none and are offered none. Open offers and pairs stay as they are.

    A closed programme has none of either.
    """
    records = here.records
    proposals = records.pairs.proposals(programme.id)
    have_one, peers = placed(records, programme, proposals), programme.kind is ProgrammeKind.PEER
    enrolments = [] if programme.closed_at else active(records, programme)
    everybody = wishing(records, programme, candidates(here, enrolments))
    seen = tuple(zip(enrolments, everybody, strict=True))
    kept = _fallen_away(proposals, here.now)
    return Cohort(
        programme,
        records.matching.method(programme.id),
        {(one.mentor_id, one.mentee_id): one for one in records.matching.rulings(programme.id)},
        {
            one.id: one
            for enrolment, one in seen
            if enrolment.role in MENTORS and not (peers and one.id in have_one)
        },
        {one.id: one for enrolment, one in seen if enrolment.role in MENTEES and one.id not in have_one},
        {one.person_id: one.consented_at for one in enrolments},
        Run(programme.kind, here.now.date(), earlier(records), taken(records, programme), kept=kept),
    )


def best(here: Cohort, insisting: Two | None = None) -> Outcome:
    """The best matches there are. Raises Refused where the pair that is insisted on cannot be locked."""
    try:
        return _tried(here, lambda run: propose(here.mentors.values(), here.mentees.values(), run), insisting)
    except Refused as refused:
        if refused.code != TOO_HARD:
            raise
        left = tuple(Left(one.person, Role.MENTEE, Reason.TOO_HARD) for one in here.mentees.values())
        return Outcome((), left, (0, 0, 0))


def why(here: Cohort, two: Two) -> WhyNot:
    """Why two of the cohort are not among them."""
    try:
        return _tried(here, lambda run: why_not(here.mentors.values(), here.mentees.values(), run, two))
    except Refused as refused:
        if refused.code != TOO_HARD:
            raise
        return WhyNot("too_hard")


def _tried(here: Cohort, ask: Callable[[Run], Found], insisting: Two | None = None) -> Found:
    """Ask the matching; a lock that can no longer be held is let go for this once.

    So one change elsewhere, of which nobody at the desk knows yet, does not stop everything.
    """
    run = here.run
    while True:
        try:
            return ask(run)
        except Refused as refused:
            if refused.pair is None or refused.pair not in run.locked or refused.pair == insisting:
                raise
            run = replace(run, locked=run.locked - {refused.pair})


def priorities(kind: ProgrammeKind) -> tuple[Priority, ...]:
    """What may come first: no group is found by its weakest pair."""
    return tuple(one for one in Priority if kind is not ProgrammeKind.GROUP or one is not Priority.WORST)


def aim(method: Method, kind: ProgrammeKind) -> Aim:
    """What the matching is asked for."""
    match method.priority if method.priority in priorities(kind) else Priority.EVERYONE:
        case Priority.EVERYONE:
            return Aim()
        case Priority.QUALITY:
            return Aim(floor=method.floor, quality_first=True)
        case Priority.WORST:
            return Aim(protect_worst=True)


def pairs_of(outcome: Outcome) -> tuple[Two, ...]:
    """Who would be matched with whom."""
    return tuple((one.mentor.person.id, one.mentee.person.id) for one in outcome.pairs)


def _fallen_away(proposals: Iterable[Proposal], now: datetime) -> frozenset[Two]:
    """Matches that were offered not long ago and fell away though neither said no.

    Somebody was away, say, or left and came back: whoever has read a name is not surprised by another one
    without need. Of several of one mentee the newest.
    """
    newest = {
        one.mentee_id: one.mentor_id
        for one in proposals
        if one.state is ProposalState.DECLINED
        and Answer.NO not in (one.mentor_said, one.mentee_said)
        and not one.informal
        and one.offered_at >= now - REMEMBERED
    }
    return frozenset((mentor, mentee) for mentee, mentor in newest.items())
