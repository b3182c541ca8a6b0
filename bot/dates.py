"""Reading a day out of what somebody typed: "until 10 January", "zwei Wochen", "next Monday"."""

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta


def _numbered(words: Mapping[int, str]) -> Mapping[str, int]:
    return {word: number for number, told in words.items() for word in told.split()}


_MONTHS = _numbered(
    {
        1: "january jan januar jänner",
        2: "february feb februar",
        3: "march mar märz maerz mär",
        4: "april apr",
        5: "may mai",
        6: "june jun juni",
        7: "july jul juli",
        8: "august aug",
        9: "september sept sep",
        10: "october oct oktober okt",
        11: "november nov",
        12: "december dec dezember dez",
    }
)
_WEEKDAYS = _numbered(
    {
        0: "monday mon montag",
        1: "tuesday tue dienstag",
        2: "wednesday wed mittwoch",
        3: "thursday thu donnerstag",
        4: "friday fri freitag",
        5: "saturday sat samstag sonnabend",
        6: "sunday sun sonntag",
    }
)
_COUNTS = _numbered(
    {
        1: "a an one ein eine einen einem einer",
        2: "two couple zwei",
        3: "three drei",
        4: "four vier",
        5: "five fünf",
        6: "six sechs",
        7: "seven sieben",
        8: "eight acht",
        9: "nine neun",
        10: "ten zehn",
        12: "twelve zwölf",
    }
)
_NEAR = _numbered({0: "today heute", 1: "tomorrow morgen", 2: "übermorgen"})

_ONE_OF_MONTHS = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_ONE_OF_DAYS = "|".join(sorted(map(re.escape, _WEEKDAYS), key=len, reverse=True))
_ONE_OF_COUNTS = "|".join(sorted(map(re.escape, _COUNTS), key=len, reverse=True))
_UNIT = "days?|weeks?|months?|tage?n?|wochen?|monate?n?"
_NEXT = r"(?:next|nächste[nrms]?|naechste[nrms]?|kommende[nrms]?|this|coming|diese[nrms]?)"

Reader = Callable[[re.Match[str], date], date | None]


def day_in(words: str, today: date) -> date | None:
    """The day that is meant, seen from `today`; None if no day is named, or one that does not exist.

    A day without a year is the next one of that name; with a year it may be long past. Of two numbers the
    first is the day, as most of the world writes it.
    """
    said = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    for pattern, reader in _READERS:
        if found := pattern.search(said):
            return reader(found, today)
    return None


def _iso(found: re.Match[str], today: date) -> date | None:
    del today
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def _numbers(found: re.Match[str], today: date) -> date | None:
    return _dated(int(found["day"]), int(found["month"]), found["year"], today)


def _named(found: re.Match[str], today: date) -> date | None:
    return _dated(int(found["day"]), _MONTHS[found["month"]], found["year"], today)


def _end_of_month(found: re.Match[str], today: date) -> date | None:
    month = _MONTHS[found["month"]]
    year = int(found["year"]) if found["year"] else today.year + (month < today.month)
    return _day(year, month, calendar.monthrange(year, month)[1]) if 0 < year <= date.max.year else None


def _span(found: re.Match[str], today: date) -> date | None:
    count = int(found["number"]) if found["number"] else _COUNTS[found["count"]]
    match found["unit"][0]:
        case "d" | "t":
            return _later(today, count)
        case "w":
            return _later(today, 7 * count)
        case _:
            return _months_later(today, count)


def _weekday(found: re.Match[str], today: date) -> date | None:
    return _later(today, (_WEEKDAYS[found["weekday"]] - today.weekday() - 1) % 7 + 1)


def _next_week(found: re.Match[str], today: date) -> date | None:
    del found
    return _later(today, 7 - today.weekday())


def _next_month(found: re.Match[str], today: date) -> date | None:
    del found
    return _months_later(today.replace(day=1), 1)


def _near(found: re.Match[str], today: date) -> date | None:
    return _later(today, _NEAR[found["near"]])


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004  two digits
    # a leap day may be up to eight years away
    coming = (_day(today.year + years, month, day) for years in range(9))
    return next((one for one in coming if one and one >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _later(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _months_later(today: date, months: int) -> date | None:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


_YEAR = r"(?:,?\s*(?P<year>\d{4}))?(?!\d)"
# The most telling first: "2 weeks from 10.1." is rare, "next Monday, 10.1." is not.
_READERS: Sequence[tuple[re.Pattern[str], Reader]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)", _iso),
        (r"(?<!\d)(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2})?)?(?!\d)", _numbers),
        (
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? ?(?P<month>{_ONE_OF_MONTHS})\b\.?{_YEAR}",
            _named,
        ),
        (rf"\b(?P<month>{_ONE_OF_MONTHS})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR}", _named),
        (rf"\b(?:end of|ende) (?P<month>{_ONE_OF_MONTHS})\b{_YEAR}", _end_of_month),
        (
            rf"\b(?:(?P<number>\d{{1,3}})|(?P<count>{_ONE_OF_COUNTS})(?: of)?) ?(?P<unit>{_UNIT})\b",
            _span,
        ),
        (rf"\b{_NEXT} (?:week|woche)\b", _next_week),
        (rf"\b{_NEXT} (?:month|monat)\b", _next_month),
        (rf"\b(?P<weekday>{_ONE_OF_DAYS})\b", _weekday),
        (rf"\b(?P<near>{'|'.join(_NEAR)})\b", _near),
    )
)
