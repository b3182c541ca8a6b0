"""Everybody in the workspace, introduced to the core, so that announcements reach who never wrote to us.

Nobody hears of it: being introduced sends nothing.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.ports import Throttled
from handlers.slack.door import Door
from handlers.slack.limits import Json
from handlers.slack.people import is_colleague, profile_in
from handlers.slack.troubles import in_our_words

_PAGE = 200
# Nobody waits for this, so the core may take its time over a whole page of people.
_LIMIT = timedelta(seconds=60)
_TRIES = 5


async def introduce_everybody(client: AsyncWebClient, door: Door) -> int:
    """Introduce every colleague, let go of who left or became a guest; gives how many there are."""
    with in_our_words(certainly_nothing_done=True):
        # the same workspace as in what people send us, which on a Grid is not always the one they call home
        workspace = str((await client.auth_test())["team_id"])
    met = 0
    async for page in _pages(client):
        colleagues = [user for user in page if is_colleague(user, workspace)]
        here = [profile_in(user, workspace) for user in colleagues if not user.get("deleted")]
        gone = [profile_in(user, workspace).address for user in colleagues if user.get("deleted")]
        guests = [profile_in(user, workspace).address for user in page if user not in colleagues]
        if here:
            await door.run(partial(door.bot.meet, here), _LIMIT.total_seconds())
        for address in gone:
            if await door.run(partial(door.bot.knows, address)):
                await door.run(partial(door.bot.gone, address))
        for address in guests:
            if await door.run(partial(door.bot.knows, address)):
                await door.run(partial(door.bot.lost, address))
        met += len(here)
    return met


async def _pages(client: AsyncWebClient) -> AsyncIterator[list[Json]]:
    cursor = ""
    while True:
        answer = await _page(client, cursor)
        yield answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


async def _page(client: AsyncWebClient, cursor: str) -> AsyncSlackResponse:
    for _ in range(_TRIES - 1):
        try:
            return await _asked(client, cursor)
        except Throttled as busy:
            await asyncio.sleep(busy.after.total_seconds())
    return await _asked(client, cursor)


async def _asked(client: AsyncWebClient, cursor: str) -> AsyncSlackResponse:
    with in_our_words(certainly_nothing_done=True):
        return await client.users_list(limit=_PAGE, cursor=cursor or None, include_locale=True)
