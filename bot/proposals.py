"""Proposals: both sides are asked, and nothing begins before both have said yes."""

from dataclasses import replace
from datetime import timedelta

from bot.facts import person_facts, reason_facts
from bot.message import Fact, Say
from bot.model import Answer, Programme, Proposal, ProposalState, Role
from bot.pairs import begin
from bot.people import Person
from bot.ports import NotNow, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, Records, id_in
from bot.waiting_list import held

# Somebody away may be back sooner than they thought: this often we look.
A_DAY = timedelta(days=1)


def offer(visit: Visit, proposal: Proposal) -> None:
    """Keep a match and owe the question to both sides."""
    kept = visit.records.pairs.offer(proposal)
    visit.records.outbox.owe(
        Nudge(
            key=f"proposal:{kept.id}:{person_id}",
            template="pairs/proposal",
            to=person_id,
            due=visit.now,
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
    role = Role.MENTOR if proposal.mentor_id == visit.person.id else Role.MENTEE
    partner = visit.records.people.get(other_in(proposal, visit.person.id))
    if partner.is_away(visit.now):
        raise NotNow(visit.now + A_DAY)
    return Say(
        "pairs/proposal",
        {
            "to": person_facts(visit.person),
            "partner": person_facts(partner),
            "role": role.value,
            "proposal": str(proposal.id),
            "reasons": tuple(reason_facts(visit, reason) for reason in proposal.reasons),
            "minutes": programme.minutes,
            "months": programme.months,
        },
    )


def accept(visit: Visit, subject: str) -> Say:
    """Say yes. When it is the second yes, the pair begins."""
    held(visit)
    proposal = _open(visit, subject)
    if proposal.state is ProposalState.DECLINED:
        raise NotYours(subject)
    proposal = _said(proposal, visit.person.id, Answer.YES)
    partner: dict[str, Fact] = person_facts(visit.records.people.get(other_in(proposal, visit.person.id)))
    if Answer.NONE in (proposal.mentor_said, proposal.mentee_said):
        visit.records.pairs.keep_proposal(proposal)
        return Say("pairs/waiting", {"partner": partner})
    if proposal.state is ProposalState.OFFERED:
        proposal = replace(proposal, state=ProposalState.ACCEPTED)
        visit.records.pairs.keep_proposal(proposal)
        begin(visit, proposal)
    return Say("pairs/accepted", {"partner": partner})


def decline(visit: Visit, subject: str) -> Say:
    """Say no. The other side is told kindly, never why, and only if they had been asked."""
    proposal = _open(visit, subject)
    if proposal.state is ProposalState.ACCEPTED:
        raise NotYours(subject)
    if proposal.state is ProposalState.OFFERED:
        kept = replace(_said(proposal, visit.person.id, Answer.NO), state=ProposalState.DECLINED)
        visit.records.pairs.keep_proposal(kept)
        _tell_the_other(visit, kept, visit.person)
    return Say("pairs/declined")


def withdraw(here: Occasion, proposal: Proposal, person: Person) -> None:
    """Take a match back since one of the two leaves. Nobody has said no, so that it may come again."""
    here.records.pairs.keep_proposal(replace(proposal, state=ProposalState.DECLINED))
    here.records.outbox.cancel(f"proposal:{proposal.id}")
    if not proposal.informal:
        _tell_the_other(here, proposal, person)


def current(records: Records, programme: Programme) -> list[Proposal]:
    """Matches still waiting for an answer."""
    return [
        one
        for one in records.pairs.proposals(programme.id)
        if one.state is ProposalState.OFFERED and not one.informal
    ]


def other_in(proposal: Proposal, person_id: int) -> int:
    """Whom this person would meet."""
    return proposal.mentee_id if person_id == proposal.mentor_id else proposal.mentor_id


def _tell_the_other(here: Occasion, proposal: Proposal, person: Person) -> None:
    other = other_in(proposal, person.id)
    told = here.records.outbox.get(f"proposal:{proposal.id}:{other}")
    if told is None or not told.platform_id:
        return
    here.records.outbox.owe(
        [
            Nudge(
                key=f"proposal-declined:{proposal.id}:{other}",
                template="pairs/not_this_time",
                to=other,
                due=here.now,
                facts={"partner": person_facts(person)},
                unasked=True,
            )
        ]
    )


def _mine(visit: Visit, about: str) -> Proposal:
    return visit.records.pairs.proposal(visit.person.id, id_in(about))


def _open(visit: Visit, subject: str) -> Proposal:
    proposal = visit.records.pairs.proposal(visit.person.id, id_in(subject))
    if proposal.informal or (
        proposal.state is ProposalState.DECLINED and Answer.NO not in _own(proposal, visit.person.id)
    ):
        raise NotYours(subject)
    return proposal


def _own(proposal: Proposal, person_id: int) -> tuple[Answer, ...]:
    return (proposal.mentor_said,) if proposal.mentor_id == person_id else (proposal.mentee_said,)


def _said(proposal: Proposal, person_id: int, answer: Answer) -> Proposal:
    if proposal.mentor_id == person_id:
        return replace(proposal, mentor_said=answer)
    return replace(proposal, mentee_said=answer)
