"""Meetings: three times proposed to both, one tap that settles it, and the invitation for both calendars."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import pulses, stocktake
from bot.facts import moment, person_facts
from bot.invitation import Invitation, calendar_links, ics
from bot.message import Attachment, Fact, FileOf, Say
from bot.model import Meeting, MeetingState, Pair, PairState
from bot.pairs import partner_in, sends_the_invitation
from bot.people import Person, Workday
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.working_time import is_working, next_working_moment, slots

# Asked later than this, "did it happen?" is only noise.
QUESTION_KEEPS = timedelta(days=14)
CALENDAR = "meeting"
# In a calendar that others may see, no word of what the two talk about.
IN_CALENDARS = "meetings/calendar"


def invited(visit: Visit, nudge: Nudge) -> Say | None:
    """This month's nudge with three times; None when the pair has ended or the hour is settled already.

    Half-way it brings the stocktake along; and it leads to a pulse that has no message of its own.
    While one of the two is away, nothing is proposed to the other either: `bot.plans` does so afterwards.
    The times are found when the first of the two is written to, and are the same for both.
    """
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    partner = partner_in(visit, pair)
    if pair.state is not PairState.ACTIVE or partner.is_away(visit.now):
        return None
    meeting = _proposed(visit, pair, int(nudge.about.split(":")[1]))
    halfway = stocktake.halfway(visit, pair, meeting.round)
    if meeting.state is not MeetingState.PROPOSED:
        return halfway
    programme = visit.records.programmes.get(pair.programme_id)
    return Say(
        "meetings/invitation",
        {
            "to": person_facts(visit.person),
            "partner": person_facts(partner),
            "round": meeting.round,
            "months": pair.months,
            "minutes": programme.minutes,
            "inside": _inside(visit, pair, meeting),
            "slots": tuple(
                {
                    "at": moment(at, visit.person),
                    "theirs": moment(at, partner),
                    "subject": f"{number}:{meeting.id}",
                }
                for number, at in enumerate(meeting.slots)
                if at > visit.now
            ),
            "pair": str(pair.id),
            "halfway": halfway is not None,
            "pulse": pulses.waits(visit, pair),
        },
        also=(halfway,) if halfway else (),
    )


def pick(visit: Visit, subject: str) -> Say:
    """Settle the hour. A second tap, by either of the two, changes nothing and says when it is."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(subject))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    number = subject.partition(":")[0]
    if (
        not (number.isdecimal() and number.isascii() and int(number) < len(meeting.slots))
        or pair.state is not PairState.ACTIVE
    ):
        raise NotYours(subject)
    at = meeting.at
    if at is None:
        at = meeting.slots[int(number)]
        if at <= visit.now:
            raise NotYours(subject)
        meeting = replace(meeting, state=MeetingState.BOOKED, at=at, booked_by=visit.person.id)
        visit.records.meetings.keep(meeting)
        _owe_what_follows(visit, pair, meeting, at)
    partner = partner_in(visit, pair)
    return Say("meetings/picked", {"partner": person_facts(partner), "at": moment(at, visit.person)})


