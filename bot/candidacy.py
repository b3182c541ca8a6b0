"""Who may be matched with whom, as matching sees them, read from the records a few statements at a time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.matching.candidates import Candidate, address, candidate
from bot.matching.groups import LARGEST
from bot.matching.rules import Bar, Met, bar
from bot.model import (
    Answer,
    Enrolment,
    PairState,
    Programme,
    ProgrammeKind,
    Proposal,
    ProposalState,
    RequestState,
    Role,
)
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
        # whoever has no zone of their own works by that of the company
        local = replace(person, timezone=person.zone)
        one = candidate(local, enrolment, said.get(person.id), managers, away=away)
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
    programme, mentor = records.programmes.get(enrolment.programme_id), enrolment.person_id
    peers = programme.kind is ProgrammeKind.PEER
    held = taken(records, programme) if peers else records.pairs.taken(programme.id, mentor)
    return enrolment.capacity - held.get(mentor, 0)


def taken(records: Records, programme: Programme) -> Mapping[int, int]:
    """The places of each mentor that are not free. A peer has one, on whichever side they are.

    A mentor who has any taken in groups has one that goes on.
    """
    match programme.kind:
        case ProgrammeKind.PEER:
            return dict.fromkeys(placed(records, programme), 1)
        case ProgrammeKind.GROUP:
            # a group on offer is as it was read: nobody joins it before it has begun
            closed = dict.fromkeys(offering_groups(records, programme), LARGEST)
            return {**records.pairs.taken(programme.id), **closed}
        case _:
            return records.pairs.taken(programme.id)


def offering_groups(records: Records, programme: Programme) -> frozenset[int]:
    """The mentors to whom a group is offered that has not begun."""
    running, _ = engaged(records, programme, ())
    proposals = records.pairs.proposals(programme.id)
    offered = {one.mentor_id for one in proposals if one.state is ProposalState.OFFERED and not one.informal}
    return frozenset(offered - running)


def placed(
    records: Records, programme: Programme, proposals: Sequence[Proposal] | None = None
) -> frozenset[int]:
    """Who has a mentor, or is offered one; of peers, whoever has a partner or is offered one.

    `proposals` are those of the programme, if they have been read already.
    """
    mentors, mentees = engaged(records, programme, proposals)
    return mentees | mentors if programme.kind is ProgrammeKind.PEER else mentees


def engaged(
    records: Records, programme: Programme, proposals: Sequence[Proposal] | None = None
) -> tuple[frozenset[int], frozenset[int]]:
    """The mentors and the mentees of pairs that run, and of matches on offer."""
    if proposals is None:
        proposals = records.pairs.proposals(programme.id)
    running = [
        pair
        for pair in records.pairs.in_programme(programme.id)
        if pair.state is PairState.ACTIVE and not pair.informal
    ]
    offers = [one for one in proposals if one.state is ProposalState.OFFERED and not one.informal]
    mentees = [*(one.mentee_id for one in offers), *(one for pair in running for one in pair.mentee_ids)]
    mentors = [*(one.mentor_id for one in offers), *(pair.mentor_id for pair in running)]
    return frozenset(mentors), frozenset(mentees)


def mentor_of(records: Records, programme_id: int, mentee_id: int) -> int | None:
    """Who guides somebody just now, or is their peer. What is only counted is no reason not to ask."""
    mine = (
        pair
        for pair in records.pairs.pairs_of(mentee_id)
        if pair.programme_id == programme_id and pair.state is PairState.ACTIVE and not pair.informal
    )
    peers = records.programmes.get(programme_id).kind is ProgrammeKind.PEER
    return next((pair.partner_of(mentee_id) for pair in mine if peers or mentee_id in pair.mentee_ids), None)


def earlier_of(records: Records, person_id: int) -> Met:
    """Whom somebody has been a pair with, or declined, or was declined by: (mentor, mentee)."""
    pairs = {
        (pair.mentor_id, mentee) for pair in records.pairs.pairs_of(person_id) for mentee in pair.mentee_ids
    }
    asked = (*records.requests.of_mentee(person_id), *records.requests.to_mentor(person_id))
    refused = {(one.mentor_id, one.mentee_id) for one in asked if one.state is RequestState.DECLINED}
    offered = records.pairs.proposals_of(person_id)
    return frozenset(pairs | refused | {(one.mentor_id, one.mentee_id) for one in offered if _counts(one)})


def earlier(records: Records) -> Met:
    """The same of everybody, in whichever programme it was."""
    met: set[tuple[int, int]] = set()
    for programme in records.programmes.all():
        pairs = records.pairs.in_programme(programme.id)
        asked = records.requests.in_programme(programme.id, RequestState.DECLINED)
        offered = records.pairs.proposals(programme.id)
        met |= {(pair.mentor_id, mentee) for pair in pairs for mentee in pair.mentee_ids}
        met |= {(one.mentor_id, one.mentee_id) for one in asked}
        met |= {(one.mentor_id, one.mentee_id) for one in offered if _counts(one)}
    return frozenset(met)


def _counts(proposal: Proposal) -> bool:
    """A match that fell away before anybody said no may be made again. Of groups whoever left counts so."""
    said_no = Answer.NO in (proposal.mentor_said, proposal.mentee_said)
    return not proposal.informal and (said_no or proposal.state is not ProposalState.DECLINED)
