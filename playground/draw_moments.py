"""Dates and times as each platform writes them, in the reader's own zone."""

import re
from datetime import UTC, datetime, timedelta

from playground.draw_html import Reader

CARD_MOMENT = re.compile(r"\{\{(DATE|TIME)\(\s*([^,)\s]+)\s*(?:,\s*(\w+)\s*)?\)\}\}")
SLACK_TOKEN = re.compile(r"\{(\w+)\}")


def slack_moment(unix: int, pattern: str, reader: Reader) -> str | None:
    """None when the moment does not exist, so that the fallback is shown instead."""
    try:
        moment = datetime.fromtimestamp(unix, UTC).astimezone(reader.timezone)
    except (OverflowError, OSError, ValueError):
        return None
    return SLACK_TOKEN.sub(lambda found: _slack_token(found, moment, reader), pattern)


def _slack_token(found: re.Match[str], moment: datetime, reader: Reader) -> str:
    name = found.group(1)
    if name.endswith("_pretty"):
        return (
            _relative_day(moment, reader)
            or _slack_date(name.removesuffix("_pretty"), moment)
            or found.group()
        )
    match name:
        case "time":
            return clock(moment, reader)
        case "time_secs":
            return clock(moment, reader, seconds=True)
        case "ago":
            return ago(moment, reader.now)
        case _:
            return _slack_date(name, moment) or found.group()


def _slack_date(name: str, moment: datetime) -> str | None:
    day = f"{moment.day}{_ordinal(moment.day)}"
    match name:
        case "date_num":
            return f"{moment:%Y-%m-%d}"
        case "date_slash":
            return f"{moment:%d/%m/%Y}"
        case "date":
            return f"{moment:%B} {day}, {moment.year}"
        case "date_short":
            return f"{moment:%b} {moment.day}, {moment.year}"
        case "date_long":
            return f"{moment:%A}, {moment:%B} {day}"
        case "date_long_full":
            return f"{moment:%A}, {moment:%B} {day}, {moment.year}"
        case _:
            return None


def _relative_day(moment: datetime, reader: Reader) -> str | None:
    days = (moment.date() - reader.now.astimezone(reader.timezone).date()).days
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)


def _ordinal(day: int) -> str:
    if day in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def clock(moment: datetime, reader: Reader, *, seconds: bool = False) -> str:
    tail = f":{moment:%S}" if seconds else ""
    if reader.twelve_hours:
        return f"{moment.hour % 12 or 12}:{moment:%M}{tail} {moment:%p}"
    return f"{moment:%H:%M}{tail}"


def ago(moment: datetime, now: datetime) -> str:
    apart = now - moment
    size = abs(apart)
    for unit, length in (
        ("day", timedelta(days=1)),
        ("hour", timedelta(hours=1)),
        ("minute", timedelta(minutes=1)),
    ):
        if size >= length:
            many = size // length
            words = f"{many} {unit}{'' if many == 1 else 's'}"
            return f"{words} ago" if apart > timedelta() else f"in {words}"
    return "just now"


def card_moments(text: str, reader: Reader) -> str:
    """`{{DATE(...)}}` and `{{TIME(...)}}` of an Adaptive Card; one that is no date stays as written."""
    return CARD_MOMENT.sub(lambda found: _card_moment(found, reader), text)


def _card_moment(found: re.Match[str], reader: Reader) -> str:
    try:
        moment = datetime.fromisoformat(found.group(2))
    except ValueError:
        return found.group()
    if moment.tzinfo is None:
        return found.group()
    local = moment.astimezone(reader.timezone)
    if found.group(1) == "TIME":
        return clock(local, reader)
    match found.group(3):
        case "SHORT":
            return f"{local:%a}, {local:%b} {local.day}, {local.year}"
        case "LONG":
            return f"{local:%A}, {local:%B} {local.day}, {local.year}"
        case _:
            return f"{local.day}/{local.month}/{local.year}"
