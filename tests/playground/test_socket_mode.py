"""The stand-in speaks Socket Mode to Slack's own client."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from playground.slack import SlackWorkspace
from playground.world import World
from tests.playground.conftest import ADA, NOON

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def workspace() -> AsyncIterator[tuple[SlackWorkspace, str]]:
    addresses: list[str] = []
    world = World([ADA], lambda: NOON)
    workspace = SlackWorkspace(
        world,
        request_url="http://127.0.0.1:1/",
        public_base=lambda: addresses[0],
        app_token="xapp-playground",
    )
    app = web.Application()
    app.add_routes(workspace.routes())
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    addresses.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
    yield workspace, f"{addresses[0]}/slack/api/"
    await workspace.close()
    await runner.cleanup()
    world.close()


async def test_a_connected_bot_hears_commands_and_events_and_answers(
    workspace: tuple[SlackWorkspace, str],
) -> None:
    slack, base = workspace
    heard: list[tuple[str, Any]] = []

    async def hear(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(
            (request.type, request.payload.get("text") or request.payload.get("event", {}).get("text"))
        )
        answer = {"text": "Welcome"} if request.type == "slash_commands" else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))

    web_client = AsyncWebClient("xapp-playground", base_url=base)
    client = SocketModeClient("xapp-playground", web_client=web_client)
    client.socket_mode_request_listeners.append(hear)
    await client.connect()  # type: ignore[no-untyped-call]
    async with asyncio.timeout(2):
        await slack.types("ada", "/mentor help")
        await slack.types("ada", "hello")
    await client.close()  # type: ignore[no-untyped-call]

    assert heard == [("slash_commands", "help"), ("events_api", "hello")]
    assert [entry.payload["text"] for entry in slack.world.entries("ada")] == [
        "/mentor help",
        "Welcome",
        "hello",
    ]
