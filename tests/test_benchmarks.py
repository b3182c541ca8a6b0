"""Each benchmark still runs and says what its page says it measures."""

from pathlib import Path

import pytest

from benchmarks import Measure, find_benchmarks
from benchmarks.side_by_side import row

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
    assert str(row("this", "that", [30.4, 0.5, 1.234])) == "| this | that | 1.23 | 0.50 to 30 |"
