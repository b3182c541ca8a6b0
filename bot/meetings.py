"""Meetings: the taps that settle an hour, move it or call it off, and where each pair's next hour stands."""

from datetime import datetime

from bot import outside_letters, stocktake
from bot.agendas import agenda
from bot.booking import ahead, call_off, minutes_of, miss, settle
from bot.calendars import files, links
from bot.facts import moment
from bot.message import Fact, Say
from bot.model import Meeting, MeetingState, Pair, PairState
from bot.pairs import can_meet, invitation, met_by, sends_the_invitation
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in, is_id
from bot.running_groups import needs
from bot.times import filled, hour_of, offer, proposed, round_of
from bot.voting import vote

HOUR = "meet/hour"


def pick(visit: Visit, subject: str) -> Say:
    """Settle the hour, or in a group vote for it. A button names its own time, and the hour as it stood then.

    So a second tap changes nothing and says when it is; and where times were replaced, those are shown.
    """
    meeting, pair = hour_of(visit, subject)
    if pair.state is not PairState.ACTIVE:
        raise NotYours(subject)
    at = _named(meeting, subject)
    if not _may_settle(meeting, subject):
        return _settled(visit, pair, meeting) if _is_ahead(visit, pair, meeting) else standing(visit, pair)
    if at not in [one for _, one in ahead(meeting, visit.now)]:
        return standing(visit, pair)
    if len(pair.mentee_ids) > 1:
        return vote(visit, pair, meeting, at)
    return _settled(visit, pair, settle(visit, pair, meeting, at, visit.person))


def move(visit: Visit, subject: str) -> Say:
    """Other times for an hour that is settled, or was missed. It stays until one of them is picked."""
    meeting, pair = hour_of(visit, subject)
    if pair.state is not PairState.ACTIVE or meeting.state is MeetingState.HELD:
        raise NotYours(subject)
    if meeting.at is None or not can_meet(visit, pair):
        return standing(visit, pair)
    facts = offer(visit, pair, filled(visit, pair, meeting))
    return Say(
        "meetings/move",
        {**facts, "at": moment(meeting.at, visit.person), "over": meeting.at <= visit.now},
    )


def ask_cancel(visit: Visit, subject: str) -> Say:
    """Nothing is called off by a slip."""
    meeting, pair = hour_of(visit, subject)
    if not _is_ahead(visit, pair, meeting):
        return standing(visit, pair)
    return Say("meetings/ask_cancel", {**_told(visit, pair, meeting), "pair": str(pair.id)})


def cancel(visit: Visit, subject: str) -> Say:
    """Call the hour off, as it stood when that was asked; a second tap says where it stands.

    A mentee of a group only says that they cannot come.
    """
    meeting, pair = hour_of(visit, subject)
    as_it_stood = subject.partition(":")[0] == str(meeting.sequence)
    if not _is_ahead(visit, pair, meeting) or not as_it_stood:
        return standing(visit, pair)
    facts = _told(visit, pair, meeting)
    if not needs(pair, visit.person.id):
        miss(visit, pair, meeting, visit.person)
        return Say("groups/missing", facts)
    call_off(visit, pair, meeting, visit.person)
    return Say("meetings/off", facts)


def look(visit: Visit, subject: str) -> Say:
    """Where the next hour of a pair stands."""
    return standing(visit, visit.records.pairs.of(visit.person.id, id_in(subject)))


def standing(visit: Visit, pair: Pair) -> Say:
    """The settled hour, or times for it: three are proposed where nothing is yet.

    Whoever asks for them has heard what their nudge of this month would say.
    """
    if pair.state is not PairState.ACTIVE or pair.informal:
        raise NotYours(str(pair.id))
    meeting = next_hour(visit, pair)
    if meeting is None:
        return Say(HOUR, {"state": "away", **_nothing(visit, pair)})
    facts = {**offer(visit, pair, meeting), **_after(visit, pair, meeting)}
    if meeting.at is None:
        about = f"pair:{meeting.round}:{pair.id}"
        visit.records.outbox.cancel(about, visit.person.id, "they asked for it themselves")
    state = "proposed" if meeting.at is None else "booked" if meeting.at > visit.now else "over"
    if state == "over":
        return Say(HOUR, {"state": state, **facts})
    halfway = stocktake.halfway(visit, pair, meeting.round)
    also = (_agenda(visit, pair, meeting), *((halfway,) if halfway else ()))
    return Say(HOUR, {"state": state, **facts}, also=also)


