"""Sentences of people who do not know our commands, and how often they are understood."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.intent import FAR_REACHING, Intent, read

# All of them, whether their conversations are written yet or not.
COMMANDS = (
    *"help hello home join profile programmes find request rank informal external status meet goals reflect journal useful times moved extend look-back story pause resume leave close".split(),
    *"change stop concern cancel resources link export consents named forget-me admin".split(),
    *(
        f"admin {one}"
        for one in "programme match announce announced leaders report people settings preview audit showcase".split()
    ),
    *("admin announce as", "admin announce write"),
)


@dataclass(frozen=True)
class Sentence:
    """What somebody said, and what they wanted by it; nothing of ours, if `command` is empty."""

    language: str
    words: str
    command: str = ""
    rest: str = ""

    @cached_property
    def intent(self) -> Intent:
        return read(self.words, COMMANDS)

    @property
    def is_understood(self) -> bool:
        """Far-reaching commands are understood when they are offered, and only then."""
        if self.command in FAR_REACHING:
            return not self.intent.command and self.command in self.intent.nearest
        return self.intent.command == self.command and self.rest in ("", self.intent.rest)

    def __str__(self) -> str:
        return f"{self.words!r} was read as {self.intent.command or self.intent.nearest or 'nothing'}"


def spoken(file: Path) -> Iterator[Sentence]:
    """The sentences of `[en]` and `[de]`, by what they mean, and those of `[nonsense]`."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    for language in ("en", "de"):
        for meaning, sentences in told[language].items():
            command, _, rest = meaning.partition(": ")
            yield from (Sentence(language, words, command, rest) for words in sentences)
        yield from (Sentence(language, words) for words in told["nonsense"][language])


def share(sentences: list[Sentence]) -> float:
    """How many of them are understood."""
    return sum(one.is_understood for one in sentences) / len(sentences)
