"""Slips of the pen: a word that nobody knows, but for one letter."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bot.intent.phrases import book
from bot.intent.words import Word

_SHORTEST, _LONGEST = 5, 24
_WHOLE = -9


def mended(word: Word) -> Word:
    """The word, or the known one that differs from it by one letter more, less, other or swapped."""
    said = word.said
    if not _SHORTEST <= len(said) <= _LONGEST or not said.isalpha() or is_known(said):
        return word
    for place, rest in _shortened(said):
        for other, known in _shortened_known().get(rest, ()):
            # one letter too many or too few, though not an ending; or another letter; or two of them swapped
            inside = place < len(said) - 1 and other < len(known) - 1
            if known[0] == said[0] and inside and (_WHOLE in (place, other) or abs(other - place) <= 1):
                return replace(word, said=known, mended=True)
    return word


def is_known(said: str) -> bool:
    """Whether a phrase asks for this word."""
    return said in _vocabulary() or any(f"{said[:n]}*" in _vocabulary() for n in range(3, len(said) + 1))


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of every phrase, stems with their star, and the words of the lists."""
    rows = [row for phrase in book().phrases for part in phrase.parts for row in part.rows]
    listed = [row for rows in book().lists.values() for row in rows]
    return frozenset(word for row in (*rows, *listed, *book().typed) for word in row.split())


@cache
def _shortened_known() -> Mapping[str, Sequence[tuple[int, str]]]:
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for known in sorted(_vocabulary()):
        word = known.rstrip("*")
        if len(word) >= _SHORTEST:
            for place, rest in _shortened(word):
                found[rest].append((place, word))
    return found


def _shortened(word: str) -> Iterator[tuple[int, str]]:
    """The word whole, and without each of its letters, with the place of what is left out."""
    yield _WHOLE, word
    for place in range(len(word)):
        yield place, word[:place] + word[place + 1 :]
