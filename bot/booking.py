"""Booking: an hour that is settled, moved or called off, and what both sides are owed by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.facts import person_facts
from bot.model import Meeting, MeetingState, Met, Pair
from bot.people import Person
from bot.plans import can_wait, hour
from bot.ports import Occasion
from bot.post import Nudge
from bot.voices import Voice

# Asked later than this, "did it happen?" is only noise.
QUESTION_KEEPS = timedelta(days=14)
BOOKED = "meetings/booked"
CANCELLED = "meetings/cancelled"
MISSES = "groups/misses"


def minutes_of(here: Occasion, pair: Pair, meeting: Meeting) -> int:
    """How long it takes: once settled, as long as it did then."""
    return meeting.minutes or here.records.programmes.get(pair.programme_id).minutes


def ahead(meeting: Meeting, now: datetime) -> Sequence[tuple[int, datetime]]:
    """The times that can still be picked, with the numbers by which buttons name them."""
    return [(number, at) for number, at in enumerate(meeting.slots) if at > now and at != meeting.at]


def retired(meeting: Meeting, now: datetime) -> Meeting:
    """The same without times ahead. They count as over, since old buttons still name them by number."""
    return replace(meeting, slots=tuple(min(at, now) for at in meeting.slots))


def settle(here: Occasion, pair: Pair, meeting: Meeting, at: datetime, by: Person | None) -> Meeting:
    """Settle an hour, or move one. `by` has picked it; the others hear of it in their working hours."""
    _drop_what_is_due(here, meeting, "another time was settled")
    fresh = replace(
        meeting,
        state=MeetingState.BOOKED,
        at=at,
        booked_by=by.id if by else None,
        mentor_said=Met.UNSAID,
        mentee_said=Met.UNSAID,
        sequence=meeting.sequence + 1,
        minutes=here.records.programmes.get(pair.programme_id).minutes,
        before=meeting.at,
        changed_at=here.now,
    )
    here.records.meetings.keep(fresh)
    for voice in here.records.voices.of_meeting(meeting.id).values():
        here.records.voices.put(replace(voice, slot=None, met=Met.UNSAID, fine=False))
    here.records.pairs.touch(pair.id, here.now)
    _tell(here, pair, fresh, BOOKED, by)
    _owe_the_question(here, pair, fresh, at)
    return fresh


def call_off(here: Occasion, pair: Pair, meeting: Meeting, by: Person) -> Meeting:
    """Take a settled hour back. Both hear of it, with what takes it out of their calendars."""
    _drop_what_is_due(here, meeting, "called off")
    fresh = replace(
        retired(meeting, here.now),
        state=MeetingState.PROPOSED,
        at=None,
        booked_by=None,
        sequence=meeting.sequence + 1,
        before=meeting.at,
        changed_at=here.now,
    )
    here.records.meetings.keep(fresh)
    _tell(here, pair, fresh, CANCELLED, by)
    return fresh


def miss(here: Occasion, pair: Pair, meeting: Meeting, by: Person) -> None:
    """One of a group cannot come to a settled hour: its mentor hears it, and the others meet as before."""
    mine = here.records.voices.of_meeting(meeting.id).get(by.id)
    here.records.voices.put(replace(mine or Voice(0, meeting.id, by.id), met=Met.NO))
    mentor = here.records.people.get(pair.mentor_id)
    here.records.outbox.owe(
        [
            Nudge(
                key=f"misses:{meeting.id}:{meeting.sequence}:{by.id}",
                template=MISSES,
                to=mentor.id,
                due=here.now,
                about=f"meeting:{meeting.id}",
                facts={"partner": person_facts(by), "at": hour(meeting.at, mentor)},
                expires=meeting.at,
                unasked=can_wait(here.now, mentor, meeting.at),
            )
        ]
    )


def _drop_what_is_due(here: Occasion, meeting: Meeting, reason: str) -> None:
    """What was owed about it as it was: the hour itself, times that were named for it, votes on them."""
    for what in ("meeting", "times", "votes"):
        here.records.outbox.cancel(f"{what}:{meeting.id}", reason=reason)


def _tell(here: Occasion, pair: Pair, meeting: Meeting, template: str, by: Person | None) -> None:
    """Whoever did it hears at once; so does who would hear of it too late in their working hours."""
    near = min((at for at in (meeting.at, meeting.before) if at and at > here.now), default=None)
    for person in (here.records.people.get(one) for one in pair.people):
        others = by is None or person.id != by.id
        here.records.outbox.owe(
            [
                Nudge(
                    key=f"{template}:{meeting.id}:{meeting.sequence}:{person.id}",
                    template=template,
                    to=person.id,
                    due=here.now,
                    about=f"meeting:{meeting.id}",
                    facts={"by": person_facts(by) if by and others else None},
                    expires=meeting.at,
                    unasked=others and can_wait(here.now, person, near),
                )
            ]
        )


def _owe_the_question(here: Occasion, pair: Pair, meeting: Meeting, at: datetime) -> None:
    over = at + timedelta(minutes=meeting.minutes)
    here.records.outbox.owe(
        Nudge(
            key=f"after:{meeting.id}:{meeting.sequence}:{person_id}",
            template="meetings/after",
            to=person_id,
            about=f"meeting:{meeting.id}",
            due=over,
            expires=over + QUESTION_KEEPS,
            unasked=True,
        )
        for person_id in pair.people
    )
