"""Several programmes side by side, as people see them: which there are, and which one is looked at."""

from bot.enrolment import first_programme, open_programme
from bot.facts import short
from bot.message import Fact, Say
from bot.model import Enrolment, EnrolmentState, Programme
from bot.ports import Visit
from bot.records import NotYours, id_in


def choice(visit: Visit) -> Say:
    """Those that are open, and those this person takes part in."""
    first_programme(visit.records)
    shown = [one for one in visit.records.programmes.all() if _is_known(visit, one)]
    programmes = tuple(_facts(visit, one) for one in shown)
    others = tuple(one for one in programmes if not one["viewed"])
    return Say("programmes/choice", {"programmes": programmes, "others": others})


def look(visit: Visit, subject: str) -> Say:
    """From now on, whatever this person does is about that one. Raises NotYours where it is not for them."""
    programme = visit.records.programmes.get(id_in(subject))
    if not (_is_known(visit, programme) or visit.coordinates):
        raise NotYours(subject)
    visit.records.programmes.look_at(visit.person.id, programme.id)
    return Say("programmes/looked", {**_facts(visit, programme), "coordinates": visit.coordinates})


def _is_known(visit: Visit, programme: Programme) -> bool:
    return programme.closed_at is None or _mine(visit, programme) is not None


def _mine(visit: Visit, programme: Programme) -> Enrolment | None:
    mine = visit.records.programmes.enrolment(programme.id, visit.person.id)
    return None if mine is None or mine.state is EnrolmentState.LEFT else mine


def _facts(visit: Visit, programme: Programme) -> dict[str, Fact]:
    mine = _mine(visit, programme)
    return {
        "id": str(programme.id),
        "name": programme.name,
        "called": short(programme.name),
        "kind": programme.kind.value,
        "purpose": programme.purpose,
        "minutes": programme.minutes,
        "months": programme.months,
        "role": mine.role.value if mine else "",
        "closed": programme.closed_at is not None,
        "viewed": programme.id == open_programme(visit).id,
    }
