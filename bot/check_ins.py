"""Check-ins: whether an hour took place, asked once it is over, with a question to think about."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.booking import settle
from bot.facts import moment, person_facts
from bot.message import Fact, Say
from bot.model import Meeting, MeetingState, Met, Pair, PairState
from bot.pairs import met_by
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.reflections import question_after
from bot.voices import Voice, together

# Up to then an answer can be given, and changed: afterwards nobody remembers, and the next hour matters more.
ANSWERS_KEEP = timedelta(days=45)
# So long after an hour that a group is known to have had, nobody else of it is asked.
TOO_LATE = timedelta(days=7)


def asked_after(visit: Visit, nudge: Nudge) -> Say | None:
    """Did it happen, and a question to think about; None when they said already, or the pair has ended."""
    meeting, pair = _of(visit, nudge.about)
    if pair.state is not PairState.ACTIVE:
        return None
    if meeting.at is None or said_by(visit, pair, meeting, visit.person) is not Met.UNSAID:
        return None
    if pair.is_group and meeting.state is MeetingState.HELD and visit.now > meeting.at + TOO_LATE:
        return None  # whoever comes back from a break was not there
    question = question_after(visit, pair, meeting)
    return replace(_question(visit, pair, meeting, meeting.at), also=question)


def ask_again(visit: Visit, subject: str) -> Say:
    """The same question, for whoever wants to change what they said."""
    meeting, pair = _of(visit, subject)
    return _question(visit, pair, meeting, _over(visit, meeting))


def say_met(visit: Visit, subject: str) -> Say:
    """Yes, it took place."""
    return _said(visit, subject, Met.YES)


def say_moved(visit: Visit, subject: str) -> Say:
    """It was moved to another time."""
    return _said(visit, subject, Met.MOVED)


def say_missed(visit: Visit, subject: str) -> Say:
    """It did not take place."""
    return _said(visit, subject, Met.NO)


def move_to(visit: Visit, pair: Pair, meeting: Meeting, at: datetime) -> None:
    """The time to which they have moved it: both keep it, and are asked again after that."""
    _over(visit, meeting)
    settle(visit, pair, meeting, at, visit.person)


def said_by(visit: Visit, pair: Pair, meeting: Meeting, person: Person) -> Met:
    """What somebody has said; of several mentees each has said it for themselves."""
    if person.id == pair.mentor_id:
        return meeting.mentor_said
    if len(pair.mentee_ids) == 1:
        return meeting.mentee_said
    voice = visit.records.voices.of_meeting(meeting.id).get(person.id)
    return voice.met if voice else Met.UNSAID


def _question(visit: Visit, pair: Pair, meeting: Meeting, at: datetime) -> Say:
    facts: dict[str, Fact] = {
        "to": person_facts(visit.person),
        "partner": met_by(visit, pair),
        "at": moment(at, visit.person),
        "meeting": str(meeting.id),
    }
    return Say("meetings/after", facts)


def _said(visit: Visit, subject: str, met: Met) -> Say:
    meeting, pair = _of(visit, subject)
    _over(visit, meeting)
    if visit.person.id == pair.mentor_id:
        fresh = replace(meeting, mentor_said=met)
    else:
        fresh = replace(meeting, mentee_said=_said_together(visit, pair, meeting, met))
    fresh = replace(fresh, state=_state(fresh))
    visit.records.meetings.keep(fresh)
    if fresh.state is MeetingState.HELD:
        # they have met: nobody needs to look after them any more
        visit.records.pairs.silence(pair.id, None)
    facts: dict[str, Fact] = {
        "partner": met_by(visit, pair),
        "said": met.value,
        "meeting": str(meeting.id),
        "active": pair.state is PairState.ACTIVE,
    }
    return Say("meetings/thanks", facts)


def _said_together(visit: Visit, pair: Pair, meeting: Meeting, met: Met) -> Met:
    """What the mentees have said, now that this one says so; of a pair, what the only one says."""
    voices = dict(visit.records.voices.of_meeting(meeting.id))
    mine = voices.get(visit.person.id) or Voice(0, meeting.id, visit.person.id)
    voices[visit.person.id] = replace(mine, met=met)
    visit.records.voices.put(voices[visit.person.id])
    return together(voices[one].met for one in pair.mentee_ids if one in voices)


def _of(visit: Visit, subject: str) -> tuple[Meeting, Pair]:
    meeting = visit.records.meetings.of(visit.person.id, id_in(subject))
    return meeting, visit.records.pairs.of(visit.person.id, meeting.pair_id)


def _over(visit: Visit, meeting: Meeting) -> datetime:
    """When it was; raises NotYours before it, and once nobody asks any more."""
    if meeting.at is None or not meeting.at <= visit.now < meeting.at + ANSWERS_KEEP:
        raise NotYours(str(meeting.id))
    return meeting.at


def _state(meeting: Meeting) -> MeetingState:
    """Held when either says so; missed when somebody said no and nobody said yes."""
    said = {meeting.mentor_said, meeting.mentee_said}
    if Met.YES in said:
        return MeetingState.HELD
    return MeetingState.MISSED if Met.NO in said else MeetingState.BOOKED
