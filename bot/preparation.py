"""Preparation: three short notes over the week after joining, by role; the next one also at a press."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.enrolment import MENTEES, MENTORS, enrolment_of, open_programme
from bot.facts import person_facts, the_ask
from bot.message import Say
from bot.model import ProgrammeKind
from bot.ports import Visit
from bot.post import Nudge, NudgeState
from bot.records import NotYours
from bot.working_time import working_day_after

NOTES = ("preparation/expectations", "preparation/first_hour", "preparation/gain")
# What those read instead who meet turned round: a junior guides, a senior leader learns.
TURNED_ROUND = {name: name.replace("preparation/", "reverse/") for name in NOTES}
# The first comes once the welcome has been read, the others on these working days after it.
WELCOMED = timedelta(minutes=1)
WORKING_DAYS = (2, 5)

_STILL_TO_COME = frozenset({NudgeState.READY, NudgeState.LEASED})


def prepare(visit: Visit) -> bool:
    """Owe the notes; False if they were owed before, since nobody is prepared twice."""
    person = visit.person
    days = [working_day_after(visit.now, person.workday, days) for days in WORKING_DAYS]
    first, *others = (
        _note(visit, number, due) for number, due in enumerate((visit.now + WELCOMED, *days), 1)
    )
    # whoever has just joined is there, whatever the hour
    return bool(visit.records.outbox.owe((replace(first, unasked=False), *others)))


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """A note, for the role they have by now; None once they have left."""
    return _said(visit, NOTES.index(nudge.template) + 1)


def read_next(visit: Visit, subject: str) -> Say:
    """Send a note now instead of on its day. The one that was pressed stays, without its button."""
    if subject not in {str(n) for n in range(2, len(NOTES) + 1)}:
        raise NotYours(subject)
    number = int(subject)
    planned = visit.records.outbox.get(_key(visit, number))
    shown = _said(visit, number - 1)
    if planned is None or shown is None:
        raise NotYours(subject)
    if planned.state in _STILL_TO_COME:
        visit.records.outbox.cancel(planned.about, visit.person.id, "read already")
        now = replace(planned, key=f"{planned.key}:now", due=visit.now, unasked=False)
        visit.records.outbox.owe([now])
    return Say(shown.template, {**shown.facts, "next": ""})


def _said(visit: Visit, number: int) -> Say | None:
    enrolment, programme = enrolment_of(visit), open_programme(visit)
    if enrolment is None:
        return None
    name = NOTES[number - 1]
    following = visit.records.outbox.get(_key(visit, number + 1))
    to_come = following is not None and following.state in _STILL_TO_COME
    return Say(
        TURNED_ROUND[name] if programme.kind is ProgrammeKind.REVERSE else name,
        {
            "to": person_facts(visit.person),
            "peers": programme.kind is ProgrammeKind.PEER,
            "groups": programme.kind is ProgrammeKind.GROUP,
            "mentors": enrolment.role in MENTORS,
            "mentees": enrolment.role in MENTEES,
            **the_ask(programme),
            "next": str(number + 1) if to_come else "",
        },
    )


def _note(visit: Visit, number: int, due: datetime) -> Nudge:
    about = f"preparation:{open_programme(visit).id}:{number}"
    return Nudge(_key(visit, number), NOTES[number - 1], visit.person.id, due, about, unasked=True)


def _key(visit: Visit, number: int) -> str:
    return f"prepare:{open_programme(visit).id}:{visit.person.id}:{number}"
