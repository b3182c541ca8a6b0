"""The thought of the month: the same for all in one month, and none again before all others."""

from datetime import UTC, datetime
from itertools import pairwise, product

import pytest

from bot.momentum import month_of, turn
from bot.people import Person


def read(months: list[int], of: int) -> list[int]:
    """What somebody reads who is written to in these months, one after the other."""
    return [turn(months[: n + 1], of) for n in range(len(months))]


def test_written_to_each_month_everybody_reads_the_months_own() -> None:
    assert read([8, 9, 10, 11, 12], 8) == [0, 1, 2, 3, 4]
    assert turn([10], 8) == turn([8, 9, 10], 8) == 2


def test_written_to_twice_in_a_month_they_read_the_next_one() -> None:
    assert read([8, 8, 9, 9], 8) == [0, 1, 2, 3]


@pytest.mark.parametrize("of", [1, 2, 6, 8])
def test_nobody_reads_one_again_before_all_others_nor_twice_in_a_row(of: int) -> None:
    for gaps in product([0, 1, 3, of], repeat=5):
        months = [sum(gaps[:n]) + 24 for n in range(6)] + [200, 201, 201, 202]
        thoughts = read(months, of)

        assert len(set(thoughts[:of])) == len(thoughts[:of])
        assert of == 1 or all(one != other for one, other in pairwise(thoughts))
        assert set(thoughts) <= set(range(of))


def test_a_month_is_that_of_the_readers_calendar() -> None:
    midnight = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    london, berlin = (Person(1, 1, "Ada", timezone=zone) for zone in ("Europe/London", "Europe/Berlin"))

    assert month_of(midnight, berlin) == month_of(midnight, london) + 1
    assert month_of(midnight, berlin) % 12 == 0
