"""Matches on offer: an answer settles one; one that comes to nothing is told the other kindly, never why."""

from dataclasses import replace

from bot.facts import person_facts
from bot.model import Answer, Proposal, ProposalState
from bot.people import Person
from bot.ports import Occasion, Visit
from bot.post import Nudge


def settle(visit: Visit, proposal: Proposal, answer: Answer) -> Proposal:
    """Keep the answer of this person, which decides it."""
    state = ProposalState.ACCEPTED if answer is Answer.YES else ProposalState.DECLINED
    settled = replace(proposal.answered(visit.person.id, answer), state=state)
    visit.records.pairs.keep_proposal(settled)
    return settled


def withdraw(here: Occasion, proposal: Proposal, person: Person) -> None:
    """Take a match back because of one of the two, and tell the other if they had been asked.

    Nobody has said no, so that it may come again.
    """
    here.records.pairs.keep_proposal(replace(proposal, state=ProposalState.DECLINED))
    here.records.outbox.cancel(f"proposal:{proposal.id}")
    if not proposal.informal:
        tell_the_other(here, proposal, person)


def tell_the_other(here: Occasion, proposal: Proposal, person: Person) -> None:
    other = proposal.partner_of(person.id)
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
                about=f"programme:{proposal.programme_id}",
                facts={"partner": person_facts(person)},
                unasked=True,
            )
        ]
    )
