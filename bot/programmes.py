"""Several programmes side by side, as people see them: which there are, and which one is looked at."""

from bot.candidacy import engaged
from bot.enrolment import active, enrolment_in, first_programme, open_programme
from bot.facts import person_facts, short, the_ask
from bot.message import Fact, Say
from bot.model import Programme
from bot.ports import Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, Records, id_in

CLOSING = "programmes/closing"


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


def tell_who_waits(here: Occasion, programme: Programme) -> None:
    """Owe everybody who takes part without a pair the word that it has closed."""
    alone = _alone(here.records, programme)
    day = f"{here.now:%Y-%m-%dT%H:%M}"
    here.records.outbox.owe(
        Nudge(
            key=f"closing:{programme.id}:{one}:{day}",
            template=CLOSING,
            to=one,
            due=here.now,
            about=f"programme:{programme.id}",
            unasked=True,
        )
        for one in sorted(alone)
    )


def closing(visit: Visit, nudge: Nudge) -> Say | None:
    """That word; None if it is open again, or they have somebody by now."""
    programme = visit.records.programmes.get(id_in(nudge.about))
    if programme.closed_at is None or visit.person.id not in _alone(visit.records, programme):
        return None
    facts: dict[str, Fact] = {"programme": programme.name, "several": visit.knows_several}
    return Say(CLOSING, {"to": person_facts(visit.person), **facts})


def _alone(records: Records, programme: Programme) -> frozenset[int]:
    """Who takes part and neither meets anybody nor is offered anybody."""
    mentors, mentees = engaged(records, programme)
    return frozenset(one.person_id for one in active(records, programme)) - mentors - mentees


def _is_known(visit: Visit, programme: Programme) -> bool:
    mine = enrolment_in(visit.records, programme.id, visit.person.id)
    return programme.closed_at is None or mine is not None


def programme_facts(visit: Visit, programme: Programme) -> dict[str, Fact]:
    """What anybody may know of a programme."""
    return {
        "id": str(programme.id),
        "name": programme.name,
        "called": short(programme.name),
        "kind": programme.kind.value,
        "purpose": programme.purpose,
        **the_ask(programme),
        "closed": programme.closed_at is not None,
        "viewed": programme.id == open_programme(visit).id,
    }


def _facts(visit: Visit, programme: Programme) -> dict[str, Fact]:
    mine = enrolment_in(visit.records, programme.id, visit.person.id)
    return {**programme_facts(visit, programme), "role": mine.role.value if mine else ""}
