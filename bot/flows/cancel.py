"""Take back a request of yours that is not answered yet."""

from bot.conversation import Flow
from bot.enrolment import open_programme
from bot.facts import LONGEST_CHOICE, short
from bot.flows import Instead
from bot.message import Field, Kind, Option, Page, Say
from bot.model import LIVE, RequestState
from bot.ports import Visit
from bot.records import NotYours, id_in
from bot.waiting_list import held, make_room, withdraw
from bot.whom import label

FRESH = True


def gather(visit: Visit, about: str) -> tuple[Option, ...]:
    """What could be taken back."""
    del about
    made = visit.records.requests.of_mentee(visit.person.id, open_programme(visit).id)
    mine = [one for one in made if one.state in LIVE]
    if not mine:
        raise Instead(Say("cancel/nothing"))
    people = visit.records.people.some([one.mentor_id for one in mine])
    return tuple(Option(str(one.id), short(label(people[one.mentor_id]), LONGEST_CHOICE)) for one in mine)


def cancel(mine: tuple[Option, ...]) -> Flow[str]:
    """Which one; also where there is only one, since nothing is taken back by a slip."""
    asked = Field("request", Kind.CHOICE, mine, initial=mine[0].value)
    told = yield Page("cancel/which", (asked,), {"several": len(mine) > 1})
    return str(told["request"])


def finish(visit: Visit, about: str, chosen: str) -> Say:
    """Let it go, and tell a mentor who had been asked."""
    del about
    programme = held(visit, open_programme(visit).id)
    request = visit.records.requests.of(visit.person.id, id_in(chosen))
    mine = request.mentee_id == visit.person.id and request.programme_id == programme.id
    if not mine or request.state not in LIVE:
        raise NotYours(chosen)
    withdraw(visit, request, RequestState.CANCELLED, "withdrawn")
    make_room(visit, programme.id, request.mentor_id)
    return Say("cancel/done", {"mentor": visit.records.people.get(request.mentor_id).first_name})
