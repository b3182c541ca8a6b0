"""The texts of an organisation, looked at before they are used: each refusal names file, line and remedy.

Our own texts are held to the same by our tests; an organisation hears of it at its start, and from `doctor`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Never, cast

from jinja2 import TemplateSyntaxError

from bot.message import Bold, Bullets, Facts, Line, Link, Paragraph, Text
from bot.post import ANNOUNCEMENTS
from templates.allowed import NotAllowed, Scope, look_over, nearest, one_of
from templates.buttons import check_announced, check_known
from templates.files import ENGLISH, BadTemplate, Source, sources
from templates.known import announcement_sample, audiences, merged, with_nothing
from templates.languages import conventions
from templates.rendering import (
    WORDS,
    Words,
    check_words,
    compiled,
    filters,
    parsed,
    sample_facts,
    texts,
    varies,
)

Key = tuple[str, str]
Shipped = Mapping[Key, Source]

THOUGHTS = "thoughts"
MOST_BUTTONS = 5
LONGEST_LABEL = 75
# What both platforms show of one message with room to spare: Slack gives up at some 13 200, and at 50 parts.
MOST_SHOWN, MOST_BLOCKS = 8_000, 40
_KEYS = ("label", "audience", "asks", "posts", "title", "buttons", "sample", WORDS)
_NEEDED = {
    "label": 'what a coordinator chooses it by, such as label = "Summer party"',
    "audience": 'who gets it, such as audience = "everybody"',
    "title": 'its first line, such as title = "Come to our summer party"',
}
_FILE = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*(?:\.[a-z]{2,3})?\.md")


def texts_of(folder: Path, shipped: Shipped) -> Mapping[Key, Words]:
    """Every text of a folder, ready to be worded. Raises BadTemplate for the first that cannot be used."""
    found = {(one.name, one.language): one for one in sources(folder)}
    for one in found.values():
        if (one.name, ENGLISH) not in found and (one.name, ENGLISH) not in shipped:
            reason = f"it is in one language only; whoever reads another needs {one.name}.md, in English"
            raise BadTemplate(one.file, reason)
    return {key: checked(source, shipped) for key, source in found.items()}


def checked(source: Source, shipped: Shipped) -> Words:
    """One text, ready to be worded. Raises BadTemplate."""
    if not _FILE.fullmatch(source.file):
        reason = "call it by small letters, digits, - and _, with its language before .md: thanks.de.md"
        raise BadTemplate(source.file, reason)
    check_words(source)
    _check_shape(source)
    ours = shipped.get((source.name, ENGLISH))
    announces = source.name.startswith(ANNOUNCEMENTS) and (ours is None or "audience" in ours.head)
    given = _given(source, ours, announcement_sample(shipped) if announces else {})
    if announces:
        _check_announcement(source)
    elif ours:
        _check_keys(source, ours.head.keys() - {WORDS, "sample", "buttons", "problems"})
        _check_buttons(source, check_known)
    _check_texts(source, given, to_the_letter=announces)
    words = compiled(source, given)
    if announces:
        _try(source, words, given)
    return words


def _check_shape(source: Source) -> None:
    buttons = source.head.get("buttons", [])
    if not isinstance(buttons, list) or not all(isinstance(one, dict) for one in buttons):
        _refuse(source, "buttons", "begin each button with a line [[buttons]]")
    for number, button in enumerate(buttons):
        if not all(isinstance(words, str) for words in button.values()):
            reason = f"button {number + 1}: everything of it stands in quotation marks"
            raise BadTemplate(source.file, reason, _button_line(source, number))
    thoughts = source.head.get(WORDS, {}).get(THOUGHTS, {})
    if not isinstance(thoughts, dict):
        _refuse(source, THOUGHTS, f"begin each thought with a line [{WORDS}.{THOUGHTS}.NAME]")


def _given(source: Source, ours: Source | None, announced: Facts) -> Facts:
    """Every name that this text may use, with an example: its own, where it gives one."""
    known: Facts = announced or (sample_facts(ours) if ours else {})
    own = sample_facts(source)
    if thoughts := source.head.get(WORDS, {}).get(THOUGHTS):
        own = {"thought": next(iter(thoughts)), **own}
    for name in own:
        if known and name not in known:
            line = source.line_of(name)
            raise BadTemplate(source.file, f"[sample]: nobody gives “{name}”; {nearest(name, known)}", line)
    return {
        name: merged(value, own[name]) if name in own else value for name, value in {**own, **known}.items()
    }


def _check_announcement(source: Source) -> None:
    for key in source.head:
        if key not in _KEYS:
            _refuse(source, key, f"the head has no key “{key}”; {nearest(key, _KEYS)}")
    _check_keys(source, _NEEDED)
    if not source.body.strip():
        raise BadTemplate(source.file, "it has no text; write it below the second line +++", source.body_line)
    _check_values(source)
    if len(source.head.get("buttons", [])) > MOST_BUTTONS:
        reason = f"nobody chooses among more than {MOST_BUTTONS} buttons: leave some out"
        raise BadTemplate(source.file, reason, _button_line(source, MOST_BUTTONS))
    _check_buttons(source, partial(check_announced, asks=bool(source.head.get("asks"))))


def _check_values(source: Source) -> None:
    refuse = partial(_refuse, source)
    if len(source.head["label"]) > LONGEST_LABEL or varies(source.head["label"]):
        refuse("label", f"a label is up to {LONGEST_LABEL} characters, without variables")
    if (audience := source.head["audience"]) not in audiences():
        refuse("audience", f"there is no audience “{audience}”; {nearest(audience, audiences())}")
    for key in ("asks", "posts"):
        if not isinstance(source.head.get(key, False), bool):
            refuse(key, f"write {key} = true, or leave it out")


def _check_keys(source: Source, needed: Collection[str]) -> None:
    for key in sorted(needed):
        told = _NEEDED.get(key, "as our own text has it")
        if key not in source.head:
            raise BadTemplate(source.file, f"the head lacks “{key}”: {told}", 1)
        if key in _NEEDED and not (isinstance(source.head[key], str) and source.head[key].strip()):
            _refuse(source, key, f"“{key}” is some words: {told}")


def _check_buttons(source: Source, check: Callable[[Mapping[str, str]], str]) -> None:
    for number, button in enumerate(source.head.get("buttons", [])):
        if reason := check(button):
            raise BadTemplate(source.file, f"button {number + 1}: {reason}", _button_line(source, number))


def _check_texts(source: Source, given: Facts, *, to_the_letter: bool) -> None:
    known: Facts = {**given, WORDS: cast("Facts", source.head.get(WORDS, {}))}
    look_at = partial(_look_at, source, to_the_letter=to_the_letter)
    look_at(source.body, known, source.body_line)
    for text, item in _varying(source.head, known):
        look_at(text, {**known, **item}, source.line_of(text) or 1)


def _varying(head: Mapping[str, Any], known: Facts) -> Iterator[tuple[str, Scope]]:
    """The strings of a head that may hold a variable, and what is known in each beside the facts."""
    for key, value in head.items():
        if key in ("sample", WORDS):
            continue
        for part in value if key == "buttons" else [{key: value}]:
            item: Scope = {"item": one_of(known.get(part["each"]))} if "each" in part else {}
            for text in filter(varies, texts(part)):
                yield text, item


def _look_at(source: Source, text: str, known: Scope, line: int, *, to_the_letter: bool) -> None:
    """Raise BadTemplate for what may not stand in a text that begins in that line."""
    language = conventions(source.language)
    try:
        look_over(parsed(text, language), known, filters(language), to_the_letter=to_the_letter)
    except TemplateSyntaxError as wrong:
        reason = f"{str(wrong.message).rstrip('.')}: look at its braces, and at what our own texts do"
        raise BadTemplate(source.file, reason, line + wrong.lineno - 1) from None
    except NotAllowed as wrong:
        raise BadTemplate(source.file, str(wrong), line + wrong.line - 1) from None
    except RecursionError:
        reason = "this is too deep to follow; say it in simpler parts"
        raise BadTemplate(source.file, reason, line) from None


def _try(source: Source, words: Words, given: Facts) -> None:
    """Word an announcement in full, with each of its thoughts, and with nothing that may be missing."""
    told: Collection[str] = source.head.get(WORDS, {}).get(THOUGHTS) or [str(given.get("thought", ""))]
    for thought in told:
        _check_length(source, words, {**given, "thought": thought})
    little = with_nothing(given)
    _do_without(source, words, little, "it may be missing, so put it between {% if … %} and {% endif %}")
    if source.head.get("posts"):
        remedy = "in a channel there is no “to”, so put it between {% if to %} and {% endif %}"
        _do_without(source, words, {**little, "to": None}, remedy)


def _do_without(source: Source, words: Words, given: Facts, remedy: str) -> None:
    try:
        _check_length(source, words, given)
    except BadTemplate as wrong:
        raise BadTemplate(source.file, f"{wrong}; {remedy}".removeprefix(f"{source.file}: ")) from None


def _check_length(source: Source, words: Words, given: Facts) -> None:
    blocks = words.blocks(given)
    lines = [one for part in blocks for one in _lines(part)]
    shown = len(words.line("title", given)) + sum(map(_letters, lines))
    if shown > MOST_SHOWN or len(blocks) > MOST_BLOCKS:
        reason = (
            f"it reads {shown} characters in {len(blocks)} parts, and at most {MOST_SHOWN} in {MOST_BLOCKS}"
        )
        raise BadTemplate(source.file, f"{reason} are shown everywhere: shorten it", source.body_line)
    for number, button in enumerate(source.head.get("buttons", [])):
        if not 0 < len(words.text(button["label"], given)) <= LONGEST_LABEL:
            reason = f"button {number + 1}: a label is up to {LONGEST_LABEL} characters"
            raise BadTemplate(source.file, reason, _button_line(source, number))


def _lines(block: object) -> tuple[Line, ...]:
    match block:
        case Paragraph(line):
            return (line,)
        case Bullets(items):
            return items
        case _:
            return ()


def _letters(line: Line) -> int:
    return sum(len(_words(span)) for span in line)


def _words(span: object) -> str:
    match span:
        case Text(words) | Bold(words) | Link(words, _):
            return words
        case _:
            return "Mon 1 January 2026, 10:00"


def _button_line(source: Source, number: int) -> int | None:
    line = 0
    for _ in range(number + 1):
        line = source.line_of("[[buttons]]", after=line) or line
    return line or None


def _refuse(source: Source, key: str, reason: str) -> Never:
    raise BadTemplate(source.file, reason, source.line_of(key))
