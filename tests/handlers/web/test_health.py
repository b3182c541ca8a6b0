"""Whether we live, and whether we can work."""

import asyncio
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.ports import Out
from handlers.web import health
from handlers.web.health import Probe, Readiness, health_routes
from handlers.web.server import web_app

READY = Readiness(database=True, schema=True)


def client(probe: Probe) -> TestClient:  # type: ignore[type-arg]  # the application's type says nothing here
    return TestClient(TestServer(web_app(health_routes(probe))))


async def dead() -> Readiness:
    raise Out


async def test_the_process_is_well_whatever_the_database_does() -> None:
    async with client(dead) as web:
        assert (await web.get("/healthz")).status == 200


@pytest.mark.parametrize(
    ("found", "status"),
    [(READY, 200), (replace(READY, schema=False), 503), (replace(READY, database=False, schema=False), 503)],
)
async def test_we_are_ready_when_the_database_answers_with_our_schema(found: Readiness, status: int) -> None:
    async def probe() -> Readiness:
        return found

    async with client(probe) as web:
        answer = await web.get("/readyz")

        assert answer.status == status
        assert await answer.json() == {"database": found.database, "schema": found.schema}


async def test_a_database_that_is_out_is_not_ready() -> None:
    async with client(dead) as web:
        answer = await web.get("/readyz")

        assert (answer.status, await answer.json()) == (503, {"database": False, "schema": False})


async def test_a_frozen_database_is_asked_once_for_all_who_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.02)
    asked = 0
    thawed = asyncio.Event()

    async def frozen() -> Readiness:
        nonlocal asked
        asked += 1
        await thawed.wait()
        return READY

    async with client(frozen) as web:
        answers = await asyncio.gather(*(web.get("/readyz") for _ in range(8)))
        assert ({answer.status for answer in answers}, asked) == ({503}, 1)
        thawed.set()
        assert (await web.get("/readyz")).status == 200
