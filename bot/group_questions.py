"""The questions of a group on offer, as they are worded, and what the mentor and each mentee answer."""

from bot import running_groups
from bot.declines import pass_on
from bot.facts import person_facts, the_ask, told_reasons
from bot.groups import ANSWER_BY, decide, group_of, open_in, tell_mentee
from bot.matching.groups import SMALLEST
from bot.message import Fact, Say
from bot.model import Answer, ProgrammeKind, Proposal, ProposalState
from bot.offers import settle
from bot.ports import Errand, NotNow, Visit
from bot.post import Nudge
from bot.proposals import wished
from bot.records import NotYours, id_in
from bot.waiting_list import held
from bot.working_time import DAY

MOST_REASONS = 3


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """The question to the mentor, for all who are still in it; None once it is settled."""
    first = visit.records.pairs.proposal(visit.person.id, id_in(nudge.about))
    mine = [one for one in open_in(visit.records, first) if one.mentor_said is Answer.NONE]
    if not mine:
        return None
    running = running_groups.of_mentor(visit.records, first.programme_id, first.mentor_id)
    programme = visit.records.programmes.get(first.programme_id)
    return Say(
        "groups/asked",
        {
            "to": person_facts(visit.person),
            "group": str(first.id),
            "members": tuple(_member(visit, one) for one in mine),
            "joins": running is not None,
            "least": SMALLEST,
            **the_ask(programme),
        },
    )


def invited(visit: Visit, nudge: Nudge) -> Say | None:
    """The question to a mentee: the mentor by name, of the others only how many."""
    proposal = visit.records.pairs.proposal(visit.person.id, id_in(nudge.about))
    if proposal.state is not ProposalState.OFFERED:
        return None
    mentor = visit.records.people.get(proposal.mentor_id)
    if mentor.is_away(visit.now):
        # they may be back sooner than they thought
        raise NotNow(visit.now + DAY)
    running = running_groups.of_mentor(visit.records, proposal.programme_id, mentor.id)
    inside = len(running.mentee_ids) if running else 0
    programme = visit.records.programmes.get(proposal.programme_id)
    return Say(
        "groups/invited",
        {
            "to": person_facts(visit.person),
            "partner": person_facts(mentor),
            "others": len(open_in(visit.records, proposal)) - 1 + inside,
            "joins": running is not None,
            "proposal": str(proposal.id),
            "reasons": (*wished(visit, proposal), *told_reasons(visit, proposal.reasons)),
            "least": SMALLEST,
            **the_ask(programme),
        },
    )


def accept(visit: Visit, subject: str) -> Say:
    """Say yes: a mentor to everybody who is still in it."""
    proposal, mine = _held(visit, subject)
    for one in mine:
        visit.records.pairs.keep_proposal(one.answered(visit.person.id, Answer.YES))
    decide(visit, proposal, by=visit.person.id)
    mentors = visit.person.id == proposal.mentor_id
    group = group_of(visit.records, proposal)
    states = {one.state for one in group if mentors or one.id == proposal.id}
    if states == {ProposalState.DECLINED}:
        raise NotYours(subject)
    facts: dict[str, Fact] = {"begun": ProposalState.ACCEPTED in states, "least": SMALLEST}
    return Say("groups/yes", {**facts, "mentors": mentors, "days": ANSWER_BY.days})


def decline(visit: Visit, subject: str) -> Say:
    """Say no: a mentor to the whole group. Nobody is told why."""
    proposal, mine = _held(visit, subject)
    if not mine and proposal.said_by(visit.person.id) is not Answer.NO:
        raise NotYours(subject)
    for one in mine:
        kept = settle(visit, one, Answer.NO)
        pass_on(visit, kept)
        if visit.person.id == kept.mentor_id:
            tell_mentee(visit, kept, "few")
    decide(visit, proposal, by=visit.person.id)
    return Say("pairs/declined")


def in_time(errand: Errand) -> None:
    """A week is over: the group begins with whoever said yes, or comes to nothing."""
    number = id_in(errand.nudge.about)
    held(errand, errand.records.pairs.programme_of(number))
    decide(errand, errand.records.pairs.proposal(errand.nudge.to, number), over=True)


def _held(visit: Visit, subject: str) -> tuple[Proposal, list[Proposal]]:
    """The gate: what this person may answer just now, while nobody else does."""
    programme = held(visit, visit.records.pairs.programme_of(id_in(subject)))
    proposal = visit.records.pairs.proposal(visit.person.id, id_in(subject))
    if programme.kind is not ProgrammeKind.GROUP or proposal.informal:
        raise NotYours(subject)
    still = open_in(visit.records, proposal)
    mentors = visit.person.id == proposal.mentor_id
    return proposal, still if mentors else [one for one in still if one.id == proposal.id]


def _member(visit: Visit, proposal: Proposal) -> Fact:
    mentee = visit.records.people.get(proposal.mentee_id)
    reasons = (*wished(visit, proposal), *told_reasons(visit, proposal.reasons, MOST_REASONS))
    return {**person_facts(mentee), "reasons": reasons}
