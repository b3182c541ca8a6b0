"""The way to the core: off the event loop, on few threads, and never for longer than Slack waits."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.core import Bot
from bot.message import Message, Reply, Said
from bot.people import Address, Profile
from bot.ports import Out

Result = TypeVar("Result")


class Door:
    """Runs calls of the core. `limit` leaves Slack's three seconds some room for the way back."""

    def __init__(self, bot: Bot, limit: float = 2.5, workers: int = 8) -> None:
        self.bot = bot
        self.limit = limit
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="slack")

    async def run(self, call: Callable[[], Result], limit: float | None = None) -> Result:
        """Raises Out when it takes too long: what was asked may then be kept all the same."""
        try:
            async with asyncio.timeout(limit or self.limit):
                return await asyncio.get_running_loop().run_in_executor(self._threads, call)
        except TimeoutError:
            raise Out from None

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class Reception:
    """Where people are introduced before they are heard.

    `look_up` gives None for whoever is none of the company's people; they read `guests`. `remembered` bounds
    how many of those who were introduced are kept in mind, so that the core is not asked each time.
    """

    def __init__(
        self,
        door: Door,
        look_up: Callable[[Address], Awaitable[Profile | None]],
        guests: Callable[[], Message],
        remembered: int = 50_000,
    ) -> None:
        self._door = door
        self._look_up = look_up
        self.guests = guests
        self._remembered = remembered
        self._known: dict[Address, None] = {}

    async def ask(self, by: Address, call: Callable[[], Reply | None]) -> Reply | None:
        """What the core answers somebody. Raises Out when introduction and answer together take too long."""
        return await self.let_in(by, call, lambda: Said(self.guests()))

    async def let_in(
        self, by: Address, call: Callable[[], Result], otherwise: Callable[[], Result]
    ) -> Result:
        """The same for calls that have another answer for whoever is none of the company's."""
        try:
            async with asyncio.timeout(self._door.limit):
                return await self._door.run(call) if await self.admits(by) else otherwise()
        except TimeoutError:
            raise Out from None

    async def admits(self, by: Address) -> bool:
        """Introduce somebody who is new; False for those who are not the company's."""
        if by in self._known:
            return True
        if not await self._door.run(lambda: self._door.bot.knows(by)):
            profile = await self._look_up(by)
            if profile is None:
                return False
            await self._door.run(lambda: self._door.bot.meet([profile]))
        self._remember(by)
        return True

    def forget(self, by: Address) -> None:
        self._known.pop(by, None)

    def _remember(self, by: Address) -> None:
        while len(self._known) >= self._remembered:
            self._known.pop(next(iter(self._known)))  # whoever was introduced longest ago
        self._known[by] = None
