"""What somebody typed, word by word: folded for comparing, and where each word stands in the original."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Nobody explains a wish in more words than these; a longer text is read no further.
MOST_WORDS = 60

# A mention, a word (`Mentor:in` is one), the end of a sentence, or another break between clauses.
_PIECE = re.compile(
    r"(?P<mention><[^<>\s]+>)|(?P<word>@?\w+(?:[:*/·_]in(?:nen)?\b)?(?:['’`\u00b4]\w+)*)"
    r"|(?P<end>(?<!\d)[.!?…]+(?=\s|$)|\n+)|(?P<turn>[,;:()–—])"
)
_GENDERED = re.compile(r"[:*/·_](?=in(?:nen)?$)")
_WRITTEN_OUT = re.compile(r"([aou])e")  # ae, oe, ue
_ENDINGS = {"d": "would", "ll": "will", "m": "am", "re": "are", "s": "is", "ve": "have"}
_BEFORE_NOT = {"ca": "can", "wo": "will", "sha": "shall"}

END, TURN = ".", ","


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is compared, and the place of what was typed for it."""

    said: str
    start: int
    end: int
    mended: bool = False


def fold(text: str) -> str:
    """Spelling that does not matter, away: case, accents, and the ways of writing an umlaut."""
    if text.isascii():
        return _WRITTEN_OUT.sub(r"\1", text.casefold())
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return _WRITTEN_OUT.sub(r"\1", "".join(one for one in bare if not unicodedata.combining(one)))


def words_in(text: str, spelt: Mapping[str, str]) -> Iterator[Word]:
    """The words and breaks of a text. `spelt` writes out what people shorten (`dont` is `do not`)."""
    for piece in _PIECE.finditer(text):
        for said in _said(piece, spelt):
            yield Word(said, piece.start(), piece.end())


def _said(piece: re.Match[str], spelt: Mapping[str, str]) -> list[str]:
    match piece.lastgroup:
        case "mention":
            return ["@"]
        case "end":
            return [END]
        case "turn":
            return [TURN]
        case _:
            typed = fold(re.sub("[’`\u00b4]", "'", _GENDERED.sub("", piece[0])))
            return spelt.get(typed.replace("'", ""), _in_full(typed)).split()


def _in_full(typed: str) -> str:
    """Contractions written out: `can't` is `can not`."""
    if typed.endswith("n't"):
        return f"{_BEFORE_NOT.get(typed[:-3], typed[:-3])} not"
    whole, _, ending = typed.partition("'")
    return f"{whole} {_ENDINGS.get(ending, ending)}"
