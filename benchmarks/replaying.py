"""A year in seconds: twelve months of a programme replayed, on SQLite and on PostgreSQL, and how that grows.

Each runs in a process of its own (`benchmarks.a_year`), which says in numbers what these rows say in ratios.
"""

from collections.abc import Callable, Iterator

from benchmarks.a_year import YEAR, Took, in_a_process
from benchmarks.databases import on_postgresql, on_sqlite
from benchmarks.side_by_side import Row, row, scaled

# Of `make bench`; at full size ten times as many.
FEW, MANY = 100, 1_000
LARGE = 10
# Enough for a test.
SHORT = 45
MOST = 500 * 10**6


def measure(scale: float) -> Iterator[Row]:
    few, many, days = scaled(FEW, scale), scaled(MANY, scale), YEAR if scale >= 1 else SHORT
    yield from _rows("SQLite", *(_on_sqlite(pairs, days) for pairs in (few, many)))
    with on_postgresql() as databases:
        if databases:
            took = (in_a_process(pairs, databases.new(), days) for pairs in (few, many))
            yield from _rows("PostgreSQL", *took)


def _on_sqlite(pairs: int, days: int) -> Took:
    with on_sqlite() as address:
        return in_a_process(pairs, address, days)


def _rows(where: str, small: Took, large: Took) -> Iterator[Row]:
    def grown(of: Callable[[Took], float]) -> list[float]:
        return [of(large) / of(small)]

    print(f"      {where}: {small}, {large}", flush=True)
    year = f"a year on {where}"
    yield row(f"{year}: ten times the pairs, wall", "the pairs", grown(lambda took: took.wall), "at most 12")
    yield row(f"{year}: ten times the pairs, processor", "the pairs", grown(lambda took: took.cpu))
    yield row(f"{year}: ten times the pairs, planned, wall", "the pairs", grown(lambda took: took.planning))
    yield row(f"{year}: messages sent", "planned when pairs began", [large.sent / large.planned])
    yield row(f"peak memory: {year}", "500 MB", [large.peak / MOST], "at most 1")
