"""How a text is cut into the pieces that a language model knows: WordPiece, as in BERT without capitals."""

import unicodedata
from collections.abc import Iterator, Sequence

# A longer word is no word.
LONGEST_WORD = 100
_WITHIN = "##"  # marks a piece that does not begin a word
_LINES = "\t\n\r"
# Where one character is one word (CJK ideographs), as the model was taught.
_WORDS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPieces:
    """Knows pieces by their places in a list."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._places = {piece: place for place, piece in enumerate(pieces)}
        self._longest = max(map(len, pieces))
        self._begin, self._end, self._unknown = (self._places[one] for one in ("[CLS]", "[SEP]", "[UNK]"))

    def of(self, text: str, most: int) -> list[int]:
        """The places of its first pieces between those for beginning and end, `most` in all.

        Nothing unless most of its letters are Latin: of other writings the model knows hardly more than the
        letters, so that all who write in one of them would seem to say the same.
        """
        each = words(text)
        letters = [char.isascii() for word in each for char in word if char.isalpha()]
        if 2 * sum(letters) <= len(letters):
            return []
        found = [place for word in each for place in self._cut(word)][: most - 2]
        return [self._begin, *found, self._end]

    def _cut(self, word: str) -> list[int]:
        """The longest piece first, then the longest of what is left; unknown if something is left over."""
        found: list[int] = []
        at = 0
        while at < len(word) <= LONGEST_WORD:
            mark = _WITHIN if at else ""
            ends = range(min(len(word), at + self._longest), at, -1)
            end = next((end for end in ends if mark + word[at:end] in self._places), 0)
            if not end:
                return [self._unknown]
            found.append(self._places[mark + word[at:end]])
            at = end
        return found or [self._unknown]


def words(text: str) -> list[str]:
    """Words and marks in lower case without accents; each mark, and each ideograph, by itself."""
    if not text.isascii():
        plain = unicodedata.normalize("NFD", "".join(_cleaned(text)))
        text = "".join(char for char in plain if unicodedata.category(char) != "Mn")
    return "".join(_apart(text.lower())).split()


def _cleaned(text: str) -> Iterator[str]:
    for char in text:
        if any(first <= ord(char) <= last for first, last in _WORDS):
            yield f" {char} "
        elif char != "\ufffd":
            yield char


def _apart(text: str) -> Iterator[str]:
    for char in text:
        if char.isalnum():
            yield char
        elif char in _LINES or (char.isspace() and unicodedata.category(char) != "Cc"):
            yield " "
        elif _is_mark(char):
            yield f" {char} "
        elif unicodedata.category(char)[0] != "C":
            yield char


def _is_mark(char: str) -> bool:
    return (char.isascii() and char.isprintable()) or unicodedata.category(char)[0] == "P"
