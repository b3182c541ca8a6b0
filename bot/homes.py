"""Homes: what people see at a glance, brought up to date once something has changed for them."""

import asyncio
import logging
from collections.abc import Collection, Mapping

from bot.office import Office
from bot.people import Platform
from bot.ports import Messenger

log = logging.getLogger(__name__)


class Homes:
    """One worker's memory of whose Home may be stale. Whoever looks anew is shown it afresh anyway."""

    def __init__(self, office: Office, messengers: Mapping[Platform, Messenger]) -> None:
        self._office = office
        self._messengers = messengers
        self._stale: set[int] = set()

    def note(self, people: Collection[int]) -> None:
        """Something has changed for them. May be called from any thread."""
        self._stale.update(people)

    async def refresh(self) -> None:
        """Show them how things stand now, where they have looked before."""
        stale, self._stale = self._stale, set()
        for person_id in sorted(stale):
            for account, message in await asyncio.to_thread(self._office.home, person_id):
                messenger = self._messengers.get(account.platform)
                if messenger:
                    await messenger.show_home(account, message)
