"""Posters: the waiting half of `bot.boards`, which says what is due where everybody reads it."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.boards import Boards, Placard
from bot.people import Platform
from bot.ports import Messenger, Throttled, Undeliverable, Unreachable, Unsure
from bot.post import Claimed

log = logging.getLogger(__name__)

# Does something on the records, through an outage if need be.
Surely = Callable[..., Awaitable[Placard | None]]


class Posters:
    """Speaks in places, one thing at a time for each coordinator who had it posted."""

    def __init__(self, boards: Boards, messengers: Mapping[Platform, Messenger], surely: Surely) -> None:
        self._boards = boards
        self._messengers = messengers
        self._surely = surely

    async def put_up(self, claimed: Claimed) -> None:
        """Say it, and write down what became of it."""
        placard = await self._surely(self._boards.prepare, claimed)
        if placard is None:
            return
        try:
            platform_id = await self._said(placard)
        except (Throttled, Unreachable, Undeliverable, Unsure) as error:
            log.warning("post %s is not said: %s, %s", placard.post.id, type(error).__name__, error)
            await self._surely(self._boards.failed, placard, error)
        else:
            await self._surely(self._boards.done, placard, platform_id)

    async def _said(self, placard: Placard) -> str:
        place, post = placard.place, placard.post
        messenger = self._messengers.get(place.platform)
        if messenger is None:
            raise Undeliverable(f"{place.platform} is not configured")
        if not placard.instead:
            return await messenger.post(place, placard.message, placard.claimed.nudge.key)
        try:
            await messenger.edit(place, post.platform_id, placard.message)
        except Undeliverable:
            if not placard.takes_back:
                raise
            # where nothing may be changed, it may still be possible that nothing stands there at all
            await messenger.remove(place, post.platform_id)
        return post.platform_id
