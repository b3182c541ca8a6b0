"""The best choice among edges whose scores are of any size: most mentees placed, then the total.

A minimum-cost flow by successive shortest paths: each mentee in turn is seated by the cheapest chain of
moves, with prices on the places that keep every step non-negative (Jonker and Volgenant, 1987). Slower than
the engine by far, but its integers have no end, so that nothing overflows and nothing is rounded.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_Row = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Seated:
    """The place of each row, or None, and what each row and each place costs.

    What an edge is worth is never more than its two prices, and just that where it was chosen.
    """

    seats: tuple[int | None, ...]
    rows: tuple[int, ...]
    places: tuple[int, ...]


def seat(rows: Sequence[_Row], rooms: Sequence[int]) -> Seated:
    """Seat every row where it is worth most to all. A row says what each place is worth, above nothing."""
    seating = _Seating(rows, rooms)
    seats = seating.fill()
    paid = tuple(
        rows[number][place] - seating.prices[place] if place is not None else 0
        for number, place in enumerate(seats)
    )
    return Seated(tuple(seats), paid, tuple(seating.prices[: len(rooms)]))


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
