"""The heartbeat: one coroutine, again and again, through every jump of the wall clock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

log = logging.getLogger(__name__)

JOB = "heartbeat"
OVERDUE = 1.5  # intervals without a tick after which the wall clock must have jumped back
HANGING = 20  # intervals after which a beat that has not ended is reported


class Once(BaseTrigger):  # type: ignore[misc]  # apscheduler carries no types
    """Rings once, so many seconds from now, by the clock that APScheduler itself goes by.

    Its interval trigger would list every run missed in a jump: a year of them blocks the loop for seconds.
    """

    def __init__(self, after: timedelta) -> None:
        self.after = after

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        return now + self.after if previous is None else None


class Heartbeat:
    """Calls `beat` at once, then every so often, never twice at the same time.

    A beat that fails is logged and the next one comes. All methods belong to one event loop.
    """

    def __init__(self, beat: Callable[[], Awaitable[None]], every: timedelta) -> None:
        self._beat = beat
        self._every = every
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._asked = asyncio.Event()
        self._waiting: list[asyncio.Future[None]] = []
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._ticked = 0.0
        self._began: float | None = None
        self._reported = False
        self._stopping = False

    def start(self) -> None:
        self._scheduler.start()
        self._arm()
        self._tasks = (asyncio.create_task(self._beat_when_asked()), asyncio.create_task(self._watch()))
        self.soon()

    async def stop(self, grace: timedelta = timedelta(seconds=10)) -> None:
        """Let a beat that is under way end, for as long as `grace`; then cancel it."""
        if not self._tasks:
            return
        pulse, watchdog = self._tasks
        self._tasks = ()
        self._stopping = True
        self._scheduler.shutdown(wait=False)
        watchdog.cancel()
        self._asked.set()
        await asyncio.wait({pulse}, timeout=grace.total_seconds())
        pulse.cancel()
        await asyncio.gather(pulse, watchdog, return_exceptions=True)
        self._release(self._waiting)

    def soon(self) -> None:
        """Ask for a beat without waiting for it. Asked during a beat, however often, it means one more."""
        self._asked.set()

    async def now(self) -> None:
        """Wait for the end of a beat that begins after this call; once stopped, for nothing."""
        if self._stopping:
            return
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(done)
        self.soon()
        await done

    def _arm(self) -> None:
        self._ticked = asyncio.get_running_loop().time()
        self._scheduler.add_job(
            self._tick,
            Once(self._every),
            id=JOB,
            replace_existing=True,
            misfire_grace_time=None,  # late is as good as in time; the default drops what is a second late
        )

    async def _tick(self) -> None:
        self._arm()
        self.soon()

    async def _beat_when_asked(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._asked.wait()
            self._asked.clear()
            if self._stopping:
                return
            waiting, self._waiting = self._waiting, []
            self._began = loop.time()
            try:
                await self._beat_once()
            finally:
                self._ended(loop.time() - self._began)
                self._release(waiting)

    async def _beat_once(self) -> None:
        try:
            await self._beat()
        except asyncio.CancelledError:
            # ours if we are being stopped; else something inside the beat was cancelled: its own failure
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            log.exception("a beat was cancelled from inside")
        except Exception:
            log.exception("a beat failed; the next one comes all the same")

    def _ended(self, took: float) -> None:
        if self._reported:
            log.warning("the beat that hung has ended after %.1f s", took)
        self._began, self._reported = None, False

    @staticmethod
    def _release(waiting: list[asyncio.Future[None]]) -> None:
        for done in waiting:
            if not done.done():
                done.set_result(None)
        waiting.clear()

    async def _watch(self) -> None:
        """Live by the monotonic clock, which never jumps, and see to it that the ticks go on."""
        loop = asyncio.get_running_loop()
        every = self._every.total_seconds()
        while True:
            await asyncio.sleep(max(self._ticked + OVERDUE * every - loop.time(), every / 10))
            self._revive(loop.time() - self._ticked)
            self._report(loop.time())

    def _revive(self, silent: float) -> None:
        if silent < OVERDUE * self._every.total_seconds():
            return
        log.warning("no tick for %.1f s: the clock was set back, or this process was held up", silent)
        self._arm()
        self.soon()

    def _report(self, at: float) -> None:
        if self._reported or self._began is None:
            return
        if at - self._began > HANGING * self._every.total_seconds():
            self._reported = True
            log.error("a beat has been running for %.1f s; no other begins until it ends", at - self._began)
