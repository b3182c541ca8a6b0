"""The few pieces of HTML that every drawer is built from: everything is escaped here, once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

Json = Mapping[str, Any]
Attribute = str | int | bool | None

VOID = {"br", "hr", "img", "input"}
LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE)
# "Nothing leaves this machine": a picture from elsewhere is described, not fetched.
LOCAL_PICTURE = re.compile(
    r"(?:https?://(?:127\.0\.0\.1|localhost)[:/]|data:image/(?:png|gif|jpeg);base64,)\S+"
)


@dataclass(frozen=True)
class Reader:
    """For whom something is drawn, and where what they press goes."""

    timezone: ZoneInfo
    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    twelve_hours: bool = False
    presses_to: str | None = None
    spot: str = "drawn"
    numbers: Iterator[int] = field(default_factory=count)

    def fresh_id(self) -> str:
        return f"{self.spot}-{next(self.numbers)}"


def tag(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """`class_` and `data_x` become `class` and `data-x`; None and False leave an attribute out.

    Names of elements and attributes are written in our drawers, never read from a message.
    """
    written = Markup("").join(_attribute(key, value) for key, value in attributes.items())
    opening = Markup("<{}{}>").format(Markup(name), written)  # noqa: S704 - see tag
    if name in VOID:
        return opening
    return Markup("{}{}</{}>").format(opening, joined(content), Markup(name))  # noqa: S704 - see tag


def _attribute(key: str, value: Attribute) -> Markup:
    shown = Markup(key.rstrip("_").replace("_", "-"))  # noqa: S704 - see tag
    if value is None or value is False:
        return Markup("")
    if value is True:
        return Markup(" {}").format(shown)
    return Markup(' {}="{}"').format(shown, str(value))


def joined(parts: Iterable[str], between: str = "") -> Markup:
    return escape(between).join(parts)


def link(url: str, content: str, **attributes: Attribute) -> Markup:
    """Only web and mail addresses become links; anything else stays the words it was."""
    if LINKABLE.fullmatch(url):
        return tag("a", content, href=url, rel="noopener noreferrer", target="_blank", **attributes)
    return tag("span", content, class_="unlinked", title="Not a web or mail address")


def picture(url: str, described: str, class_: str = "picture") -> Markup:
    if LOCAL_PICTURE.fullmatch(url):
        return tag("img", src=url, alt=described, class_=class_, loading="lazy")
    return tag("span", described or "picture", class_=f"{class_} absent", role="img", title=url)


def unknown(kind: object) -> Markup:
    """What a drawer does not know is shown as such, so that nobody believes it was left out."""
    return tag("div", f"The playground cannot draw “{kind}” yet", class_="unknown", role="note")


def several_fold(hint: str, boxes: str, most: int | None = None) -> Markup:
    """The platforms' type-ahead with pills, as a fold of ticks; a script only filters and counts."""
    search = tag("input", type="search", placeholder="Type to filter", aria_label="Filter", data_filter=True)
    summary = tag("summary", tag("span", hint, class_="soft", data_hint=True))
    inside = tag("div", boxes, class_="ticks", tabindex=-1)
    return tag("details", summary, search, inside, class_="several", data_most=most)
