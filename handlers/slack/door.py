"""The way to the core: off the event loop, on few threads, and never for longer than Slack waits."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from bot.core import Bot
from bot.message import Message, Reply, Said
from bot.people import ENGLISH, Address, Profile
from bot.ports import Out
from handlers.slack.people import Stranger
from handlers.slack.troubles import TROUBLES

Result = TypeVar("Result")
# In seconds, for looking up somebody who was only mentioned.
_SOON = 1.0


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

    `look_up` raises Stranger for whoever is none of the company's people; they read `guests`. `remembered`
    bounds how many of those who were introduced are kept in mind with their language.
    """

    def __init__(
        self,
        door: Door,
        look_up: Callable[[Address], Awaitable[Profile]],
        guests: Callable[[str], Message],
        remembered: int = 50_000,
    ) -> None:
        self._door = door
        self._look_up = look_up
        self.guests = guests
        self._remembered = remembered
        self._languages: dict[Address, str] = {}

    async def ask(
        self, by: Address, call: Callable[[], Reply | None], mentioned: Collection[Address] = ()
    ) -> Reply | None:
        """What the core answers somebody, who may have mentioned others; they are introduced as well.

        Raises Out when introductions and answer together take too long.
        """
        try:
            return await self.let_in(by, call, mentioned)
        except Stranger as stranger:
            return Said(self.guests(stranger.language))

    async def let_in(
        self, by: Address, call: Callable[[], Result], mentioned: Collection[Address] = ()
    ) -> Result:
        """The same, but raises Stranger for whoever is none of the company's."""
        try:
            async with asyncio.timeout(self._door.limit):
                await self.admit(by)
                await asyncio.gather(*(self._introduce(one) for one in mentioned if one != by))
                return await self._door.run(call)
        except TimeoutError:
            raise Out from None

    async def admit(self, by: Address, *, acting: bool = True) -> None:
        """Introduce somebody who is new. Raises Stranger for those who are not the company's.

        Not `acting`: they only look, which brings nobody back who asked to be forgotten.
        """
        bot = self._door.bot
        # the core is always asked: whoever asked to be forgotten is somebody new
        known = await self._door.run(lambda: bot.knows(by))
        if known and by in self._languages:
            return
        if not known:
            profile = await self._look_up(by)
            await self._door.run(lambda: bot.meet([profile], acting=acting))
        self._remember(by, await self._door.run(lambda: bot.language_of(by)))

    def language_of(self, by: Address) -> str:
        """What somebody reads, as far as we know without asking anybody."""
        return self._languages.get(by, ENGLISH)

    async def _introduce(self, other: Address) -> None:
        """Whoever cannot be looked up soon stays a stranger: no reason to leave the words unheard."""
        with suppress(*TROUBLES, Stranger, TimeoutError):
            async with asyncio.timeout(_SOON):
                await self.admit(other, acting=False)

    def forget(self, by: Address) -> None:
        self._languages.pop(by, None)

    def _remember(self, by: Address, language: str) -> None:
        while len(self._languages) >= self._remembered:
            self._languages.pop(next(iter(self._languages)))  # whoever was introduced longest ago
        self._languages[by] = language
