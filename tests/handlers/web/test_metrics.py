"""Figures are for those who watch over the machine, and name nobody."""

from collections.abc import Awaitable, Callable

import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.ports import Out
from handlers.web.metrics import Figures, metrics_routes
from handlers.web.server import web_app


async def some_figures() -> Figures:
    return Figures({"ready": 3, "sent": 40, "unsure": 1}, {"beats": 17})


async def out() -> Figures:
    raise Out


def client(figures: Callable[[], Awaitable[Figures]] = some_figures, token: str = "") -> TestClient:  # type: ignore[type-arg]  # the application's type says nothing here
    return TestClient(TestServer(web_app(metrics_routes(figures, token))))


def samples(text: str) -> dict[str, float]:
    return {
        sample.name + "".join(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_what_is_owed_and_what_happened_is_told_by_number() -> None:
    async with client() as web:
        answer = await web.get("/metrics")
        told = samples(await answer.text())

    assert answer.status == 200
    assert answer.content_type == "text/plain"
    assert told["onehour_outbox_messagesready"] == 3
    assert told["onehour_outbox_messagesunsure"] == 1
    assert told["onehour_beats_total"] == 17
    assert told["onehour_database_up"] == 1


async def test_a_database_that_is_out_is_a_figure_too() -> None:
    async with client(out) as web:
        answer = await web.get("/metrics")

        assert answer.status == 200
        assert samples(await answer.text())["onehour_database_up"] == 0


# a proxy on the same machine stands for a peer that is not on loopback: the connection itself cannot be from afar here
FROM_AFAR = {"X-Forwarded-For": "203.0.113.9"}


@pytest.mark.parametrize(
    ("token", "told", "status"),
    [
        ("", "", 403),
        ("", "Bearer ", 403),
        ("hush", "", 401),
        ("hush", "Bearer wrong", 401),
        ("hush", "Basic hush", 401),
        ("hush", "Bearer hüsh", 401),
        ("hush", "Bearer hush", 200),
        ("hush", "bearer hush", 200),
    ],
)
async def test_from_afar_only_the_token_opens_them(token: str, told: str, status: int) -> None:
    async with client(token=token) as web:
        answer = await web.get("/metrics", headers={**FROM_AFAR, "Authorization": told})

        assert answer.status == status
        assert ("WWW-Authenticate" in answer.headers) == (status == 401)
