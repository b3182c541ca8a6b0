"""Each benchmark still runs and says what its page says it measures."""

from pathlib import Path

import pytest

from benchmarks import Measure, find_benchmarks, find_large
from benchmarks.cohorts import POPULAR, SHAPES, TIGHT, Shape, people, run
from benchmarks.side_by_side import row
from bot.matching.cohort import cohort

FOLDER = Path(__file__).parent.parent / "benchmarks"
FOUND = find_benchmarks()


@pytest.mark.benchmark
@pytest.mark.parametrize("measure", FOUND.values(), ids=FOUND)
def test_a_benchmark_measures_what_the_page_tells(measure: Measure) -> None:
    page = (FOLDER / "README.md").read_text()

    for found in measure(0.01):
        assert found.lowest <= found.ratio <= found.highest
        assert f"| {found.what} | {found.against} | " in page


def test_a_row_is_the_median_of_its_rounds() -> None:
    assert str(row("this", "that", [30.4, 0.5, 1.234])) == "| this | that | 1.23 | 0.50 to 30 |  |"


def test_a_row_says_what_was_promised_and_does_not_round_the_small_away() -> None:
    found = row("this", "that", [0.00123, 0.0, 12_345.6], "at most 1")

    assert str(found) == "| this | that | 0.0012 | 0.00 to 12,346 | at most 1 |"


def test_what_is_for_large_companies_is_run_in_small_as_well() -> None:
    assert find_large().keys() <= FOUND.keys()
    assert all(scale > 1 for _, scale in find_large().values())


@pytest.mark.parametrize("shape", [*SHAPES, TIGHT], ids=lambda shape: shape.name)
def test_a_cohort_is_always_the_same(shape: Shape) -> None:
    assert people(30, shape, 2) == people(30, shape, 2)
    assert people(30, shape, 2) != people(30, shape, 3)


def test_everybody_wants_the_same_mentors_where_they_should() -> None:
    who = people(200, POPULAR)
    among = cohort(who.mentors, who.mentees, run())
    best = among.scores.table.argmax(axis=1)

    assert len(set(best.tolist())) < len(who.mentors) / 5
