"""Silence: two hours in a row that nobody says took place. Each is asked apart, then coordinators hear.

The question comes in place of the next round's invitation, so that nobody hears twice in a month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cadence import keeps
from bot.facts import moment, person_facts
from bot.message import Fact, Say
from bot.model import Meeting, MeetingState, Pair, PairState
from bot.pairs import can_meet, in_time, met_by, round_begins
from bot.planned_end import go_on, hour_ahead
from bot.ports import Errand, NotNow, Occasion, Visit
from bot.post import Nudge, NudgeState
from bot.records import NotYours, id_in
from bot.voices import Voice
from bot.working_time import DAY

LOOK = "silence.look"
UNANSWERED = "silence.unanswered"
ASK = "check_ins/silence"
# Sooner after its times were proposed, an hour is not looked back at.
AT_LEAST = timedelta(days=7)
# So long there is to say that it took place, and to answer how one is.
ANSWER_TAKES = timedelta(days=7)
# A word in confidence that was said so shortly before the question is an answer to it.
_SHORTLY = timedelta(days=4)
ASKED_AFTER = 2
SHOWN = 10
# Why an invitation was not sent.
INSTEAD = "a question how they are came in its place"


def look_later(here: Occasion, pair: Pair, number: int) -> None:
    """Look back at a round's hour on the day before the next round begins."""
    key = f"silence:{pair.id}:{number}"
    about = f"look:pair:{number}:{pair.id}"
    due = max(_eve(here, pair, number), here.now + AT_LEAST)
    here.records.outbox.owe([Nudge(key, LOOK, pair.people[0], due, about)])


def look(errand: Errand) -> None:
    """After the second hour in a row that was missed both are asked; after one more, coordinators see it."""
    pair = errand.records.pairs.of(errand.nudge.to, id_in(errand.nudge.about))
    number = int(errand.nudge.about.split(":")[2])
    meetings = {one.round: one for one in errand.records.meetings.of_pair(pair.id)}
    this = meetings.get(number)
    if pair.state is not PairState.ACTIVE or this is None or not can_meet(errand, pair):
        raise NotYours(errand.nudge.about)
    if (eve := _eve(errand, pair, number)) > errand.now:
        raise NotNow(eve)
    missed = missed_in_a_row(meetings, number)
    if missed < ASKED_AFTER or _is_open(meetings.values(), errand.now):
        return
    if any(asks_instead(errand, pair, number - ago) for ago in range(missed - ASKED_AFTER + 1)):
        errand.records.pairs.silence(pair.id, errand.now)
    elif number < pair.rounds and round_begins(errand, pair, number + 1) > errand.now:
        _ask(errand, pair, this)


def asks_instead(here: Occasion, pair: Pair, number: int) -> bool:
    """Whether the question comes, or has come, in place of the invitation to the next round."""
    asked_of = [here.records.outbox.get(f"silence:{pair.id}:{number}:{one}") for one in pair.people]
    return any(one and one.state is not NudgeState.SKIPPED for one in asked_of)


def _eve(here: Occasion, pair: Pair, number: int) -> datetime:
    """The day before the round after that one begins."""
    return round_begins(here, pair, number + 1) - DAY


def _is_open(meetings: Iterable[Meeting], now: datetime) -> bool:
    """Whether it may still be said that one of them took place, or one is ahead."""
    return any(
        one.at and one.at + ANSWER_TAKES > now for one in meetings if one.state is not MeetingState.HELD
    )


def missed_in_a_row(meetings: dict[int, Meeting], number: int) -> int:
    """How many hours up to that one nobody says took place. One that was never proposed ends the row."""
    first = next(
        one
        for one in range(number, -1, -1)
        if one not in meetings or meetings[one].state is MeetingState.HELD
    )
    return number - first


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """How are you two? None when they have met since or are about to, or the pair has ended."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(nudge.about))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    if pair.state is not PairState.ACTIVE or meeting.state is MeetingState.HELD or hour_ahead(visit, pair):
        return None
    return Say(
        ASK,
        {"to": person_facts(visit.person), "partner": met_by(visit, pair), "meeting": str(meeting.id)},
    )


def say_fine(visit: Visit, subject: str) -> Say:
    """All is fine, they were only busy: they go on. The other side never learns of it."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(subject))
    go_on(visit, visit.records.pairs.of(visit.person.id, meeting.pair_id))
    known = visit.records.voices.of_meeting(meeting.id).get(visit.person.id)
    voice = known or Voice(0, meeting.id, visit.person.id)
    visit.records.voices.put(replace(voice, fine=True))
    return Say("check_ins/fine")


def unanswered(errand: Errand) -> None:
    """A week later: unless everybody has answered in some way, coordinators see the pair."""
    meeting = errand.records.meetings.hold(id_in(errand.nudge.about))
    pair = errand.records.pairs.of(errand.nudge.to, meeting.pair_id)
    met = meeting.state is MeetingState.HELD or hour_ahead(errand, pair)
    if pair.state is not PairState.ACTIVE or met:
        raise NotYours(errand.nudge.about)
    since = errand.now - ANSWER_TAKES - _SHORTLY
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
    """Ask each on the morning of the next round, whose hour is there for whoever looks for a time."""
    following = meeting.round + 1
    people = errand.records.people.some(pair.people).values()
    asked_of: Sequence[Nudge] = [
        Nudge(
            key=f"silence:{pair.id}:{meeting.round}:{person.id}",
            template=ASK,
            to=person.id,
            due=(due := in_time(pair, person, following)),
            about=f"silence:{meeting.id}",
            expires=due + keeps(pair.rhythm),
            unasked=True,
        )
        for person in people
    ]
    later = Nudge(
        key=f"{errand.nudge.key}:unanswered",
        template=UNANSWERED,
        to=pair.people[0],
        due=max(one.due for one in asked_of) + ANSWER_TAKES,
        about=f"silence:{meeting.id}",
    )
    errand.records.outbox.cancel(f"pair:{following}:{pair.id}", reason=INSTEAD)
    errand.records.outbox.owe([*asked_of, later])
    if all(one.round != following for one in errand.records.meetings.of_pair(pair.id)):
        errand.records.meetings.propose(Meeting(0, pair.id, following, ()))
    look_later(errand, pair, following)


def _confided(here: Occasion, person_id: int, since: datetime) -> bool:
    """Whether somebody had a word in confidence since: that one was said is all that counts."""
    return any(one.said_at >= since for one in here.records.concerns.by(person_id))
