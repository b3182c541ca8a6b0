"""Reading an hour out of what somebody typed ("14:30", "2 pm", "14.30 Uhr"), and a moment out of both."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.conversation import Unclear
from bot.message import Fact, Field, Kind, Page
from bot.ports import Visit
from bot.working_time import local_day, zone

_WRITTEN = re.compile(
    r"(?:um|at)?\s*(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?"
    r"\s*(?:h|uhr|o’clock|o'clock)?\s*(?:(?P<half>[ap])\.?\s?m\.?)?"
)
_NOON = 12

# The names of two fields: a day, and the hour on it.
Pairs = Sequence[tuple[str, str]]
ONE: Pairs = (("day", "hour"),)
# Further ahead, the hour would be next month's.
FURTHEST = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Naming:
    """When it is now for whoever names hours, and what the page says."""

    now: datetime
    timezone: str
    facts: dict[str, Fact]


def naming(visit: Visit, facts: dict[str, Fact]) -> Naming:
    """By their own clock, of which the page says where it is."""
    zone_in_words = (visit.person.zone or "UTC").replace("_", " ")
    return Naming(visit.now, visit.person.zone, {**facts, "zone": zone_in_words})


def page(
    name: str, here: Naming, pairs: Pairs = ONE, needed: int = 0, beside: tuple[Field, ...] = ()
) -> Page:
    """It asks for days and their hours, of which the first are `needed`, and for what stands beside them."""
    asked = (*fields(here, pairs, needed), *beside)
    return Page(name, asked, here.facts, amiss=amiss(here, pairs))


def fields(
    here: Naming, pairs: Pairs = ONE, needed: int = 0, furthest: timedelta = FURTHEST
) -> tuple[Field, ...]:
    """For days and their hours, of which the first are `needed`. What is `amiss` belongs to their page."""
    today = local_day(here.now, here.timezone)
    asked = (
        field
        for number, (day, hour) in enumerate(pairs)
        for field in (
            Field(day, Kind.DATE, required=number < needed, earliest=today, latest=today + furthest),
            Field(hour, Kind.LINE, required=number < needed, reads=hour_in),
        )
    )
    return tuple(asked)


def amiss(here: Naming, pairs: Pairs = ONE) -> Callable[[Mapping[str, object]], Mapping[str, str]]:
    """What is wrong with the answers of that page."""
    return lambda answers: problems(pairs, answers, here.now, here.timezone)


def hour_in(typed: str) -> tuple[str, ...]:
    """The time of day as "14:30". Raises Unclear with `hour`."""
    said = unicodedata.normalize("NFKC", typed).casefold().strip()
    found = _WRITTEN.fullmatch(said)
    if not found:
        raise Unclear("hour")
    hour, half = int(found["hour"]), found["half"]
    if half and not 1 <= hour <= _NOON:
        raise Unclear("hour")
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return (f"{time(hour, int(found['minute'] or 0)):%H:%M}",)
    except ValueError:
        raise Unclear("hour") from None


def moment_in(answers: Mapping[str, object], here: Naming) -> datetime | None:
    """The one that was named, where only one is asked for."""
    return next(iter(moments(ONE, answers, here.timezone)), None)


def moments(pairs: Pairs, answers: Mapping[str, object], timezone: str) -> Sequence[datetime]:
    """What was named, where both a day and an hour were."""
    named = (_moment(answers, pair, timezone) for pair in pairs)
    return [at for at in named if at is not None]


def problems(pairs: Pairs, answers: Mapping[str, object], now: datetime, timezone: str) -> Mapping[str, str]:
    """What is wrong with them together: a day without its hour, or one of both that is over."""
    wrong: dict[str, str] = {}
    for day, hour in pairs:
        at = _moment(answers, (day, hour), timezone)
        if at is not None and at <= now:
            wrong[hour] = "over"
        elif answers.get(day) and not answers.get(hour):
            wrong[hour] = "no_hour"
        elif answers.get(hour) and not answers.get(day):
            wrong[day] = "no_day"
    return wrong


def _moment(answers: Mapping[str, object], pair: tuple[str, str], timezone: str) -> datetime | None:
    day, hour = (answers.get(one) for one in pair)
    if not isinstance(day, date) or not isinstance(hour, tuple):
        return None
    return datetime.combine(day, time.fromisoformat(str(hour[0])), zone(timezone))
