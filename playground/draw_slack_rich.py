"""Slack's rich text: sections, lists, quotes and code, element by element."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from playground.draw_html import Json, Reader, joined, link, tag, unknown
from playground.draw_slack_text import EMOJI, date, mention

STYLES = (("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"))


def rich_text(block: Json, reader: Reader) -> Markup:
    return tag("div", joined([_part(part, reader) for part in block.get("elements", [])]), class_="rich")


def _part(part: Json, reader: Reader) -> Markup:
    match part.get("type"):
        case "rich_text_section":
            return tag("div", _elements(part, reader), class_="text")
        case "rich_text_list":
            return _list(part, reader)
        case "rich_text_quote":
            return tag("blockquote", _elements(part, reader))
        case "rich_text_preformatted":
            return tag("pre", tag("code", _elements(part, reader)))
        case kind:
            return unknown(kind)


def _list(part: Json, reader: Reader) -> Markup:
    items = [tag("li", _elements(item, reader)) for item in part.get("elements", [])]
    depth = f"depth-{min(int(part.get('indent', 0)), 8)}"
    if part.get("style") == "ordered":
        return tag("ol", joined(items), class_=depth, start=int(part.get("offset", 0)) + 1)
    return tag("ul", joined(items), class_=depth)


def _elements(part: Json, reader: Reader) -> Markup:
    elements: Sequence[Json] = part.get("elements", [])
    return joined([_styled(element, _element(element, reader)) for element in elements])


def _styled(element: Json, drawn: Markup) -> Markup:
    for style, name in STYLES:
        if element.get("style", {}).get(style):
            drawn = tag(name, drawn)
    return drawn


def _element(element: Json, reader: Reader) -> Markup:
    match element:
        case {"type": "text", "text": str(words)}:
            return escape(words)
        case {"type": "link", "url": str(url)}:
            return link(url, str(element.get("text") or url))
        case {"type": "user", "user_id": str(user)}:
            return mention("@" + reader.names.get(user, user))
        case {"type": "emoji", "name": str(name)}:
            return escape(EMOJI.get(name, f":{name}:"))
        case {"type": "date", "timestamp": int(unix), "format": str(pattern)}:
            return date(unix, pattern, str(element.get("fallback", "")), reader, element.get("url"))
        case _:
            return _rarer_element(element)


def _rarer_element(element: Json) -> Markup:
    match element:
        case {"type": "channel", "channel_id": str(channel)}:
            return mention(f"#{channel}")
        case {"type": "usergroup", "usergroup_id": str(group)}:
            return mention(f"@{group}")
        case {"type": "broadcast", "range": str(whom)}:
            return mention(f"@{whom}")
        case {"type": "color", "value": str(colour)}:
            return tag("code", colour)
        case _:
            return unknown(element.get("type"))
