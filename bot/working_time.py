"""When somebody may be written to: zones, working hours, free days, months."""

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import count as counting
from itertools import islice
from zoneinfo import ZoneInfo

import holidays

from bot.people import Workday

DAY = timedelta(days=1)

_OFFICE_WEEKEND = frozenset({calendar.SATURDAY, calendar.SUNDAY})
_MORNING = time(9)


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


def local_day(moment: datetime, timezone: str) -> date:
    """The day that it is there at that moment."""
    return moment.astimezone(zone(timezone)).date()


def at_hour(day: date, hour: time, timezone: str) -> datetime:
    """A local time in UTC: of a repeated one the first, of a skipped one what the old clock would show."""
    return datetime.combine(day, hour, zone(timezone)).astimezone(UTC)


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
    today = local_day(moment, workday.timezone)
    return next(morning for morning in _mornings(today, workday) if morning > moment)


def working_day_after(moment: datetime, workday: Workday, days: int) -> datetime:
    """The morning of somebody's next working day (1), the one after it (2), and so on; in UTC."""
    tomorrow = local_day(moment, workday.timezone) + DAY
    return next(islice(_mornings(tomorrow, workday), days - 1, None))


def next_week(moment: datetime, workday: Workday) -> tuple[str, datetime]:
    """The week after that moment there, as "2026-W49", and the first working morning from its Monday on."""
    today = local_day(moment, workday.timezone)
    monday = today + (7 - today.weekday()) * DAY
    return f"{monday:%G-W%V}", next_working_moment(opening(monday, workday), workday)


def opening(day: date, workday: Workday) -> datetime:
    """When somebody's working hours begin on a day, free or not; in UTC."""
    return at_hour(day, workday.opens, workday.timezone)


def months_after(start: datetime, months: int, timezone: str) -> datetime:
    """09:00 on the same day of a later month there, or on that month's last day; in UTC.

    Count from the beginning, never from the month before: 31 January, 28 February, 31 March.
    """
    return at_hour(month_day(local_day(start, timezone), months), _MORNING, timezone)


def month_day(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _mornings(day: date, workday: Workday) -> Iterator[datetime]:
    """The beginning of each working day from `day` on, in UTC."""
    for days in counting():
        morning = at_hour(day + days * DAY, workday.opens, workday.timezone)
        # asked of the moment, not of the day: a zone that crosses the date line leaves a day out
        if is_working(morning, workday):
            yield morning


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
