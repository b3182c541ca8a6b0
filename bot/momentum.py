"""The thought of the month: the same for all who are written to in it, and for nobody one too soon again."""

from collections.abc import Sequence
from datetime import datetime

from bot.people import Person
from bot.working_time import local_day

MONTHS = 12


def month_of(moment: datetime, reader: Person) -> int:
    """Months counted through the years, as the reader's calendar has them."""
    day = local_day(moment, reader.zone)
    return day.year * MONTHS + day.month - 1


def turn(months: Sequence[int], of: int) -> int:
    """Which of so many thoughts is next for somebody who reads one in each of these months, the last now.

    It is the month's own, unless they have had that one: then the one after it. All are used before one
    comes back, and never the last one at once.
    """
    used: list[int] = []
    for month in months:
        if len(used) == of:
            used = used[-1:] if of > 1 else []
        used.append(next(one for step in range(of) if (one := (month + step) % of) not in used))
    return used[-1]
