"""Marks: what has arrived is written down at once, and what comes meanwhile by the next transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.post import Parcel

Sent = tuple[Parcel, str]


class Marks:
    """One worker's pen. Nobody waits longer for it than for a transaction of their own and the one before."""

    def __init__(self, keep: Callable[[Sequence[Sent]], Awaitable[None]]) -> None:
        self._keep = keep
        self._waiting: list[tuple[Sent, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def sent(self, parcel: Parcel, platform_id: str) -> None:
        """Return once it is written down. Raises what `keep` raises."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append(((parcel, platform_id), written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await written

    async def settled(self) -> None:
        """Return once nothing waits, also where those who did have turned away."""
        if self._writing:
            await asyncio.wait([self._writing])

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            [kept] = await asyncio.gather(self._keep([sent for sent, _ in batch]), return_exceptions=True)
            for written in (one for _, one in batch if not one.done()):
                if isinstance(kept, BaseException):
                    written.set_exception(kept)
                else:
                    written.set_result(None)
