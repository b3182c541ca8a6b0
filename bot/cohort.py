"""Cohort matching: who is free, what the best matches are, and publishing them."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from bot.enrolment import MENTEES, MENTORS, active
from bot.matching.candidates import Candidate, candidate
from bot.matching.proposal import Outcome, Run, propose
from bot.message import Facts
from bot.model import Answer, PairState, Programme, Proposal
from bot.ports import Visit
from bot.proposals import current, offer
from bot.records import Records
from bot.trust import AuditEntry


def dry_run(visit: Visit, programme: Programme) -> Outcome:
    """The best matches just now, between those who have room and those who wait. Nothing is written."""
    records = visit.records
    mentors, mentees, taken = _free(records, programme, visit.now)
    run = Run(programme.kind, visit.now.date(), _earlier(records, programme), taken)
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


def _free(
    records: Records, programme: Programme, now: datetime
) -> tuple[list[Candidate], list[Candidate], Mapping[int, int]]:
    """Mentors, mentees without a mentor, and the places already taken by mentor."""
    waiting = current(records, programme)
    pairs = [
        pair
        for pair in records.pairs.in_programme(programme.id)
        if pair.state is PairState.ACTIVE and not pair.informal
    ]
    taken = Counter([one.mentor_id for one in waiting] + [pair.mentor_id for pair in pairs])
    placed = {one.mentee_id for one in waiting} | {person for pair in pairs for person in pair.mentee_ids}
    by_email = {person.email: person for person in records.people.everybody() if person.email}
    mentors, mentees = [], []
    for enrolment in active(records, programme):
        person = records.people.get(enrolment.person_id)
        away = person.is_away(now)
        one = candidate(person, enrolment, records.people.prefill(person.id), by_email, away=away)
        if enrolment.role in MENTORS:
            mentors.append(one)
        if enrolment.role in MENTEES and person.id not in placed:
            mentees.append(one)
    return mentors, mentees, taken


def _earlier(records: Records, programme: Programme) -> frozenset[tuple[int, int]]:
    """Who has declined whom, or has been a pair before: never offered to each other again."""
    declined = {
        (one.mentor_id, one.mentee_id)
        for one in records.pairs.proposals(programme.id)
        if not one.informal and Answer.NO in (one.mentor_said, one.mentee_said)
    }
    known = {
        (pair.mentor_id, person)
        for pair in records.pairs.in_programme(programme.id)
        for person in pair.mentee_ids
    }
    asked = {(one.mentor_id, one.mentee_id) for one in current(records, programme)}
    return frozenset(declined | known | asked)
