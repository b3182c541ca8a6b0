"""Times to meet: three that are found for both, or up to three that somebody names."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import first_contact, outside_letters, pulses, stocktake
from bot.booking import ahead, minutes_of, retired
from bot.common_hours import slots
from bot.enrolment import met_in
from bot.facts import moment, person_facts
from bot.message import Fact, Say
from bot.model import Meeting, MeetingState, Pair, PairState, Programme
from bot.pairs import can_meet, in_time, invitation, met_by
from bot.people import Person, Workday
from bot.ports import NotNow, Occasion, Visit
from bot.post import Nudge
from bot.records import id_in
from bot.silence import look_later
from bot.voices import counted
from bot.working_time import is_working

INVITATION = "meetings/invitation"
SUGGESTED = "meetings/suggested"
OFFERED = 3
_A_MINUTE = timedelta(minutes=1)


def invited(visit: Visit, nudge: Nudge) -> Say | None:
    """This month's nudge with three times; None when the pair has ended or the hour is settled already.

    Half-way it brings the stocktake along; and it leads to a pulse that has no message of its own.
    While one of the two is away, nothing is proposed to the other either: `bot.plans` does so afterwards.
    The times are found when the first of the two is written to, and are the same for both.
    """
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if pair.state is not PairState.ACTIVE or not can_meet(visit, pair):
        return None
    number = int(nudge.about.split(":")[1])
    day = max(in_time(pair, visit.person, number), first_contact.waits_until(visit, pair, number))
    if day > visit.now:
        raise NotNow(day)
    meeting = proposed(visit, pair, number)
    halfway = stocktake.halfway(visit, pair, meeting.round)
    if meeting.state is not MeetingState.PROPOSED:
        return halfway
    facts: dict[str, Fact] = {
        "to": person_facts(visit.person),
        **first_contact.brought_along(visit, pair, number),
        **offer(visit, pair, meeting),
        "halfway": halfway is not None,
        "pulse": pulses.waits(visit, pair),
    }
    template = "outsiders/invitation" if pair.external else INVITATION
    return Say(template, facts, also=(halfway,) if halfway else ())


def suggested(visit: Visit, nudge: Nudge) -> Say | None:
    """The times that somebody named; None when they are over, or replaced, or another was settled."""
    meeting, pair = hour_of(visit, nudge.about)
    facts = offer(visit, pair, meeting)
    if pair.state is not PairState.ACTIVE or not facts["slots"]:
        return None
    settled = moment(meeting.at, visit.person) if meeting.at else None
    halfway = stocktake.halfway(visit, pair, meeting.round)
    told = {**facts, "by": nudge.facts.get("by"), "settled": settled}
    return Say(SUGGESTED, told, also=(halfway,) if halfway else ())


def hour_of(visit: Visit, subject: str) -> tuple[Meeting, Pair]:
    """The gate, held: the hour that a button names, and the pair it is of."""
    meeting = visit.records.meetings.of(visit.person.id, id_in(subject))
    return meeting, visit.records.pairs.of(visit.person.id, meeting.pair_id)


def round_of(visit: Visit, pair: Pair) -> int:
    """Which month's hour it is time for; before the first is due, it is time for that one."""
    due = (invitation(pair, visit.person, number).due for number in range(1, pair.rounds + 1))
    return max(1, sum(at <= visit.now for at in due))


def proposed(here: Occasion, pair: Pair, number: int) -> Meeting:
    """That round's meeting. Once all its times are over, new ones follow: buttons name them by number."""
    known = next((one for one in here.records.meetings.of_pair(pair.id) if one.round == number), None)
    if known and (known.state is not MeetingState.PROPOSED or ahead(known, here.now)):
        return known
    if known is None:
        look_later(here, pair, number)
        return here.records.meetings.propose(Meeting(0, pair.id, number, _found(here, pair)))
    # somebody may settle it at this very moment, by a button of before
    held = here.records.meetings.hold(known.id)
    if held.state is not MeetingState.PROPOSED or ahead(held, here.now):
        return held
    fresh = replace(held, slots=(*held.slots, *_found(here, pair)))
    here.records.meetings.keep(fresh)
    return fresh


