"""Several programmes side by side, as people see them: which there are, and which one is looked at."""

from bot.enrolment import active, first_programme, open_programme
from bot.facts import person_facts, short
from bot.message import Fact, Say
from bot.model import Enrolment, EnrolmentState, PairState, Programme, ProposalState
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
    running = (one for one in records.pairs.in_programme(programme.id) if one.state is PairState.ACTIVE)
    busy = {person for pair in running if not pair.informal for person in pair.people}
    offered = (one for one in records.pairs.proposals(programme.id) if one.state is ProposalState.OFFERED)
    busy |= {person for one in offered if not one.informal for person in (one.mentor_id, one.mentee_id)}
    return frozenset(one.person_id for one in active(records, programme)) - busy


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
