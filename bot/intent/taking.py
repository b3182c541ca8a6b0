"""What a command takes along, as it was typed: a topic, a person, a day, a code."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.intent.phrases import book
from bot.intent.slips import is_known
from bot.intent.words import TURN, Word

_LONGEST_NAME = 4  # words
_LONGEST_TOPIC = 8
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9]{4,12}|[A-Z0-9]{4,12}")
_DAY_AND_MONTH = re.compile(r"\d\.\s?\d+$")

Taken = str | None
"""None when it cannot be what is asked for: then the phrase was not said after all."""


def taken(slot: str, words: Sequence[Word], said: Sequence[Word], typed: str) -> Taken:
    """What stands in a slot, from the words there and, for a day, from everything that was said."""
    return _SLOTS[slot](said if slot == "date" else words, typed)


def topic(words: Sequence[Word], typed: str) -> Taken:
    """Something to learn, without what leads up to it and without politeness."""
    told = _without(_lists("polite"), _without(_lists("lead_up"), words), last=True)
    if not told or len(told) > _LONGEST_TOPIC or all(word.said in _lists("nobodies") for word in told):
        return None
    return _quoted(told, typed)


def person(words: Sequence[Word], typed: str) -> Taken:
    """A mention, or a name; never a pronoun, and never words of ours alone."""
    for word in words:
        if word.said.startswith("@"):
            return typed[word.start : word.end]
    named = _until(_lists("after_name") | {TURN}, _without(_lists("before_name"), words))
    if len(named) > _LONGEST_NAME or all(is_known(word.said) for word in named):
        return None
    return None if any(word.said in _lists("nobodies") for word in named) else _quoted(named, typed)


def day(words: Sequence[Word], typed: str) -> Taken:
    """The longest row of words that tell a day; nothing if none do: a break may be without end."""
    best: list[Word] = []
    row: list[Word] = []
    telling = _lists("dated") | _lists("beside_dates")
    for word in words:
        if word.said[0].isdigit() or word.said in telling or (row and word.said in _lists("between_dates")):
            row.append(word)
            best = max(best, row, key=len)
        else:
            row = []
    best = [*_without(_lists("between_dates"), best, last=True)]
    if not any(word.said[0].isdigit() or word.said in _lists("dated") for word in best):
        return ""
    return _quoted(best, typed)


def code(words: Sequence[Word], typed: str) -> Taken:
    """What looks like a code."""
    codes = (typed[word.start : word.end] for word in words)
    return next((one for one in codes if _CODE.fullmatch(one)), None)


_SLOTS: Mapping[str, Callable[[Sequence[Word], str], Taken]] = {
    "topic": topic,
    "person": person,
    "date": day,
    "code": code,
}


def _lists(name: str) -> frozenset[str]:
    return book().lists[name]


def _until(ends: frozenset[str], words: Sequence[Word]) -> Sequence[Word]:
    return words[: next((n for n, word in enumerate(words) if word.said in ends), len(words))]


def _without(rows: frozenset[str], words: Sequence[Word], *, last: bool = False) -> Sequence[Word]:
    """The words without those of the list at their beginning, or at their end."""
    words = list(words)
    while words and (words[-1] if last else words[0]).said in rows | {TURN}:
        words.pop(-1 if last else 0)
    return words


def _quoted(words: Sequence[Word], typed: str) -> str:
    quoted = typed[words[0].start : words[-1].end]
    # a day and its month, in German, end in a full stop
    return (
        quoted + "." if _DAY_AND_MONTH.search(quoted) and typed[words[-1].end :].startswith(".") else quoted
    )
