"""Cadence: on which day each round of a pair is due, and when that day begins for each of the two."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.people import Workday
from bot.rhythm import Rhythm
from bot.working_time import DAY, local_day, month_day, next_working_moment, opening

NINE = time(9)
# Later than this, the next round's invitation is nearer than this one's, or this one is no longer news.
LONGEST = timedelta(days=14)


def planned(start: datetime, rhythm: Rhythm, number: int, workday: Workday) -> datetime:
    """When somebody hears of a round, counted from 1: on the morning of its day or of their next working day.

    Each is counted from the beginning, never from the one before, so that a holiday or the last of February
    moves no other: 31 January, 28 February, 31 March.
    """
    day = nominal(start, rhythm, number, workday.timezone)
    at_nine = workday.opens <= NINE < workday.closes
    return next_working_moment(opening(day, replace(workday, opens=NINE) if at_nine else workday), workday)


def nominal(start: datetime, rhythm: Rhythm, number: int, timezone: str) -> date:
    """The day of a round by the calendar there, whether or not anybody works: the first is the day after."""
    began = local_day(start, timezone)
    if number == 1:
        return began + DAY
    if rhythm.weeks:
        return began + (number - 1) * timedelta(weeks=rhythm.weeks)
    return month_day(began, (number - 1) * rhythm.months)


def over(start: datetime, rhythm: Rhythm, rounds: int, timezone: str) -> datetime:
    """When so many rounds have had their time: 09:00 there on the day of one more, in UTC."""
    return opening(nominal(start, rhythm, rounds + 1, timezone), Workday(timezone))


def period(start: datetime, rhythm: Rhythm, number: int) -> str:
    """The name of a round in keys: its month or its week, the same for everybody wherever they move."""
    began = start.astimezone(UTC).date()
    if rhythm.weeks:
        year, week, _ = (began + (number - 1) * timedelta(weeks=rhythm.weeks)).isocalendar()
        return f"{year}-W{week:02}"
    return f"{month_day(began, (number - 1) * rhythm.months):%Y-%m}"


def keeps(rhythm: Rhythm) -> timedelta:
    """For how long an invitation is of use."""
    return min(LONGEST, timedelta(weeks=rhythm.weeks) / 2) if rhythm.weeks else LONGEST
