"""Where requests stand, for both sides: since when, and what happens next."""

from datetime import datetime

from bot.enrolment import open_programme
from bot.facts import moment
from bot.message import Fact
from bot.model import ASKED, LIVE, Request, RequestState
from bot.people import Person
from bot.ports import Visit
from bot.waiting_list import CLOSE, NEXT_CHOICE, REMIND, in_line


def where_requests_stand(visit: Visit) -> dict[str, Fact]:
    """What somebody `asked` of mentors, whom they `wished` for next, and who waits for them (`to_me`)."""
    requests, me, programme_id = visit.records.requests, visit.person.id, open_programme(visit).id
    mine = [one for one in requests.of_mentee(me, programme_id) if one.state in LIVE]
    to_me = [one for one in requests.to_mentor(me, programme_id) if one.state in ASKED]
    people = visit.records.people.some([one.mentor_id for one in mine] + [one.mentee_id for one in to_me])
    wished = sorted((one for one in mine if one.state is RequestState.WISHED), key=lambda one: one.rank)
    asked = [one for one in mine if one.state is not RequestState.WISHED]
    return {
        "asked": tuple(_asked(visit, one, people[one.mentor_id]) for one in asked),
        "wished": tuple(people[one.mentor_id].first_name for one in wished),
        "to_me": tuple(_to_me(visit, one, people[one.mentee_id]) for one in to_me),
    }


def _asked(visit: Visit, request: Request, mentor: Person) -> Fact:
    what, at = _next(request, visit.now)
    line = in_line(visit.records.requests.to_mentor(mentor.id, request.programme_id))
    return {
        "mentor": mentor.name,
        "since": moment(request.asked_at or request.made_at, visit.person),
        "place": next((n for n, one in enumerate(line, start=1) if one.id == request.id), 0),
        "next": what,
        "at": moment(at, visit.person) if at else None,
    }


def _next(request: Request, now: datetime) -> tuple[str, datetime | None]:
    """What the clocks bring next, and when."""
    if request.state is RequestState.NOT_YET:
        return "again", request.again_at
    if request.asked_at is None:
        return "turn", None
    clocks = (("remind", REMIND), ("offer", NEXT_CHOICE), ("close", CLOSE))
    ahead = ((what, request.asked_at + after) for what, after in clocks if request.asked_at + after > now)
    return next(ahead, ("close", None))


def _to_me(visit: Visit, request: Request, mentee: Person) -> Fact:
    later = request.state is RequestState.NOT_YET and request.again_at
    return {
        "mentee": mentee.name,
        "since": moment(request.asked_at or request.made_at, visit.person),
        "again": moment(later, visit.person) if later else None,
    }
