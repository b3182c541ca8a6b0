"""The few marks a template may use, and how they become spans and blocks.

`**bold**`, `[label](address)`, a line that begins with `- `, and `---` alone on a line. Values never meet
this reader: they travel through it as opaque tokens (`pack`), so that no name can turn into a mark.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import groupby

from bot.message import Block, Bold, Bullets, Divider, Line, Link, Moment, Paragraph, Shown, Span, Text
from templates.languages import ENGLISH, Language

_OPEN, _SHUT = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([^{_SHUT}]*){_SHUT}")
# What opens a mark does not stand within it: to look for its end again from each of thousands takes minutes.
_MARK = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<label>[^\[\]]+)\]\((?P<url>[^()\s]+)\)")
SCHEMES = ("https://", "http://", "mailto:")


def pack(value: str | Moment) -> str:
    """Wrap a value so that nothing in it is read as a mark; `unpack` gives it back."""
    kept = (
        value
        if isinstance(value, str)
        else {"at": value.at.isoformat(), "zone": value.zone, "shown": value.shown.value}
    )
    return _OPEN + json.dumps(kept).encode().hex() + _SHUT


def unpack(text: str) -> Iterator[str | Moment]:
    """Give the plain stretches and the packed values of a text, in order."""
    for place, part in enumerate(_TOKEN.split(text)):
        if place % 2 == 0:
            if part:
                yield part
            continue
        kept = json.loads(bytes.fromhex(part))
        if isinstance(kept, str):
            yield kept
        else:
            yield Moment(datetime.fromisoformat(kept["at"]), kept["zone"], Shown(kept["shown"]))


def plain(text: str, language: Language = ENGLISH) -> str:
    """The text as one string; a moment is written out."""
    return "".join(part if isinstance(part, str) else language.written(part) for part in unpack(text)).strip()


def blocks(text: str, language: Language = ENGLISH) -> tuple[Block, ...]:
    """Read a rendered body."""
    lines = (line.strip() for line in text.strip().splitlines())
    read = partial(_block, language)
    return tuple(read(kind, tuple(group)) for kind, group in groupby(lines, _kind) if kind is not None)


def _kind(line: str) -> type[Block] | None:
    """What a line is part of. Lines of one kind belong together, unless an empty one stands between them."""
    if not line:
        return None
    if line == "---":
        return Divider
    return Bullets if line.startswith("- ") else Paragraph


def _block(language: Language, kind: type[Block], lines: tuple[str, ...]) -> Block:
    if kind is Divider:
        return Divider()
    if kind is Bullets:
        return Bullets(tuple(_line(language, line[2:]) for line in lines))
    return Paragraph(_line(language, " ".join(lines)))


def _line(language: Language, text: str) -> Line:
    spans: list[Span] = []
    end = 0
    for mark in _MARK.finditer(text):
        spans += _spans(text[end : mark.start()])
        spans += _marked(language, mark)
        end = mark.end()
    return tuple(spans + _spans(text[end:]))


def _marked(language: Language, mark: re.Match[str]) -> list[Span]:
    if mark["bold"] is not None:
        return [part if isinstance(part, Moment) else Bold(part) for part in unpack(mark["bold"])]
    label, url = plain(mark["label"], language), plain(mark["url"], language)
    if not url.startswith(SCHEMES):
        return [Text(label)]
    return [Link(label, url)]


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    for part in unpack(text):
        if isinstance(part, Moment):
            spans.append(part)
        elif spans and isinstance(spans[-1], Text):
            spans[-1] = Text(spans[-1].text + part)
        else:
            spans.append(Text(part))
    return spans
