"""Name times of your own for your next hour."""

from datetime import datetime

from bot.clock_times import Naming, moments, naming, page
from bot.conversation import Flow
from bot.facts import moment
from bot.flows import Instead, meet
from bot.meetings import next_hour, standing
from bot.message import Fact, Say
from bot.model import Meeting, MeetingState, Pair, PairState
from bot.pairs import can_meet, met_by
from bot.ports import Visit
from bot.records import named
from bot.times import hour_of, suggest

FRESH = True
FIELDS = (("day", "hour"), ("second_day", "second_hour"), ("third_day", "third_hour"))


def subject(visit: Visit, about: str) -> str:
    """The hour that was named, else the next one of the only pair."""
    if number := named(about):
        return number
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
        "minutes": meeting.minutes or visit.records.programmes.get(pair.programme_id).minutes,
    }
    return naming(visit, facts)


def times(here: Naming) -> Flow[tuple[datetime, ...]]:
    """Up to three days, each with its hour."""
    told = yield page("times/times", here, FIELDS, needed=1)
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
