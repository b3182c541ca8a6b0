"""Edges that others have scored: the most mentees, then the largest total, proven."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.columns import Ints
from bot.matching.flow import NOBODY
from bot.matching.levels import MENTEES, SCORE, SPARE, Lots, Stage, digits
from bot.matching.solve import seat
from bot.matching.stages import Cast, Edges, Face, choose

_MOST_BITS = 60
# What a place costs that does not exist: more than any edge is worth.
_NO_PLACE = (2, 0)


@dataclass(frozen=True, slots=True)
class Assigned:
    """Pairs as (mentee, mentor, score) by number, and prices: placed and points for each person."""

    pairs: tuple[tuple[int, int, int], ...]
    mentees: tuple[tuple[int, ...], ...]
    mentors: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        return sum(score for _, _, score in self.pairs)


@dataclass(frozen=True, slots=True)
class Scored:
    """Edges by the numbers of mentees and mentors, each pair once; scores of any size, below zero too."""

    mentees: Ints
    mentors: Ints
    scores: Sequence[int]


def assign(edges: Scored, mentees: int, places: Sequence[int]) -> Assigned:
    """Choose among the edges of so many mentees, and of mentors with that many places each."""
    given, places = places, [min(many, mentees + 1) for many in places]
    highest = max((abs(score) for score in edges.scores), default=0)
    # digits of prices are sums along chains of moves: they stay within half a unit
    unit = SPARE * max(1, min(mentees, sum(places))) * max(1, highest) + 1
    bits = (unit + highest).bit_length() + (mentees + len(places)).bit_length()
    engine = _by_flow if bits <= _MOST_BITS else _by_seating
    mate, paid, asked = engine(edges, mentees, places, unit)
    rows = zip(edges.mentees.tolist(), edges.mentors.tolist(), edges.scores, strict=True)
    pairs = sorted(row for row in rows if mate[row[0]] == row[1])
    of_mentees, of_mentors = (
        [tuple(digits(price, (unit, 1))) for price in prices] for prices in (paid, asked)
    )
    prices = zip(of_mentors, given, strict=True)
    return Assigned(
        tuple(pairs), tuple(of_mentees), tuple(price if many else _NO_PLACE for price, many in prices)
    )


_Found = tuple[Sequence[int], Sequence[int], Sequence[int]]


def _by_flow(edges: Scored, mentees: int, places: Sequence[int], unit: int) -> _Found:
    room: Ints = np.array(places, np.int64)
    usable = room[edges.mentors] > 0
    scores: Ints = np.array(edges.scores, np.int64)[usable]
    given = Edges(edges.mentees[usable], edges.mentors[usable], scores, np.zeros(len(scores), bool))
    empty = np.zeros(0, np.uint64)
    cast = Cast(room, np.zeros(mentees, bool), np.zeros(len(room), bool), Lots(empty, empty))
    choice = choose(Stage((MENTEES, SCORE), (unit, 1), mentee=unit), cast, Face.whole(cast), given)
    return choice.mate.tolist(), choice.prices.mentees.tolist(), choice.prices.mentors.tolist()


def _by_seating(edges: Scored, mentees: int, places: Sequence[int], unit: int) -> _Found:
    """For what 64 bits do not hold: slower by far, and nothing is rounded."""
    rows: list[dict[int, int]] = [{} for _ in range(mentees)]
    for mentee, mentor, score in zip(
        edges.mentees.tolist(), edges.mentors.tolist(), edges.scores, strict=True
    ):
        if places[mentor]:
            rows[mentee][mentor] = unit + score
    found = seat(rows, places)
    return [NOBODY if place is None else place for place in found.seats], found.rows, found.places
