"""What an ask waits for that has yet to go out, as far as its message in the outbox knows it."""

from dataclasses import replace
from datetime import datetime

from bot import scope
from bot.ask_book import asked_from, letter_key, reminder_key
from bot.ask_states import Next, next_step
from bot.asks import Ask
from bot.fatigue import room_for
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge, NudgeState
from bot.sending import HELD_BACK
from bot.working_time import next_working_moment

GONE = frozenset({NudgeState.SKIPPED, NudgeState.DEAD})


def comes_next(visit: Visit, person: Person, ask: Ask) -> tuple[Next, datetime | None]:
    """What comes next with what this leader is asked, and when that is known."""
    what, due = next_step(ask)
    keys = {Next.GO_OUT: letter_key(ask), Next.REMIND: reminder_key(ask)}
    nudge = visit.records.outbox.get(keys[what]) if what in keys else None
    if nudge is None:
        return what, due
    if nudge.state in GONE:
        return _gone(what, nudge), None
    until = None if nudge.facts.get("theirs") else asked_from(visit, person.id)
    if until and nudge.expires and until >= nudge.expires:
        return _gone(what, nudge), None
    if what is Next.REMIND:
        return what, max(nudge.due, until or nudge.due)
    return _goes_out(visit, person, nudge, until)


def _goes_out(
    visit: Visit, person: Person, nudge: Nudge, until: datetime | None
) -> tuple[Next, datetime | None]:
    """In their next working hours, unless their own day or other announcements come before it."""
    reader = scope.told(replace(visit, person=person), nudge)
    programme = scope.programme_of(reader)
    room = room_for(reader, nudge, programme.fatigue) if programme else None
    if until is None and room is None:
        return Next.GO_OUT, None
    least = max(one for one in (until, room) if one)
    if nudge.expires and least >= nudge.expires:
        return Next.LOST, None
    return (Next.ROOM if room == least else Next.LATER), next_working_moment(least, person.workday)


def _gone(what: Next, nudge: Nudge) -> Next:
    if nudge.reason == HELD_BACK:
        return Next.HELD
    return Next.SILENCE if what is Next.REMIND else Next.LOST
