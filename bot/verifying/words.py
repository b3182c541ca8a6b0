"""Terms, goal words and how rare they are (docs/matching.md, section 3)."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

import numpy as np
import numpy.typing as npt

from bot.skills import Skills, term

Numbers = npt.NDArray[np.int64]
Terms = frozenset[str]
NONE: Terms = frozenset()

_SHORTEST = 4
_LETTERS = 6
_MOST = 12


class Vocabulary:
    """What people wrote, as it is compared: a skill of the list by its English name, whoever calls it how."""

    def __init__(self, skills: Skills) -> None:
        self._skills = skills
        self._known: dict[str, str] = {}

    def term(self, words: str) -> str:
        if words not in self._known:
            skill = self._skills.known(words)
            self._known[words] = term(skill.name if skill else words)
        return self._known[words]

    def terms(self, many: Iterable[str]) -> Terms:
        return frozenset(map(self.term, many)) - {""}


def language_halves(languages: Iterable[str]) -> Terms:
    return frozenset(tag.partition("-")[0].lower() for tag in languages)


def rarities(sets: Sequence[Terms]) -> dict[str, int]:
    """Of each term: 1 if all have it, 2 if half of them do, 3 if a quarter does."""
    having = Counter(one for terms in sets for one in terms)
    return {one: (len(sets) // many).bit_length() for one, many in having.items()}


def goal_words(goals: str) -> Terms:
    words = ("".join(run) for is_word, run in groupby(_folded(goals), _in_a_word) if is_word)
    return frozenset(
        word[:_LETTERS] for word in words if len(word) >= _SHORTEST and word not in _stop_words()
    )


def rarest(words: Terms, rarity: Mapping[str, int]) -> Terms:
    """The goal words of one person that count."""
    if len(words) <= _MOST:
        return words
    return frozenset(sorted(words, key=lambda word: (-rarity[word], word))[:_MOST])


def total(sets: Iterable[Terms], rarity: Mapping[str, int]) -> Numbers:
    """The sum of rarities of each set."""
    return np.array([sum(rarity[one] for one in terms) for terms in sets], np.int64)


class Shared:
    """How much each of some people has in common with each of others: the sum of what shared terms count."""

    def __init__(
        self, ones: Sequence[Terms], others: Sequence[Terms], counts: Mapping[str, int] | None = None
    ) -> None:
        having = _places(others, frozenset().union(*ones))
        self._width = len(others)
        self._of = [
            [(having[one], counts[one] if counts else 1) for one in terms if one in having] for terms in ones
        ]

    def rows(self, rows: range) -> Numbers:
        # term by term and person by person: few people share a term, so this is far less than every cell
        found = np.zeros((len(rows), self._width), np.int64)
        for row, person in zip(found, rows, strict=True):
            for places, many in self._of[person]:
                row[places] += many
        return found


def _places(sets: Sequence[Terms], wanted: Collection[str]) -> dict[str, Numbers]:
    """Who has each of the wanted terms."""
    found: dict[str, list[int]] = {}
    for place, terms in enumerate(sets):
        for one in terms:
            if one in wanted:
                found.setdefault(one, []).append(place)
    return {one: np.array(places, np.int64) for one, places in found.items()}


def _folded(words: str) -> str:
    # normal once more: lower case may undo it
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())


def _in_a_word(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind[0] in "LM" or kind == "Nd"


@cache
def _stop_words() -> Terms:
    # by its path: importing the package beside it would bring the solver along
    text = files("bot").joinpath("matching", "stop_words.txt").read_text("utf-8")
    return frozenset(map(_folded, text.split()))
