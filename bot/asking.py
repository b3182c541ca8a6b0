"""What a mentee does: ask a mentor, choose who is next, and whether any of that can be."""

from collections.abc import Sequence
from dataclasses import replace

from bot.candidacy import barred, candidates, mentor_of, places
from bot.enrolment import MENTEES, is_reverse, only_matched, open_programme
from bot.facts import person_facts
from bot.finding import found_for, listed
from bot.message import Fact, Say
from bot.model import (
    ASKED,
    LIVE,
    Enrolment,
    EnrolmentState,
    Programme,
    ProposalState,
    Request,
    RequestState,
)
from bot.people import Person
from bot.ports import Visit
from bot.records import NotYours, id_in
from bot.waiting_list import MOST_ASKED, ask, held, in_line

# As many choices as one may have at a time.
MOST_CHOICES = 5


def why_not(visit: Visit, programme: Programme, mentor: Person) -> str:
    """The code of the reason for which this mentor cannot be asked, or nothing."""
    if only_matched(programme):
        return "only_matched"
    mine = visit.records.programmes.enrolment(programme.id, visit.person.id)
    if mine is None or mine.state is EnrolmentState.LEFT or mine.role not in MENTEES:
        return "join"
    if programme.closed_at:
        return "closed"
    if visit.person.is_away(visit.now):
        return "away"
    if mentor_of(visit.records, programme.id, visit.person.id):
        return "have_mentor"
    if mentor.id == visit.person.id:
        return "self"
    theirs = listed(visit, programme, mentor)
    if theirs is None or mentor.id not in visit.records.people.reachable():
        return "not_mentor"
    return _known_already(visit, programme, mentor) or _does_not_fit(visit, programme, mine, theirs)


def cannot(visit: Visit, mentor: Person, why: str) -> Say:
    """Why not, in words, and what else there is."""
    if why == "only_matched":
        return found_for(visit)
    facts: dict[str, Fact] = {"mentor": mentor.first_name, "why": why, "reverse": is_reverse(visit)}
    return Say("requests/cannot", {"to": person_facts(visit.person), **facts})


def make(visit: Visit, mentor: Person, line: str) -> Say:
    """Ask a mentor, or be put in their line; a mere wish for the same mentor becomes this request."""
    programme = held(visit, open_programme(visit).id)
    if why := why_not(visit, programme, mentor):
        return cannot(visit, mentor, why)
    wished = next((one for one in wishes(visit, programme) if one.mentor_id == mentor.id), None)
    new = Request(0, programme.id, visit.person.id, mentor.id, visit.now, 1, line, RequestState.WISHED)
    request = replace(wished, line=line) if wished else visit.records.requests.add(new)
    return _asked(visit, request, mentor)


def choose(visit: Visit, mentors: Sequence[Person]) -> Say:
    """Keep these choices in their order, in place of earlier ones, and ask the first who can be asked.

    Nobody is asked while somebody else has been asked and may still answer.
    """
    programme = held(visit, open_programme(visit).id)
    for one in wishes(visit, programme):
        visit.records.requests.keep(replace(one, state=RequestState.CANCELLED, settled_at=visit.now))
    mine = visit.records.requests.of_mentee(visit.person.id, programme.id)
    pending = [one.mentor_id for one in mine if one.state in LIVE]
    new = [one for one in mentors if one.id not in pending][: MOST_CHOICES - len(pending)]
    able = [one for one in new if not why_not(visit, programme, one)]
    for rank, mentor in enumerate(able, start=len(pending) + 1):
        visit.records.requests.add(
            Request(0, programme.id, visit.person.id, mentor.id, visit.now, rank, state=RequestState.WISHED)
        )
    asked = None if pending or not able else _asked(visit, wishes(visit, programme)[0], able[0])
    return Say(
        "rank/kept",
        {
            "asked": able[0].first_name if asked else "",
            "place": asked.facts["place"] if asked else 0,
            "pending": bool(pending),
            "then": tuple(one.first_name for one in able[1 if asked else 0 :]),
            "refused": tuple(one.first_name for one in new if one not in able),
        },
    )


def ask_next(visit: Visit, subject: str) -> Say:
    """Ask the choice that was offered next."""
    number = id_in(subject)
    programme = held(visit, visit.records.requests.programme_of(number))
    request = visit.records.requests.of(visit.person.id, number)
    mentor = visit.records.people.get(request.mentor_id)
    if request.mentee_id != visit.person.id or request.state not in LIVE:
        raise NotYours(subject)
    if request.state is not RequestState.WISHED:
        return made(visit, request, mentor)
    if why := why_not(visit, programme, mentor):
        return cannot(visit, mentor, why)
    return _asked(visit, request, mentor)


def next_choice(visit: Visit, programme: Programme) -> tuple[Request, Person] | None:
    """The first of one's wishes that can be asked just now."""
    for request in wishes(visit, programme):
        mentor = visit.records.people.get(request.mentor_id)
        if not why_not(visit, programme, mentor):
            return request, mentor
    return None


def wishes(visit: Visit, programme: Programme) -> Sequence[Request]:
    """The choices of which nobody has heard yet, the dearest first."""
    mine = visit.records.requests.of_mentee(visit.person.id, programme.id)
    return sorted(
        (one for one in mine if one.state is RequestState.WISHED), key=lambda one: (one.rank, one.id)
    )


def made(visit: Visit, request: Request, mentor: Person) -> Say:
    """That it is made, and what happens next."""
    line = in_line(visit.records.requests.to_mentor(mentor.id, request.programme_id))
    place = next((n for n, one in enumerate(line, start=1) if one.id == request.id), 0)
    facts: dict[str, Fact] = {"mentor": mentor.first_name, "place": place, "most": MOST_ASKED}
    return Say("requests/made", facts)


def is_busy(visit: Visit, programme_id: int, mentor: Person) -> bool:
    """Whether a mentor has as many requests to answer as one person should."""
    received = visit.records.requests.to_mentor(mentor.id, programme_id)
    return sum(one.state in ASKED for one in received) >= MOST_ASKED


def _asked(visit: Visit, request: Request, mentor: Person) -> Say:
    if is_busy(visit, request.programme_id, mentor):
        # a wish of last week takes its place in the line now
        waiting = replace(request, state=RequestState.WAITING, made_at=visit.now)
        visit.records.requests.keep(waiting)
        return made(visit, waiting, mentor)
    return made(visit, ask(visit, request), mentor)


def _known_already(visit: Visit, programme: Programme, mentor: Person) -> str:
    made = visit.records.requests.of_mentee(visit.person.id, programme.id)
    mine = [one for one in made if one.state in LIVE]
    if any(one.mentor_id == mentor.id and one.state is not RequestState.WISHED for one in mine):
        return "asked"
    offered = visit.records.pairs.proposals_of(visit.person.id)
    if any(one.mentor_id == mentor.id and one.state is ProposalState.OFFERED for one in offered):
        return "offered"
    others = [one for one in mine if one.mentor_id != mentor.id]
    return "enough" if len(others) >= MOST_CHOICES else ""


def _does_not_fit(visit: Visit, programme: Programme, mine: Enrolment, theirs: Enrolment) -> str:
    me, them = candidates(visit, [mine, theirs])
    if why := barred(visit, programme, them, me):
        return why.shown
    return "full" if places(visit.records, theirs) <= 0 else ""
