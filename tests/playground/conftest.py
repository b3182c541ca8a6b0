"""A small world with one person on each platform, and a bot of a few lines that answers what it is told to."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from playground import Human, Playground

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ADA = Human(
    "ada", "Ada Pereira", "ada@hartwell.example", "slack", "Engineer", "Engineering", "Lisbon", "PT", "Europe/Lisbon",
    "en-GB",
)  # fmt: skip
GRACE = Human(
    "grace", "Grace Whitfield", "grace@hartwell.example", "teams", "Chief Operating Officer", "Operations", "New York",
    "US", "America/New_York", "en-US",
)  # fmt: skip


@dataclass
class Heard:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class BotOnPaper:
    """Keeps every request; answers with the next of `answers`, else with an empty 200."""

    heard: list[Heard] = field(default_factory=list)
    answers: list[Callable[[Heard], Awaitable[web.Response]]] = field(default_factory=list)
    url: str = ""

    def will(self, body: object = None, status: int = 200) -> None:
        async def answer(_heard: Heard) -> web.Response:
            return web.Response(status=status) if body is None else web.json_response(body, status=status)

        self.answers.append(answer)

    async def hear(self, request: web.Request) -> web.Response:
        heard = Heard(request.path, dict(request.headers), await request.read())
        self.heard.append(heard)
        return await self.answers.pop(0)(heard) if self.answers else web.Response()


@pytest_asyncio.fixture
async def bot() -> AsyncIterator[BotOnPaper]:
    bot = BotOnPaper()
    app = web.Application()
    app.router.add_post("/{path:.*}", bot.hear)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield bot
    await runner.cleanup()


@pytest_asyncio.fixture
async def play(bot: BotOnPaper, tmp_path: Path) -> AsyncIterator[Playground]:
    play = Playground([ADA, GRACE], lambda: NOON, tmp_path / "world.db", bot_url=lambda: bot.url)
    await play.start()
    yield play
    await play.stop()


@pytest.fixture
def client(play: Playground) -> AsyncWebClient:
    return AsyncWebClient("xoxb-playground", base_url=play.environment["SLACK_API_URL"], retry_handlers=[])
