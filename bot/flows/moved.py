"""Say when an hour takes place that the two of you have moved."""

from datetime import datetime

from bot.check_ins import move_to
from bot.clock_times import Naming, moment_in, naming, page
from bot.conversation import Flow
from bot.facts import moment
from bot.flows import Instead
from bot.message import Fact, Say
from bot.model import MeetingState, PairState
from bot.pairs import met_by
from bot.ports import Visit
from bot.records import named
from bot.reflections import latest_meeting
from bot.times import hour_of

FRESH = True


def subject(visit: Visit, about: str) -> str:
    """The hour that was named, else the last one."""
    if number := named(about):
        return number
    meeting = latest_meeting(visit)
    return str(meeting.id) if meeting else ""


def gather(visit: Visit, about: str) -> Naming:
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
    }
    return naming(visit, facts)


def moved(here: Naming) -> Flow[datetime | None]:
    """A day and an hour, or neither."""
    return moment_in((yield page("moved/when", here)), here)


def finish(visit: Visit, about: str, at: datetime | None) -> Say:
    """Both keep the new time, and are asked again after it."""
    meeting, pair = hour_of(visit, about)
    facts: dict[str, Fact] = {"partner": met_by(visit, pair)}
    if at is None or at <= visit.now:
        return Say("moved/noted", {**facts, "at": None})
    move_to(visit, pair, meeting, at)
    return Say("moved/noted", {**facts, "at": moment(at, visit.person)})
