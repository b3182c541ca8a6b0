"""Instances whose best total is known beforehand: published, by a theorem, or planted with its prices."""

from pathlib import Path
from random import Random

import pytest

from tests.matching.given import HUGE, Given

ORLIB = Path(__file__).parent / "orlib" / "assign100.txt"
ENGINES = pytest.mark.parametrize("factor", [1, HUGE], ids=["by the flow", "by the seating"])


def square(size: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(size) for j in range(size)]


@pytest.mark.long
@ENGINES
def test_the_published_optimum_of_or_library_is_found(factor: int) -> None:
    """assign100 of J. E. Beasley's OR-Library: 305 is its published optimal value (see orlib/README.md)."""
    size, *costs = map(int, ORLIB.read_text().split())
    instance = Given(dict(zip(square(size), (-cost for cost in costs), strict=True)), size, [1] * size)

    found = instance.times(factor)

    assert found.reached == (100, -305 * factor)
    assert found.verified().failures == ()


@ENGINES
@pytest.mark.parametrize("size", [1, 2, 7, 60])
@pytest.mark.parametrize("sign", [-1, 1], ids=["least", "most"])
def test_products_are_paired_as_the_rearrangement_inequality_says(size: int, sign: int, factor: int) -> None:
    """The instances c(i, j) = i × j of Machol and Wien ("A 'Hard' Assignment Problem", Operations Research 24,
    1976), made to keep the Hungarian method busy. By the rearrangement inequality (Hardy, Littlewood and
    Pólya, 1934) the sum is least where one side rises and the other falls, and most where both rise.
    """
    scores = {(i, j): sign * (i + 1) * (j + 1) for i, j in square(size)}
    least = sum(number * (size + 1 - number) for number in range(1, size + 1))
    most = sum(number * number for number in range(1, size + 1))

    found = Given(scores, size, [1] * size).times(factor)

    assert found.reached == (size, factor * (most if sign > 0 else -least))


@ENGINES
@pytest.mark.parametrize("seed", range(6))
def test_planted_prices_are_reached(seed: int, factor: int) -> None:
    """Prices are drawn first, and scores so that no edge is worth more than its prices, the edges of one
    choice just those, and everybody with a price has a place, every place with one is taken. By the duality of
    linear programming no choice has a higher total than that one.
    """
    draw = Random(seed)
    places = [draw.randint(1, 4) for _ in range(50)]
    seats = [mentor for mentor, many in enumerate(places) for _ in range(many)]
    mentees = len(seats) - draw.choice([0, 5])
    asked = [draw.randint(0, 300) for _ in places]
    free = draw.sample(range(len(seats)), len(seats) - mentees)
    for seat in free:
        asked[seats[seat]] = 0  # a place that stays free costs nothing
    taken = [mentor for seat, mentor in enumerate(seats) if seat not in free]
    draw.shuffle(taken)
    paid = [draw.randint(0, 500) for _ in taken]
    scores = {
        (one, other): paid[one] + asked[other] - draw.choice([0, 1, draw.randint(0, 400)])
        for one in range(mentees)
        for other in range(len(places))
        if draw.random() < 0.5
    }
    planted = {(one, other): paid[one] + asked[other] for one, other in enumerate(taken)}

    found = Given(scores | planted, mentees, places).times(factor)

    assert found.reached == (mentees, factor * sum(planted.values()))
    assert found.verified().failures == ()


@pytest.mark.parametrize("size", [1, 2, 40])
def test_a_chain_moves_everybody_on_by_one(size: int) -> None:
    """Only one perfect choice exists, the one that best pair first never finds: everybody but the last would
    score more with the mentor of the next.
    """
    scores = {(i, i): 1 for i in range(size)} | {(i, i + 1): 1000 for i in range(size - 1)}

    assert Given(scores, size, [1] * size).reached == (size, size)
