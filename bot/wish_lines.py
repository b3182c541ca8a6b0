"""Reading what somebody writes about themselves in a line: skills, working hours, a country."""

import re
from collections.abc import Iterable
from datetime import time

from bot.conversation import Unclear
from bot.people_cells import country_named

MOST_SKILLS = 10
LONGEST_SKILL = 60
SHORTEST_DAY = 2  # hours: with less nobody could be met
_NOON = 12

_HOUR = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:uhr|h)?\s*(am|pm|a\.m\.|p\.m\.)?"
_HOURS = re.compile(
    rf"(?:from|von)?\s*{_HOUR}\s*(?:-|–|—|to|bis|until|till)\s*{_HOUR}", re.IGNORECASE
)  # as people type


def skills_in(typed: str) -> tuple[str, ...]:
    """The skills in a line, as written. Raises Unclear with `skills` when they are too many or too long."""
    return few(re.split(r"[,;\n]", typed))


def few(skills: Iterable[str]) -> tuple[str, ...]:
    """Each once, without blanks around it. Raises Unclear with `skills` if they are too many or too long."""
    found = tuple(dict.fromkeys(" ".join(one.split()) for one in skills if one.strip()))
    if len(found) > MOST_SKILLS or any(len(one) > LONGEST_SKILL for one in found):
        raise Unclear("skills")
    return found


def hours_in(typed: str) -> tuple[str, str]:
    """When a working day begins and ends: "09:00-17:00", "9 to 5", "8.30 bis 16.30 Uhr".

    Raises Unclear with `hours` when it cannot be read, and with `short` when there is hardly a day left.
    """
    read = _HOURS.fullmatch(typed.strip().rstrip("."))
    if read is None:
        raise Unclear("hours")
    opens, closes = _time(*read.groups()[:3]), _time(*read.groups()[3:])
    if closes <= opens and closes.hour < _NOON and not read[6]:
        closes = closes.replace(hour=closes.hour + _NOON)
    if _minutes(closes) - _minutes(opens) < SHORTEST_DAY * 60:
        raise Unclear("short")
    return f"{opens:%H:%M}", f"{closes:%H:%M}"


def country_in(typed: str) -> tuple[str]:
    """The two letters of a country, by themselves or by its English name. Raises Unclear with `country`."""
    found = country_named(typed)
    if not found:
        raise Unclear("country")
    return (found,)


def _time(hour: str, minute: str | None, half: str | None) -> time:
    number = int(hour)
    if half:
        if not 1 <= number <= _NOON:
            raise Unclear("hours")
        number = number % _NOON + (_NOON if half[0] in "pP" else 0)
    try:
        return time(number, int(minute or 0))
    except ValueError:
        raise Unclear("hours") from None


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute
