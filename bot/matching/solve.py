"""The best choice of pairs, exactly: most mentees placed, then leaders, then total score, then a seeded lot.

A minimum-cost flow by successive shortest paths: each mentee in turn is seated by the cheapest chain of
moves, with prices on the places that keep every step non-negative (Jonker and Volgenant, 1987). The levels
are packed into one integer of any length, so that none is bought with a lower one, and nothing is rounded.
"""

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

Edge = tuple[int, int]
_LOT_BITS = 48


@dataclass(frozen=True, slots=True)
class Solution:
    """Pairs as (mentee, mentor). `totals` are the levels: mentees placed, leaders placed, sum of scores."""

    pairs: tuple[Edge, ...]
    unmatched: tuple[int, ...]
    totals: tuple[int, int, int]


def solve(
    mentees: Collection[int],
    mentors: Mapping[int, int],
    edges: Mapping[Edge, int],
    leaders: Collection[int] = (),
    seed: int = 0,
) -> Solution:
    """Choose among `edges`, (mentee, mentor) with a score, at most one a mentee and `mentors[id]` a mentor.

    Leaders placed are leaders among the mentees plus different leaders among the mentors. The order in which
    things are given changes nothing.
    """
    order, leading = sorted(mentees), frozenset(leaders)
    places = _places(mentors, leading)
    rows = _rows(order, places, edges, leading, seed)
    seats = _Seating(rows, [place.room for place in places]).fill()
    chosen = {
        mentee: places[seat].mentor for mentee, seat in zip(order, seats, strict=True) if seat is not None
    }
    led = len(leading.intersection(chosen)) + len(leading.intersection(chosen.values()))
    totals = (len(chosen), led, sum(edges[pair] for pair in chosen.items()))
    return Solution(tuple(chosen.items()), tuple(mentee for mentee in order if mentee not in chosen), totals)


@dataclass(frozen=True, slots=True)
class _Place:
    """Room at a mentor. A leader's first seat is a place of its own: only that one places a leader more."""

    mentor: int
    room: int
    leader: bool = False


def _places(mentors: Mapping[int, int], leaders: Collection[int]) -> list[_Place]:
    places: list[_Place] = []
    for mentor, room in sorted(mentors.items()):
        first = min(room, 1) if mentor in leaders else 0
        places += (_Place(mentor, first, leader=True), _Place(mentor, room - first))
    return [place for place in places if place.room > 0]


_Row = dict[int, int]


def _rows(
    order: Sequence[int],
    places: Sequence[_Place],
    edges: Mapping[Edge, int],
    leaders: Collection[int],
    seed: int,
) -> list[_Row]:
    """For each mentee what each place is worth, all levels in one integer."""
    numbers: dict[int, list[int]] = {}
    for number, place in enumerate(places):
        numbers.setdefault(place.mentor, []).append(number)
    pair_unit, leader_unit, score_unit = _units(len(order), max(map(abs, edges.values()), default=0))
    rows: dict[int, _Row] = {mentee: {} for mentee in order}
    for (mentee, mentor), score in edges.items():
        worth = pair_unit + score_unit * score + _lot(seed, mentee, mentor)
        for number in numbers.get(mentor, ()):
            led = (mentee in leaders) + places[number].leader
            rows.setdefault(mentee, {})[number] = worth + leader_unit * led
    return [rows[mentee] for mentee in order]


def _units(mentees: int, highest: int) -> tuple[int, int, int]:
    """What one pair, one leader and one point are worth: each more than everything below it together."""
    point = 2 * (mentees << _LOT_BITS) + 1
    leader = point * (2 * mentees * highest + 1)
    return leader * (2 * mentees + 1), leader, point


def _lot(seed: int, mentee: int, mentor: int) -> int:
    """What decides between equals: a number that depends on the two and the seed, and on nothing else."""
    return int.from_bytes(blake2b(f"{seed}:{mentee}:{mentor}".encode(), digest_size=_LOT_BITS // 8).digest())


class _Seating:
    """Mentees seated one by one. After each, no other seating of those already seated is worth more."""

    def __init__(self, rows: Sequence[_Row], rooms: Sequence[int]) -> None:
        # Everybody also has a seat of their own outside, worth nothing, so that nobody needs a special case.
        self.outside = len(rooms)
        self.rows = [{**row, self.outside + number: 0} for number, row in enumerate(rows)]
        self.rooms = [*rooms, *(1 for _ in rows)]
        self.prices = [0] * len(self.rooms)
        self.seated: list[list[int]] = [[] for _ in self.rooms]
        self.seats: dict[int, int] = {}

    def fill(self) -> list[int | None]:
        """The place of each row, or None."""
        for row in range(len(self.rows)):
            self._seat(row)
        return [seat if seat < self.outside else None for _, seat in sorted(self.seats.items())]

    def _seat(self, row: int) -> None:
        search = _Search()
        self._ask(search, row, base=0)
        while not self._has_room(place := search.settle()):
            so_far = search.settled[place] - self.prices[place]
            for person in self.seated[place]:
                self._ask(search, person, base=so_far + self.rows[person][place])
        for passed, distance in search.settled.items():
            self.prices[passed] += search.settled[place] - distance
        self._move(search.asked_by, place)

    def _ask(self, search: "_Search", person: int, base: int) -> None:
        """What each place would cost if this person moved there, at the end of a chain that costs `base`."""
        for place, worth in self.rows[person].items():
            distance = base + self.prices[place] - worth
            if distance <= search.limit and distance < search.distances.get(place, search.limit + 1):
                search.reach(place, distance, person)
                if self._has_room(place):
                    search.limit = distance

    def _move(self, asked_by: Mapping[int, int], place: int) -> None:
        """Everybody on the chain moves up, from the place with room back to the one who came last."""
        free: int | None = place
        while free is not None:
            mover = asked_by[free]
            left = self.seats.get(mover)
            self.seats[mover] = free
            self.seated[free].append(mover)
            if left is not None:
                self.seated[left].remove(mover)
            free = left

    def _has_room(self, place: int) -> bool:
        return len(self.seated[place]) < self.rooms[place]


@dataclass(slots=True)
class _Search:
    """The way from one mentee to the nearest place with room: distances so far, and who would move where.

    Nothing beyond `limit` is of use: so near is a place with room, to begin with the mentee's own outside.
    """

    limit: int = 0
    distances: dict[int, int] = field(default_factory=dict)
    settled: dict[int, int] = field(default_factory=dict)
    asked_by: dict[int, int] = field(default_factory=dict)
    queue: list[tuple[int, int]] = field(default_factory=list)

    def reach(self, place: int, distance: int, person: int) -> None:
        self.distances[place] = distance
        self.asked_by[place] = person
        heapq.heappush(self.queue, (distance, place))

    def settle(self) -> int:
        """The nearest place not yet settled."""
        while True:
            distance, place = heapq.heappop(self.queue)
            if place not in self.settled:
                self.settled[place] = distance
                return place
