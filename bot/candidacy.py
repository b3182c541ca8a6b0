"""Who may be matched with whom, as matching sees them, read from the records a few statements at a time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.matching.candidates import Candidate, address, candidate
from bot.matching.rules import Bar, Met, bar
from bot.model import Answer, Enrolment, PairState, Programme, Proposal, ProposalState, RequestState, Role
from bot.people import Person
from bot.ports import Occasion
from bot.records import Records

# More than these, and reading what everybody said costs less than asking for each.
FEW = 50


def candidates(occasion: Occasion, enrolments: Collection[Enrolment]) -> Sequence[Candidate]:
    """Those enrolled, as matching sees them, in the same order."""
    found = occasion.records.people
    people = found.some([one.person_id for one in enrolments])
    managers = found.by_emails({address(one.manager) for one in people.values()})
    few = len(people) <= FEW
    said = {one: found.prefill(one) for one in people} if few else found.avoiding()
    avoids = {one: found.avoids(one) for one in people} if few else found.everybodys_avoids()
    skills = occasion.house.wording.skills
    seen = []
    for enrolment in enrolments:
        person = people[enrolment.person_id]
        away = person.is_away(occasion.now)
        one = candidate(person, enrolment, said.get(person.id), managers, away=away)
        seen.append(
            replace(
                one,
                avoids=avoids.get(person.id, frozenset()),
                offers=skills.settled(one.offers),
                wants=skills.settled(one.wants),
                interests=skills.settled(one.interests),
            )
        )
    return seen


def wishing(records: Records, programme: Programme, people: Iterable[Candidate]) -> Sequence[Candidate]:
    """The same with whom they would like best, for matching everybody.

    Nowhere else: what others find, or are told of who fits them, must not show who has named them.
    """
    mentors, mentees = records.wishes.of_mentees(programme.id), records.wishes.of_mentors(programme.id)
    return [
        replace(one, wishes=mentors.get(one.id, ()), would_guide=mentees.get(one.id, ())) for one in people
    ]


def seeker(occasion: Occasion, programme: Programme, person: Person) -> Candidate:
    """Somebody who looks for a mentor: as they enrolled, else as the people file has them."""
    enrolment = occasion.records.programmes.enrolment(programme.id, person.id)
    if enrolment is None:
        said = occasion.records.people.prefill(person.id)
        wants = said.wants if said else ()
        enrolment = Enrolment(0, programme.id, person.id, Role.MENTEE, occasion.now, wants=wants)
    [one] = candidates(occasion, [enrolment])
    # whether they take part just now is said before they ask, and no reason to show them nobody
    return replace(one, paused=False)


def barred(occasion: Occasion, programme: Programme, mentor: Candidate, mentee: Candidate) -> Bar | None:
    """Why these two cannot be a pair, or None."""
    earlier = earlier_of(occasion.records, mentee.id)
    return bar(mentor, mentee, programme.kind, occasion.now.date(), earlier)


def places(records: Records, enrolment: Enrolment) -> int:
    """How many more mentees somebody could take; matches offered to them hold a place."""
    return enrolment.capacity - records.pairs.taken(enrolment.programme_id).get(enrolment.person_id, 0)


def mentor_of(records: Records, programme_id: int, mentee_id: int) -> int | None:
    """Who guides somebody just now. What is only counted is no reason not to ask."""
    mine = (
        pair
        for pair in records.pairs.pairs_of(mentee_id)
        if pair.programme_id == programme_id and pair.state is PairState.ACTIVE and not pair.informal
    )
    return next((pair.mentor_id for pair in mine if mentee_id in pair.mentee_ids), None)


def placed(records: Records, programme: Programme, proposals: Iterable[Proposal]) -> frozenset[int]:
    """Who has a mentor, or is offered one."""
    pairs = [
        pair
        for pair in records.pairs.in_programme(programme.id)
        if pair.state is PairState.ACTIVE and not pair.informal
    ]
    offered = (one.mentee_id for one in proposals if one.state is ProposalState.OFFERED and not one.informal)
    return frozenset((*offered, *(person for pair in pairs for person in pair.mentee_ids)))


def earlier_of(records: Records, person_id: int) -> Met:
    """Whom somebody has been a pair with, or declined, or was declined by: (mentor, mentee)."""
    pairs = {
        (pair.mentor_id, mentee) for pair in records.pairs.pairs_of(person_id) for mentee in pair.mentee_ids
    }
    asked = (*records.requests.of_mentee(person_id), *records.requests.to_mentor(person_id))
    refused = {(one.mentor_id, one.mentee_id) for one in asked if one.state is RequestState.DECLINED}
    offered = records.pairs.proposals_of(person_id)
    return frozenset(pairs | refused | {(one.mentor_id, one.mentee_id) for one in offered if _counts(one)})


def earlier(records: Records, programme: Programme) -> Met:
    """The same of everybody in a programme."""
    pairs = {
        (pair.mentor_id, mentee)
        for pair in records.pairs.in_programme(programme.id)
        for mentee in pair.mentee_ids
    }
    asked = records.requests.in_programme(programme.id, RequestState.DECLINED)
    refused = {(one.mentor_id, one.mentee_id) for one in asked}
    offered = records.pairs.proposals(programme.id)
    return frozenset(pairs | refused | {(one.mentor_id, one.mentee_id) for one in offered if _counts(one)})


def _counts(proposal: Proposal) -> bool:
    """A match that fell away before anybody said no may be made again."""
    said_no = Answer.NO in (proposal.mentor_said, proposal.mentee_said)
    return not proposal.informal and (said_no or proposal.state is ProposalState.OFFERED)
