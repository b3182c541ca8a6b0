"""Name times of your own for your next hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock_times import hour_in, moments, problems
from bot.conversation import Flow
from bot.facts import moment
from bot.flows import Instead, meet
from bot.meetings import next_hour, standing
from bot.message import Fact, Field, Kind, Page, Say
from bot.model import Meeting, MeetingState, Pair, PairState
from bot.pairs import can_meet, met_by
from bot.ports import Visit
from bot.times import hour_of, suggest
from bot.working_time import zone

FRESH = True
# Further ahead, the hour would be next month's.
FURTHEST = timedelta(days=62)
FIELDS = (("day", "hour"), ("second_day", "second_hour"), ("third_day", "third_hour"))


@dataclass(frozen=True, slots=True)
class Naming:
    """When it is now for whoever names times, and what the page says of the hour."""

    now: datetime
    timezone: str
    facts: dict[str, Fact]


def subject(visit: Visit, about: str) -> str:
    """The hour that was named, else the next one of the only pair."""
    if about.isascii() and about.isdecimal():
        return about
    pairs = [pair for pair in meet.in_view(visit) if can_meet(visit, pair)]
    meeting = next_hour(visit, pairs[0]) if len(pairs) == 1 else None
    return str(meeting.id) if meeting else ""


def gather(visit: Visit, about: str) -> Naming:
    """The hour, unless there is nothing to name times for."""
    if not about:
        raise Instead(meet.answer(visit, ""))
    meeting, pair = hour_of(visit, about)
    if not _is_open(visit, meeting, pair):
        raise Instead(
            standing(visit, pair)
            if pair.state is PairState.ACTIVE
            else Say("meet/nobody", {"elsewhere": False})
        )
    settled = moment(meeting.at, visit.person) if meeting.at else None
    facts: dict[str, Fact] = {
        "partner": met_by(visit, pair),
        "settled": settled,
        "zone": (visit.person.zone or "UTC").replace("_", " "),
        "minutes": meeting.minutes or visit.records.programmes.get(pair.programme_id).minutes,
    }
    return Naming(visit.now, visit.person.zone, facts)


def times(here: Naming) -> Flow[tuple[datetime, ...]]:
    """Up to three days, each with its hour."""
    today = here.now.astimezone(zone(here.timezone)).date()
    last = today + FURTHEST
    told = yield Page(
        "times/times",
        (
            Field("day", Kind.DATE, earliest=today, latest=last),
            Field("hour", Kind.LINE, reads=hour_in),
            Field("second_day", Kind.DATE, required=False, earliest=today, latest=last),
            Field("second_hour", Kind.LINE, required=False, reads=hour_in),
            Field("third_day", Kind.DATE, required=False, earliest=today, latest=last),
            Field("third_hour", Kind.LINE, required=False, reads=hour_in),
        ),
        here.facts,
        amiss=lambda answers: problems(FIELDS, answers, here.now, here.timezone),
    )
    return tuple(dict.fromkeys(moments(FIELDS, told, here.timezone)))


def finish(visit: Visit, about: str, named: tuple[datetime, ...]) -> Say:
    """The others get them, each in their own hours."""
    meeting, pair = hour_of(visit, about)
    coming = [at for at in named if at > visit.now and at != meeting.at]
    if not coming or not _is_open(visit, meeting, pair):
        return Say("times/late", {"partner": met_by(visit, pair)})
    suggest(visit, pair, meeting, coming)
    told = tuple(moment(at, visit.person) for at in coming)
    return Say("times/sent", {"partner": met_by(visit, pair), "times": told, "meeting": about})


def _is_open(visit: Visit, meeting: Meeting, pair: Pair) -> bool:
    goes_on = pair.state is PairState.ACTIVE and can_meet(visit, pair)
    return goes_on and meeting.state is not MeetingState.HELD
