"""Who is paired with whom, by the pairs file: known people only, each as often as they have places."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.people_cells import quoted
from bot.verifying.findings import Findings, count
from bot.verifying.tables import Pair, named


class Chosen(NamedTuple):
    """A pair by the places of its two; of peers the first place is the lower one."""

    mentee: int
    mentor: int
    score: int
    line: int


@dataclass(slots=True)
class Seating:
    """Takes pairs line by line; what cannot be is told and left out."""

    mentees: Mapping[str, int]
    mentors: Mapping[str, int]
    capacities: Sequence[int]
    findings: Findings
    fold: Callable[[str], str] = str.lower
    are_peers: bool = False
    chosen: list[Chosen] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)
    mentees_of: Counter[int] = field(default_factory=Counter)

    def take(self, pairs: Sequence[Pair]) -> None:
        for pair in pairs:
            mentee = self._place(pair.mentee, self.mentees, pair.line, "mentee")
            mentor = self._place(pair.mentor, self.mentors, pair.line, "mentor")
            if mentee is None or mentor is None:
                continue
            if self.are_peers:
                mentee, mentor = min(mentee, mentor), max(mentee, mentor)
            if self._is_free(pair, mentee, mentor):
                self.chosen.append(Chosen(mentee, mentor, pair.score, pair.line))

    @property
    def partner(self) -> dict[int, int]:
        """Of peers: each one's other."""
        ones = {pair.mentee: pair.mentor for pair in self.chosen}
        return ones | {other: one for one, other in ones.items()}

    def _place(self, cell: str, places: Mapping[str, int], line: int, side: str) -> int | None:
        name = self.fold(named(self.fold(cell), places))
        if name not in places:
            who = "nobody who takes part" if self.are_peers else f"no {side} of this run"
            self.findings.add(f"pairs, line {line}: {quoted(cell)} is {who}.")
        return places.get(name)

    def _is_free(self, pair: Pair, mentee: int, mentor: int) -> bool:
        at = f"pairs, line {pair.line}:"
        if self.are_peers:
            return self._are_free(pair, mentee, mentor)
        if mentee in self.placed:
            self.findings.add(f"{at} {quoted(pair.mentee)} is in a pair already.")
            return False
        if self.mentees_of[mentor] >= self.capacities[mentor]:
            places = count(self.capacities[mentor], "place")
            self.findings.add(f"{at} {quoted(pair.mentor)} has {places}, and this is one mentee more.")
            return False
        self.placed.add(mentee)
        self.mentees_of[mentor] += 1
        return True

    def _are_free(self, pair: Pair, one: int, other: int) -> bool:
        for place, name in ((one, pair.mentee), (other, pair.mentor)):
            if place in self.placed:
                self.findings.add(f"pairs, line {pair.line}: {quoted(name)} is in a pair already.")
                return False
        self.placed |= {one, other}
        return True
