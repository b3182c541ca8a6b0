"""Proposals: both sides are asked, and nothing begins before both have said yes."""

from bot.declines import pass_on
from bot.enrolment import role_in
from bot.facts import person_facts, the_ask, told_reasons
from bot.message import Fact, Facts, Say
from bot.model import Answer, Programme, Proposal, ProposalState
from bot.offers import settle, tell_the_other
from bot.pairs import begin
from bot.ports import NotNow, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, Records, id_in
from bot.waiting_list import held
from bot.working_time import DAY


def offer(here: Occasion, proposal: Proposal) -> None:
    """Keep a match and owe the question to both sides."""
    kept = here.records.pairs.offer(proposal)
    here.records.outbox.owe(
        Nudge(
            key=f"proposal:{kept.id}:{person_id}",
            template="pairs/proposal",
            to=person_id,
            due=here.now,
            about=f"proposal:{kept.id}",
            unasked=True,
        )
        for person_id in (kept.mentor_id, kept.mentee_id)
    )


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """The question as this person reads it; None once it is settled. It waits while the other is away."""
    proposal = _mine(visit, nudge.about)
    if proposal.state is not ProposalState.OFFERED:
        return None
    programme = visit.records.programmes.get(proposal.programme_id)
    role = role_in(visit, proposal, visit.person.id)
    partner = visit.records.people.get(proposal.partner_of(visit.person.id))
    if partner.is_away(visit.now):
        # they may be back sooner than they thought
        raise NotNow(visit.now + DAY)
    return Say(
        "peers/proposal" if role == "peer" else "pairs/proposal",
        {
            "to": person_facts(visit.person),
            "partner": person_facts(partner),
            "role": role,
            "proposal": str(proposal.id),
            "reasons": (*wished(visit, proposal), *told_reasons(visit, proposal.reasons)),
            **the_ask(programme),
        },
    )


def accept(visit: Visit, subject: str) -> Say:
    """Say yes. When it is the second yes, the pair begins."""
    held(visit, visit.records.pairs.programme_of(id_in(subject)))
    proposal = _open(visit, subject)
    if proposal.state is ProposalState.DECLINED:
        raise NotYours(subject)
    other = proposal.partner_of(visit.person.id)
    partner: dict[str, Fact] = person_facts(visit.records.people.get(other))
    if proposal.said_by(other) is Answer.NONE:
        visit.records.pairs.keep_proposal(proposal.answered(visit.person.id, Answer.YES))
        return Say("pairs/waiting", {"partner": partner})
    if proposal.state is ProposalState.OFFERED:
        begin(visit, settle(visit, proposal, Answer.YES))
    return Say("pairs/accepted", {"partner": partner})


def decline(visit: Visit, subject: str) -> Say:
    """Say no. The other side is told kindly, never why, and only if they had been asked."""
    proposal = _open(visit, subject)
    if proposal.state is ProposalState.ACCEPTED:
        raise NotYours(subject)
    if proposal.state is ProposalState.OFFERED:
        kept = settle(visit, proposal, Answer.NO)
        tell_the_other(visit, kept, visit.person)
        pass_on(visit, kept)
    return Say("pairs/declined")


def current(records: Records, programme: Programme) -> list[Proposal]:
    """Matches still waiting for an answer."""
    return [
        one
        for one in records.pairs.proposals(programme.id)
        if one.state is ProposalState.OFFERED and not one.informal
    ]


def wished(visit: Visit, proposal: Proposal) -> tuple[Facts, ...]:
    """Their own wish; the other's only where both have named each other. Never at which place."""
    wishes, mentor, mentee = visit.records.wishes, proposal.mentor_id, proposal.mentee_id
    by_mentee = mentor in wishes.of_mentees(proposal.programme_id, mentee).get(mentee, ())
    by_mentor = mentee in wishes.of_mentors(proposal.programme_id, mentor).get(mentor, ())
    if by_mentee and by_mentor:
        return ({"code": "each_other"},)
    mine = by_mentor if visit.person.id == mentor else by_mentee
    return ({"code": "wished"},) if mine else ()


def _mine(visit: Visit, about: str) -> Proposal:
    return visit.records.pairs.proposal(visit.person.id, id_in(about))


def _open(visit: Visit, subject: str) -> Proposal:
    proposal = visit.records.pairs.proposal(visit.person.id, id_in(subject))
    if proposal.informal or (
        proposal.state is ProposalState.DECLINED and proposal.said_by(visit.person.id) is not Answer.NO
    ):
        raise NotYours(subject)
    return proposal
