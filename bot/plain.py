"""A message as plain words, as no platform draws it: for tables, and for whoever looks on from a shell."""

from collections.abc import Iterator

from bot.message import (
    Block,
    Bold,
    Bullets,
    Divider,
    Form,
    Line,
    Link,
    Message,
    Moment,
    Paragraph,
    Shown,
    Span,
    Text,
)
from bot.working_time import zone

# In figures: whoever reads over the shoulder of many reads no one language.
_SHOWN = {Shown.DATE: "%Y-%m-%d", Shown.TIME: "%H:%M", Shown.BOTH: "%Y-%m-%d %H:%M"}


def plain(told: Message | Form) -> str:
    """Its text, one line for each thought; moments by the clock of its reader. Without title and buttons."""
    blocks = told.body if isinstance(told, Message) else told.intro
    lines = [line for block in blocks for line in _lines(block)]
    if isinstance(told, Form):
        lines += [one.label for one in told.inputs]
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield _words(line)
        case Bullets(items):
            yield from (f"- {_words(item)}" for item in items)
        case Divider():
            yield ""


def _words(line: Line) -> str:
    return " ".join("".join(map(_said, line)).split())


def _said(span: Span) -> str:
    match span:
        case Text(text) | Bold(text):
            return text
        case Link(label):
            return label
        case Moment(at, name, shown):
            return f"{at.astimezone(zone(name)):{_SHOWN[shown]}}"
