"""One message at a time and place: Slack takes about one a second in each conversation."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

SPACING = 1.0
_KEPT = 1000


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


class Lanes:
    """Retries alone lose messages when many want the same conversation (research/slack.md 1.5)."""

    def __init__(self, spacing: float = SPACING) -> None:
        self._spacing = spacing
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """Wait until this conversation may have another message; the first goes at once."""
        clock = asyncio.get_running_loop().time
        self._sweep(clock())
        lane = self._lanes.setdefault(channel, _Lane())
        async with lane.lock:
            await asyncio.sleep(max(0.0, lane.free_at - clock()))
            try:
                yield
            finally:
                lane.free_at = clock() + self._spacing

    def _sweep(self, now: float) -> None:
        if len(self._lanes) > _KEPT:
            idle = [
                name for name, lane in self._lanes.items() if lane.free_at < now and not lane.lock.locked()
            ]
            for name in idle:
                del self._lanes[name]
