"""Spans to the parts of a card: whatever somebody typed comes out as the words they typed.

A line without a link becomes a RichTextBlock: it reads no Markdown, so nothing needs escaping. That matters
on phones, where Teams has shown the backslashes of an escaped TextBlock (microsoft/AdaptiveCards 5590 and
7474, msteams-docs 5793). A line with a link becomes a TextBlock with Markdown, escaped where it must be: in a
RichTextBlock links came apart on the desktop (microsoft/AdaptiveCards 9100). Date functions work in both.
"""

import re
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.message import Bold, Line, Link, Moment, Shown, Span, Text

Json = dict[str, Any]

# Marks that turn the direction of what follows, and control characters that no client draws.
UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A client would work out a date that somebody typed as their name: a joiner between the braces stops it.
FUNCTION = re.compile(r"\{\{(?=(?:DATE|TIME)\()")
# As few as will do: a phone may show the backslash. An ampersand matters only where it begins an entity, an
# exclamation mark only before what might be a link.
MARKS = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)|!$")
# What makes a list, a heading, a quotation or code, at the start of a line only.
INDENTS = re.compile(r"^[ \t]+", re.MULTILINE)
OPENINGS = re.compile(r"^(?:(>|[-+#=](?=\s|$|[-#>=]))|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)
SCHEMES = frozenset({"http", "https", "mailto"})
IN_ADDRESSES = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "()<>[]\"'\\^`{|} \t\r\n"})


def line(spans: Line, **style: object) -> Json:
    """One line or paragraph. `style` belongs to the whole of it (`isSubtle`, `color`, `spacing`)."""
    if any(isinstance(span, Link) for span in spans):
        return {"type": "TextBlock", "text": markdown(spans), "wrap": True, **style}
    looks = {key: value for key, value in style.items() if key in {"color", "isSubtle", "size", "weight"}}
    around = {key: value for key, value in style.items() if key not in looks}
    runs = [{"type": "TextRun", **run, **looks} for run in map(_run, spans) if run["text"]]
    return {"type": "RichTextBlock", "inlines": runs or [{"type": "TextRun", "text": " "}], **around}


def _run(span: Span) -> Json:
    match span:
        case Text(text):
            return {"text": bare(text)}
        case Bold(text):
            return {"text": bare(text), "weight": "Bolder"}
        case Moment():
            return {"text": _functions(span)}
        case Link(label):
            return {"text": bare(label)}


def markdown(spans: Line) -> str:
    """For a TextBlock. Openings are found in the whole line: a dash after a link opens nothing."""
    return OPENINGS.sub(_unopened, INDENTS.sub("", "".join(map(_marked, spans))))


def _marked(span: Span) -> str:
    match span:
        case Text(text):
            return escaped(text)
        case Bold(text):
            inside = escaped(text).strip()
            return f"**{inside}**" if inside else ""
        case Moment():
            return _functions(span)
        case Link(label, url):
            return _link(label, url)


def _link(label: str, url: str) -> str:
    words = " ".join(escaped(label).split())
    return f"[{words}]({address(url)})" if is_address(url) else words


def is_address(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme in SCHEMES
    except ValueError:
        return False


def address(url: str) -> str:
    return url.strip().translate(IN_ADDRESSES)


def escaped(text: str) -> str:
    return MARKS.sub(r"\\\g<0>", bare(text))


def _unopened(found: re.Match[str]) -> str:
    sign, number, dot = found.groups()
    return f"\\{sign}" if sign else f"{number}\\{dot}"


def bare(text: str) -> str:
    return FUNCTION.sub("{\u2060{", UNSEEN.sub("", text))


def _functions(moment: Moment) -> str:
    """The client shows these in the reader's own zone and language. Seconds and zone are required."""
    at = moment.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day, hour = f"{{{{DATE({at},SHORT)}}}}", f"{{{{TIME({at})}}}}"
    return {Shown.DATE: day, Shown.TIME: hour, Shown.BOTH: f"{day} {hour}"}[moment.shown]


def plain(spans: Line) -> str:
    """Where nothing can be drawn: a notification, a note beside a button."""
    return " ".join("".join(map(_plain, spans)).split())


def _plain(span: Span) -> str:
    match span:
        case Text(text) | Bold(text):
            return UNSEEN.sub("", text)
        case Link(label):
            return UNSEEN.sub("", label)
        case Moment():
            return _clock(span)


def _clock(moment: Moment) -> str:
    try:
        local = moment.at.astimezone(ZoneInfo(moment.zone))
    except (ZoneInfoNotFoundError, ValueError):
        local = moment.at.astimezone(UTC)
    shown = {Shown.DATE: "%Y-%m-%d", Shown.TIME: "%H:%M %Z", Shown.BOTH: "%Y-%m-%d %H:%M %Z"}
    return local.strftime(shown[moment.shown])
