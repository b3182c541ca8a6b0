"""Finding the phrases that were said among somebody's words."""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

from bot.intent.phrases import Phrase, book
from bot.intent.slips import mended
from bot.intent.words import END, TURN, Word

_STEMS = range(3, 17)  # how long the beginning of a word is that a phrase may ask for


@dataclass(frozen=True)
class Sentence:
    """Words that were said in one breath, as one line to search in."""

    words: Sequence[Word]

    @cached_property
    def line(self) -> str:
        """The words as they are compared."""
        return " ".join(word.said for word in self.words)

    @cached_property
    def _ends(self) -> Sequence[int]:
        return list(accumulate(len(word.said) + 1 for word in self.words))

    def between(self, start: int, end: int) -> Sequence[Word]:
        """The words that stand at these places of the line."""
        return self.words[bisect(self._ends, start) : bisect(self._ends, end - 1) + 1]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that was said, what it tells, and the words in its place for what is taken along."""

    phrase: Phrase
    weight: float
    taken: Sequence[Word]
    mended: bool


def found_in(words: Sequence[Word]) -> Iterator[Found]:
    """Every phrase that was said. What was denied in the same breath was not said."""
    sentences = [Sentence(sentence) for sentence in _sentences(words)]
    heads = {head for sentence in sentences for word in sentence.words for head in _heads(word.said)}
    begun = {phrase for head in heads for phrase in _by_head().get(head, ())}
    likely = [phrase for phrase in begun if not any(part.isdisjoint(heads) for part in phrase.heads)]
    for sentence in sentences:
        denials = list(_denial().finditer(sentence.line)) if likely else []
        for phrase in likely:
            find = phrase.pattern.match if phrase.in_any_order else phrase.pattern.search
            said = find(sentence.line)
            if said and not any(_denies(denial, said, sentence.line) for denial in denials):
                yield _found(phrase, said, sentence)


@cache
def _by_head() -> Mapping[str, Sequence[Phrase]]:
    """The phrases by the words of their rarest part, so that few have to be looked at."""
    common = Counter(head for phrase in book().phrases for heads in phrase.heads for head in heads)
    by_head: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in book().phrases:
        for head in min(phrase.heads, key=lambda heads: sum(common[head] for head in heads)):
            by_head[head].append(phrase)
    return by_head


def _sentences(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    fillers = book().lists["fillers"]
    sentence: list[Word] = []
    for word in words:
        if word.said == END:
            yield sentence
            sentence = []
        elif word.said not in fillers:
            sentence.append(mended(word))
    yield sentence


def _heads(said: str) -> Iterator[str]:
    yield said
    for length in _STEMS:
        if length <= len(said):
            yield f"{said[:length]}*"


def _found(phrase: Phrase, said: re.Match[str], sentence: Sentence) -> Found:
    weights = book().weights
    parts = [(part, said[n]) for n, part in enumerate(phrase.parts, start=1)]
    weight = sum(weights[part.row(row)] for part, row in parts if part.rows)
    slot = next((n for n, part in enumerate(phrase.parts, start=1) if part.slot), 0)
    taken = sentence.between(*said.span(slot)) if slot else ()
    return Found(phrase, weight, taken, mended=any(word.mended for word in sentence.words))


@cache
def _denial() -> re.Pattern[str]:
    """Words that deny, but for those in company that makes them harmless, which are found first."""
    harmless, denials = (
        "|".join(sorted(map(re.escape, book().lists[name]), key=len, reverse=True)).replace(r"\*", r"\S*")
        for name in ("harmless", "denials")
    )
    return re.compile(rf"(?<!\S)(?:(?P<harmless>{harmless})|{denials})(?!\S)".replace(r"\ ", " "))


@cache
def _turn() -> re.Pattern[str]:
    # in German a comma goes before what is still the same breath: `ich will nicht, dass ...`
    return re.compile(rf"(?<!\S)(?:{TURN}(?! dass )|{'|'.join(map(re.escape, book().lists['turns']))})(?!\S)")


def _denies(denial: re.Match[str], said: re.Match[str], line: str) -> bool:
    """Whether it stands in the clause of what was said, and is not part of it."""
    parts = [said.span(n) for n in range(1, said.re.groups + 1)]
    if denial["harmless"] or any(start <= denial.start() < end for start, end in parts):
        return False
    start, end = min(start for start, _ in parts), max(end for _, end in parts)
    between = (denial.end(), start) if denial.start() < start else (end, denial.start())
    return not _turn().search(line, *between)