def booked(visit: Visit, nudge: Nudge) -> Say | None:
    """The settled hour with its agenda, calendar links and file; None once it is over."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(nudge.about))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    if pair.state is not PairState.ACTIVE or meeting.at is None or meeting.at <= visit.now:
        return None
    partner = partner_in(visit, pair)
    minutes = visit.records.programmes.get(pair.programme_id).minutes
    facts: dict[str, Fact] = {
        "partner": person_facts(partner),
        "at": moment(meeting.at, visit.person),
        "theirs": moment(meeting.at, partner),
        "sends": sends_the_invitation(pair, visit.person),
        "round": meeting.round,
        "last": meeting.round == pair.months,
        "minutes": minutes,
        **_links(visit, partner, meeting.at, minutes, invites=sends_the_invitation(pair, visit.person)),
    }
    return Say("meetings/booked", facts, files=(FileOf(CALENDAR, str(meeting.id)),))


def calendar_file(visit: Visit, subject: str) -> Attachment:
    """The settled hour as a calendar file."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(subject))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    if meeting.at is None:
        raise NotYours(subject)
    partner = partner_in(visit, pair)
    minutes = visit.records.programmes.get(pair.programme_id).minutes
    sender = visit.person if sends_the_invitation(pair, visit.person) else partner
    over = meeting.at + timedelta(minutes=minutes)
    title, words = _title(visit, partner), visit.words(IN_CALENDARS)
    told = Invitation(meeting.id, title, words["agenda"], meeting.at, over, sender.name, sender.email)
    return Attachment("mentoring.ics", words["file"], "text/calendar", ics(told, visit.now))


def _proposed(visit: Visit, pair: Pair, number: int) -> Meeting:
    """That round's meeting. Once all its times are over, new ones follow: buttons name them by number."""
    known = next((one for one in visit.records.meetings.of_pair(pair.id) if one.round == number), None)
    if known and (known.state is not MeetingState.PROPOSED or any(at > visit.now for at in known.slots)):
        return known
    programme = visit.records.programmes.get(pair.programme_id)
    found = slots(_workdays(visit, pair), visit.now, minutes=programme.minutes)
    if known is None:
        return visit.records.meetings.propose(Meeting(0, pair.id, number, found.times))
    fresh = replace(known, slots=(*known.slots, *found.times))
    visit.records.meetings.keep(fresh)
    return fresh


def _inside(visit: Visit, pair: Pair, meeting: Meeting) -> bool:
    minutes = timedelta(minutes=visit.records.programmes.get(pair.programme_id).minutes)
    last = minutes - timedelta(minutes=1)
    return all(
        is_working(moment, workday)
        for workday in _workdays(visit, pair)
        for at in meeting.slots
        if at > visit.now
        for moment in (at, at + last)
    )


def _workdays(visit: Visit, pair: Pair) -> list[Workday]:
    return [visit.records.people.get(person_id).workday for person_id in pair.people]


def _owe_what_follows(visit: Visit, pair: Pair, meeting: Meeting, at: datetime) -> None:
    about = f"meeting:{meeting.id}"
    # an hour that was taken back may be settled again, at another of its times
    number = meeting.slots.index(at)
    over = at + timedelta(minutes=visit.records.programmes.get(pair.programme_id).minutes)
    for person_id in pair.people:
        person = visit.records.people.get(person_id)
        # who would hear of it too late in their working hours hears of it at once
        can_wait = next_working_moment(visit.now, person.workday) < at
        visit.records.outbox.owe(
            [
                Nudge(
                    key=f"booked:{meeting.id}:{number}:{person_id}",
                    template="meetings/booked",
                    to=person_id,
                    about=about,
                    due=visit.now,
                    expires=at,
                    unasked=person_id != visit.person.id and can_wait,
                ),
                Nudge(
                    key=f"after:{meeting.id}:{number}:{person_id}",
                    template="meetings/after",
                    to=person_id,
                    about=about,
                    due=over,
                    expires=over + QUESTION_KEEPS,
                    unasked=True,
                ),
            ]
        )


def _title(visit: Visit, partner: Person) -> str:
    return visit.say(Say(IN_CALENDARS, {"one": visit.person.name, "other": partner.name})).title


def _links(visit: Visit, partner: Person, at: datetime, minutes: int, *, invites: bool) -> dict[str, str]:
    """Forms that keep the hour; only those of the one who sends the invitation invite the other."""
    return dict(
        calendar_links(
            title=_title(visit, partner),
            start=at,
            end=at + timedelta(minutes=minutes),
            details=visit.words(IN_CALENDARS)["agenda"],
            attendees=(partner.email,) if invites and partner.email else (),
        )
    )
