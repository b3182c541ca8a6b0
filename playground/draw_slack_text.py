"""Slack's text objects: plain text, and mrkdwn with its entities, marks, quotes and code."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from playground.draw_html import LINKABLE, Json, Reader, joined, link, tag
from playground.draw_moments import slack_moment

INLINE = re.compile(
    r"<(?P<entity>[^<>\n]+)>"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?=[^\s*])(?P<b>(?:<[^<>\n]+>|[^*<\n])+)(?<!\s)\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])(?P<i>(?:<[^<>\n]+>|[^<\n])+?)(?<!\s)_(?![\w_])"
    r"|(?<![\w~])~(?=[^\s~])(?P<s>(?:<[^<>\n]+>|[^~<\n])+)(?<!\s)~(?![\w~])"
    r"|:(?P<emoji>[a-z0-9_+-]+):"
    r"|(?P<url>https?://[^\s<>|]*[\w/])"
)
EMOJI_NAME = re.compile(r":([a-z0-9_+-]+):")
FENCE = re.compile(r"\n?```\n?(.+?)\n?```\n?", re.DOTALL)
QUOTE = re.compile(r"(?:>|&gt;) ?")
DATE = re.compile(r"!date\^(\d{1,12})\^([^|^]+)(?:\^([^|]+))?(?:\|(.*))?")

EMOJI = {
    "tada": "🎉", "wave": "👋", "calendar": "📅", "date": "📅", "clock1": "🕐", "hourglass": "⌛",
    "bulb": "💡", "white_check_mark": "✅", "heavy_check_mark": "✔️", "x": "❌",
    "warning": "⚠️", "star": "⭐", "sparkles": "✨", "pray": "🙏", "raised_hands": "🙌",
    "handshake": "🤝", "seedling": "🌱", "compass": "🧭", "books": "📚", "memo": "📝",
    "pencil": "📝", "speech_balloon": "💬", "bell": "🔔", "no_bell": "🔕", "lock": "🔒",
    "heart": "❤️", "smile": "😄", "slightly_smiling_face": "🙂", "+1": "👍", "thumbsup": "👍",
    "-1": "👎", "rocket": "🚀", "dart": "🎯", "mag": "🔍", "link": "🔗", "point_right": "👉",
    "coffee": "☕", "mega": "📣", "loudspeaker": "📢", "busts_in_silhouette": "👥",
    "information_source": "ℹ️", "earth_africa": "🌍", "round_pushpin": "📍",
}  # fmt: skip


def text(given: Json | str | None, reader: Reader) -> Markup:
    """A text object, or the bare string that some places allow."""
    match given:
        case None:
            return Markup("")
        case str():
            return plain(given)
        case {"type": "mrkdwn", "text": str(words)}:
            return mrkdwn(words, reader, verbatim=bool(given.get("verbatim")))
        case _:
            return plain(str(given.get("text", "")), emoji=given.get("emoji", True))


def words_of(given: Json | str | None) -> str:
    """A text object where only characters may stand, as in an option or a title."""
    if given is None:
        return ""
    return _with_emoji(given if isinstance(given, str) else str(given.get("text", "")))


def plain(words: str, *, emoji: bool = True) -> Markup:
    return escape(_with_emoji(words) if emoji else words)


def _with_emoji(words: str) -> str:
    return EMOJI_NAME.sub(lambda found: EMOJI.get(found.group(1), found.group()), words)


def mrkdwn(source: str, reader: Reader, *, verbatim: bool = False) -> Markup:
    """Text between fences alternates with code inside them."""
    pieces = FENCE.split(source)
    return joined(
        [
            tag("pre", tag("code", _unescaped(piece)))
            if index % 2
            else joined(list(_lines(piece, reader, verbatim=verbatim)))
            for index, piece in enumerate(pieces)
        ]
    )


def _lines(source: str, reader: Reader, *, verbatim: bool) -> Iterator[Markup]:
    for quoted, group in groupby(source.split("\n"), key=lambda line: bool(QUOTE.match(line))):
        if quoted:
            lines = [_inline(QUOTE.sub("", line, count=1), reader, verbatim=verbatim) for line in group]
            yield tag("blockquote", joined(lines, "\n"))
        else:
            yield joined([_inline(line, reader, verbatim=verbatim) for line in group], "\n")


def _inline(source: str, reader: Reader, *, verbatim: bool) -> Markup:
    done: list[Markup] = []
    end = 0
    for found in INLINE.finditer(source):
        done += [escape(_unescaped(source[end : found.start()])), _mark(found, reader, verbatim=verbatim)]
        end = found.end()
    return joined([*done, escape(_unescaped(source[end:]))])


def _mark(found: re.Match[str], reader: Reader, *, verbatim: bool) -> Markup:
    kind, inner = found.lastgroup or "", found.group(found.lastgroup or 0)
    match kind:
        case "entity":
            return _entity(inner, reader)
        case "code":
            return tag("code", _unescaped(inner))
        case "b" | "i" | "s":
            return tag({"b": "strong", "i": "em", "s": "s"}[kind], _inline(inner, reader, verbatim=verbatim))
        case "emoji":
            return escape(EMOJI.get(inner, found.group()))
        case _:
            return escape(_unescaped(inner)) if verbatim else link(_unescaped(inner), _unescaped(inner))


def _entity(inside: str, reader: Reader) -> Markup:
    if inside.startswith("!date^"):
        return _date(inside, reader)
    target, _, label = inside.partition("|")
    target, label = _unescaped(target), _unescaped(label)
    match target[:1]:
        case "@":
            return mention("@" + (reader.names.get(target[1:]) or label or target[1:]))
        case "#":
            return mention("#" + (label or target[1:]))
        case "!":
            return mention(label or "@" + target[1:].partition("^")[0])
        case _ if LINKABLE.fullmatch(target):
            return link(target, label or target.removeprefix("mailto:"))
        case _:
            return escape(_unescaped(f"<{inside}>"))


def mention(name: str) -> Markup:
    return tag("bdi", name, class_="mention")


def _date(inside: str, reader: Reader) -> Markup:
    found = DATE.fullmatch(inside)
    if found is None:
        return escape(_unescaped(f"<{inside}>"))
    unix, pattern, url, fallback = found.groups()
    return date(int(unix), _unescaped(pattern), _unescaped(fallback or ""), reader, url)


def date(unix: int, pattern: str, fallback: str, reader: Reader, url: str | None = None) -> Markup:
    shown = tag("time", slack_moment(unix, pattern, reader) or fallback, title=f"in {reader.timezone.key}")
    return link(url, shown) if url else shown


def _unescaped(source: str) -> str:
    return source.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
