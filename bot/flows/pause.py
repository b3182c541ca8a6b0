"""Take a pause, until a day or until further notice."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot import pauses
from bot.conversation import Flow
from bot.dates import day_in
from bot.enrolment import enrolment_of
from bot.message import Fact, Field, Kind, Moment, Page, Say
from bot.ports import Visit
from bot.working_time import local_day

FRESH = True
# Longer than this, nobody knows the day.
LONGEST = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Pausing:
    """From which day it may be until, what was said of it, and whom it concerns."""

    today: date
    said: str
    partners: tuple[str, ...]
    enrolled: bool
    paused: bool
    until: Moment | None


def subject(visit: Visit, about: str) -> str:
    """The day that was named, settled now: "next Monday" is another one tomorrow."""
    day = day_in(about, _today(visit))
    return day.isoformat() if day else ""


def gather(visit: Visit, about: str) -> Pausing:
    """Today, and who will hear of it."""
    person = visit.person
    paused = person.is_paused(visit.now)
    names = tuple(one.first_name for one in pauses.partners(visit, person))
    enrolled = enrolment_of(visit) is not None
    back = pauses.until(person, person) if paused else None
    return Pausing(_today(visit), about, names, enrolled, paused, back)


def pause(here: Pausing) -> Flow[date | None]:
    """What it does, and one field."""
    asked = Field(
        "until",
        Kind.DATE,
        required=False,
        initial=here.said,
        earliest=here.today + timedelta(days=1),
        latest=here.today + LONGEST,
    )
    facts: dict[str, Fact] = {
        "partners": here.partners,
        "enrolled": here.enrolled,
        "paused": here.paused,
        "until": here.until,
    }
    told = yield Page("pause/until", (asked,), facts)
    day = told["until"]
    return day if isinstance(day, date) else None


def finish(visit: Visit, about: str, day: date | None) -> Say:
    """Begin it."""
    del about
    return pauses.pause(visit, day)


def _today(visit: Visit) -> date:
    return local_day(visit.now, visit.person.zone)
