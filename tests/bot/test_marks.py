"""Whatever arrives while something is being written down goes into the next transaction, and nothing is forgotten."""

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest

from bot.marks import Marks, Sent
from bot.ports import Out
from bot.post import Parcel

PARCEL = cast("Parcel", None)


class Book:
    """Takes its time; `out` for as many times as it shall fail."""

    def __init__(self, out: int = 0) -> None:
        self.pages: list[list[str]] = []
        self._out = out

    async def keep(self, sent: Sequence[Sent]) -> None:
        await asyncio.sleep(0)
        if self._out:
            self._out -= 1
            raise Out
        self.pages.append([platform_id for _, platform_id in sent])


async def test_what_comes_meanwhile_is_written_down_together() -> None:
    book = Book()
    marks = Marks(book.keep)

    await asyncio.gather(*(marks.sent(PARCEL, str(number)) for number in range(5)))

    assert sorted(one for page in book.pages for one in page) == ["0", "1", "2", "3", "4"]
    assert len(book.pages) < 5


async def test_one_alone_waits_for_nobody() -> None:
    book = Book()
    marks = Marks(book.keep)

    await marks.sent(PARCEL, "1")
    await marks.sent(PARCEL, "2")

    assert book.pages == [["1"], ["2"]]


async def test_a_failure_is_told_to_whoever_it_concerns_and_ends_nothing() -> None:
    book = Book(out=1)
    marks = Marks(book.keep)

    with pytest.raises(Out):
        await marks.sent(PARCEL, "1")
    await marks.sent(PARCEL, "2")

    assert book.pages == [["2"]]


async def test_it_is_written_down_even_if_nobody_waits_for_it_any_more() -> None:
    book = Book()
    marks = Marks(book.keep)
    lane = asyncio.create_task(marks.sent(PARCEL, "1"))
    await asyncio.sleep(0)

    lane.cancel()
    await marks.settled()

    assert book.pages == [["1"]]
