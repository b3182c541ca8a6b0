"""The ways of saying a command, one a line in `en.toml` and `de.toml`.

A line is a row of parts: `word` is itself, `stem*` any word that begins so, `(a|b c)` one of several,
`<name>` one of a group of the same file, `{topic}` what the command takes along. They stand in this order,
with a few words in between; with ` + ` between them, in any order. The key above the lines is the command
that they mean, and after a colon what goes along. What is `sure` means it; `maybe` is only asked back.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bot.intent.words import fold

_PART = re.compile(r"\{(?P<slot>\w+)\}|\((?P<several>[^)]*)\)|(?P<word>[^\s+]+)")
_GROUP = re.compile(r"<(\w+)>")
_GAP = r"(?: \S+){0,3}? "  # so many words may stand between two parts
_SLOT = r"(\S+(?: \S+){0,11}?) "
_LAST_SLOT = r"(\S+(?: \S+)*)"

Rows = tuple[str, ...]
Table = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a line: rows of words of which any will do, or the name of what is taken along."""

    rows: Rows = ()
    slot: str = ""

    @property
    def heads(self) -> frozenset[str]:
        """The words one of which must have been said."""
        return frozenset(row.partition(" ")[0] for row in self.rows)

    def row(self, said: str) -> str:
        """The row that was said."""
        if said in self.rows:
            return said
        return next(row for row in self.rows if re.fullmatch(_pattern(row), said))

    @property
    def pattern(self) -> str:
        """The rows as a regular expression, the longest first."""
        return f"({'|'.join(map(_pattern, sorted(self.rows, key=len, reverse=True)))})(?!\\S)"


@dataclass(frozen=True, eq=False)
class Phrase:
    """One way of saying a command, and what goes `along`."""

    command: str
    along: str
    parts: tuple[Part, ...]
    sure: bool
    in_any_order: bool

    @cached_property
    def heads(self) -> Sequence[frozenset[str]]:
        """For each part the words one of which must have been said."""
        return [part.heads for part in self.parts if part.rows]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it in a line of folded words, a group for each part.

        Every gap is bounded, so that no text can make it slow.
        """
        if self.in_any_order:
            return re.compile("".join(rf"(?=(?:\S+ )*?{part.pattern})" for part in self.parts))
        last = len(self.parts) - 1
        row = [r"(?<!\S)"]
        for n, part in enumerate(self.parts):
            if part.slot:
                row.append(_LAST_SLOT if n == last else _SLOT)
            else:
                before_slot = n < last and self.parts[n + 1].slot
                row.append(part.pattern + ("" if n == last else " " if before_slot else _GAP))
        return re.compile("".join(row))


@dataclass(frozen=True)
class Book:
    """Everything that is known of all languages together: nobody says which one they write."""

    phrases: Sequence[Phrase]
    typed: Mapping[str, str]
    spelt: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """What each row of words tells: the fewer commands use it, the more."""
        commands: defaultdict[str, set[str]] = defaultdict(set)
        for phrase in self.phrases:
            for part in phrase.parts:
                for row in part.rows:
                    commands[row].add(phrase.command)
        return {row: 1 / len(commands[row]) for row in commands}


def _pattern(row: str) -> str:
    return re.escape(row).replace(r"\*", r"\S*")


@cache
def book() -> Book:
    """The phrases of every language file beside this module."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*.toml"))]
    lists: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for told in files:
        for name, line in told["lists"].items():
            lists[name] |= {fold(row.strip()) for row in line.split(",")}
    spelt = {fold(short): fold(full) for told in files for short, full in told["spelt"].items()}
    readers = [_Reader(told, spelt, lists["fillers"]) for told in files]
    return Book(
        phrases=[phrase for reader in readers for phrase in reader.phrases()],
        typed={words: command for reader in readers for words, command in reader.typed()},
        spelt=spelt,
        lists=lists,
    )


class _Reader:
    """Reads one language's file, and spells it as sentences are spelt."""

    def __init__(self, told: Mapping[str, Table], spelt: Mapping[str, str], fillers: frozenset[str]) -> None:
        self._told = told
        self._spelt = spelt
        self._fillers = fillers

    def phrases(self) -> Iterator[Phrase]:
        for table in ("sure", "maybe"):
            for means, lines in self._told[table].items():
                command, _, along = means.partition(":")
                for line in lines:
                    yield Phrase(command, along, tuple(self._parts(line)), table == "sure", " + " in line)

    def typed(self) -> Iterator[tuple[str, str]]:
        for command, line in self._told["typed"].items():
            for words in str(line).split(","):
                yield " ".join(self._words(words)), command

    def _parts(self, line: str) -> Iterator[Part]:
        for found in _PART.finditer(line):
            if slot := found["slot"]:
                yield Part(slot=slot)
            elif rows := self._rows((found["several"] or found["word"]).split("|")):
                yield Part(rows)

    def _rows(self, several: Sequence[str]) -> Rows:
        rows: set[str] = set()
        for row in several:
            if group := _GROUP.fullmatch(row.strip()):
                rows |= set(self._rows(str(self._told["groups"][group[1]]).split(",")))
            else:
                rows.add(" ".join(word for word in self._words(row) if word not in self._fillers))
        return tuple(sorted(rows - {""}))

    def _words(self, text: str) -> Sequence[str]:
        return " ".join(self._spelt.get(word, word) for word in fold(text).split()).split()
