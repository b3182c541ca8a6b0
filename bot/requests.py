"""Requests as they are worded, and what a mentor answers to them."""

from dataclasses import replace
from datetime import timedelta

from bot.asking import next_choice
from bot.candidacy import candidates, mentor_of, places
from bot.facts import person_facts, short, skill_names, the_ask
from bot.finding import reasons
from bot.matching.fitting import fit_of
from bot.message import Fact, Say
from bot.model import ASKED, Declined, Request, RequestState
from bot.pairs import begin
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.waiting_list import close_unanswered, errand, held, make_room, rounds, settle, tell
from bot.working_time import next_working_moment

ASK_AGAIN = timedelta(hours=48)
MOST_NOT_YETS = 3


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """The question as the mentor reads it; None once it is settled."""
    request = _to_me(visit, nudge.about)
    if request.state not in ASKED:
        return None
    programme = visit.records.programmes.get(request.programme_id)
    mentee = visit.records.people.get(request.mentee_id)
    mine = visit.records.programmes.enrolment(programme.id, visit.person.id)
    theirs = visit.records.programmes.enrolment(programme.id, mentee.id)
    if mine is None or theirs is None:
        return None
    me, them = candidates(visit, [mine, theirs])
    fits = fit_of(me, them, visit.now.date())
    return Say(
        nudge.template,
        {
            "to": person_facts(visit.person),
            "mentee": person_facts(mentee),
            "request": str(request.id),
            "line": request.line,
            "wants": skill_names(visit, theirs.wants),
            "goals": tuple(theirs.goals.splitlines()),
            "reasons": reasons(visit, fits),
            **the_ask(programme),
            "again": rounds(visit, request) > 1,
            "last": rounds(visit, request) > MOST_NOT_YETS,
        },
    )


def accept(visit: Visit, subject: str) -> Say:
    """Say yes: the pair begins, as when both say yes to a match."""
    request = _held(visit, subject)
    mentee: dict[str, Fact] = person_facts(visit.records.people.get(request.mentee_id))
    if request.state is RequestState.ACCEPTED:
        return Say("requests/accepted", {"mentee": mentee})
    _must_be_asked(request)
    mine = visit.records.programmes.enrolment(request.programme_id, visit.person.id)
    if mine is None or mentor_of(visit.records, request.programme_id, request.mentee_id):
        raise NotYours(subject)
    if places(visit.records, mine) <= 0:
        return Say("requests/no_place", {"mentee": mentee, "request": str(request.id)})
    accepted = replace(request, state=RequestState.ACCEPTED, settled_at=visit.now)
    visit.records.outbox.cancel(f"request:{request.id}", reason="accepted")
    visit.records.requests.keep(accepted)
    begin(visit, accepted)
    return Say("requests/accepted", {"mentee": mentee})


def decline(visit: Visit, subject: str) -> Say:
    """Say no. The mentee hears that it does not fit just now, never why."""
    request = _held(visit, subject)
    if request.state is not RequestState.DECLINED:
        _must_be_asked(request)
        settle(visit, request, RequestState.DECLINED, "declined")
        make_room(visit, request.programme_id, visit.person.id)
    return Say("requests/declined", _about(visit, request))


def say_why(visit: Visit, subject: str) -> Say:
    """Why not, for the programme to count. The subject is the reason and the request."""
    why, _, number = subject.partition(":")
    request = _to_me(visit, number)
    if request.state is not RequestState.DECLINED or why not in set(Declined):
        raise NotYours(subject)
    visit.records.requests.keep(replace(request, why=Declined(why)))
    return Say("requests/noted")


def not_yet(visit: Visit, subject: str) -> Say:
    """Ask for time. After three times it is let go, so that nobody waits for ever."""
    request = _held(visit, subject)
    if request.state is RequestState.NOT_YET:
        return Say("requests/later", _about(visit, request))
    _must_be_asked(request)
    round_ = rounds(visit, request)
    if round_ > MOST_NOT_YETS:
        close_unanswered(visit, request)
        return Say("requests/let_go", _about(visit, request))
    again_at = next_working_moment(visit.now + ASK_AGAIN, visit.person.workday)
    later = replace(request, state=RequestState.NOT_YET, again_at=again_at)
    visit.records.requests.keep(later)
    visit.records.outbox.owe(
        [
            errand(later, "requests.again", visit.person.id, again_at, str(round_)),
            tell(visit, later, "requests/needs_time", request.mentee_id, str(round_)),
        ]
    )
    return Say("requests/later", _about(visit, request))


def told(visit: Visit, nudge: Nudge) -> Say | None:
    """How it goes, as the mentee reads it, as long as it is still so."""
    request = visit.records.requests.of(visit.person.id, id_in(nudge.about))
    return (
        Say(nudge.template, _of_mentor(visit, request)) if request.state in _WHILE[nudge.template] else None
    )


def offered_next(visit: Visit, nudge: Nudge) -> Say | None:
    """How it ended, or that it takes long, with the next choice; None once they have a mentor."""
    request = visit.records.requests.of(visit.person.id, id_in(nudge.about))
    if mentor_of(visit.records, request.programme_id, visit.person.id):
        return None
    if nudge.template == "requests/next_choice" and request.state not in ASKED:
        return None
    following = next_choice(visit, visit.records.programmes.get(request.programme_id))
    return Say(
        nudge.template,
        {
            **_of_mentor(visit, request),
            "how": str(nudge.facts.get("how", "")),
            "next": short(following[1].first_name) if following else "",
            "request": str(following[0].id) if following else "",
        },
    )


def withdrawn(visit: Visit, nudge: Nudge) -> Say | None:
    """That a request needs no answer any more, as the mentor reads it."""
    request = _to_me(visit, nudge.about)
    mentee = visit.records.people.get(request.mentee_id)
    return Say("requests/withdrawn", {"mentee": mentee.first_name, "how": str(nudge.facts["how"])})


_WHILE = {
    "requests/needs_time": ASKED,
    "requests/your_turn": ASKED,
    "requests/reminded": (RequestState.OPEN,),
}


def _to_me(visit: Visit, about: str) -> Request:
    """The gate: a request to this person as the mentor."""
    request = visit.records.requests.of(visit.person.id, id_in(about))
    if request.mentor_id != visit.person.id:
        raise NotYours(about)
    return request


def _held(visit: Visit, subject: str) -> Request:
    """The same, while nobody else changes requests of its programme."""
    held(visit, visit.records.requests.programme_of(id_in(subject)))
    return _to_me(visit, subject)


def _must_be_asked(request: Request) -> None:
    if request.state not in ASKED:
        raise NotYours(request.id)


def _about(visit: Visit, request: Request) -> dict[str, Fact]:
    mentee = visit.records.people.get(request.mentee_id)
    return {"mentee": mentee.first_name, "request": str(request.id)}


def _of_mentor(visit: Visit, request: Request) -> dict[str, Fact]:
    return {"mentor": visit.records.people.get(request.mentor_id).first_name}
