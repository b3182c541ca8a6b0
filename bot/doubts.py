"""Doubts: messages that may or may not have arrived, and looking for them before anything is repeated."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.office import Office
from bot.people import Account, Platform
from bot.ports import CannotLook, Messenger
from bot.post import Nudge

# Seconds after the doubt arose at which is looked. A platform may list late what it has accepted; only what
# is not there at the last look is sent again.
LOOKS = (10.0, 30.0)
BATCH = 32


@dataclass(slots=True)
class _Doubt:
    since: float
    looks: int = 0


class Doubts:
    """One worker's memory of what it waits to look for; another begins to wait anew, which does no harm."""

    def __init__(
        self, office: Office, messengers: Mapping[Platform, Messenger], looks: Sequence[float]
    ) -> None:
        self._office = office
        self._messengers = messengers
        self._looks = looks
        self._open: dict[tuple[int, int], _Doubt] = {}

    async def settle(self, waiting: Sequence[Platform]) -> None:
        """Look for everything whose time has come, but not on platforms that asked us to wait."""
        found = await asyncio.to_thread(self._office.doubtful, BATCH)
        now = asyncio.get_running_loop().time()
        here = {(nudge.id, nudge.tries) for nudge, _ in found}
        self._open = {key: doubt for key, doubt in self._open.items() if key in here}
        for nudge, account in found:
            doubt = self._open.setdefault((nudge.id, nudge.tries), _Doubt(now))
            messenger = self._messengers.get(account.platform)
            if (
                messenger
                and account.platform not in waiting
                and now >= doubt.since + self._looks[doubt.looks]
            ):
                await self._look(messenger, nudge, account, doubt)

    async def _look(self, messenger: Messenger, nudge: Nudge, account: Account, doubt: _Doubt) -> None:
        if nudge.spot:
            # a message that stands can be changed into the same once more
            await self._settled(nudge, None, again=True)
            return
        try:
            found = await messenger.find(account, nudge.key, nudge.due)
        except CannotLook:
            await self._settled(nudge, None, again=False)
            return
        last = doubt.looks == len(self._looks) - 1
        if found or last:
            await self._settled(nudge, found, again=True)
        else:
            doubt.looks += 1

    async def _settled(self, nudge: Nudge, platform_id: str | None, *, again: bool) -> None:
        await asyncio.to_thread(lambda: self._office.looked_up(nudge, platform_id, again=again))
