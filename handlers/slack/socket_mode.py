"""Socket Mode: the same listeners, over a connection that we open. For workspaces that cannot reach us."""

import asyncio
import logging
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.addresses import is_loopback, safe

log = logging.getLogger(__name__)
# In seconds of the event loop's clock, which no jump of the wall clock moves.
LOOK = 15.0
_CONNECT = 30.0


class SocketClient(AsyncWebClient):
    """Asks where to connect, and refuses an address that is neither encrypted nor on this machine."""

    async def apps_connections_open(self, *, app_token: str, **kwargs: Any) -> AsyncSlackResponse:  # noqa: ANN401  the SDK's own
        answer = await super().apps_connections_open(app_token=app_token, **kwargs)
        safe(str(answer["url"]))
        return answer


class SocketMode:
    """Keeps one connection. The SDK reconnects by itself; when even that fails, it is made anew."""

    def __init__(self, app: AsyncApp, client: SocketClient, look: float = LOOK) -> None:
        self._look = look
        self._app = app
        self._client = client
        self._handler: AsyncSocketModeHandler | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._watch = asyncio.create_task(self._keep_connected())

    async def stop(self) -> None:
        if self._watch:
            self._watch.cancel()
            await asyncio.wait({self._watch})
        await self._hang_up()

    async def is_connected(self) -> bool:
        return self._handler is not None and await self._handler.client.is_connected()

    async def _keep_connected(self) -> None:
        while True:
            if not await self.is_connected():
                await self._connect()
            await asyncio.sleep(self._look)

    async def _connect(self) -> None:
        await self._hang_up()
        handler = AsyncSocketModeHandler(
            self._app, self._client.token, logger=self._client.logger, web_client=self._client
        )
        self._handler = handler
        if is_loopback(self._client.base_url):
            handler.client.proxy = None
        try:
            async with asyncio.timeout(_CONNECT):
                await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK gives no types here
        except TimeoutError:
            log.error("slack: no connection in Socket Mode after %s s; trying again", _CONNECT)  # noqa: TRY400

    async def _hang_up(self) -> None:
        if self._handler:
            await self._handler.close_async()  # type: ignore[no-untyped-call]  # as above
            self._handler = None
