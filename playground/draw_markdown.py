"""Markdown as the platforms draw it: all of it for Slack's markdown block, the part Teams allows in cards."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import groupby

from markupsafe import Markup, escape

from playground.draw_html import joined, link, tag

INLINE = re.compile(
    r"\\(?P<plain>[!-/:-@\[-`{-~])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>(?:\\.|[^\[\]\\])*)\]\((?P<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)"
    r"|\*\*(?=\S)(?P<bold>(?:\\.|[^\\])+?)(?<=\S)\*\*"
    r"|(?<!\w)__(?=\S)(?P<bold2>(?:\\.|[^\\])+?)(?<=\S)__(?!\w)"
    r"|\*(?=[^\s*])(?P<em>(?:\\.|[^*\\])+?)(?<=\S)\*"
    r"|(?<!\w)_(?=[^\s_])(?P<em2>(?:\\.|[^_\\])+?)(?<=\S)_(?!\w)"
    r"|~~(?=\S)(?P<strike>(?:\\.|[^\\])+?)(?<=\S)~~"
)
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
ITEM = re.compile(r"\s*(?:([-*+])|(\d{1,9})[.)])\s+(.*)")
RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
QUOTE = re.compile(r"\s*> ?")
DEEPEST = 12

Name = Callable[[str], Markup]


def markdown(source: str, leaf: Name = escape, *, headings: bool = True) -> Markup:
    """`leaf` draws what is left when every mark is taken away; it has to escape."""
    pieces = FENCE.split(source)
    return joined(
        [
            tag("pre", tag("code", piece))
            if index % 2
            else joined(list(_blocks(piece, leaf, headings=headings)))
            for index, piece in enumerate(pieces)
        ]
    )


def _blocks(source: str, leaf: Name, *, headings: bool) -> Iterator[Markup]:
    for kind, group in groupby(source.split("\n"), key=lambda line: _kind(line, headings=headings)):
        lines = list(group)
        match kind:
            case "bullets" | "numbers":
                yield _list(lines, leaf, kind)
            case "quote":
                inner = "\n".join(QUOTE.sub("", line, count=1) for line in lines)
                yield tag("blockquote", tag("p", inline(inner, leaf)))
            case "heading":
                yield joined([_heading(line, leaf) for line in lines])
            case "rule":
                yield tag("hr")
            case "nothing":
                pass
            case _:
                yield tag("p", inline("\n".join(line.strip() for line in lines), leaf))


def _kind(line: str, *, headings: bool) -> str:
    if not line.strip():
        return "nothing"
    if headings and HEADING.fullmatch(line):
        return "heading"
    if headings and RULE.fullmatch(line):
        return "rule"
    if QUOTE.match(line):
        return "quote"
    item = ITEM.fullmatch(line)
    if item is None:
        return "text"
    return "bullets" if item.group(1) else "numbers"


def _list(lines: list[str], leaf: Name, kind: str) -> Markup:
    found = [item for item in (ITEM.fullmatch(line) for line in lines) if item]
    items = joined([tag("li", inline(item.group(3), leaf)) for item in found])
    return tag("ul", items) if kind == "bullets" else tag("ol", items, start=int(found[0].group(2)))


def _heading(line: str, leaf: Name) -> Markup:
    found = HEADING.fullmatch(line)
    marks, words = found.groups() if found else ("#", line)
    return tag(f"h{min(len(marks) + 2, 6)}", inline(words, leaf))


def inline(source: str, leaf: Name = escape, depth: int = 0) -> Markup:
    if depth > DEEPEST:
        return leaf(source)
    done: list[Markup] = []
    end = 0
    for found in INLINE.finditer(source):
        done += [leaf(unescape(source[end : found.start()])), _mark(found, leaf, depth + 1)]
        end = found.end()
    return joined([*done, leaf(unescape(source[end:]))])


def _mark(found: re.Match[str], leaf: Name, depth: int) -> Markup:
    kind, inner = found.lastgroup or "", found.group(found.lastgroup or 0)
    match kind:
        case "plain":
            return leaf(inner)
        case "code":
            return tag("code", inner)
        case "url":
            return link(unescape(inner), inline(found.group("label"), leaf, depth))
        case "bold" | "bold2":
            return tag("strong", inline(inner, leaf, depth))
        case "em" | "em2":
            return tag("em", inline(inner, leaf, depth))
        case _:
            return tag("s", inline(inner, leaf, depth))
