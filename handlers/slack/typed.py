"""What people typed, freed of the marks in which Slack wraps some of it."""

import re

from bot.people import Address, Platform

# <@U1|ada>, <#C1|general>, <!subteam^S1|@team>, <mailto:a@b.c|a@b.c>, <https://b.c|b.c>
_MARK = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_OURS = re.compile(r"<@(?=(?:slack|teams):)")
_MENTION = re.compile(rf"<@{Platform.SLACK}:([^:<>]+):([^:<>]+)>")
# More people than that are not meant by one line.
_MOST_MENTIONED = 5


def typed(text: object, tenant: str, bot: str = "") -> str:
    """The words as their author saw them, but for mentions, which stand as `Address.mention` says.

    `bot` is our own user: whoever calls us by name before they speak means what follows.
    """
    raw = str(text or "").strip()
    if bot:
        raw = re.sub(rf"^<@{re.escape(bot)}(\|[^<>]*)?>[\s,:]*", "", raw)
    words, end = [], 0
    for mark in _MARK.finditer(raw):
        words += [_unescaped(raw[end : mark.start()]), _meant(mark, tenant)]
        end = mark.end()
    return "".join([*words, _unescaped(raw[end:])]).strip()


def mentioned_in(words: str) -> tuple[Address, ...]:
    """Who is mentioned in words that went through `typed`, each of them once."""
    found = dict.fromkeys(_MENTION.findall(words))
    return tuple(Address(Platform.SLACK, *one) for one in list(found)[:_MOST_MENTIONED])


def _meant(mark: re.Match[str], tenant: str) -> str:
    sign, what, label = mark.group(1), mark.group(2), _unescaped(mark.group(3) or "")
    if sign == "@":
        return Address(Platform.SLACK, tenant, what).mention
    if sign == "#":
        return f"#{label or what}"
    if sign == "!":
        return label or f"@{what}"
    return label or _unescaped(what).removeprefix("mailto:")


def _unescaped(text: str) -> str:
    """Slack escapes three characters in whatever people type. A mention that was spelt out is none."""
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _OURS.sub("< @", plain)
