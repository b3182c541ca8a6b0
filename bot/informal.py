"""Informal mentoring: what already happens counts too, once both have said that it does."""

from dataclasses import replace

from bot.endings import Ending
from bot.enrolment import open_programme
from bot.facts import person_facts
from bot.message import Fact, Say
from bot.model import Answer, Pair, PairState, Proposal, ProposalState, Role
from bot.offers import settle
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in


def ask(visit: Visit, other_id: int, role: Role) -> Say:
    """Ask the other to confirm that this happens, with `role` as that of whoever asks."""
    other = visit.records.people.some([other_id]).get(other_id)
    if other is None or other.id == visit.person.id:
        raise NotYours(str(other_id))
    told: dict[str, Fact] = {"partner": person_facts(other)}
    if pair := _going_on(visit, other.id):
        return Say("informal/already", {**told, "pair": str(pair.id) if pair.informal else ""})
    if hindered := _hindered(visit, other):
        return Say(hindered, told)
    mentor, mentee = (visit.person, other) if role is Role.MENTOR else (other, visit.person)
    programme = open_programme(visit)
    proposal = Proposal(0, programme.id, mentor.id, mentee.id, 0, (), visit.now, informal=True)
    kept = visit.records.pairs.offer(proposal.answered(visit.person.id, Answer.YES))
    visit.records.outbox.owe(
        [
            Nudge(
                key=f"informal:{kept.id}:{other.id}",
                template="informal/confirm",
                to=other.id,
                due=visit.now,
                about=f"proposal:{kept.id}",
                unasked=True,
            )
        ]
    )
    return Say("informal/asked", told)


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """The question to the other; None once it is settled."""
    proposal = visit.records.pairs.proposal(visit.person.id, id_in(nudge.about))
    if proposal.state is not ProposalState.OFFERED:
        return None
    return Say("informal/confirm", {**_facts(visit, proposal), "proposal": str(proposal.id)})


def confirm(visit: Visit, subject: str) -> Say:
    """Yes, it happens: from now on it counts."""
    proposal = _asked(visit, subject)
    if proposal.state is ProposalState.DECLINED:
        raise NotYours(subject)
    if proposal.state is ProposalState.OFFERED:
        settle(visit, proposal, Answer.YES)
        visit.records.pairs.begin(
            Pair(
                0,
                proposal.programme_id,
                proposal.mentor_id,
                (proposal.mentee_id,),
                visit.now,
                visit.records.programmes.get(proposal.programme_id).months,
                informal=True,
            )
        )
        _tell_the_one_who_asked(visit, proposal, "informal/counted")
    return Say("informal/counted", _facts(visit, proposal))


def refuse(visit: Visit, subject: str) -> Say:
    """No: nothing is recorded, and nobody is told who wanted what."""
    proposal = _asked(visit, subject)
    if proposal.state is ProposalState.ACCEPTED:
        raise NotYours(subject)
    if proposal.state is ProposalState.OFFERED:
        settle(visit, proposal, Answer.NO)
        _tell_the_one_who_asked(visit, proposal, "informal/not_counted")
    return Say("informal/refused", _facts(visit, proposal))


def end(visit: Visit, subject: str) -> Say:
    """It has come to its end, and is no longer counted as going on."""
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    if not pair.informal:
        raise NotYours(subject)
    if pair.state is PairState.ACTIVE:
        ended = replace(pair, state=PairState.ENDED, ended_at=visit.now, ending=Ending.COMPLETED)
        visit.records.pairs.keep(ended)
    partner = visit.records.people.get(pair.partner_of(visit.person.id))
    return Say("informal/ended", {"partner": person_facts(partner)})


def _going_on(visit: Visit, other_id: int) -> Pair | None:
    """The pair of these two, formal or not."""
    pairs = visit.records.pairs.pairs_of(visit.person.id)
    theirs = (one for one in pairs if one.state is PairState.ACTIVE and other_id in one.people)
    return next(theirs, None)


def _hindered(visit: Visit, other: Person) -> str:
    """The sentence that says why nobody can be asked, or nothing."""
    between = [
        one
        for one in visit.records.pairs.proposals_of(visit.person.id)
        if one.informal and {one.mentor_id, one.mentee_id} == {visit.person.id, other.id}
    ]
    if any(one.state is ProposalState.OFFERED for one in between):
        return "informal/waiting"
    avoided = visit.person.id in visit.records.people.avoids(other.id)
    declined = any(one.state is ProposalState.DECLINED for one in between)
    if avoided or declined or other.gone_at:
        return "informal/not_possible"
    return "" if other.id in visit.records.people.reachable() else "informal/unreachable"


def _asked(visit: Visit, subject: str) -> Proposal:
    """The gate: only whoever was asked may answer."""
    proposal = visit.records.pairs.proposal(visit.person.id, id_in(subject))
    asked_by_mentee = proposal.mentee_said is Answer.YES and proposal.mentor_said is not Answer.YES
    asked = proposal.mentor_id if asked_by_mentee else proposal.mentee_id
    if not proposal.informal or (proposal.state is ProposalState.OFFERED and asked != visit.person.id):
        raise NotYours(subject)
    return proposal


def _facts(visit: Visit, proposal: Proposal) -> dict[str, Fact]:
    partner = visit.records.people.get(proposal.partner_of(visit.person.id))
    return {"partner": person_facts(partner), "role": proposal.role_of(visit.person.id).value}


def _tell_the_one_who_asked(visit: Visit, proposal: Proposal, template: str) -> None:
    asker = proposal.partner_of(visit.person.id)
    facts: dict[str, Fact] = {
        "partner": person_facts(visit.person),
        "role": proposal.role_of(asker).value,
    }
    key, about = f"informal-settled:{proposal.id}:{asker}", f"programme:{proposal.programme_id}"
    visit.records.outbox.owe([Nudge(key, template, asker, visit.now, about, facts, unasked=True)])
