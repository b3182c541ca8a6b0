"""Rendering one template in a sandbox: every value packed, every unknown name refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.message import Block, Bold, Divider, Fact, Facts, Moment, Paragraph, Shown
from templates import markup
from templates.files import BadTemplate, Source

_SHOWN_BY = {"day": Shown.DATE, "time": Shown.TIME}


def _finalize(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, StrictUndefined):
        return value
    return markup.pack(value if isinstance(value, Moment) else str(value))


def _listed(items: tuple[str, ...], last: str = " and ") -> str:
    *most, end = items or ("",)
    return f"{', '.join(most)}{last}{end}" if most else end


def _shown(moment: Moment, how: Shown) -> Moment:
    return Moment(moment.at, moment.zone, how)


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, finalize=_finalize, lstrip_blocks=True
)
# A line of nothing but tags. Jinja's own trim_blocks would swallow the line break after every tag, also after
# one at the end of a sentence, and join two paragraphs without a word.
_ONLY_TAGS = re.compile(r"^([ \t]*(?:\{%(?:(?!%\})[^\n])*%\}[ \t]*)+)\n", re.MULTILINE)
_ENVIRONMENT.globals.clear()
_ENVIRONMENT.filters = {
    "listed": _listed,
    "length": len,
    "written": markup.written,
    **{name: lambda moment, how=how: _shown(moment, how) for name, how in _SHOWN_BY.items()},
}


@dataclass(frozen=True, slots=True)
class Words:
    """A compiled template: its source, its body, and the strings of its head by their text."""

    source: Source
    body: Template
    strings: dict[str, Template]

    def blocks(self, facts: Facts) -> tuple[Block, ...]:
        """The body, rendered and read."""
        return markup.blocks(self._render(self.body, facts))

    def line(self, key: str, facts: Facts) -> str:
        """A required string of the head."""
        return self.text(self.source.head[key], facts)

    def text(self, string: str, facts: Facts) -> str:
        """A string of the head, rendered to plain text."""
        if not _varies(string):
            return string.strip()
        template = self.strings.get(string) or _ENVIRONMENT.from_string(string)
        return markup.plain(self._render(template, facts))

    def heading(self, title: str) -> tuple[Block, ...]:
        """How another message begins when it is shown inside this one."""
        return Divider(), Paragraph((Bold(title),))

    def _render(self, template: Template, facts: Facts) -> str:
        try:
            return template.render(facts)
        except UndefinedError as error:
            raise BadTemplate(self.source.file, f"{error.message}: give it, or name it in [sample]") from None
        except (TemplateError, TypeError) as error:
            raise BadTemplate(self.source.file, str(error)) from None


def compiled(source: Source) -> Words:
    """Compile a template and try it with its own sample. Raises BadTemplate."""
    try:
        # a comment takes the line break along, and leaves the numbers of the lines as they are
        body = _ENVIRONMENT.from_string(_ONLY_TAGS.sub(r"\1{#\n#}", source.body + "\n"))
    except TemplateSyntaxError as error:
        raise BadTemplate(source.file, str(error.message), source.body_line + error.lineno - 1) from None
    varying = filter(_varies, _texts(source.head))
    words = Words(source, body, {text: _string(source, text) for text in varying})
    words.blocks(sample_facts(source))
    return words


def sample_facts(source: Source) -> Facts:
    """The `[sample]` of a template as facts; its dates with times become moments in UTC."""
    return cast("Facts", _fact(source.head.get("sample", {})))


def _fact(value: object) -> Fact:
    match value:
        case dict():
            return {key: _fact(one) for key, one in value.items()}
        case list():
            return tuple(_fact(one) for one in value)
        case datetime():
            return Moment(value, "UTC")
        case str() | int():
            return value
        case _:
            raise TypeError(type(value))


def _varies(text: str) -> bool:
    return "{" in text


def _texts(head: Mapping[str, Any]) -> list[str]:
    """Every string of a head that may hold a variable, wherever it stands."""
    found: list[str] = []
    for value in head.values():
        match value:
            case str():
                found.append(value)
            case dict():
                found += _texts(value)
            case list():
                found += [text for item in value if isinstance(item, dict) for text in _texts(item)]
            case _:
                pass  # numbers, dates and switches hold no words
    return found


def _string(source: Source, text: str) -> Template:
    try:
        return _ENVIRONMENT.from_string(text)
    except TemplateSyntaxError as error:
        raise BadTemplate(source.file, f"in the head, {text!r}: {error.message}") from None
