"""When people can meet: the hours they have in common, and slots in them, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count as counting

from bot.people import Workday
from bot.working_time import DAY, at_hour, is_free_day, local_day, working_day_after, zone

_MINUTES_A_DAY = 24 * 60
_NOON, _LUNCH_ENDS = 12 * 60, 13 * 60
_STEP = timedelta(minutes=30)
_DAYS_OFFERED = 14
_DAYS_OF_NOTICE = 2


@dataclass(frozen=True, slots=True)
class Slots:
    """Moments to meet, in UTC. Where `inside` is False they are the least bad, outside somebody's hours."""

    times: tuple[datetime, ...]
    inside: bool


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
    first = local_day(earliest, here)
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


def _starts(day: date, timezone: str) -> Iterator[datetime]:
    """Each half hour of a local day, in UTC."""
    there = zone(timezone)
    first = at_hour(day, time(), timezone)
    for steps in counting():
        start = first + steps * _STEP
        if start.astimezone(there).date() > day:
            return
        yield start


def _hours(workday: Workday) -> tuple[int, int]:
    """When a workday opens and closes, in minutes after midnight."""
    return _minutes(workday.opens), _minutes(workday.closes)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _offset(moment: datetime, timezone: str) -> int:
    """Minutes east of UTC."""
    offset = moment.astimezone(zone(timezone)).utcoffset() or timedelta()
    return offset // timedelta(minutes=1)
