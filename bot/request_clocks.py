"""What the clocks of a request bring: asked again, reminded, the next choice offered, closed."""

from dataclasses import replace

from bot.model import ASKED, Request, RequestState
from bot.ports import Errand, NotNow
from bot.records import NotYours, id_in
from bot.waiting_list import ask_again, close_unanswered, held, rounds, tell
from bot.working_time import DAY


def again(errand: Errand) -> None:
    """Ask a mentor who needed time once more."""
    request = _still(errand, RequestState.NOT_YET)
    _wait_while_away(errand, request.mentor_id, request.mentee_id)
    asked = replace(request, state=RequestState.OPEN)
    errand.records.requests.keep(asked)
    ask_again(errand, asked)


def remind(errand: Errand) -> None:
    """Remind the mentor, and let the mentee know."""
    request = _still(errand, RequestState.OPEN)
    if errand.nudge.facts["round"] != str(rounds(errand, request)):
        raise NotYours("asked again since")
    _wait_while_away(errand, request.mentor_id, request.mentee_id)
    round_ = str(rounds(errand, request))
    errand.records.outbox.owe(
        [
            tell(errand, request, "requests/reminder", request.mentor_id, round_),
            tell(errand, request, "requests/reminded", request.mentee_id, round_),
        ]
    )


def offer_next(errand: Errand) -> None:
    """Offer the mentee their next choice. This request stays open."""
    request = _still(errand, *ASKED)
    _wait_while_away(errand, request.mentee_id)
    errand.records.outbox.owe([tell(errand, request, "requests/next_choice", request.mentee_id)])


def close(errand: Errand) -> None:
    """Let a request go that nobody answered in time."""
    request = _still(errand, *ASKED)
    _wait_while_away(errand, request.mentee_id)
    close_unanswered(errand, request)


def _still(errand: Errand, *states: RequestState) -> Request:
    """The request, held, if it is still as it was when this was owed."""
    number = id_in(errand.nudge.about)
    held(errand, errand.records.requests.programme_of(number))
    request = errand.records.requests.hold(number)
    if request.state not in states:
        raise NotYours(errand.nudge.about)
    return request


def _wait_while_away(errand: Errand, *people: int) -> None:
    """Clocks stand still for whoever is away."""
    for person in errand.records.people.some(people).values():
        if person.is_away(errand.now) and person.gone_at is None:
            back = person.paused_until or errand.now + DAY
            raise NotNow(min(back, errand.now + DAY))
