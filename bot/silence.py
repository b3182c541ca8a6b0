"""Silence: two hours in a row that nobody says took place. Each is asked apart, then coordinators hear."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.facts import moment, person_facts
from bot.message import Fact, Say
from bot.model import Meeting, MeetingState, Pair, PairState
from bot.pairs import can_meet, met_by
from bot.ports import Errand, NotNow, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.voices import Voice

LOOK = "silence.look"
UNANSWERED = "silence.unanswered"
ASK = "check_ins/silence"
# An hour that was to be found within two weeks is over by then, and asked after.
ROUND_TAKES = timedelta(days=21)
# So long there is to say that it took place, and to answer how one is.
ANSWER_TAKES = timedelta(days=7)
ASKED_AFTER = 2
SHOWN = 10


def look_later(here: Occasion, pair: Pair, number: int) -> None:
    """Look back at a month's hour once it is over."""
    key = f"silence:{pair.id}:{number}"
    about = f"pair:{number}:{pair.id}"
    here.records.outbox.owe([Nudge(key, LOOK, pair.people[0], here.now + ROUND_TAKES, f"look:{about}")])


def look(errand: Errand) -> None:
    """After the second hour in a row that was missed both are asked; after a third, coordinators see it."""
    pair = errand.records.pairs.of(errand.nudge.to, id_in(errand.nudge.about))
    number = int(errand.nudge.about.split(":")[2])
    meetings = {one.round: one for one in errand.records.meetings.of_pair(pair.id)}
    this = meetings.get(number)
    if pair.state is not PairState.ACTIVE or this is None or not can_meet(errand, pair):
        raise NotYours(errand.nudge.about)
    if open_until := _open_until(meetings.values(), errand.now):
        raise NotNow(open_until)
    missed = missed_in_a_row(meetings, number)
    if missed > ASKED_AFTER:
        errand.records.pairs.silence(pair.id, errand.now)
    elif missed == ASKED_AFTER:
        _ask(errand, pair, this)


def _open_until(meetings: Iterable[Meeting], now: datetime) -> datetime | None:
    """Until when it may still be said that one of them took place, or one is ahead; None where none is."""
    settled = [one.at + ANSWER_TAKES for one in meetings if one.at and one.state is not MeetingState.HELD]
    return max((until for until in settled if until > now), default=None)


def missed_in_a_row(meetings: dict[int, Meeting], number: int) -> int:
    """How many hours up to that one nobody says took place. One that was never proposed ends the row."""
    first = next(
        one
        for one in range(number, -1, -1)
        if one not in meetings or meetings[one].state is MeetingState.HELD
    )
    return number - first


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """How are you two? None when they have met since, or the pair has ended."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(nudge.about))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    if pair.state is not PairState.ACTIVE or meeting.state is MeetingState.HELD:
        return None
    return Say(
        ASK,
        {"to": person_facts(visit.person), "partner": met_by(visit, pair), "meeting": str(meeting.id)},
    )


def say_fine(visit: Visit, subject: str) -> Say:
    """All is fine, they were only busy. The other side never learns of it."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(subject))
    known = visit.records.voices.of_meeting(meeting.id).get(visit.person.id)
    voice = known or Voice(0, meeting.id, visit.person.id)
    visit.records.voices.put(replace(voice, fine=True))
    return Say("check_ins/fine")


def unanswered(errand: Errand) -> None:
    """A week later: unless everybody has answered in some way, coordinators see the pair."""
    meeting = errand.records.meetings.hold(id_in(errand.nudge.about))
    pair = errand.records.pairs.of(errand.nudge.to, meeting.pair_id)
    if pair.state is not PairState.ACTIVE or meeting.state is MeetingState.HELD:
        raise NotYours(errand.nudge.about)
    since = errand.now - ANSWER_TAKES
    voices = errand.records.voices.of_meeting(meeting.id)
    if not all((one in voices and voices[one].fine) or _confided(errand, one, since) for one in pair.people):
        errand.records.pairs.silence(pair.id, errand.now)


def silent_pairs(visit: Visit) -> tuple[Fact, ...]:
    """For coordinators: who they are and since when, and nothing that anybody said."""
    pairs = visit.records.pairs.silent()
    known = visit.records.people.some({one for pair in pairs for one in pair.people})
    return tuple(
        {
            "names": tuple(known[one].name for one in pair.people),
            "since": moment(pair.silent_since or visit.now, visit.person),
        }
        for pair in pairs[:SHOWN]
    )


def _ask(errand: Errand, pair: Pair, meeting: Meeting) -> None:
    asked_of: Sequence[Nudge] = [
        Nudge(
            key=f"{errand.nudge.key}:{person_id}",
            template=ASK,
            to=person_id,
            due=errand.now,
            about=f"silence:{meeting.id}",
            unasked=True,
        )
        for person_id in pair.people
    ]
    later = Nudge(
        key=f"{errand.nudge.key}:unanswered",
        template=UNANSWERED,
        to=pair.mentor_id,
        due=errand.now + ANSWER_TAKES,
        about=f"silence:{meeting.id}",
    )
    errand.records.outbox.owe([*asked_of, later])


def _confided(here: Occasion, person_id: int, since: datetime) -> bool:
    """Whether somebody had a word in confidence since: that one was said is all that counts."""
    return any(one.said_at >= since for one in here.records.concerns.by(person_id))
