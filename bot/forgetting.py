"""Forgetting somebody who asks for it. Whoever shared something with them hears that it ended, no more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.endings import Ending
from bot.enrolment import role_in
from bot.facts import moment
from bot.message import Fact
from bot.model import ASKED, LIVE, Answer, Pair, PairState, Proposal, ProposalState, RequestState
from bot.pairs import whatever_is_owed
from bot.ports import Visit
from bot.post import Nudge
from bot.posting import reword
from bot.running_groups import ask_who_stays, needs
from bot.waiting_list import make_room

ENDED = "forget_me/ended"


@dataclass(frozen=True, slots=True)
class Loose:
    """What ends with somebody: between whom and them, what it was, and how the other took part."""

    other: int
    what: str
    number: int
    role: str = ""


def forget(visit: Visit) -> None:
    """Tell the others, then erase this person: all of it in one transaction."""
    for pair in active_pairs(visit):
        if needs(pair, visit.person.id):
            _end(visit, pair)
        else:
            _leave_to_the_others(visit, pair)
    visit.records.outbox.owe([_told(visit, loose) for loose in _everything_loose(visit)])
    _take_back_requests(visit)
    outsiders, posted = _outsiders(visit), _naming(visit)
    visit.records.people.forget(visit.person.id, visit.now)
    reword(visit, [visit.records.posts.hold(one) for one in sorted(posted)])
    for one in outsiders:
        visit.records.people.forget(one, visit.now)


def _naming(visit: Visit) -> frozenset[int]:
    """Posts in which this person is shown, named, or speaks; their name is taken out."""
    posts, me = visit.records.posts, visit.person
    consents = [one.id for one in visit.records.consents.by(me.id)]
    found = (*posts.relying_on(consents), *posts.by(me.id), *(posts.in_words_of(me.name) if me.name else ()))
    return frozenset(one.id for one in found)


def _outsiders(visit: Visit) -> frozenset[int]:
    """Mentors from outside, of whom nobody knows but this person."""
    offered = {one.mentor_id for one in visit.records.pairs.proposals_of(visit.person.id)}
    met = {one.mentor_id for one in visit.records.pairs.pairs_of(visit.person.id)}
    people = visit.records.people.some(offered | met)
    return frozenset(number for number, one in people.items() if one.outside)


def active_pairs(visit: Visit) -> tuple[Pair, ...]:
    """Those that go on."""
    pairs = visit.records.pairs.pairs_of(visit.person.id)
    return tuple(pair for pair in pairs if pair.state is PairState.ACTIVE)


def is_last_coordinator(visit: Visit) -> bool:
    """Whether nobody else could announce or match once this person is gone."""
    coordinators = visit.records.people.coordinators(visit.house.admins)
    return visit.coordinates and not any(
        one.id != visit.person.id and one.gone_at is None for one in coordinators
    )


def _end(visit: Visit, pair: Pair) -> None:
    """No more hours, questions or introductions for whoever is left."""
    records = visit.records
    records.pairs.keep(replace(pair, state=PairState.ENDED, ended_at=visit.now, ending=Ending.LEFT))
    for about in whatever_is_owed(visit, pair):
        records.outbox.cancel(about, reason="the pair has ended")
    records.outbox.owe(
        _told(visit, Loose(other, "pair", pair.id, role_in(visit, pair, other)), started=pair)
        for other in pair.people
        if other != visit.person.id
    )


def _leave_to_the_others(visit: Visit, pair: Pair) -> None:
    """A group goes on; if one alone is left, the mentor is asked, and no name is said."""
    staying = tuple(one for one in pair.mentee_ids if one != visit.person.id)
    left = replace(pair, mentee_ids=staying)
    if not left.is_group:
        ask_who_stays(visit, left, {"first_name": ""}, str(visit.person.id))


def _everything_loose(visit: Visit) -> Iterator[Loose]:
    """What the others wait for in vain from now on."""
    records, me = visit.records, visit.person.id
    for programme in records.programmes.all():
        for proposal in records.pairs.proposals(programme.id):
            if me in (proposal.mentor_id, proposal.mentee_id) and _is_open_to_the_other(visit, proposal):
                yield Loose(_other(proposal, me), "match", proposal.id)
    for request in records.requests.to_mentor(me):
        if request.state in (RequestState.WAITING, *ASKED):
            yield Loose(request.mentee_id, "request", request.id)
    for request in records.requests.of_mentee(me):
        if request.state in ASKED:
            yield Loose(request.mentor_id, "asked", request.id)


def _take_back_requests(visit: Visit) -> None:
    """Whoever waits for a mentor that this person had asked is asked for next."""
    records = visit.records
    for programme in records.programmes.all():
        records.programmes.hold(programme.id)
    for request in records.requests.of_mentee(visit.person.id):
        if request.state in LIVE:
            records.outbox.cancel(f"request:{request.id}", reason="settled")
            cancelled = replace(request, state=RequestState.CANCELLED, settled_at=visit.now)
            records.requests.keep(cancelled)
            make_room(visit, request.programme_id, request.mentor_id)


def _is_open_to_the_other(visit: Visit, proposal: Proposal) -> bool:
    other = _other(proposal, visit.person.id)
    told = visit.records.outbox.get(f"proposal:{proposal.id}:{other}")
    said = proposal.mentor_said if other == proposal.mentor_id else proposal.mentee_said
    heard = said is not Answer.NONE or (told is not None and bool(told.platform_id))
    return proposal.state is ProposalState.OFFERED and heard


def _told(visit: Visit, loose: Loose, started: Pair | None = None) -> Nudge:
    """Without a name: nothing that names whoever is forgotten may stay, not even in a message on its way."""
    reader = visit.records.people.get(loose.other)
    since: Fact = moment(started.started_at, reader) if started else None
    facts: dict[str, Fact] = {"what": loose.what, "role": loose.role, "since": since}
    key = f"forgotten:{loose.what}:{loose.number}:{loose.other}"
    return Nudge(key, ENDED, loose.other, visit.now, facts=facts, unasked=True)


def _other(proposal: Proposal, person_id: int) -> int:
    return proposal.mentee_id if proposal.mentor_id == person_id else proposal.mentor_id
