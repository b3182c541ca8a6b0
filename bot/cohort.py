"""Cohort matching: who is free, what the best matches are, and publishing them."""

from collections.abc import Mapping

from bot.candidacy import candidates, earlier
from bot.enrolment import MENTEES, MENTORS, active
from bot.matching.candidates import Candidate
from bot.matching.proposal import Outcome, Run, propose
from bot.message import Facts
from bot.model import PairState, Programme, Proposal
from bot.ports import Visit
from bot.proposals import current, offer
from bot.trust import AuditEntry


def dry_run(visit: Visit, programme: Programme) -> Outcome:
    """The best matches just now, between those who have room and those who wait. Nothing is written."""
    mentors, mentees, taken = _free(visit, programme)
    run = Run(programme.kind, visit.now.date(), earlier(visit.records, programme), taken)
    return propose(mentors, mentees, run)


def publish(visit: Visit, programme: Programme, pairs: tuple[tuple[int, int], ...]) -> int:
    """Offer the matches that were seen to both sides; those no longer among the best are left out."""
    visit.records.programmes.hold(programme.id)
    offers = {(one.mentor.person.id, one.mentee.person.id): one for one in dry_run(visit, programme).pairs}
    chosen = [offers[pair] for pair in pairs if pair in offers]
    for one in chosen:
        reasons: tuple[Facts, ...] = tuple({"code": part.code, **part.facts} for part in one.fit.parts)
        mentor, mentee = one.mentor.person.id, one.mentee.person.id
        offer(visit, Proposal(0, programme.id, mentor, mentee, one.fit.score, reasons, visit.now))
    visit.records.audit.note(AuditEntry(0, visit.person.id, "match", f"programme:{programme.id}", visit.now))
    return len(chosen)


def _free(visit: Visit, programme: Programme) -> tuple[list[Candidate], list[Candidate], Mapping[int, int]]:
    """Mentors, mentees without a mentor, and the places already taken by mentor."""
    records = visit.records
    waiting = current(records, programme)
    pairs = [
        pair
        for pair in records.pairs.in_programme(programme.id)
        if pair.state is PairState.ACTIVE and not pair.informal
    ]
    placed = {one.mentee_id for one in waiting} | {person for pair in pairs for person in pair.mentee_ids}
    enrolments = active(records, programme)
    mentors, mentees = [], []
    for enrolment, one in zip(enrolments, candidates(visit, enrolments), strict=True):
        if enrolment.role in MENTORS:
            mentors.append(one)
        if enrolment.role in MENTEES and one.id not in placed:
            mentees.append(one)
    return mentors, mentees, records.pairs.taken(programme.id)
