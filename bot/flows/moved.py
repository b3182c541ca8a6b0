"""Say when an hour takes place that the two of you have moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.check_ins import move_to
from bot.clock_times import hour_in, moments, problems
from bot.conversation import Flow
from bot.facts import moment
from bot.flows import Instead
from bot.message import Fact, Field, Kind, Page, Say
from bot.model import MeetingState, PairState
from bot.pairs import met_by
from bot.ports import Visit
from bot.reflections import latest_meeting
from bot.times import hour_of
from bot.working_time import zone

FRESH = True
FURTHEST = timedelta(days=62)
FIELDS = (("day", "hour"),)


@dataclass(frozen=True, slots=True)
class Moving:
    """When it is now for whoever says so, and what the page says of the hour."""

    now: datetime
    timezone: str
    facts: dict[str, Fact]


def subject(visit: Visit, about: str) -> str:
    """The hour that was named, else the last one."""
    if about.isascii() and about.isdecimal():
        return about
    meeting = latest_meeting(visit)
    return str(meeting.id) if meeting else ""


def gather(visit: Visit, about: str) -> Moving:
    """The hour, unless it has taken place."""
    if not about:
        raise Instead(Say("moved/nothing"))
    meeting, pair = hour_of(visit, about)
    over = meeting.at is not None and meeting.at <= visit.now
    if not over or meeting.state is MeetingState.HELD or pair.state is not PairState.ACTIVE:
        raise Instead(Say("moved/nothing"))
    facts: dict[str, Fact] = {
        "partner": met_by(visit, pair),
        "at": moment(meeting.at, visit.person) if meeting.at else None,
        "zone": (visit.person.zone or "UTC").replace("_", " "),
    }
    return Moving(visit.now, visit.person.zone, facts)


def moved(here: Moving) -> Flow[datetime | None]:
    """A day and an hour, or neither."""
    today = here.now.astimezone(zone(here.timezone)).date()
    told = yield Page(
        "moved/when",
        (
            Field("day", Kind.DATE, required=False, earliest=today, latest=today + FURTHEST),
            Field("hour", Kind.LINE, required=False, reads=hour_in),
        ),
        here.facts,
        amiss=lambda answers: problems(FIELDS, answers, here.now, here.timezone),
    )
    return next(iter(moments(FIELDS, told, here.timezone)), None)


def finish(visit: Visit, about: str, at: datetime | None) -> Say:
    """Both keep the new time, and are asked again after it."""
    meeting, pair = hour_of(visit, about)
    facts: dict[str, Fact] = {"partner": met_by(visit, pair)}
    if at is None or at <= visit.now:
        return Say("moved/noted", {**facts, "at": None})
    move_to(visit, pair, meeting, at)
    return Say("moved/noted", {**facts, "at": moment(at, visit.person)})
