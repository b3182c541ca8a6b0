from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from handlers.teams.pacing import Pace
from handlers.teams.side import TeamsSide, teams_side
from handlers.teams.supervised import Asking
from tests.handlers.teams.microsoft import Json, Microsoft
from tests.handlers.teams.paper import SPEECH, BotOnPaper

Post = Callable[..., Awaitable[ClientResponse]]


@pytest.fixture
async def microsoft() -> AsyncIterator[Microsoft]:
    async with Microsoft() as here:
        yield here


@pytest.fixture
def bot() -> BotOnPaper:
    return BotOnPaper()


@pytest.fixture
async def side(microsoft: Microsoft, bot: BotOnPaper) -> AsyncIterator[TeamsSide]:
    side = teams_side(microsoft.settings(), bot, SPEECH, pace=Pace((), ()), ask=Asking(patience=0.3))
    await side.start()
    yield side
    await side.stop()


@pytest.fixture
async def post(side: TeamsSide, microsoft: Microsoft) -> AsyncIterator[Post]:
    """Post an activity as Teams does, or something else in its place."""
    app = web.Application()
    app.add_routes(side.routes())
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:

        async def send(
            activity: Json | None = None, *, token: str | None = "valid", **request: Any
        ) -> ClientResponse:
            signed = (
                {} if token is None else {"Authorization": microsoft.token() if token == "valid" else token}
            )
            given = request.pop("headers", {})
            body: dict[str, Any] = {"json": activity} if activity is not None else {}
            return await client.post("/api/messages", headers={**signed, **given}, **body, **request)

        yield send
