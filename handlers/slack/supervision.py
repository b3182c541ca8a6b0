"""The one wrapper round every listener: nothing that goes wrong leaves it, and nobody is left waiting."""

import asyncio
import logging
import secrets
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from slack_bolt.response import BoltResponse

from bot.ports import Out
from handlers.slack.limits import Json

log = logging.getLogger(__name__)
# Marks the lines that one request leaves in the log.
correlation: ContextVar[str] = ContextVar("correlation", default="-")
Heard = TypeVar("Heard")
Hearing = Callable[[Json], Coroutine[Any, Any, BoltResponse]]


def answered(body: Json | None = None) -> BoltResponse:
    return BoltResponse(status=HTTPStatus.OK, body=body or "")


@dataclass(frozen=True, slots=True)
class Listener(Generic[Heard]):
    """Hear, ask and show, in three functions.

    `hear` turns the payload into our words, or into None where nobody waits for an answer; `apologise` is
    what the person sees when `answer` fails. What is `redelivered` Slack brings again after our outages.
    """

    name: str
    hear: Callable[[Json], Heard | None]
    answer: Callable[[Heard], Awaitable[BoltResponse]]
    apologise: Callable[[Heard], Awaitable[BoltResponse]] | None = None
    redelivered: bool = False


class Supervised:
    """Runs listeners within Slack's patience, and knows which are still running.

    Bolt turns an exception after an acknowledgement into a hang of three seconds and a 404, so none may reach
    it. What takes longer than `patience` goes on after Slack has had its answer.
    """

    def __init__(self, counts: Counter[str], patience: float = 2.8) -> None:
        self._counts = counts
        self._patience = patience
        self._running: set[asyncio.Task[BoltResponse]] = set()

    def listener(self, listener: Listener[Heard]) -> Hearing:
        async def heard(body: Json) -> BoltResponse:  # Bolt gives what the parameter is named after
            late = asyncio.Event()
            task = asyncio.create_task(self._run(listener, body, late))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await asyncio.wait({task}, timeout=self._patience)
            if not task.done():
                late.set()
                return answered()
            return task.result()

        return heard

    async def briefly(self, work: Coroutine[Any, Any, BoltResponse], at_most: float) -> None:
        """Wait a moment for what nobody looks at; it goes on by itself."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task}, timeout=at_most)

    async def finish(self, within: float) -> None:
        """Wait for what is running; what takes longer is broken off."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, listener: Listener[Heard], body: Json, late: asyncio.Event) -> BoltResponse:
        correlation.set(secrets.token_hex(4))
        try:
            heard = listener.hear(body)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self._counts[f"{listener.name}.malformed"] += 1
            return BoltResponse(status=HTTPStatus.BAD_REQUEST)
        if heard is None:
            return answered()
        try:
            response = await listener.answer(heard)
        except Exception as error:  # noqa: BLE001  the outermost loop: whatever it is, somebody waits for an answer
            return await self._failed(listener, heard, error, late)
        self._counts[f"{listener.name}.answered"] += 1
        return response

    async def _failed(
        self, listener: Listener[Heard], heard: Heard, error: Exception, late: asyncio.Event
    ) -> BoltResponse:
        """Once Slack has had its answer it brings nothing again, so that only the person can."""
        self._note(listener.name, "out" if isinstance(error, Out) else "failed", error)
        if listener.redelivered and isinstance(error, Out) and not late.is_set():
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if listener.apologise is None:
            return answered()
        try:
            return await listener.apologise(heard)
        except Exception as worse:  # noqa: BLE001  as above; and there is nobody left to tell
            self._note(listener.name, "speechless", worse)
            return answered()

    def _note(self, name: str, outcome: str, error: Exception) -> None:
        """Say where it happened. An exception's own words may quote people, so only its kind is named."""
        self._counts[f"{name}.{outcome}"] += 1
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
        log.error("slack %s %s [%s]: %s at %s", name, outcome, correlation.get(), type(error).__name__, where)
