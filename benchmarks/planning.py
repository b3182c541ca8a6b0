"""Planning one month for 50,000 pairs, from reading who they are to the last row."""

from collections.abc import Iterator

from benchmarks.a_month import in_a_process
from benchmarks.databases import on_postgresql, on_sqlite
from benchmarks.one_run import Took
from benchmarks.side_by_side import Row, row, scaled

PAIRS = 50_000
SECONDS = 60
MOST = 500 * 10**6


def measure(scale: float) -> Iterator[Row]:
    pairs = scaled(PAIRS, scale)
    with on_sqlite() as address:
        yield from _rows("SQLite", in_a_process(pairs, address))
    with on_postgresql() as databases:
        if databases:
            yield from _rows("PostgreSQL", in_a_process(pairs, databases.new()))


def _rows(where: str, took: Took) -> Iterator[Row]:
    month = f"planning a month for 50,000 pairs on {where}"
    yield row(f"{month}, wall", "60 seconds", [took.wall / SECONDS], "at most 1")
    yield row(f"peak memory: {month}", "500 MB", [took.peak / MOST], "at most 1")