def filled(here: Occasion, pair: Pair, meeting: Meeting) -> Meeting:
    """The same with three times ahead that are not the one that is settled."""
    offered = [at for _, at in ahead(meeting, here.now)]
    if len(offered) >= OFFERED:
        return meeting
    others = [at for at in _found(here, pair, OFFERED + 1) if at != meeting.at and at not in offered]
    fresh = replace(meeting, slots=(*meeting.slots, *others[: OFFERED - len(offered)]))
    here.records.meetings.keep(fresh)
    return fresh


def suggest(visit: Visit, pair: Pair, meeting: Meeting, times: Sequence[datetime]) -> None:
    """Put somebody's own times in place of what was proposed; the others get them to pick from.

    In a group they vote, and so does who named them. What the month's own nudge would say is said by this.
    """
    fresh = retired(meeting, visit.now)
    fresh = replace(fresh, slots=(*fresh.slots, *times))
    visit.records.meetings.keep(fresh)
    for about in (f"pair:{meeting.round}:{pair.id}", f"times:{meeting.id}"):
        visit.records.outbox.cancel(about, reason="somebody named times of their own")
    votes = len(pair.mentee_ids) > 1
    visit.records.outbox.owe(
        Nudge(
            key=f"suggested:{meeting.id}:{len(fresh.slots)}:{person_id}",
            template=SUGGESTED,
            to=person_id,
            due=visit.now,
            about=f"times:{meeting.id}",
            facts={"by": None if person_id == visit.person.id else person_facts(visit.person)},
            expires=max(times),
            unasked=person_id != visit.person.id,
        )
        for person_id in pair.people
        if votes or pair.external or person_id != visit.person.id
    )


def offer(visit: Visit, pair: Pair, meeting: Meeting) -> dict[str, Fact]:
    """The times that can be picked, as this person's day has them, and what is to be known about them."""
    programme, minutes = visit.records.programmes.get(pair.programme_id), minutes_of(visit, pair, meeting)
    others = met_in(visit, pair, visit.person.id)
    everybody_else = [visit.records.people.get(one) for one in pair.people if one != visit.person.id]
    in_programme = [_workday(programme, one) for one in (visit.person, *everybody_else)]
    times = ahead(meeting, visit.now)
    votes = counted(visit.records.voices.of_meeting(meeting.id).values(), [at for _, at in times])
    marked: list[dict[str, Fact]] = [
        {
            "at": moment(at, visit.person),
            "theirs": moment(at, others[0] if len(others) == 1 else visit.person),
            "mine_off": not _works(visit.person.workday, at, minutes),
            "theirs_off": not all(_works(one.workday, at, minutes) for one in everybody_else),
            "off_hours": not all(_works(one, at, minutes) for one in in_programme),
            "votes": votes[at],
            "subject": f"{number}:{meeting.sequence}:{meeting.id}",
        }
        for number, at in times
    ]
    facts: dict[str, Fact] = {
        "partner": met_by(visit, pair),
        "meeting": str(meeting.id),
        "round": meeting.round,
        "rounds": pair.rounds,
        "minutes": minutes,
        "slots": tuple(marked),
        "inside": not any(one["mine_off"] or one["theirs_off"] or one["off_hours"] for one in marked),
        "group": len(pair.mentee_ids) > 1,
    }
    return {**facts, "letter": outside_letters.with_times(visit, pair, meeting, facts)}


def _workday(programme: Programme, person: Person) -> Workday:
    """Their working hours, as far as the programme meets in them."""
    return person.workday.within(programme.opens, programme.closes)


def _works(workday: Workday, at: datetime, minutes: int) -> bool:
    """Whether the whole of it is in those hours."""
    last = at + timedelta(minutes=minutes) - _A_MINUTE
    return all(is_working(one, workday) for one in (at, last))


def _found(here: Occasion, pair: Pair, count: int = OFFERED) -> tuple[datetime, ...]:
    """Times for all of them who are there."""
    people = [here.records.people.get(one) for one in pair.people]
    programme = here.records.programmes.get(pair.programme_id)
    present = [one for one in people if not one.is_away(here.now)] or people
    workdays = [_workday(programme, one) for one in present]
    return slots(workdays, here.now, count, programme.minutes).times
