"""What a check has found, in plain sentences for whoever runs it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

SHOWN = 20
_LONGEST = 10**40

Tell = Callable[[str], None]


class Unusable(Exception):
    """A file cannot be read any further; the words say which, and why."""


@dataclass(slots=True)
class Findings:
    """The first few failures in words, and how many there are. None at all means proven."""

    sentences: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, sentence: str) -> None:
        self.count += 1
        if len(self.sentences) < SHOWN:
            self.sentences.append(sentence)

    def about(self, what: str) -> "Tell":
        """To tell of one thing only."""
        return lambda sentence: self.add(f"{what}: {sentence}")

    def extend(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            self.add(sentence)

    def add_unsaid(self, times: int) -> None:
        """Count failures without putting each into words."""
        self.count += times

    @property
    def wants_words(self) -> int:
        """How many more sentences will be shown."""
        return SHOWN - len(self.sentences)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lines` are there only where the pairs are proven."""

    lines: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    failed: int = 0


def number(value: int) -> str:
    """A number as it is read. Python refuses to write out those of thousands of digits."""
    if abs(value) < _LONGEST:
        return f"{value:,}"
    digits = value.bit_length() * 30103 // 100000 + 1  # the logarithm of 2
    return f"{'a negative' if value < 0 else 'a'} number of some {digits:,} digits"


def numbers(values: tuple[int, ...]) -> str:
    return "(" + "; ".join(map(number, values)) + ")"


def count(many: int, one: str, others: str = "") -> str:
    return f"{number(many)} {one if many == 1 else others or one + 's'}"


def different(stated: Mapping[str, int], found: Mapping[str, int]) -> Iterator[str]:
    """Totals that are not what the certificate says, a sentence each."""
    for level, total in stated.items():
        if total != found[level]:
            told = f"the certificate says {number(total)}, and the pairs have {number(found[level])}"
            yield f"totals: at {level} {told}."


def concluded(findings: Findings, *lines: str) -> Verdict:
    return Verdict((), tuple(findings.sentences), findings.count) if findings.count else Verdict(lines)
