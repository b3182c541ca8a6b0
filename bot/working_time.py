"""When somebody may be written to, and when two people can meet: zones, working hours, free days, months."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import count as counting
from itertools import islice
from zoneinfo import ZoneInfo

import holidays

from bot.people import Workday

DAY = timedelta(days=1)

_OFFICE_WEEKEND = frozenset({calendar.SATURDAY, calendar.SUNDAY})
_MINUTES_A_DAY = 24 * 60
_NOON, _LUNCH_ENDS = 12 * 60, 13 * 60
_MORNING = time(9)
_STEP = timedelta(minutes=30)
_DAYS_OFFERED = 14
_DAYS_OF_NOTICE = 2


@dataclass(frozen=True, slots=True)
class Slots:
    """Moments to meet, in UTC. Where `inside` is False they are the least bad, outside somebody's hours."""

    times: tuple[datetime, ...]
    inside: bool


def is_zone(name: str) -> bool:
    """Whether this is an IANA name that the zone data knows."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: "Europe" is a folder, another name too long for a file
        return False
    return True


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name. Unknown ones are UTC, so that a typing error delays a message, no more."""
    return ZoneInfo(name if is_zone(name) else "UTC")


def is_free_day(day: date, country: str) -> bool:
    """Weekend or public holiday in `country` (ISO 3166 alpha-2). Of an unknown one, Saturday and Sunday."""
    weekend, public = _free_days(country.strip().upper(), day.year)
    return day.weekday() in weekend or day in public


def get_ready(today: date) -> None:
    """Load the calendars: the first look at one takes over a second, and nobody shall wait for that."""
    is_free_day(today, "PT")


def is_working(moment: datetime, workday: Workday) -> bool:
    """Whether somebody works just then."""
    local = moment.astimezone(zone(workday.timezone))
    return workday.opens <= local.time() < workday.closes and not is_free_day(local.date(), workday.country)


def next_working_moment(moment: datetime, workday: Workday) -> datetime:
    """The moment itself while somebody works, else their next working morning; in UTC."""
    if is_working(moment, workday):
        return moment.astimezone(UTC)
    today = moment.astimezone(zone(workday.timezone)).date()
    return next(morning for morning in _mornings(today, workday) if morning > moment)


def working_day_after(moment: datetime, workday: Workday, days: int) -> datetime:
    """The morning of somebody's next working day (1), the one after it (2), and so on; in UTC."""
    tomorrow = moment.astimezone(zone(workday.timezone)).date() + DAY
    return next(islice(_mornings(tomorrow, workday), days - 1, None))


def opening(day: date, workday: Workday) -> datetime:
    """When somebody's working hours begin on a day, free or not; in UTC."""
    return _at(day, workday.opens, workday.timezone)


def months_after(start: datetime, months: int, timezone: str) -> datetime:
    """09:00 on the same day of a later month there, or on that month's last day; in UTC.

    Count from the beginning, never from the month before: 31 January, 28 February, 31 March.
    """
    return _at(month_day(start.astimezone(zone(timezone)).date(), months), _MORNING, timezone)


