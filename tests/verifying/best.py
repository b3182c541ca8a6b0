"""Finds what is best in tiny cases by trying everything, and prices that prove it; no solver is needed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Vector = tuple[int, ...]
Two = tuple[str, str]
Pairs = dict[str, str]
Edges = dict[Two, Vector]

LEADERS = 1  # the place of this level


@dataclass(frozen=True)
class Tiny:
    """`edges` say what a pair adds at each level, at `leaders` for the mentee alone; `leaders` are mentors."""

    edges: Edges
    capacities: Mapping[str, int]
    levels: int
    leaders: frozenset[str] = field(default_factory=frozenset)

    def total(self, pairs: Pairs) -> Vector:
        found = [sum(self.edges[pair][level] for pair in pairs.items()) for level in range(self.levels)]
        if self.leaders:
            found[LEADERS] += len(self.leaders.intersection(pairs.values()))
        return tuple(found)

    def every(self) -> Iterator[Pairs]:
        """Every way to place people, the worst included."""
        yield from self._from(sorted({mentee for mentee, _ in self.edges}), {})

    def _from(self, mentees: Sequence[str], pairs: Pairs) -> Iterator[Pairs]:
        if not mentees:
            yield dict(pairs)
            return
        first, *rest = mentees
        yield from self._from(rest, pairs)
        taken = Counter(pairs.values())
        for mentor, places in self.capacities.items():
            if (first, mentor) in self.edges and taken[mentor] < places:
                yield from self._from(rest, pairs | {first: mentor})

    def best(self) -> Pairs:
        return max(self.every(), key=self.total)

    def prices(self, pairs: Pairs) -> tuple[dict[str, Vector], dict[str, Vector]]:
        """The lowest prices of mentors that hold for all edges, and what then remains to the mentees."""
        many = Counter(pairs.values())
        counted = self.leaders.intersection(many)
        values = {
            (mentee, mentor): _leader(value, is_one=mentor in self.leaders - counted)
            for (mentee, mentor), value in self.edges.items()
        }
        nothing = (0,) * self.levels
        mentors = {
            one: _leader(nothing, times=-1) if one in counted and many[one] == 1 else nothing
            for one in self.capacities
        }
        for _ in range(len(self.capacities) + 1):
            for (mentee, mentor), value in values.items():
                here = pairs.get(mentee)
                rest = nothing if here is None else minus(values[mentee, here], mentors[here])
                mentors[mentor] = max(mentors[mentor], minus(value, rest))
        mentees = {mentee: minus(values[mentee, here], mentors[here]) for mentee, here in pairs.items()}
        return mentees, mentors


def _leader(value: Vector, *, is_one: bool = True, times: int = 1) -> Vector:
    return tuple(one + times * (is_one and place == LEADERS) for place, one in enumerate(value))


def minus(one: Vector, other: Vector) -> Vector:
    return tuple(a - b for a, b in zip(one, other, strict=True))