def booked(visit: Visit, nudge: Nudge) -> Say | None:
    """The settled hour with its agenda, calendar links and file; None once it is over."""
    meeting, pair = hour_of(visit, nudge.about)
    if not _is_ahead(visit, pair, meeting):
        return None
    minutes = minutes_of(visit, pair, meeting)
    facts: dict[str, Fact] = {
        **_told(visit, pair, meeting),
        "sends": sends_the_invitation(pair, visit.person),
        "round": meeting.round,
        "minutes": minutes,
        "before": moment(meeting.before, visit.person) if meeting.before else None,
        "by": nudge.facts.get("by"),
        "letter": outside_letters.of_the_hour(visit, pair, meeting, minutes),
        **links(visit, pair, meeting),
    }
    also = (_agenda(visit, pair, meeting),)
    return Say("meetings/booked", facts, files=files(pair, meeting), also=also)


def cancelled(visit: Visit, nudge: Nudge) -> Say | None:
    """The hour that is off, with a file that takes it out of a calendar; None where another is settled."""
    meeting, pair = hour_of(visit, nudge.about)
    if pair.state is not PairState.ACTIVE or meeting.at or meeting.before is None:
        return None
    facts: dict[str, Fact] = {
        "partner": met_by(visit, pair),
        "at": moment(meeting.before, visit.person),
        "by": nudge.facts.get("by"),
        "pair": str(pair.id),
        "letter": outside_letters.of_its_end(visit, pair, meeting),
    }
    return Say("meetings/cancelled", facts, files=files(pair, meeting))


def next_hour(visit: Visit, pair: Pair) -> Meeting | None:
    """The next settled hour, else this month's; None while somebody is away and nothing is settled."""
    meetings = visit.records.meetings.of_pair(pair.id)
    coming = [one for one in meetings if one.at and one.at > visit.now]
    if coming:
        return min(coming, key=lambda one: (one.at is None, one.at))
    number = round_of(visit, pair)
    known = next((one for one in meetings if one.round == number), None)
    if known and known.at:
        return known
    return proposed(visit, pair, number) if can_meet(visit, pair) else None


def _nothing(visit: Visit, pair: Pair) -> dict[str, Fact]:
    """What can be said while nothing is planned."""
    number = round_of(visit, pair)
    return {
        **offer(visit, pair, Meeting(0, pair.id, number, ())),
        **_after(visit, pair, Meeting(0, pair.id, number, ())),
    }


def _after(visit: Visit, pair: Pair, meeting: Meeting) -> dict[str, Fact]:
    """When the hour is or was, and when the next times come."""
    more = meeting.round < pair.rounds
    following = invitation(pair, visit.person, meeting.round + 1).due if more else None
    return {
        "at": moment(meeting.at, visit.person) if meeting.at else None,
        "held": meeting.state is MeetingState.HELD,
        "next": moment(following, visit.person) if following and following > visit.now else None,
        "sequence": f"{meeting.sequence}:{meeting.id}",
        "misses": not needs(pair, visit.person.id),
    }


def _told(visit: Visit, pair: Pair, meeting: Meeting) -> dict[str, Fact]:
    """A settled hour as this person's day and the other's have it."""
    facts = met_by(visit, pair)
    other = visit.records.people.get(pair.partner_of(visit.person.id))
    reader = visit.person if facts["several"] else other
    return {
        "partner": facts,
        "at": moment(meeting.at, visit.person) if meeting.at else None,
        "theirs": moment(meeting.at, reader) if meeting.at else None,
        "misses": not needs(pair, visit.person.id),
        "meeting": str(meeting.id),
        "sequence": f"{meeting.sequence}:{meeting.id}",
    }


def _settled(visit: Visit, pair: Pair, meeting: Meeting) -> Say:
    return Say("meetings/picked", _told(visit, pair, meeting))


def _agenda(visit: Visit, pair: Pair, meeting: Meeting) -> Say:
    return agenda(visit, pair, meeting.round, minutes_of(visit, pair, meeting))


def _is_ahead(visit: Visit, pair: Pair, meeting: Meeting) -> bool:
    return pair.state is PairState.ACTIVE and meeting.at is not None and meeting.at > visit.now


def _may_settle(meeting: Meeting, subject: str) -> bool:
    """Whether nothing was settled since the button was made. Older buttons do not say, and settle once."""
    _, *sequence, _ = subject.split(":")
    return meeting.at is None if not sequence else sequence == [str(meeting.sequence)]


def _named(meeting: Meeting, subject: str) -> datetime:
    """The time that a button means."""
    number = subject.partition(":")[0]
    if not (is_id(number) and int(number) < len(meeting.slots)):
        raise NotYours(subject)
    return meeting.slots[int(number)]
