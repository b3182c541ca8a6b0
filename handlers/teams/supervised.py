"""The synchronous core, called from the event loop: on a bounded pool, and never waited for too long."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.ports import Out

log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

WORKERS = 8
PATIENCE = 2.5
# Where nobody waits: a large file is read or made.
LONG_PATIENCE = 60.0


class Asking:
    """A call that ran out of time may still be kept by the core; whatever it does is safe to repeat."""

    def __init__(self, patience: float = PATIENCE, workers: int = WORKERS) -> None:
        self._patience = patience
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="teams")

    async def __call__(
        self, call: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs
    ) -> Answer:
        return await self._waited_for(self._patience, lambda: call(*given, **named))

    async def slowly(
        self, call: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs
    ) -> Answer:
        """Ask where nobody waits for the answer."""
        return await self._waited_for(LONG_PATIENCE, lambda: call(*given, **named))

    async def _waited_for(self, patience: float, call: Callable[[], Answer]) -> Answer:
        running = asyncio.get_running_loop().run_in_executor(self._pool, call)
        try:
            async with asyncio.timeout(patience):
                return await running
        except TimeoutError as error:
            raise Out from error

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def correlation() -> str:
    """What ties the lines of one activity together in the log, and says nothing of whose it was."""
    return secrets.token_hex(4)


def report(error: BaseException, doing: str, mark: str) -> None:
    """An error's own words may hold what somebody wrote: its type and its places are enough."""
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("[%s] %s failed: %s\n%s", mark, doing, type(error).__name__, places)
