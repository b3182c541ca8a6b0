"""The life of requests until they are answered: asked in turn, owed their clocks, settled kindly.

Whoever changes one holds its programme first: so nobody gets two mentors, and no mentor too many mentees.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.candidacy import places
from bot.message import Fact
from bot.model import ASKED, LIVE, Programme, ProposalState, Request, RequestState
from bot.offers import withdraw as take_back
from bot.ports import Occasion
from bot.post import Nudge
from bot.working_time import next_working_moment

# More than these at a time nobody should have to answer.
MOST_ASKED = 3
REMIND = timedelta(days=3)
NEXT_CHOICE = timedelta(days=7)
CLOSE = timedelta(days=14)


def ask(here: Occasion, request: Request) -> Request:
    """Ask the mentor now, and owe what the clocks bring if there is no answer."""
    asked = replace(request, state=RequestState.OPEN, asked_at=here.now)
    here.records.requests.keep(asked)
    mentee = here.records.people.get(asked.mentee_id)
    further = next_working_moment(here.now + NEXT_CHOICE, mentee.workday)
    here.records.outbox.owe(
        [
            errand(asked, "requests.offer_next", asked.mentee_id, further),
            errand(asked, "requests.close", asked.mentee_id, here.now + CLOSE),
        ]
    )
    ask_again(here, asked)
    return asked


def ask_again(here: Occasion, request: Request) -> None:
    """Owe the mentor the question, for the first time or once more, and the reminder of it."""
    round_, mentor = rounds(here, request) + 1, here.records.people.get(request.mentor_id)
    remind = next_working_moment(here.now + REMIND, mentor.workday)
    here.records.outbox.owe(
        [
            tell(here, request, "requests/asked", mentor.id, str(round_)),
            errand(request, "requests.remind", mentor.id, remind, str(round_)),
        ]
    )


def rounds(here: Occasion, request: Request) -> int:
    """How often the mentor has been asked."""
    count = 0
    while here.records.outbox.get(_key(request, "requests/asked", str(count + 1))):
        count += 1
    return count


def has_heard(here: Occasion, request: Request) -> bool:
    """Whether the mentor has been told of it: then they are told as well what became of it."""
    first = here.records.outbox.get(_key(request, "requests/asked", "1"))
    return first is not None and bool(first.platform_id)


def make_room(here: Occasion, programme_id: int, mentor_id: int) -> None:
    """Ask those who wait, as far as the mentor has room; once there is no place left, say so to all."""
    received = here.records.requests.to_mentor(mentor_id, programme_id)
    to_mentor = [one for one in received if one.state in LIVE]
    enrolment = here.records.programmes.enrolment(programme_id, mentor_id)
    if enrolment is None or places(here.records, enrolment) <= 0:
        for one in to_mentor:
            if one.state is not RequestState.WISHED:
                settle(here, one, RequestState.CLOSED, "full")
        return
    room = MOST_ASKED - sum(one.state in ASKED for one in to_mentor)
    for one in in_line(to_mentor)[: max(0, room)]:
        ask(here, one)
        here.records.outbox.owe([tell(here, one, "requests/your_turn", one.mentee_id)])


def in_line(requests: Sequence[Request]) -> list[Request]:
    """Those who wait, in the order in which they came."""
    waiting = [one for one in requests if one.state is RequestState.WAITING]
    return sorted(waiting, key=lambda one: (one.made_at, one.id))


def settle(here: Occasion, request: Request, state: RequestState, how: str) -> None:
    """End it, and tell the mentee how it ended."""
    _end(here, request, state)
    here.records.outbox.owe([tell(here, request, "requests/settled", request.mentee_id, how=how)])


def withdraw(here: Occasion, request: Request, state: RequestState, how: str) -> None:
    """End it without a word to the mentee. The mentor hears of it only if they had been asked."""
    knew = has_heard(here, request)
    _end(here, request, state)
    if knew:
        here.records.outbox.owe([tell(here, request, "requests/withdrawn", request.mentor_id, how=how)])


def close_unanswered(here: Occasion, request: Request) -> None:
    """Nobody answered in time: nobody is to blame, both are told, and whoever is next in line is asked."""
    withdraw(here, request, RequestState.CLOSED, "closed")
    here.records.outbox.owe([tell(here, request, "requests/settled", request.mentee_id, how="closed")])
    make_room(here, request.programme_id, request.mentor_id)


def leave_requests(here: Occasion, programme_id: int, person_id: int) -> None:
    """Whoever leaves asks nobody any more, and cannot be asked; the others are told, never why."""
    here.records.programmes.hold(programme_id)
    for one in here.records.requests.of_mentee(person_id, programme_id):
        if one.state in LIVE:
            withdraw(here, one, RequestState.CANCELLED, "withdrawn")
            make_room(here, programme_id, one.mentor_id)
    for one in here.records.requests.to_mentor(person_id, programme_id):
        if one.state is RequestState.WISHED:
            here.records.requests.keep(replace(one, state=RequestState.CLOSED, settled_at=here.now))
        elif one.state in LIVE:
            settle(here, one, RequestState.CLOSED, "left")


def found_a_mentor(here: Occasion, programme_id: int, mentee_id: int) -> None:
    """Whoever has a mentor needs no other: what else was open falls away, and those asked are told."""
    records = here.records
    for request in records.requests.of_mentee(mentee_id, programme_id):
        if request.state in LIVE:
            withdraw(here, request, RequestState.CANCELLED, "found")
            make_room(here, programme_id, request.mentor_id)
    mentee = records.people.get(mentee_id)
    for proposal in records.pairs.proposals_of(mentee_id):
        offered = proposal.mentee_id == mentee_id and proposal.state is ProposalState.OFFERED
        if offered and not proposal.informal and proposal.programme_id == programme_id:
            take_back(here, proposal, mentee)


def held(here: Occasion, programme_id: int) -> Programme:
    """The programme, and nobody else changes its requests before this transaction ends."""
    return here.records.programmes.hold(programme_id)


def tell(here: Occasion, request: Request, template: str, to: int, *parts: str, **facts: Fact) -> Nudge:
    """A word about a request, in the reader's working hours."""
    return Nudge(
        key=_key(request, template, *parts),
        template=template,
        to=to,
        due=here.now,
        about=f"request:{request.id}",
        facts=facts,
        unasked=True,
    )


def errand(request: Request, name: str, to: int, due: datetime, *parts: str) -> Nudge:
    """What is to be done about a request at that moment."""
    # about something else than the messages are, since whoever settles a request cancels those
    about = f"clock:{request.id}"
    return Nudge(_key(request, name, *parts), name, to, due, about, {"round": "".join(parts)})


def _end(here: Occasion, request: Request, state: RequestState) -> None:
    here.records.outbox.cancel(f"request:{request.id}", reason="settled")
    here.records.requests.keep(replace(request, state=state, settled_at=here.now))


def _key(request: Request, what: str, *parts: str) -> str:
    return ":".join(("request", str(request.id), what, *parts))
