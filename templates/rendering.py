"""Rendering one template in a sandbox: every value packed, every unknown name refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, cast

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.message import Block, Bold, Divider, Fact, Facts, Moment, Paragraph, Shown
from templates import markup
from templates.files import BadTemplate, Source
from templates.languages import Language, conventions
from templates.limits import COUNTED, STEPS, Steps, at_most, counted

_BRACES = re.compile(r"\{(\w+)\}")
_SHOWN_BY = {"day": Shown.DATE, "time": Shown.TIME}
# The table of a head with words for its own text, and the name by which the text finds them.
WORDS = "words"


def _finalize(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, StrictUndefined):
        return value
    return markup.pack(value if isinstance(value, Moment) else str(value))


def _filled(words: str, values: Facts) -> str:
    """A sentence of `[words]` with its braces filled in; what stands in a value is never read as one."""
    return _BRACES.sub(lambda brace: str(values[brace[1]]), words)


def _shown(moment: Moment, how: Shown) -> Moment:
    return Moment(moment.at, moment.zone, how)


def _template(environment: ImmutableSandboxedEnvironment, text: str) -> Template:
    """Compile a text whose loops come to an end."""
    parsed = environment.parse(text)
    for loop in parsed.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, COUNTED, [], [], None, None, lineno=loop.lineno)
    return environment.from_string(parsed)


# Half of what heads say is said in several of them: `{{ ask }}`, `{{ item.id }}`.
_string_template = lru_cache(4096)(_template)


# A line of nothing but tags. Jinja's own trim_blocks would swallow the line break after every tag, also after
# one at the end of a sentence, and join two paragraphs without a word.
_ONLY_TAGS = re.compile(r"^([ \t]*(?:\{%(?:(?!%\})[^\n])*%\}[ \t]*)+)\n", re.MULTILINE)


@cache
def _environment(language: Language) -> ImmutableSandboxedEnvironment:
    """Where the templates of one language are rendered."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=_finalize, lstrip_blocks=True
    )
    environment.globals.clear()
    environment.filters = {
        COUNTED: counted,
        "filled": _filled,
        "length": len,
        "listed": language.listed,
        "number": language.number,
        "spelled": language.spelled,
        "spent": language.spent,
        "often": language.often,
        "written": language.written,
        **{name: lambda moment, how=how: _shown(moment, how) for name, how in _SHOWN_BY.items()},
    }
    return environment


def parsed(text: str, language: Language) -> nodes.Template:
    """A text as what it is made of. Raises TemplateSyntaxError, and RecursionError for one without end."""
    return _environment(language).parse(with_lines(text))


def filters(language: Language) -> frozenset[str]:
    """The filters that a text of that language may name."""
    return frozenset(_environment(language).filters) - {COUNTED}


def with_lines(text: str) -> str:
    """A text in which a line of nothing but tags leaves none behind; the others keep their numbers."""
    # a comment takes the line break along
    return _ONLY_TAGS.sub(r"\1{#\n#}", text + "\n")


@dataclass(frozen=True, slots=True)
class Words:
    """A compiled template: its source and its body. The strings of its head were tried."""

    source: Source
    body: Template

    @property
    def language(self) -> Language:
        """How the language of this very file writes, which may be English where another was asked for."""
        return conventions(self.source.language)

    @property
    def words(self) -> Mapping[str, Any]:
        """The words by which its text names things, by their keys."""
        return cast("Mapping[str, Any]", self.source.head.get(WORDS, {}))

    def blocks(self, facts: Facts) -> tuple[Block, ...]:
        """The body, rendered and read."""
        return markup.blocks(self._render(self.body, facts), self.language)

    def line(self, key: str, facts: Facts) -> str:
        """A required string of the head."""
        return self.text(self.source.head[key], facts)

    def text(self, string: str, facts: Facts) -> str:
        """A string of the head, rendered to plain text."""
        if not varies(string):
            return string.strip()
        template = _string_template(_environment(self.language), string)
        return markup.plain(self._render(template, facts), self.language)

    def heading(self, title: str) -> tuple[Block, ...]:
        """How another message begins when it is shown inside this one."""
        return Divider(), Paragraph((Bold(title),))

    def _render(self, template: Template, facts: Facts) -> str:
        try:
            return at_most(template.generate({**facts, WORDS: self.words, STEPS: Steps()}))
        except UndefinedError as error:
            raise BadTemplate(self.source.file, f"{error.message}: give it, or name it in [sample]") from None
        except TemplateError as error:
            raise BadTemplate(self.source.file, str(error)) from None
        except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
            remedy = "look at what its filters and comparisons are given"
            raise BadTemplate(self.source.file, f"something does not fit ({error}): {remedy}") from None


def compiled(source: Source, given: Facts | None = None) -> Words:
    """Compile a template and try it with its own sample, or with what is given. Raises BadTemplate."""
    check_words(source)
    environment = _environment(conventions(source.language))
    try:
        body = _template(environment, with_lines(source.body))
    except TemplateSyntaxError as error:
        raise BadTemplate(source.file, str(error.message), source.body_line + error.lineno - 1) from None
    for text in filter(varies, texts(source.head)):
        _try_string(environment, source, text)
    words = Words(source, body)
    words.blocks(sample_facts(source) if given is None else given)
    return words


def sample_facts(source: Source) -> Facts:
    """The `[sample]` of a template as facts; its dates with times become moments in UTC."""
    sample = source.head.get("sample", {})
    try:
        found = _fact(sample)
    except TypeError:
        found = None
    if not isinstance(found, Mapping):
        reason = "[sample] holds words, whole numbers, true and false, moments, and lists and tables of those"
        raise BadTemplate(source.file, reason, source.line_of("sample"))
    return found


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


def check_words(source: Source) -> None:
    """Raise BadTemplate unless `[words]` holds words and nothing else."""
    if WORDS in sample_facts(source):
        raise BadTemplate(source.file, f"a fact cannot be called {WORDS}: that is the table of the head")
    words = source.head.get(WORDS, {})
    if not (isinstance(words, dict) and _is_plain(words)):
        raise BadTemplate(source.file, f"[{WORDS}] holds words by their keys, without variables")


def _is_plain(words: object) -> bool:
    if isinstance(words, dict):
        return all(map(_is_plain, words.values()))
    return isinstance(words, str) and not varies(words)


def varies(text: str) -> bool:
    """Whether anything in it is not just words."""
    return "{{" in text or "{%" in text


def texts(head: Mapping[str, Any]) -> list[str]:
    """Every string of a head that may hold a variable, wherever it stands."""
    found: list[str] = []
    for value in head.values():
        match value:
            case str():
                found.append(value)
            case dict():
                found += texts(value)
            case list():
                found += [text for item in value if isinstance(item, dict) for text in texts(item)]
            case _:
                pass  # numbers, dates and switches hold no words
    return found


def _try_string(environment: ImmutableSandboxedEnvironment, source: Source, text: str) -> None:
    try:
        _string_template(environment, text)
    except TemplateSyntaxError as error:
        reason = f"in the head, {text!r}: {error.message}"
        raise BadTemplate(source.file, reason, source.line_of(text)) from None
