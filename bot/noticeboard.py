"""Noticeboard: the cards on which announcements are followed, changed where they stand while these go out.

However many they go to, a card is changed once in a few seconds, and only where it would say something else.
"""

import asyncio
import logging
from collections.abc import Mapping

from bot.bulletins import Bulletin
from bot.office import Office
from bot.people import Platform
from bot.ports import Messenger, Out

log = logging.getLogger(__name__)

# Seconds. Slack takes about one change a second in each chat, and nobody reads faster than this.
EVERY = 5.0
# Seconds that the end of a turn waits for the last change. What takes longer is changed all the same.
PATIENCE = 3.0


class Noticeboard:
    """One worker's memory of what stands on the cards. Another one merely changes them once more."""

    def __init__(self, office: Office, messengers: Mapping[Platform, Messenger], every: float) -> None:
        self._office = office
        self._messengers = messengers
        self._every = every
        self._next = 0.0
        self._shown: dict[int, str] = {}
        self._work: asyncio.Task[None] | None = None

    def glance(self) -> None:
        """See to it now and then. Nobody waits for it: a card is no reason to send later."""
        now = asyncio.get_running_loop().time()
        if now >= self._next and (self._work is None or self._work.done()):
            self._next = now + self._every
            self._work = asyncio.create_task(self._refresh())

    async def settle(self) -> None:
        """Bring them up to date, unless that was done just now, and wait for it a moment."""
        if self._work:
            await asyncio.wait([self._work], timeout=PATIENCE)
        self.glance()
        if self._work:
            await asyncio.wait([self._work], timeout=PATIENCE)

    def leave(self) -> None:
        """Whoever worked here goes home."""
        if self._work:
            self._work.cancel()

    async def _refresh(self) -> None:
        try:
            for bulletin in await asyncio.to_thread(self._office.bulletins, dict(self._shown)):
                await self._show(bulletin)
        except Out:
            log.warning("the database cannot be reached; cards of announcements stay as they are")
        except Exception:
            # nobody awaits this task for its result
            log.exception("cards of announcements could not be brought up to date")

    async def _show(self, bulletin: Bulletin) -> None:
        messenger = self._messengers.get(bulletin.account.platform) if bulletin.account else None
        if messenger and bulletin.account and bulletin.message:
            shown = await messenger.change(bulletin.account, bulletin.platform_id, bulletin.message)
            if not shown:
                return  # the next look finds it as it was
        self._shown[bulletin.campaign_id] = bulletin.seen
        if bulletin.over:
            await asyncio.to_thread(self._office.announced, bulletin.campaign_id)
            del self._shown[bulletin.campaign_id]
