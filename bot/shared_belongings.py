"""What belongs to somebody of what they share with others: matches, requests, pairs and hours."""

from bot.check_ins import said_by
from bot.enrolment import met_in
from bot.facts import fact_of, told
from bot.message import Fact
from bot.model import Pair, Proposal, ProposalState, Request, RequestState
from bot.ports import Visit

PAIR = ("started_at", "months", "rhythm", "state", "ended_at", "ending", "informal", "touched_at")


def proposals(visit: Visit) -> Fact:
    offered = visit.records.pairs.proposals_of(visit.person.id)
    return tuple(_proposal(visit, one) for one in offered)


def _proposal(visit: Visit, proposal: Proposal) -> Fact:
    mentors = proposal.mentor_id == visit.person.id
    other = proposal.mentee_id if mentors else proposal.mentor_id
    # who declined is the other's own; what this person said stands beside it
    ended = proposal.state is ProposalState.DECLINED
    return {
        "with": name_of(visit, other),
        "my_role": "mentor" if mentors else "mentee",
        **told(visit.person, proposal, "offered_at", "reasons", "informal"),
        "state": "ended" if ended else proposal.state.value,
        "i_said": (proposal.mentor_said if mentors else proposal.mentee_said).value,
    }


def requests_made(visit: Visit) -> Fact:
    return tuple(
        {
            "with": name_of(visit, one.mentor_id),
            **told(visit.person, one, "made_at", "rank", "line", "asked_at", "settled_at"),
            "state": _as_the_mentee_knows(one),
        }
        for one in visit.records.requests.of_mentee(visit.person.id)
    )


def _as_the_mentee_knows(request: Request) -> str:
    ended = request.state in (RequestState.DECLINED, RequestState.CLOSED)
    waits = request.state in (RequestState.NOT_YET, RequestState.WAITING)
    return "ended" if ended else "open" if waits else request.state.value


def requests_received(visit: Visit) -> Fact:
    """Without the line, which is the other's."""
    return tuple(
        {"with": name_of(visit, one.mentee_id)}
        | told(visit.person, one, "asked_at", "settled_at", "again_at", "state", "why")
        for one in visit.records.requests.to_mentor(visit.person.id)
        if one.asked_at is not None
    )


def would_guide(visit: Visit) -> Fact:
    me, wishes = visit.person.id, visit.records.wishes
    return tuple(
        {"programme": programme.name, "with": name_of(visit, one), "rank": place}
        for programme in visit.records.programmes.all()
        for place, one in enumerate(wishes.of_mentors(programme.id, me).get(me, ()), start=1)
    )


def pairs(visit: Visit) -> Fact:
    return tuple(
        {
            "with": _partners(visit, one),
            "my_role": one.role_of(visit.person.id).value,
            **told(visit.person, one, *PAIR),
        }
        for one in visit.records.pairs.pairs_of(visit.person.id)
    )


def meetings(visit: Visit) -> Fact:
    me = visit.person.id
    voices = visit.records.voices.by(me)
    return tuple(
        {
            "with": _partners(visit, pair),
            **told(visit.person, one, "round", "slots", "at"),
            "i_booked": one.booked_by == me,
            "i_said": said_by(visit, pair, one, visit.person).value,
            "i_voted_for": fact_of(visit.person, voices[one.id].slot if one.id in voices else None),
            "i_said_all_is_fine": one.id in voices and voices[one.id].fine,
        }
        for pair in visit.records.pairs.pairs_of(me)
        for one in visit.records.meetings.of_pair(pair.id)
    )


def _partners(visit: Visit, pair: Pair) -> str:
    people = met_in(visit, pair, visit.person.id)
    # whoever is from outside is known by what this person gave
    return ", ".join(f"{one.name} ({one.outside})" if one.outside else one.name for one in people)


def name_of(visit: Visit, person_id: int) -> str:
    return visit.records.people.get(person_id).name
