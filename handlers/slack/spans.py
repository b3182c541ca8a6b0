"""A line of meanings as rich text, and as plain words where Slack takes nothing else."""

from collections.abc import Mapping
from datetime import UTC
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.message import Bold, Line, Link, Moment, Shown, Span, Text
from handlers.slack.addresses import may_be_shown
from handlers.slack.limits import Json, within

_SHOWN: Mapping[Shown, str] = {
    Shown.DATE: "{date_long}",
    Shown.TIME: "{time}",
    Shown.BOTH: "{date_long}, {time}",
}
_WRITTEN: Mapping[Shown, str] = {
    Shown.DATE: "%Y-%m-%d",
    Shown.TIME: "%H:%M",
    Shown.BOTH: "%Y-%m-%d, %H:%M",
}
# Embeddings, overrides and isolates: one of them in a name would reorder the words that follow it.
_REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def plain(text: str) -> str:
    """The letters of a text, without the characters that reorder what follows."""
    return text.translate(_REORDERING)


def plain_text(text: str) -> Json:
    # emoji off: on, a name such as ":tada:" would become a picture
    return {"type": "plain_text", "text": plain(text), "emoji": False}


def words(line: Line) -> str:
    """A line without its meanings."""
    return "".join(_said(span) for span in line)


def escaped(text: str) -> str:
    """Text for the few places where Slack reads marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def section(line: Line) -> Json:
    # Slack refuses a text of no letters.
    return {"type": "rich_text_section", "elements": [_span(span) for span in line if _said(span)]}


def _span(span: Span) -> Json:
    match span:
        case Text(text):
            return {"type": "text", "text": plain(text)}
        case Bold(text):
            return {"type": "text", "text": plain(text), "style": {"bold": True}}
        case Link(label, url):
            if not may_be_shown(url):
                return {"type": "text", "text": _said(span)}
            return {"type": "link", "url": within("address", url, "link"), "text": plain(label)}
        case Moment(at, _, shown):
            return {
                "type": "date",
                "timestamp": int(at.timestamp()),
                "format": _SHOWN[shown],
                "fallback": _said(span),
            }
        case _:
            assert_never(span)


def _said(span: Span) -> str:
    match span:
        case Text(text) | Bold(text):
            return plain(text)
        case Link(label, url):
            return plain(label or url) if may_be_shown(url) else plain(f"{label} ({url})")
        case Moment():
            return _written(span)
        case _:
            assert_never(span)


def _written(moment: Moment) -> str:
    """In figures only: nobody told the drawer which language the reader speaks."""
    try:
        zone, name = ZoneInfo(moment.zone), moment.zone
    except (KeyError, ValueError):
        zone, name = ZoneInfo("UTC"), "UTC"
    local = moment.at.astimezone(UTC).astimezone(zone)
    return f"{local:{_WRITTEN[moment.shown]}} ({name})"
