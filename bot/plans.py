"""Plans: the hours ahead of a pair, taken back while somebody is away, and made anew afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.facts import moment
from bot.message import Moment
from bot.model import Meeting, MeetingState, Pair, PairState
from bot.pairs import invitation, put_off, whatever_is_owed
from bot.people import Person
from bot.planned_end import go_on
from bot.ports import Occasion
from bot.records import Records
from bot.running_groups import needs
from bot.working_time import next_working_moment

# If the next round's hour is nearer than this, an older one is not proposed again.
A_WEEK = timedelta(days=7)


def lasting(records: Records, person_id: int) -> Sequence[Pair]:
    """The pairs for which hours are planned, of those that somebody is in."""
    return [
        pair
        for pair in records.pairs.pairs_of(person_id)
        if pair.state is PairState.ACTIVE and not pair.informal
    ]


def take_back(here: Occasion, pair: Pair, until: datetime | None) -> datetime | None:
    """Take back every hour before then (None: all of them); gives the settled one that is off by this."""
    off = None
    for meeting in here.records.meetings.of_pair(pair.id):
        if meeting.state not in (MeetingState.PROPOSED, MeetingState.BOOKED):
            continue
        if meeting.at and not _ahead(meeting.at, here.now, until):
            continue
        if meeting.at:
            off = meeting.at
            here.records.outbox.cancel(f"meeting:{meeting.id}")
        here.records.meetings.keep(_unsettled(meeting, here.now, until))
    return off


def plan_again(here: Occasion, pair: Pair, away_since: datetime) -> None:
    """Propose the hour that fell into somebody's absence: one, however many there were."""
    people = [here.records.people.get(person_id) for person_id in pair.people]
    if any(person.is_away(here.now) and needs(pair, person.id) for person in people):
        return
    # they are back: what was not heard of them meanwhile is no silence
    go_on(here, pair)
    for one in here.records.meetings.of_pair(pair.id):
        here.records.outbox.cancel(f"silence:{one.id}", reason="they are back from a pause")
    due = [min(invitation(pair, one, number).due for one in people) for number in _rounds(pair)]
    missed = sum(at <= here.now for at in due)
    meeting = next((one for one in here.records.meetings.of_pair(pair.id) if one.round == missed), None)
    for number in range(1, missed + 1):
        here.records.outbox.cancel(f"pair:{number}:{pair.id}")
    settled = meeting is not None and meeting.state is not MeetingState.PROPOSED
    follows = missed < pair.rounds and due[missed] - here.now < A_WEEK
    if missed == 0 or settled or follows:
        return
    for person in people:
        at = next_working_moment(here.now, person.workday)
        planned = invitation(pair, person, missed)
        key = f"{planned.key}:after:{away_since:%Y-%m-%dT%H:%M:%S}"
        here.records.outbox.owe([replace(put_off(pair, planned, at), key=key)])


def drop(here: Occasion, pair: Pair) -> datetime | None:
    """Give up everything planned for a pair; gives the settled hour that is off by this."""
    off = take_back(here, pair, None)
    for about in whatever_is_owed(here, pair):
        here.records.outbox.cancel(about)
    return off


def can_wait(now: datetime, person: Person, off: datetime | None) -> bool:
    """Whether it is early enough in their working hours to hear that an hour is off."""
    return off is None or next_working_moment(now, person.workday) < off


def hour(off: datetime | None, reader: Person) -> Moment | None:
    """The hour that is off, as this reader's day has it."""
    return moment(off, reader) if off else None


def _rounds(pair: Pair) -> range:
    return range(1, pair.rounds + 1)


def _ahead(at: datetime, now: datetime, until: datetime | None) -> bool:
    return now < at and (until is None or at < until)


def _unsettled(meeting: Meeting, now: datetime, until: datetime | None) -> Meeting:
    """Without its times before then. They count as over, since old buttons still name them by number."""
    times = tuple(now if _ahead(at, now, until) else at for at in meeting.slots)
    off = replace(meeting, state=MeetingState.PROPOSED, at=None, booked_by=None, slots=times)
    if meeting.at is None:
        return off
    return replace(off, sequence=meeting.sequence + 1, before=meeting.at, changed_at=now)
