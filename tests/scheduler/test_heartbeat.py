"""The heart goes on: through failures, hangs, impatience and clocks that are set."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Self

import apscheduler.schedulers.base
import pytest

from scheduler.heartbeat import HANGING, Heartbeat

EVERY = timedelta(milliseconds=10)
NEVER = timedelta(hours=1)
YEAR = timedelta(days=365)


class Chest:
    """What the heart drives: counts its beats, and can be made to hang or to fail."""

    def __init__(self) -> None:
        self.begun = self.running = self.most_at_once = 0
        self.came, self.open = asyncio.Event(), asyncio.Event()
        self.open.set()
        self.failure: BaseException | None = None

    async def beat(self) -> None:
        self.begun += 1
        self.running += 1
        self.came.set()
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            await asyncio.sleep(0)
            await self.open.wait()
            if self.failure:
                raise self.failure
        finally:
            self.running -= 1

    async def reaches(self, beats: int, within: float = 2.0) -> None:
        async with asyncio.timeout(within):
            while self.begun < beats:
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def alive(chest: Chest, every: timedelta = EVERY) -> AsyncIterator[Heartbeat]:
    heart = Heartbeat(chest.beat, every)
    heart.start()
    try:
        yield heart
    finally:
        chest.open.set()
        await heart.stop()


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Simulates that somebody sets the machine's clock: APScheduler reads the wall through this name only.

    Its timers, the event loop and the heartbeat are real, and so is the monotonic clock, which no one can set.
    """

    class Wall(datetime):
        ahead = timedelta()

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + cls.ahead

    def by(ahead: timedelta) -> None:
        Wall.ahead += ahead

    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Wall)
    return by


async def test_it_beats_at_once_and_then_again_and_again() -> None:
    chest = Chest()

    async with alive(chest):
        await chest.reaches(5)

    assert chest.most_at_once == 1


async def test_it_is_quiet_once_stopped() -> None:
    chest = Chest()
    async with alive(chest) as heart:
        await chest.reaches(2)
    beats = chest.begun

    await asyncio.sleep(0.03)
    await heart.now()
    await heart.stop()

    assert chest.begun == beats


async def test_a_clock_set_back_by_a_year_does_not_stop_it(jump: Callable[[timedelta], None]) -> None:
    chest = Chest()

    async with alive(chest):
        await chest.reaches(3)
        jump(-YEAR)
        await chest.reaches(chest.begun + 5)


async def test_a_clock_set_back_a_little_at_a_time_does_not_stop_it(
    jump: Callable[[timedelta], None],
) -> None:
    chest = Chest()

    async with alive(chest):
        for _ in range(5):
            jump(-timedelta(seconds=3))
            await chest.reaches(chest.begun + 1)


async def test_a_clock_set_forward_by_a_year_costs_one_beat_and_no_time(
    jump: Callable[[timedelta], None],
) -> None:
    chest = Chest()
    loop = asyncio.get_running_loop()

    async with alive(chest, timedelta(milliseconds=100)):
        await chest.reaches(1)
        jump(YEAR)
        await chest.reaches(2)
        before = loop.time()
        await asyncio.sleep(0.02)
        late = loop.time() - before - 0.02

    assert chest.begun == 2
    assert late < 0.1


async def test_it_beats_on_after_the_clock_was_set_forward_and_back(
    jump: Callable[[timedelta], None],
) -> None:
    chest = Chest()

    async with alive(chest):
        for ahead in (YEAR, -2 * YEAR, YEAR):
            jump(ahead)
            await chest.reaches(chest.begun + 3)


@pytest.mark.parametrize("failure", [RuntimeError("the database is out"), asyncio.CancelledError()], ids=repr)
async def test_a_beat_that_fails_is_logged_and_the_next_one_comes(
    failure: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    chest = Chest()
    chest.failure = failure

    async with alive(chest):
        await chest.reaches(3)

    assert "a beat " in caplog.text


async def test_now_waits_for_a_beat_that_began_after_it_was_asked() -> None:
    chest = Chest()
    async with alive(chest, NEVER) as heart:
        await heart.now()
        before = chest.begun

        await heart.now()

        assert chest.begun == before + 1
        assert chest.running == 0


async def test_however_many_ask_during_a_beat_one_more_follows() -> None:
    chest = Chest()
    async with alive(chest, NEVER) as heart:
        await heart.now()
        before = chest.begun
        chest.open.clear()
        first = asyncio.create_task(heart.now())
        await chest.reaches(before + 1)
        others = [asyncio.create_task(heart.now()) for _ in range(20)]
        await asyncio.sleep(0.005)

        chest.open.set()
        await asyncio.gather(first, *others)

        assert chest.begun == before + 2
        assert chest.most_at_once == 1


async def test_a_beat_that_hangs_is_reported_once_and_never_doubled(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "scheduler.heartbeat")
    chest = Chest()
    every = timedelta(milliseconds=2)
    chest.open.clear()

    async with alive(chest, every):
        await chest.reaches(1)
        await asyncio.sleep(every.total_seconds() * HANGING * 2)
        assert chest.begun == 1
        chest.open.set()
        await chest.reaches(2)

    reports = [line for line in caplog.messages if line.startswith("a beat has been running")]
    assert len(reports) == 1
    assert any(line.startswith("the beat that hung has ended") for line in caplog.messages)


async def test_a_beat_under_way_may_end_before_the_heart_stops() -> None:
    chest = Chest()
    chest.open.clear()
    heart = Heartbeat(chest.beat, NEVER)
    heart.start()
    await chest.reaches(1)
    stopping = asyncio.create_task(heart.stop())
    await asyncio.sleep(0.002)

    chest.open.set()
    await stopping

    assert (chest.begun, chest.running) == (1, 0)


async def test_a_beat_that_will_not_end_is_cancelled_and_nobody_waits_for_ever() -> None:
    chest = Chest()
    chest.open.clear()
    heart = Heartbeat(chest.beat, NEVER)
    heart.start()
    await chest.reaches(1)
    waiting = asyncio.create_task(heart.now())
    await asyncio.sleep(0)

    await heart.stop(grace=timedelta(milliseconds=5))
    await asyncio.wait_for(waiting, 1)

    assert chest.running == 0
