"""Voting: of several mentees and their mentor, each taps the time that suits them, and the most votes win."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.booking import ahead, settle
from bot.facts import moment
from bot.message import Say
from bot.model import Meeting, Pair, PairState
from bot.ports import Errand, Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.times import offer
from bot.voices import Voice, winner

CLOSE = "votes.close"
# So long after the first vote it is settled, whoever has voted by then; but before the first time is over.
VOTING_TAKES = timedelta(hours=48)
_NOTICE = timedelta(hours=4)


def vote(visit: Visit, pair: Pair, meeting: Meeting, at: datetime) -> Say:
    """Vote for a time, in place of any vote before; the last one of all settles the hour."""
    voices = dict(visit.records.voices.of_meeting(meeting.id))
    mine = voices.get(visit.person.id) or Voice(0, meeting.id, visit.person.id)
    voices[visit.person.id] = replace(mine, slot=at)
    visit.records.voices.put(voices[visit.person.id])
    visit.records.pairs.touch(pair.id, visit.now)
    slots = [one for _, one in ahead(meeting, visit.now)]
    due = min(visit.now + VOTING_TAKES, max(visit.now, min(slots) - _NOTICE))
    key = f"votes:{meeting.id}:{meeting.sequence}:{len(meeting.slots)}"
    visit.records.outbox.owe([Nudge(key, CLOSE, pair.mentor_id, due, f"votes:{meeting.id}")])
    won = winner(voices.values(), slots)
    if won and _everybody_has_voted(visit, pair, voices, slots):
        settle(visit, pair, meeting, won, visit.person)
        return Say("meetings/picked", {**offer(visit, pair, meeting), "at": moment(won, visit.person)})
    return Say("meetings/voted", {**offer(visit, pair, meeting), "at": moment(at, visit.person)})


def close(errand: Errand) -> None:
    """Time is up: what has the most votes is settled."""
    meeting = errand.records.meetings.hold(id_in(errand.nudge.about))
    pair = errand.records.pairs.of(errand.nudge.to, meeting.pair_id)
    slots = [at for _, at in ahead(meeting, errand.now)]
    won = winner(errand.records.voices.of_meeting(meeting.id).values(), slots)
    if pair.state is not PairState.ACTIVE or won is None:
        raise NotYours(errand.nudge.about)
    settle(errand, pair, meeting, won, None)


def _everybody_has_voted(
    visit: Visit, pair: Pair, voices: Mapping[int, Voice], slots: Sequence[datetime]
) -> bool:
    """Whoever is away is not waited for."""
    people = [visit.records.people.get(one) for one in pair.people]
    voted = {person_id for person_id, voice in voices.items() if voice.slot in slots}
    return all(one.id in voted or one.is_away(visit.now) for one in people)
