"""Everything we do in Slack, each in one call that is drawn, paced and made once."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from slack_sdk.web.async_client import AsyncWebClient

from bot.message import Attachment, Message
from bot.people import ENGLISH
from bot.ports import Undeliverable
from handlers.slack.addresses import Unsafe, safe
from handlers.slack.blocks import blocks, fallback
from handlers.slack.lanes import Lanes
from handlers.slack.limits import Json
from handlers.slack.shown import Shown
from handlers.slack.troubles import LATE, TROUBLES, in_our_words

log = logging.getLogger(__name__)
_CONVERSATIONS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message as Slack takes it, drawn before anybody is called."""

    blocks: list[Json]
    text: str


def drawing(message: Message) -> Drawing:
    return Drawing(blocks(message), fallback(message))


class Mouth:
    """Speaks in one workspace. Whatever fails is raised in the core's words (`troubles.py`)."""

    def __init__(self, client: AsyncWebClient, lanes: Lanes, unsent: Callable[[str], Message]) -> None:
        self.client = client
        self._lanes = lanes
        self._unsent = unsent
        self._conversations: dict[str, str] = {}
        self._homes = Shown()

    async def conversation_with(self, user: str) -> str:
        """Their direct conversation with us. Opening one that is open changes nothing."""
        if user not in self._conversations:
            with in_our_words(certainly_nothing_done=True):
                answer = await self.client.conversations_open(users=[user])
            while len(self._conversations) >= _CONVERSATIONS_KEPT:
                self._conversations.pop(next(iter(self._conversations)))
            self._conversations[user] = str(answer["channel"]["id"])
        return self._conversations[user]

    async def post(self, channel: str, message: Message, key: str = "", language: str = ENGLISH) -> str:
        """Send it, and give its place in time. `key` lets it be found again; people do not see it.

        The message is there before its files: one that fails does not put it in doubt, and is told below, in
        the `language` of whoever reads it.
        """
        sketch = drawing(message)
        metadata = {"event_type": "onehour_nudge", "event_payload": {"key": key}} if key else None
        async with self._lanes.turn(channel):
            with in_our_words():
                answer = await self.client.chat_postMessage(
                    channel=channel,
                    blocks=sketch.blocks,
                    text=sketch.text,
                    metadata=metadata,
                    unfurl_links=False,
                    unfurl_media=False,
                )
            # a picture is shown, and stays when its address is no longer good
            carried = [one for one in message.attachments if one.alt or not one.link]
            arrived = [await self._upload(channel, one) for one in carried]
        if not all(arrived):
            with suppress(*TROUBLES):
                await self.post(channel, self._unsent(language))
        return str(answer["ts"])

    async def post_to(self, user: str, message: Message) -> None:
        await self.post(await self.conversation_with(user), message)

    async def replace(self, channel: str, ts: str, message: Message) -> None:
        sketch = drawing(message)
        with in_our_words():
            await self.client.chat_update(channel=channel, ts=ts, blocks=sketch.blocks, text=sketch.text)

    async def delete(self, channel: str, ts: str) -> None:
        with in_our_words():
            await self.client.chat_delete(channel=channel, ts=ts)

    async def respond(self, url: str, message: Message, *, replace: bool) -> None:
        """Answer where something was pressed, for the one who pressed it only."""
        sketch = drawing(message)
        await self._call(
            safe(url),
            json={
                "response_type": "ephemeral",
                "replace_original": replace,
                "blocks": sketch.blocks,
                "text": sketch.text,
            },
        )

    async def open(self, trigger: str, view: Json) -> bool:
        """Show a form; False when it was too late for that."""
        try:
            with in_our_words(certainly_nothing_done=True):
                await self.client.views_open(trigger_id=trigger, view=view)
        except Undeliverable as refused:
            if str(refused) not in LATE:
                raise
            return False
        return True

    async def turn_page(self, view_id: str, view: Json) -> None:
        with in_our_words(certainly_nothing_done=True):
            await self.client.views_update(view_id=view_id, view=view)

    async def publish(self, user: str, view: Json, *, anew: bool = False) -> None:
        """Show a Home, unless that is what stands there; `anew` shows it all the same."""
        clock = asyncio.get_running_loop().time
        if not anew and self._homes.stands(user, view, clock()):
            return
        with in_our_words(certainly_nothing_done=True):
            await self.client.views_publish(user_id=user, view=view)
        self._homes.note(user, view, clock())

    async def _upload(self, channel: str, file: Attachment) -> bool:
        try:
            with in_our_words():
                ticket = await self.client.files_getUploadURLExternal(
                    filename=file.name, length=len(file.content), alt_txt=file.alt or None
                )
                await self._call(safe(str(ticket["upload_url"])), data=BytesIO(file.content))
                await self.client.files_completeUploadExternal(
                    files=[{"id": ticket["file_id"], "title": file.label}], channel_id=channel
                )
        except (*TROUBLES, Unsafe) as trouble:
            kind, why = file.media_type, type(trouble).__name__
            log.warning("slack: a file (%s) was not uploaded: %s", kind, why)
            return False
        return True

    async def _call(self, url: str, *, json: Json | None = None, data: BytesIO | None = None) -> None:
        """The two addresses that Slack hands out outside its Web API."""
        session = self.client.session
        if session is None:
            raise NotStarted
        with in_our_words():
            async with session.post(url, json=json, data=data, proxy=self.client.proxy) as answer:
                answer.raise_for_status()


class NotStarted(RuntimeError):
    """Slack was spoken to before `SlackSide.start`."""
