"""Groups on offer: the mentor is asked once for all, each mentee for themselves; then it begins, or not.

A group is what was offered to one mentor at one moment. Whoever is offered to a group that goes on joins it
by themselves.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot import running_groups
from bot.coordinators import whom_to_tell
from bot.facts import person_facts
from bot.matching.groups import SMALLEST
from bot.message import Fact
from bot.model import Answer, Programme, ProgrammeKind, Proposal, ProposalState
from bot.pairs import begin_with
from bot.ports import Occasion
from bot.post import Nudge
from bot.proposals import offer as offer_two
from bot.records import Records

DECIDE = "groups.decide"
# Whoever has not answered by then waits for the next round.
ANSWER_BY = timedelta(days=7)


def offer_each(here: Occasion, programme: Programme, proposals: Sequence[Proposal]) -> None:
    """Offer matches as a programme of its kind does: those of one mentor together, or each by itself."""
    if programme.kind is not ProgrammeKind.GROUP:
        for one in proposals:
            offer_two(here, one)
        return
    for mentor in dict.fromkeys(one.mentor_id for one in proposals):
        offer(here, [one for one in proposals if one.mentor_id == mentor])


def offer(here: Occasion, proposals: Sequence[Proposal]) -> None:
    """Keep the matches of one mentor, and owe the mentor one question and each mentee theirs."""
    kept = [here.records.pairs.offer(one) for one in proposals]
    group, mentor, now = _address(kept[0]), kept[0].mentor_id, here.now
    here.records.outbox.owe(
        [
            Nudge(f"{group}:asked", "groups/asked", mentor, now, group, unasked=True),
            Nudge(f"{group}:decide", DECIDE, mentor, now + ANSWER_BY, group),
        ]
    )
    here.records.outbox.owe(
        Nudge(_key(one), "groups/invited", one.mentee_id, now, f"proposal:{one.id}", unasked=True)
        for one in kept
    )


def decide(here: Occasion, proposal: Proposal, *, over: bool = False, by: int = 0) -> None:
    """Begin the group, let it go, or wait on, as the answers are by now. `over`: nobody is waited for."""
    still = open_in(here.records, proposal)
    ready = [one for one in still if one.mentor_said is one.mentee_said is Answer.YES]
    late = [one for one in still if one not in ready]
    running = running_groups.of_mentor(here.records, proposal.programme_id, proposal.mentor_id)
    if running:
        for one in ready:
            _accepted(here, [one])
            running = running_groups.join(here, running, one, by)
        _let_go(here, late if over else [], "late")
    elif ready and len(ready) >= SMALLEST and (over or not late):
        _accepted(here, ready)
        begin_with(here, ready, by)
        _let_go(here, late, "late")
    elif still and (over or len(still) < SMALLEST):
        _let_go(here, still, "few")
        _tell_mentor(here, proposal)
        _tell_coordinator(here, proposal)


def group_of(records: Records, proposal: Proposal) -> list[Proposal]:
    """Whatever was offered to that mentor at that moment."""
    theirs = (one for one in records.pairs.proposals_of(proposal.mentor_id) if not one.informal)
    same = (proposal.programme_id, proposal.mentor_id, proposal.offered_at)
    return [one for one in theirs if (one.programme_id, one.mentor_id, one.offered_at) == same]


def open_in(records: Records, proposal: Proposal) -> list[Proposal]:
    """Those of them on which nothing is decided yet."""
    return [one for one in group_of(records, proposal) if one.state is ProposalState.OFFERED]


def _accepted(here: Occasion, proposals: Sequence[Proposal]) -> None:
    for one in proposals:
        here.records.pairs.keep_proposal(replace(one, state=ProposalState.ACCEPTED))


def _let_go(here: Occasion, proposals: Sequence[Proposal], why: str) -> None:
    """Nobody has said no, so that they may come again; whoever has read of it is told."""
    for one in proposals:
        here.records.pairs.keep_proposal(replace(one, state=ProposalState.DECLINED))
        here.records.outbox.cancel(f"proposal:{one.id}")
        tell_mentee(here, one, why)


def tell_mentee(here: Occasion, proposal: Proposal, why: str) -> None:
    partner = person_facts(here.records.people.get(proposal.mentor_id))
    key = f"{_key(proposal)}:let-go"
    _tell(here, _key(proposal), Nudge(key, "groups/let_go", proposal.mentee_id, here.now), partner, why)


def _tell_mentor(here: Occasion, proposal: Proposal) -> None:
    """That it came to nothing; not to whoever said no themselves."""
    group = group_of(here.records, proposal)
    here.records.outbox.cancel(_address(group[0]))
    if all(one.mentor_said is Answer.NO for one in group):
        return
    key = f"{_address(group[0])}:asked"
    _tell(
        here, key, Nudge(f"{key}:let-go", "groups/came_to_nothing", proposal.mentor_id, here.now), {}, "few"
    )


def _tell(here: Occasion, after: str, word: Nudge, partner: dict[str, Fact], why: str) -> None:
    """Only to whoever had been asked."""
    told = here.records.outbox.get(after)
    if told and told.platform_id:
        facts: dict[str, Fact] = {"partner": partner, "why": why}
        here.records.outbox.owe([replace(word, facts=facts, unasked=True)])


def _tell_coordinator(here: Occasion, proposal: Proposal) -> None:
    method = here.records.matching.method(proposal.programme_id)
    coordinator = whom_to_tell(here, method.published_by)
    if coordinator:
        facts: dict[str, Fact] = {"mentor": here.records.people.get(proposal.mentor_id).name}
        key = f"{_address(group_of(here.records, proposal)[0])}:fell"
        about = f"programme:{proposal.programme_id}"
        told = Nudge(key, "admin_match/group_fell", coordinator.id, here.now, about, facts, unasked=True)
        here.records.outbox.owe([told])


def _address(first: Proposal) -> str:
    return f"group:{first.id}"


def _key(proposal: Proposal) -> str:
    return f"proposal:{proposal.id}:{proposal.mentee_id}"
