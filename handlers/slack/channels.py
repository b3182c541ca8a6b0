"""The channels we are in: heard of as we are let in or put out, and looked up once a day."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.people import Platform
from bot.places import Place
from bot.ports import Throttled, Undeliverable, Unreachable
from handlers.slack.door import Door
from handlers.slack.limits import Json
from handlers.slack.troubles import in_our_words

log = logging.getLogger(__name__)

_CAME = ("member_joined_channel", "channel_rename", "group_rename", "channel_unarchive", "group_unarchive")
_WENT = (
    *("member_left_channel", "channel_left", "group_left"),
    *("channel_archive", "group_archive", "channel_deleted", "group_deleted"),
)
EVENTS = (*_CAME, *_WENT, "channel_shared")
_OF_SOMEBODY = ("member_joined_channel", "member_left_channel")
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """Something about a channel is otherwise than it was; `here` if we may be in it."""

    tenant: str
    channel: str
    here: bool


def moved_in(body: Json) -> Moved | None:
    """None for channels that others joined or left."""
    event: Json = body["event"]
    [installed, *_] = body.get("authorizations") or [{}]
    kind, about = str(event["type"]), event["channel"]
    if kind in _OF_SOMEBODY and event["user"] != installed.get("user_id"):
        return None
    channel = str(about["id"] if isinstance(about, dict) else about)
    return Moved(str(installed.get("team_id") or body["team_id"]), channel, kind not in _WENT)


class Channels:
    """Tells the core where it may post. No message in any channel is ever read."""

    def __init__(self, client: AsyncWebClient, door: Door) -> None:
        self._client = client
        self._door = door

    async def follow(self, moved: Moved) -> None:
        """Ask what a channel is like now: an event says neither its name nor who else reads it."""
        found = await self._looked_up(moved.channel) if moved.here else None
        if found is not None and found.get("is_member", True) and _is_ours(found):
            await self._learn([_place(found, moved.tenant)])
        else:
            await self._forget(moved.tenant, [moved.channel])

    async def learn_all(self) -> None:
        """Those in which we are already, whoever let us in and whenever."""
        try:
            with in_our_words(certainly_nothing_done=True):
                tenant = str((await self._client.auth_test())["team_id"])
            async for page in self._pages():
                await self._learn([_place(one, tenant) for one in page if _is_ours(one)])
                shared = [str(one["id"]) for one in page if not _is_ours(one)]
                if shared:
                    await self._forget(tenant, shared)
        except (Throttled, Undeliverable, Unreachable) as refused:
            # an older installation has not been asked for the scope; everything but channels works
            log.warning("slack: the channels we are in are not known: %s", refused)

    async def _looked_up(self, channel: str) -> Json | None:
        try:
            with in_our_words(certainly_nothing_done=True):
                found: Json = (await self._client.conversations_info(channel=channel))["channel"]
        except (Undeliverable, Unreachable):
            return None
        return found

    async def _pages(self) -> AsyncIterator[list[Json]]:
        cursor = ""
        while True:
            with in_our_words(certainly_nothing_done=True):
                answer = await self._client.users_conversations(
                    types="public_channel,private_channel",
                    exclude_archived=True,
                    limit=_PAGE,
                    cursor=cursor or None,
                )
            yield answer.get("channels") or []
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _learn(self, places: list[Place]) -> None:
        if places:
            await self._door.run(lambda: self._door.bot.came_to(places))

    async def _forget(self, tenant: str, channels: list[str]) -> None:
        await self._door.run(lambda: self._door.bot.was_put_out(Platform.SLACK, tenant, channels))


def _place(channel: Json, tenant: str) -> Place:
    return Place(0, Platform.SLACK, tenant, str(channel["id"]), f"#{channel.get('name') or channel['id']}")


def _is_ours(channel: Json) -> bool:
    """Not where another company reads along, nor where it is about to; and nobody reads an archive."""
    return not any(
        channel.get(word) for word in ("is_ext_shared", "is_pending_ext_shared", "is_archived", "is_im")
    )
