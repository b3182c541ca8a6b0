"""Announcing to 20,000: counting who would get it, and writing down who gets it, a few at a time."""

from collections.abc import Iterator

from benchmarks.an_announcement import Announced, in_a_process
from benchmarks.databases import on_postgresql, on_sqlite
from benchmarks.side_by_side import Row, row, scaled

PEOPLE, FEWER = 20_000, 2_000
SECONDS = 10
# Slack gives a form up that is not answered by then.
WAITED = 3


def measure(scale: float) -> Iterator[Row]:
    many, few = scaled(PEOPLE, scale), scaled(FEWER, scale)
    with on_sqlite() as large, on_sqlite() as small:
        yield from _rows("SQLite", in_a_process(many, large), in_a_process(few, small))
    with on_postgresql() as databases:
        if databases:
            large, small = databases.new(), databases.new()
            yield from _rows("PostgreSQL", in_a_process(many, large), in_a_process(few, small))


def _rows(where: str, many: Announced, few: Announced) -> Iterator[Row]:
    what = f"an announcement to 20,000 on {where}"
    yield row(f"planning {what}, wall", "10 seconds", [many.planned / SECONDS], "at most 1")
    yield row(f"counting who would get {what}, wall", "3 seconds", [many.counted / WAITED], "at most 1")
    yield row(f"peak memory: {what}", "to 2,000", [many.peak / few.peak], "at most 1.25")
