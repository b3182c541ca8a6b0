"""The Slack side as app.py plugs it in."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from bot.message import Message, Said
from handlers.slack.addresses import Unsafe, api_base, safe
from handlers.slack.install import SlackSettings, SlackSide, web_client
from handlers.slack.socket_mode import SocketClient, SocketMode
from tests.handlers.slack.paper import SECRET, WORDS, BotOnPaper, Json, SlackOnPaper, Wire, wired

COMMAND: Json = {
    "team_id": "T1",
    "user_id": "UADA",
    "command": "/mentor",
    "text": "status",
    "trigger_id": "1",
    "response_url": "https://hooks.slack.com/x",
}


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("", "https://slack.com/api/"),
        ("https://slack-gov.com/api", "https://slack-gov.com/api/"),
        ("https://slack-gov.com/api/", "https://slack-gov.com/api/"),
        ("http://127.0.0.1:3999/api", "http://127.0.0.1:3999/api/"),
        ("http://[::1]/api", "http://[::1]/api/"),
        ("http://localhost/api", "http://localhost/api/"),
    ],
)
def test_the_base_of_the_web_api_has_one_final_slash(given: str, base: str) -> None:
    assert api_base(given) == base


@pytest.mark.parametrize(
    "address",
    [
        "http://slack.example/api",
        "http://127.0.0.1.slack.example/api",
        "http://localhost@slack.example/",
        "ws://slack.example/link",
        "ftp://127.0.0.1/",
        "https://",
        "127.0.0.1",
        "http://[",
    ],
)
def test_plain_http_is_for_this_machine_only(address: str) -> None:
    with pytest.raises(Unsafe):
        safe(address)


async def test_a_request_leaves_our_own_log_as_loud_as_it_was(wire: Wire) -> None:
    await wire.command("status")

    assert logging.getLogger("onehour").level == logging.NOTSET


async def test_the_environment_of_the_process_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, slack: SlackOnPaper, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "from elsewhere")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    bot = BotOnPaper()
    bot.reply = Said(Message("Hello"))

    async with TestServer(slack.application()) as server:
        wire = await wired(bot, slack, server)
        async with wire.client:
            assert (await wire.command("status"))["text"] == "Hello"
            assert await wire.says("hello") == {"status": 200}
        await wire.side.stop()

    assert slack.told("chat.postMessage")[0]["text"] == "Hello"
    assert caplog.text == ""


async def test_slack_is_not_asked_who_we_are_so_that_its_outage_is_not_ours(
    wire: Wire, slack: SlackOnPaper
) -> None:
    await wire.command("status")

    assert slack.told("auth.test") == []


class Link:
    """The far end of Socket Mode: sends envelopes and keeps what is answered."""

    def __init__(self) -> None:
        self.opened: asyncio.Queue[web.WebSocketResponse] = asyncio.Queue()
        self.answers: asyncio.Queue[Json] = asyncio.Queue()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.opened.put_nowait(socket)
        await socket.send_json({"type": "hello"})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.answers.put_nowait(json.loads(message.data))
        return socket

    async def asks(self, socket: web.WebSocketResponse, payload: Json) -> Json:
        envelope = {"type": "slash_commands", "envelope_id": "e1", "accepts_response_payload": True}
        await socket.send_json(envelope | {"payload": payload})
        return await asyncio.wait_for(self.answers.get(), 10)

    async def connection(self) -> web.WebSocketResponse:
        return await asyncio.wait_for(self.opened.get(), 10)


@asynccontextmanager
async def linked(
    slack: SlackOnPaper, bot: BotOnPaper, link: Link, scheme: str = "ws"
) -> AsyncIterator[SlackSide]:
    app = slack.application()
    app.router.add_get("/link", link.handle)
    async with TestServer(app) as server:
        slack.base = str(server.make_url("/api/"))
        url = str(server.make_url("/link")).replace("http", "ws")
        slack.will["apps.connections.open"] += [{"ok": True, "url": url}] * 3
        side = SlackSide(SlackSettings("xoxb-1", SECRET, "xapp-1", slack.base), bot, WORDS, spacing=0)
        await side.start()
        try:
            yield side
        finally:
            await side.stop()


async def test_socket_mode_hears_and_answers_without_a_route(bot: BotOnPaper, slack: SlackOnPaper) -> None:
    link = Link()
    bot.reply = Said(Message("Hello"))
    async with linked(slack, bot, link) as side:
        answer = await link.asks(await link.connection(), COMMAND)

        assert side.routes() == []
        assert (answer["envelope_id"], answer["payload"]["text"]) == ("e1", "Hello")
        assert answer["payload"]["response_type"] == "ephemeral"


async def test_a_connection_that_has_died_is_made_anew(
    bot: BotOnPaper, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SocketMode.__init__, "__defaults__", (0.02,))
    link = Link()
    bot.reply = Said(Message("Hello"))
    async with linked(slack, bot, link):
        await (await link.connection()).close()

        answer = await link.asks(await link.connection(), COMMAND)

        assert answer["payload"]["text"] == "Hello"


async def test_an_address_that_is_neither_encrypted_nor_here_is_not_connected_to(
    wire: Wire, slack: SlackOnPaper
) -> None:
    slack.will["apps.connections.open"].append({"ok": True, "url": "ws://elsewhere.example/link"})
    client = web_client(SocketClient, SlackSettings("xoxb-1", api_url=slack.base), "xapp-1")

    with pytest.raises(Unsafe):
        await client.apps_connections_open(app_token="xapp-1")


async def test_stopping_while_connecting_ends_at_once(bot: BotOnPaper, slack: SlackOnPaper) -> None:
    async with linked(slack, bot, Link()):
        pass
