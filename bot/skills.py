"""Skills: as people type them, compared as whole terms ("AI" is not in "retail"), and the list we know."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_APOSTROPHES = "'’ʼ"  # noqa: RUF001 the ones people type
_PART_OF_A_NAME = "+#."
_INNER_DOT = re.compile(r"(?<=\S)\.|\.(?!\w)")
# Fewer letters are in the middle of too many words.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of the list: the English name it is kept by, others by language, and what else it is called."""

    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    def called(self, language: str) -> str:
        """Its name for a reader."""
        return self.names.get(language, self.name)

    @property
    def every(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.names.values(), *self.also)


class Ambiguous(ValueError):
    """Two skills of a list are called the same."""

    def __init__(self, words: str, first: Skill, second: Skill) -> None:
        super().__init__(f"{words!r} is {first.name!r} and {second.name!r}")
        self.words = words
        self.first = first
        self.second = second


class Skills:
    """The list we know. Whatever somebody calls one of its skills, in whichever language, it is one skill."""

    def __init__(self, listed: Iterable[Skill] = ()) -> None:
        self._listed = tuple(listed)
        self._by_term: dict[str, Skill] = {}
        for skill in self._listed:
            for words in skill.every:
                first = self._by_term.setdefault(term(words), skill)
                if first is not skill:
                    raise Ambiguous(words, first, skill)
        self._sought = tuple((skill, tuple(_bare(words) for words in skill.every)) for skill in self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def known(self, words: str) -> Skill | None:
        """The skill that these words mean."""
        return self._by_term.get(term(words))

    def settled(self, skills: Iterable[str]) -> tuple[str, ...]:
        """Each skill once: by the list's English name, or in somebody's own words as they were typed."""
        one_each: dict[str, str] = {}
        for words in skills:
            skill = self.known(words)
            kept = skill.name if skill else " ".join(words.split())
            if key := term(kept):
                one_each.setdefault(key, kept)
        return tuple(one_each.values())

    def called(self, words: str, language: str) -> str:
        """A skill as a reader calls it; own words stay as they are."""
        skill = self.known(words)
        return skill.called(language) if skill else words

    def search(self, typed: str, language: str) -> Sequence[Skill]:
        """Those that may be meant: first where a name begins so, then a word in it, then anywhere in it.

        Names in the reader's own language come before others; nothing typed means all of them.
        """
        sought = _bare(typed)
        if not sought:
            return self._listed
        ranked = [
            (rank, skill.called(language).casefold(), skill)
            for skill, names in self._sought
            if (rank := _rank(sought, names, _bare(skill.called(language)))) is not None
        ]
        return [skill for _, _, skill in sorted(ranked, key=lambda one: one[:2])]


@lru_cache(maxsize=4096)  # a cohort has few skills, asked of every possible pair
def term(words: str) -> str:
    """A skill as it is compared: "Public-speaking" is "public speaking", C++ is not C#, .NET not net."""
    folded = _normal(_normal(words).casefold())
    # once more, since an accent may now stand next to its letter
    spaced = _INNER_DOT.sub(" ", _normal("".join(map(_spaced, folded))))
    return " ".join(filter(None, (word.lstrip("+#") for word in spaced.split())))


def term_set(skills: Iterable[str]) -> frozenset[str]:
    """Each skill's term, without what is empty."""
    return frozenset(filter(None, map(term, skills)))


def terms(skills: Iterable[str]) -> dict[str, str]:
    """Each skill's term, and the words in which it was first written, in their order."""
    found: dict[str, str] = {}
    for skill in skills:
        if key := term(skill):
            found.setdefault(key, skill.strip())
    return found


def _normal(words: str) -> str:
    return unicodedata.normalize("NFKC", words)


def _spaced(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] in "LMN" or char in _PART_OF_A_NAME:
        return char
    # invisible marks and apostrophes stand inside words, everything else between them
    return "" if kind == "Cf" or char in _APOSTROPHES else " "


def _bare(words: str) -> str:
    """A term without its accents, as somebody types who has no key for them."""
    return "".join(
        char for char in unicodedata.normalize("NFKD", term(words)) if not unicodedata.combining(char)
    )


def _rank(sought: str, names: Sequence[str], own: str) -> int | None:
    """How near a search has come to a skill, the nearest first; None for not at all."""
    steps = (
        sought in names,
        own.startswith(sought),
        any(name.startswith(sought) for name in names),
        any(f" {sought}" in name for name in names),
        len(sought) >= _TELLING and any(sought in name for name in names),
    )
    return next((rank for rank, reached in enumerate(steps) if reached), None)
