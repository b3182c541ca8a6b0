"""Pairs and groups that have begun, and what is in their calendars."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from icalendar import Calendar

from bot.enrolment import first_programme
from bot.message import FileOf
from bot.model import Meeting, Pair, Programme
from bot.pairs import first_contact_due, invitation
from bot.people import Platform
from bot.ports import Event
from bot.post import Nudge
from tests.journeys.asking import number
from tests.stage import Actor, Stage

# In the office on both sides, on the first working day after a pair has begun.
TUESDAY = "2026-11-24T15:30+00:00"


async def company(stage: Stage, mentee: Platform, mentor: Platform) -> tuple[Actor, Actor, Actor]:
    """Carla coordinates; Ada is in Lisbon, Grace in New York: their days share four hours."""
    carla = stage.person("Carla Mendes", mentor, zone="Europe/Lisbon", country="PT", level="4")
    ada = stage.person("Ada Pereira", mentee, zone="Europe/Lisbon", country="PT", level="3")
    grace = stage.person("Grace Whitfield", mentor, zone="America/New_York", country="US", level="9")
    await stage.opens()
    return carla, ada, grace


async def begins(stage: Stage, mentor: Actor, *mentees: Actor, programme: Programme | None = None) -> Pair:
    """As if everybody had said yes just now: what they do for that is played elsewhere."""
    guides, ids = number(stage, mentor), tuple(number(stage, one) for one in mentees)
    with stage.onehour.ledger() as records:
        here = Event(records, stage.clock.now(), stage.onehour.bot.house)
        within = programme or first_programme(records)
        pair = records.pairs.begin(Pair(0, within.id, guides, ids, here.now, within.months))
        records.outbox.owe([first_contact_due(here, pair)])
        for person in (records.people.get(one) for one in pair.people):
            begun = Nudge(
                f"begun:{pair.id}:{person.id}", "pairs/begun", person.id, here.now, f"pair:{pair.id}"
            )
            records.outbox.owe([begun])
            records.outbox.owe(invitation(pair, person, n) for n in range(1, pair.months + 1))
    await stage.settles()
    return pair


def meetings(stage: Stage, pair: Pair) -> Sequence[Meeting]:
    with stage.onehour.ledger() as records:
        return records.meetings.of_pair(pair.id)


def pair_now(stage: Stage, pair: Pair) -> Pair:
    with stage.onehour.ledger() as records:
        return records.pairs.of(pair.mentor_id, pair.id)


def calendar(stage: Stage, actor: Actor, meeting: Meeting) -> Mapping[str, str]:
    """What the file that somebody has now tells their calendar, its METHOD included."""
    file = stage.onehour.office.file(FileOf("meeting", str(meeting.id)), number(stage, actor))
    assert file
    told = Calendar.from_ical(file.content)
    assert told.errors == []
    [event] = told.walk("VEVENT")
    assert event.errors == []
    written = {name: event[name].to_ical() for name in event}
    return {"METHOD": str(told["METHOD"])} | {
        name: value if isinstance(value, str) else value.decode() for name, value in written.items()
    }


def slots(actor: Actor, title: str) -> Sequence[str]:
    """The labels of the times that can be picked on a message."""
    return [
        label for label, does in actor.sees(title).buttons.items() if does.split("#")[0] == "meetings.pick"
    ]


def booked_at(stage: Stage, pair: Pair) -> datetime:
    at = meetings(stage, pair)[0].at
    assert at
    return at