def month_day(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@lru_cache(maxsize=4096)
def overlap_minutes(a: Workday, b: Workday, on: date) -> int:
    """Minutes a day that two people's working hours have in common, at the offsets of `on` (noon UTC).

    A morning may meet the other's afternoon of the day before: Auckland and Los Angeles share working hours.
    """
    a_opens, a_closes = hours_in_utc(a, on)
    b_opens, b_closes = hours_in_utc(b, on)
    return sum(
        max(0, min(a_closes, b_closes + day) - max(a_opens, b_opens + day))
        for day in (-2 * _MINUTES_A_DAY, -_MINUTES_A_DAY, 0, _MINUTES_A_DAY, 2 * _MINUTES_A_DAY)
    )


def hours_in_utc(workday: Workday, on: date) -> tuple[int, int]:
    """When somebody's working hours open and close, in minutes of UTC, at the offset of `on` (noon UTC)."""
    offset = _offset(datetime.combine(on, time(12), UTC), workday.timezone)
    opens, closes = _hours(workday)
    return opens - offset, closes - offset


def slots(people: Sequence[Workday], after: datetime, count: int = 3, minutes: int = 60) -> Slots:
    """Moments for everybody, each on a day of its own and at various hours.

    From the second working day of everybody on, so that all have notice; on the hour or half hour of the
    first person, whose days are counted.
    """
    earliest = max(working_day_after(after, workday, _DAYS_OF_NOTICE) for workday in people)
    return _slots(tuple(people), earliest, count, minutes)


@lru_cache(maxsize=4096)
def _slots(people: tuple[Workday, ...], earliest: datetime, count: int, minutes: int) -> Slots:
    # kept, since many pairs share their hours and their day
    days = _days(people, earliest, count, minutes)
    best = sorted((min(day)[0][:3], index) for index, day in enumerate(days) if day)
    inside = [entry for entry in best if entry[0][:2] == (0, 0)]
    chosen: list[datetime] = []
    for index in sorted(index for _, index in (inside or best)[:count]):
        chosen.append(_pick(days[index], chosen, timedelta(minutes=minutes)))
    return Slots(tuple(chosen), inside=bool(inside))


_Start = tuple["_Discomfort", datetime]


def _days(
    people: tuple[Workday, ...], earliest: datetime, count: int, minutes: int
) -> Sequence[Sequence[_Start]]:
    """Every start of each day with its discomfort; no further day once so many have one without any."""
    here = people[0].timezone
    first = earliest.astimezone(zone(here)).date()
    days: list[list[_Start]] = []
    for day in (first + days * DAY for days in range(_DAYS_OFFERED)):
        starts = (start for start in _starts(day, here) if start >= earliest)
        days.append([(_discomfort(start, people, minutes), start) for start in starts])
        count -= bool(days[-1]) and min(days[-1])[0][:3] == (0, 0, 0)
        if not count:
            break
    return days


_Discomfort = tuple[int, int, int, int]


def _discomfort(start: datetime, people: Sequence[Workday], minutes: int) -> _Discomfort:
    """What is wrong with a slot, worst first: free days, minutes outside, lunches, distance off middle."""
    free = outside = lunches = off_middle = 0
    for workday in people:
        local = start.astimezone(zone(workday.timezone))
        opens, closes = _hours(workday)
        begins = _minutes(local.time())
        ends = begins + minutes
        free += is_free_day(local.date(), workday.country)
        outside += max(0, opens - begins, ends - closes)
        lunches += begins < _LUNCH_ENDS and ends > _NOON
        # at the middle of the common hours nobody is far from the middle of their own day
        off_middle = max(off_middle, abs(begins + ends - opens - closes))
    return free, outside, lunches, off_middle


def _pick(day: Sequence[_Start], chosen: Sequence[datetime], length: timedelta) -> datetime:
    """The most comfortable start of a day; among those as good, one at an hour not chosen on another day."""

    def rank(entry: _Start) -> tuple[tuple[int, ...], int, int, datetime]:
        discomfort, start = entry
        return discomfort[:3], sum(_same_hour(start, other, length) for other in chosen), discomfort[3], start

    return min(day, key=rank)[1]


def _same_hour(a: datetime, b: datetime, length: timedelta) -> bool:
    apart = (a - b) % DAY
    return apart < length or DAY - apart < length


def _mornings(day: date, workday: Workday) -> Iterator[datetime]:
    """The beginning of each working day from `day` on, in UTC."""
    for days in counting():
        morning = _at(day + days * DAY, workday.opens, workday.timezone)
        # asked of the moment, not of the day: a zone that crosses the date line leaves a day out
        if is_working(morning, workday):
            yield morning


def _starts(day: date, timezone: str) -> Iterator[datetime]:
    """Each half hour of a local day, in UTC."""
    there = zone(timezone)
    first = _at(day, time(), timezone)
    for steps in counting():
        start = first + steps * _STEP
        if start.astimezone(there).date() > day:
            return
        yield start


def _at(day: date, hour: time, timezone: str) -> datetime:
    """A local time in UTC: of a repeated one the first, of a skipped one what the old clock would show."""
    return datetime.combine(day, hour, zone(timezone)).astimezone(UTC)


def _hours(workday: Workday) -> tuple[int, int]:
    """When a workday opens and closes, in minutes after midnight."""
    return _minutes(workday.opens), _minutes(workday.closes)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _offset(moment: datetime, timezone: str) -> int:
    """Minutes east of UTC."""
    offset = moment.astimezone(zone(timezone)).utcoffset() or timedelta()
    return offset // timedelta(minutes=1)


@lru_cache(maxsize=1024)
def _free_days(country: str, year: int) -> tuple[frozenset[int], frozenset[date]]:
    # A year at a time and frozen: the package's own dictionary marks a year as known before filling it in, so
    # that a second thread would find no holidays there.
    try:
        known = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return _OFFICE_WEEKEND, frozenset()
    # The law of Hong Kong names the Sunday alone; offices rest on Saturday too.
    weekend = _OFFICE_WEEKEND if known.weekend <= _OFFICE_WEEKEND else frozenset(known.weekend)
    return weekend, frozenset(known)
