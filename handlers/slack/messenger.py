"""The core's messenger on Slack: one message sent once, and looked for when nobody knows whether it was."""

import logging
from collections.abc import AsyncIterator
from datetime import datetime

from bot.message import Message
from bot.people import Account, Platform
from bot.places import Place
from bot.ports import CannotLook, Throttled, Undeliverable, Unsure
from handlers.slack.addresses import Unsafe
from handlers.slack.home import home
from handlers.slack.limits import Json, TooMuch
from handlers.slack.mouth import Mouth
from handlers.slack.troubles import TROUBLES, in_our_words

log = logging.getLogger(__name__)
_PAGES, _PAGE = 3, 100
GONE = "message_not_found"


class SlackMessenger:
    """Implements bot.ports.Messenger."""

    platform = Platform.SLACK

    def __init__(self, mouth: Mouth) -> None:
        self._mouth = mouth

    async def send(self, account: Account, message: Message, key: str) -> str:
        """Gives conversation and timestamp, which together name a message in Slack."""
        channel = await self._conversation(account)
        try:
            return f"{channel}:{await self._mouth.post(channel, message, key, account.language)}"
        except (TooMuch, Unsafe) as error:
            raise Undeliverable(str(error)) from error

    async def post(self, place: Place, message: Message, key: str) -> str:
        """Gives the timestamp, by which a channel names it. Nobody looks for it: we read no channel."""
        try:
            return await self._mouth.post(place.channel, message, key)
        except (TooMuch, Unsafe) as error:
            raise Undeliverable(str(error)) from error

    async def edit(self, place: Place, platform_id: str, message: Message) -> None:
        """Whoever was faster and deleted it has done as much."""
        try:
            await self._mouth.replace(place.channel, platform_id, message)
        except (TooMuch, Unsafe) as error:
            raise Undeliverable(str(error)) from error
        except Undeliverable as refused:
            if str(refused) != GONE:
                raise

    async def remove(self, place: Place, platform_id: str) -> None:
        """The same."""
        try:
            await self._mouth.delete(place.channel, platform_id)
        except Undeliverable as refused:
            if str(refused) != GONE:
                raise

    async def show_home(self, account: Account, message: Message) -> None:
        """Publishing again replaces what is there."""
        try:
            await self._mouth.publish(account.user, home(message))
        except (*TROUBLES, TooMuch, Unsafe) as trouble:
            log.warning("slack: a Home was not brought up to date: %s", type(trouble).__name__)

    async def change(self, account: Account, platform_id: str, message: Message) -> bool:
        """Its place is what `send` gave; a message that its reader deleted stays away."""
        del account
        channel, _, ts = platform_id.partition(":")
        try:
            await self._mouth.replace(channel, ts, message)
        except (*TROUBLES, TooMuch, Unsafe) as trouble:
            log.warning("slack: a message was not brought up to date: %s", type(trouble).__name__)
            return not isinstance(trouble, Throttled | Unsure)
        return True

    async def find(self, account: Account, key: str, since: datetime) -> str | None:
        """Look through our newest messages to this person, in our direct conversation only.

        `since` is by our own clock, which may run apart from Slack's: the search ends by count, not by time.
        """
        del since
        try:
            channel = await self._conversation(account)
            async for message in self._newest(channel):
                metadata: Json = message.get("metadata") or {}
                if (metadata.get("event_payload") or {}).get("key") == key:
                    return f"{channel}:{message['ts']}"
        except TROUBLES as trouble:
            raise CannotLook(type(trouble).__name__) from trouble
        return None

    async def _conversation(self, account: Account) -> str:
        return account.route or await self._mouth.conversation_with(account.user)

    async def _newest(self, channel: str) -> AsyncIterator[Json]:
        cursor = ""
        for _ in range(_PAGES):
            with in_our_words():
                page = await self._mouth.client.conversations_history(
                    channel=channel, limit=_PAGE, include_all_metadata=True, cursor=cursor or None
                )
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
