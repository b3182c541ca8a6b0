"""Skills as people type them, compared as whole terms: "AI" is not in "retail"."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_APOSTROPHES = "'’ʼ"  # noqa: RUF001 the ones people type
_PART_OF_A_NAME = "+#."
_INNER_DOT = re.compile(r"(?<=\S)\.|\.(?!\w)")


@lru_cache(maxsize=4096)  # a cohort has few skills, asked of every possible pair
def term(words: str) -> str:
    """A skill as it is compared: "Public-speaking" is "public speaking", C++ is not C#, .NET not net."""
    folded = _normal(_normal(words).casefold())
    # once more, since an accent may now stand next to its letter
    spaced = _INNER_DOT.sub(" ", _normal("".join(map(_spaced, folded))))
    return " ".join(filter(None, (word.lstrip("+#") for word in spaced.split())))


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
