"""Which words of somebody's goals are compared: the telling ones, cut to what their forms have in common.

Words alone say little about goals put differently, so that their part of a score is small, and never the
reason for a pair by itself.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

# Shorter words tell too little, and the ends of longer ones are grammar.
SHORTEST = 4
STEM = 6
MOST = 12

_WORD = re.compile(r"[^\W_]+")


def goal_words(text: str) -> frozenset[str]:
    """The stems of what is left without stop words."""
    if not text:
        return frozenset()
    folded = _folded(text)
    stop = _stop_words()
    return frozenset([word[:STEM] for word in _words(folded) if len(word) >= SHORTEST and word not in stop])


def foremost(words: frozenset[str], rarity: Mapping[str, int]) -> frozenset[str]:
    """The rarest of somebody's words; among equals, the first of the alphabet."""
    if len(words) <= MOST:
        return words
    return frozenset(sorted(words, key=lambda word: (-rarity[word], word))[:MOST])


def _words(folded: str) -> list[str]:
    """Runs of letters, marks and digits. The pattern alone would end a word at a mark."""
    if folded.isascii():
        return _WORD.findall(folded)
    kept = (char if _belongs(unicodedata.category(char)) else " " for char in folded)
    return "".join(kept).split()


def _belongs(category: str) -> bool:
    return category[0] in "LM" or category == "Nd"


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()  # which has no other form
    # once more, since folding may bring forth what has a simpler form
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_folded(files("bot.matching").joinpath("stop_words.txt").read_text("utf-8")).split())
