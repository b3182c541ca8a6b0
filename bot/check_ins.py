"""Check-ins: whether an hour took place, asked once it is over, with a question to think about."""

from collections.abc import Mapping
from dataclasses import replace

from bot.facts import moment, person_facts
from bot.message import Fact, Say
from bot.model import Meeting, MeetingState, Met, Pair, PairState
from bot.pairs import partner_in
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.reflections import question_after


def asked_after(visit: Visit, nudge: Nudge) -> Say | None:
    """Did it happen, and a question to think about; None when they said already, or the pair has ended."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(nudge.about))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    if pair.state is not PairState.ACTIVE:
        return None
    if meeting.at is None or _said_by(pair, meeting, visit.person) is not Met.UNSAID:
        return None
    return Say(
        "meetings/after",
        {
            "to": person_facts(visit.person),
            "partner": person_facts(partner_in(visit, pair)),
            "at": moment(meeting.at, visit.person),
            "meeting": str(meeting.id),
        },
        also=question_after(visit, pair, meeting),
    )


def say_met(visit: Visit, subject: str) -> Say:
    """Yes, it took place."""
    return _said(visit, subject, Met.YES)


def say_moved(visit: Visit, subject: str) -> Say:
    """It was moved to another time."""
    return _said(visit, subject, Met.MOVED)


def say_missed(visit: Visit, subject: str) -> Say:
    """It did not take place."""
    return _said(visit, subject, Met.NO)


def _said(visit: Visit, subject: str, met: Met) -> Say:
    meeting = visit.records.meetings.of(visit.person.id, id_in(subject))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    if meeting.at is None or meeting.at > visit.now:
        raise NotYours(subject)
    mentors = visit.person.id == pair.mentor_id
    fresh = replace(meeting, mentor_said=met) if mentors else replace(meeting, mentee_said=met)
    visit.records.meetings.keep(replace(fresh, state=_state(fresh)))
    partner = partner_in(visit, pair)
    facts: Mapping[str, Fact] = {
        "partner": person_facts(partner),
        "said": met.value,
        "meeting": str(meeting.id),
    }
    return Say("meetings/thanks", facts)


def _state(meeting: Meeting) -> MeetingState:
    """Held when either says so; missed when somebody said no and nobody said yes."""
    said = {meeting.mentor_said, meeting.mentee_said}
    if Met.YES in said:
        return MeetingState.HELD
    return MeetingState.MISSED if Met.NO in said else MeetingState.BOOKED


def _said_by(pair: Pair, meeting: Meeting, person: Person) -> Met:
    return meeting.mentor_said if person.id == pair.mentor_id else meeting.mentee_said
