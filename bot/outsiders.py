"""Mentors from outside: a leader alone writes to them, and is given all there is to write.

We keep a name and an address, which the leader gave, as long after the end as anything is kept, or until the
leader has them erased.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.audit import note
from bot.conversation import Unclear
from bot.endings import Ending
from bot.enrolment import open_programme
from bot.facts import moment, person_facts, the_ask
from bot.leaving import wind_up
from bot.message import Fact, Say
from bot.model import Answer, MeetingState, Pair, PairState, Proposal, ProposalState
from bot.offers import settle
from bot.pairs import begin_with
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in

ADDED = "outsiders/added"
LONGEST_NAME = 100
LONGEST_ADDRESS = 254
# What can stand in a list of addresses, and in a link, without becoming something else.
_ADDRESS = re.compile(r"[^\s@,;:<>\"\\?%&#()|]+@[^\s@,;:<>\"\\?%&#()|]+\.[^\s@,;:<>\"\\?%&#()|.]+")


@dataclass(frozen=True, slots=True)
class Outsider:
    """Whom somebody names, and for which leader."""

    leader_id: int
    name: str
    email: str


def address_in(typed: str) -> tuple[str]:
    """An e-mail address, in lower case. Raises Unclear with `email`."""
    typed = typed.strip().removeprefix("mailto:").lower()
    if len(typed) > LONGEST_ADDRESS or not typed.isprintable() or not _ADDRESS.fullmatch(typed):
        raise Unclear("email")
    return (typed,)


def add(visit: Visit, told: Outsider) -> Say:
    """Begin with them at once, or ask the leader for whom a coordinator has named them."""
    leader = visit.records.people.some([told.leader_id]).get(told.leader_id)
    mine = leader is not None and leader.id == visit.person.id
    if leader is None or not leader.leader or leader.gone_at or not (mine or visit.coordinates):
        return Say("outsiders/for_leaders")
    if hindered := _hindered(visit, leader, told):
        return hindered
    programme = visit.records.programmes.hold(open_programme(visit).id)
    # by the clock of the leader, since nobody knows theirs
    unnamed = Person(0, leader.organisation_id, told.name, timezone=leader.zone, outside=told.email)
    outsider = visit.records.people.add(unnamed)
    offered = Proposal(0, programme.id, outsider.id, leader.id, 0, (), visit.now, mentor_said=Answer.YES)
    proposal = visit.records.pairs.offer(offered)
    if mine:
        _begin(visit, proposal)
        # the name is not kept with the message that says it
        return Say(ADDED, {"proposal": str(proposal.id)})
    note(visit, "external", f"person:{leader.id}")
    about = f"proposal:{proposal.id}"
    asked = Nudge(f"outsider:{proposal.id}", "outsiders/suggested", leader.id, visit.now, about, unasked=True)
    visit.records.outbox.owe([asked])
    return Say("outsiders/asked", {"leader": leader.name})


def added(visit: Visit, nudge: Nudge) -> Say | None:
    """That it begins; None if the name has been erased since."""
    return _added(visit, _asked(visit, str(nudge.facts["proposal"])))


def suggested(visit: Visit, nudge: Nudge) -> Say | None:
    """The question to the leader; None once it is settled."""
    proposal = visit.records.pairs.proposal(visit.person.id, id_in(nudge.about))
    if proposal.state is not ProposalState.OFFERED:
        return None
    outsider = visit.records.people.get(proposal.mentor_id)
    programme = visit.records.programmes.get(proposal.programme_id)
    facts: dict[str, Fact] = {"to": person_facts(visit.person), "partner": person_facts(outsider)}
    return Say("outsiders/suggested", {**facts, **the_ask(programme), "proposal": str(proposal.id)})


def accept(visit: Visit, subject: str) -> Say:
    """The leader would like to."""
    proposal = _asked(visit, subject)
    if proposal.state is ProposalState.DECLINED:
        raise NotYours(subject)
    if proposal.state is ProposalState.OFFERED:
        _begin(visit, proposal)
    return _added(visit, proposal) or Say("outsiders/forgotten")


def decline(visit: Visit, subject: str) -> Say:
    """The leader would rather not: nothing is kept of whoever was named."""
    proposal = _asked(visit, subject)
    if proposal.state is ProposalState.ACCEPTED:
        raise NotYours(subject)
    if proposal.state is ProposalState.OFFERED:
        settle(visit, proposal, Answer.NO)
        visit.records.people.forget(proposal.mentor_id, visit.now)
    return Say("outsiders/declined")


def card(visit: Visit, pair: Pair) -> Say:
    """Who it is, how far it has come, and what is kept."""
    outsider = visit.records.people.get(pair.mentor_id)
    meetings = visit.records.meetings.of_pair(pair.id)
    return Say(
        "outsiders/card",
        {
            "partner": person_facts(outsider),
            "since": moment(pair.started_at, visit.person),
            "held": sum(one.state is MeetingState.HELD for one in meetings),
            "goes_on": pair.state is PairState.ACTIVE,
            "keeps": visit.records.people.organisation().keeps_months,
            "pair": str(pair.id),
        },
    )


def end(visit: Visit, subject: str) -> Say:
    """It has come to its end; a second press changes nothing."""
    pair = _mine(visit, subject)
    if pair.state is PairState.ACTIVE:
        wind_up(visit, pair, Ending.EARLY)
    return card(visit, visit.records.pairs.of(visit.person.id, pair.id))


def forget(visit: Visit, subject: str) -> Say:
    """Erase the name and the address. Whatever still goes on with them ends."""
    pair = _mine(visit, subject)
    end(visit, subject)
    if visit.records.people.get(pair.mentor_id).outside:
        visit.records.people.forget(pair.mentor_id, visit.now)
    return Say("outsiders/forgotten")


def known_to(visit: Visit) -> Sequence[Pair]:
    """The pairs of this person with somebody from outside whose name is still kept, the newest first."""
    pairs = [one for one in visit.records.pairs.pairs_of(visit.person.id) if one.external]
    people = visit.records.people.some([one.mentor_id for one in pairs])
    return [one for one in reversed(pairs) if people[one.mentor_id].outside]


def _hindered(visit: Visit, leader: Person, told: Outsider) -> Say | None:
    people = visit.records.people
    if colleague := people.by_email(told.email):
        return Say("outsiders/colleague", {"partner": person_facts(colleague)})
    if people.is_forgotten(told.email):
        return Say("outsiders/not_possible")
    theirs = visit.records.pairs.pairs_of(leader.id)
    if any(one.external and one.state is PairState.ACTIVE for one in theirs):
        return Say("outsiders/one_already", {"mine": leader.id == visit.person.id})
    offered = visit.records.pairs.proposals_of(leader.id)
    asked = people.some([one.mentor_id for one in offered if one.state is ProposalState.OFFERED])
    waits = any(one.outside for one in asked.values())
    return Say("outsiders/one_already", {"mine": leader.id == visit.person.id}) if waits else None


def _added(visit: Visit, proposal: Proposal) -> Say | None:
    outsider = visit.records.people.get(proposal.mentor_id)
    return Say(ADDED, {"partner": person_facts(outsider)}) if outsider.outside else None


def _begin(visit: Visit, proposal: Proposal) -> None:
    begin_with(visit, [settle(visit, proposal, Answer.YES)], visit.person.id)


def _asked(visit: Visit, subject: str) -> Proposal:
    """The gate: the leader who was asked about somebody from outside, while nobody else acts for them."""
    number = id_in(subject)
    visit.records.programmes.hold(visit.records.pairs.programme_of(number))
    proposal = visit.records.pairs.proposal(visit.person.id, number)
    outsider = visit.records.people.get(proposal.mentor_id)
    if proposal.state is ProposalState.OFFERED and not outsider.outside:
        raise NotYours(subject)
    return proposal


def _mine(visit: Visit, subject: str) -> Pair:
    """The gate: a pair of this person with somebody from outside."""
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    if not pair.external:
        raise NotYours(subject)
    return pair
