"""Every template, ready to be worded: `Library` is the programme's `Wording`."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from bot.message import (
    Amiss,
    Block,
    Button,
    Facts,
    Field,
    Form,
    Input,
    Kind,
    Message,
    Option,
    Page,
    Problems,
    Raw,
    Say,
    Weight,
    Written,
)
from bot.ports import Announcement
from bot.skills import Skills
from templates.checks import texts_of
from templates.files import ENGLISH, BadTemplate, Source, sources
from templates.own_texts import FRAME, framed, objections
from templates.rendering import Words, compiled, sample_facts
from templates.sheets import sheet
from templates.skill_list import read_skills

SHIPPED = Path(__file__).parent
PROBLEMS = "forms/problems"
# As many texts of coordinators stay compiled as may be on their way together.
WRITTEN_AT_ONCE = 64

Key = tuple[str, str]


class Shelf(Mapping[Key, Words]):
    """The texts of a folder by name and language, each compiled when it is first needed.

    Ours were tried by our tests; to compile them all takes longer than everything else at the start.
    """

    def __init__(self, folder: Path) -> None:
        self.sources = {(source.name, source.language): source for source in sources(folder)}
        self._compiled: dict[Key, Words] = {}

    def __getitem__(self, key: Key) -> Words:
        if key not in self._compiled:
            self._compiled[key] = compiled(self.sources[key])
        return self._compiled[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)


class Library:
    """The shipped templates, with an organisation's own folder laid over them. Read once, at the start.

    Raises BadTemplate if any of the organisation's files cannot be used: a broken text is found before
    anybody waits for it.
    """

    def __init__(self, overrides: Path | None = None) -> None:
        own = dict(texts_of(overrides, _shipped().sources)) if overrides else {}
        self._words: Mapping[Key, Words] = ChainMap(own, cast("dict[Key, Words]", _shipped()))
        self._sources = ChainMap({key: words.source for key, words in own.items()}, _shipped().sources)
        self.skills: Skills = (read_skills(overrides) if overrides else None) or _shipped_skills()
        self._framed = lru_cache(WRITTEN_AT_ONCE)(
            lambda written: framed(written, self.source(FRAME, written.language))
        )

    def names(self) -> Sequence[str]:
        """The name of every template, once for all languages."""
        return sorted({name for name, _ in self._sources})

    def source(self, name: str, language: str = ENGLISH) -> Source:
        """The file behind a name; English where the language is missing, KeyError where both are."""
        return self._sources.get((name, language)) or self._sources[name, ENGLISH]

    def sample(self, name: str) -> Facts:
        """The example facts a template brings along."""
        return sample_facts(self.source(name))

    def say(self, say: Say, language: str) -> Message:
        """Word a message."""
        words = self._framed(say.written) if say.written else self._find(say.template, language)
        also = tuple(
            block for other in say.also for block in self.say(other, other.language or language).body
        )
        return Message(
            title=words.line("title", say.facts),
            body=words.blocks(say.facts) + also,
            buttons=tuple(self._buttons(words, say.facts)),
        )

    def page(
        self, page: Page, ticket: str, language: str, kept: Mapping[str, Raw], problems: Problems
    ) -> Form:
        """Word a page; what it shows is drawn under its own text."""
        words = self._find(page.name, language)
        shown: list[Block] = list(words.blocks(page.facts))
        for say in page.shows:
            message = self.say(say, say.language or language)
            shown += [*words.heading(message.title), *message.body]
        fields = cast("Mapping[str, Mapping[str, Any]]", words.source.head.get("fields", {}))
        return Form(
            ticket=ticket,
            title=words.line("title", page.facts),
            intro=tuple(shown),
            inputs=tuple(
                replace(
                    self._input(words, page, n, fields.get(f.name, {}), kept),
                    amiss=self._problem(page, f.name, _likely(f), language),
                )
                for n, f in enumerate(page.fields)
            ),
            submit=words.line("submit", page.facts),
            problems={name: self._problem(page, name, code, language) for name, code in problems.items()},
            back=self._find(PROBLEMS, language).line("back", {}),
        )

    def objections(self, written: Written) -> Problems:
        """What stands in the way of such words, at `title` and at `text`; nothing for those that will do."""
        return objections(written, self.source(FRAME, written.language))

    def words(self, template: str, language: str) -> Mapping[str, str]:
        """The `[words]` of a template. What another language or an organisation leaves out is English."""
        return {**_shipped_words(template), **self._find(template, language).words}

    def announcements(self, language: str) -> Sequence[Announcement]:
        """What can be announced, by label."""
        heads = [
            (name, self.source(name, language).head)
            for name in self.names()
            if name.startswith("announcements/") and "audience" in self.source(name).head
        ]
        found = [
            Announcement(
                name, head["label"], head["audience"], bool(head.get("asks")), bool(head.get("posts"))
            )
            for name, head in heads
        ]
        return sorted(found, key=lambda one: one.label)

    def sheet(self, name: str, facts: Facts, language: str) -> str:
        """Word a page to be kept or printed."""
        return sheet(name, facts, language)

    def _find(self, name: str, language: str) -> Words:
        return self._words.get((name, language)) or self._words[name, ENGLISH]

    def _buttons(self, words: Words, facts: Facts) -> Sequence[Button]:
        buttons: list[Button] = []
        for head in words.source.head.get("buttons", ()):
            items = cast("Sequence[Any]", facts[head["each"]]) if "each" in head else (None,)
            for item in items:
                here = {**facts, "item": item}
                if "when" in head and not words.text(head["when"], here):
                    continue
                told = {
                    key: words.text(head.get(key, ""), here) for key in ("label", "action", "subject", "url")
                }
                buttons.append(Button(**told, weight=Weight(head.get("weight", "plain"))))
        return buttons

    def _input(
        self, words: Words, page: Page, place: int, head: Mapping[str, Any], kept: Mapping[str, Raw]
    ) -> Input:
        field = page.fields[place]
        labels = cast("Mapping[str, str]", head.get("options", {}))
        if "label" not in head:
            raise BadTemplate(words.source.file, f"the field {field.name} has no label")
        return Input(
            name=field.name,
            kind=field.kind,
            label=words.text(head["label"], page.facts),
            hint=words.text(head.get("hint", ""), page.facts),
            options=tuple(
                Option(option.value, option.label or words.text(labels[option.value], page.facts))
                for option in field.options
            ),
            required=field.required,
            initial=kept.get(field.name, field.initial),
            least=field.least,
            most=field.most,
            source=field.source,
        )

    def _problem(self, page: Page, name: str, problem: str | Amiss, language: str) -> str:
        words = self._find(PROBLEMS, language)
        code, facts = (problem, {}) if isinstance(problem, str) else (problem.code, problem.facts)
        field = next(field for field in page.fields if field.name == name)
        own = self._find(page.name, language).source.head.get("problems", {})
        told = own.get(code) or words.source.head["problems"][code]
        return words.text(told, {"least": field.least, "most": field.most, **facts})


@cache
def _shipped_skills() -> Skills:
    return read_skills(SHIPPED) or Skills()


@cache
def _shipped() -> Shelf:
    return Shelf(SHIPPED)


def _shipped_words(template: str) -> Mapping[str, str]:
    shipped = _shipped().get((template, ENGLISH))
    return shipped.words if shipped else {}


def _likely(field: Field) -> str:
    """What is wrong with an answer that does not leave the client, which has one sentence for it all."""
    if field.kind is Kind.NUMBER and None not in (field.least, field.most):
        return "range"
    return {Kind.NUMBER: "number", Kind.DATE: "date"}.get(field.kind, "required")
