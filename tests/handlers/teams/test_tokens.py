import asyncio

import aiohttp
import pytest

from handlers.teams.settings import AppType
from handlers.teams.tokens import SCOPE, NoToken, TokenSource
from tests.handlers.teams.microsoft import APP, TENANT, Microsoft


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_twenty_at_once_ask_for_one_token(microsoft: Microsoft) -> None:
    microsoft.token_delay = 0.05
    async with aiohttp.ClientSession() as session:
        source = TokenSource(microsoft.settings(), lambda: session)
        tokens = await asyncio.gather(*(source.token() for _ in range(20)))

    assert set(tokens) == {"secret-1"}
    [request] = microsoft.token_requests
    assert request["path"] == f"/login/{TENANT}/oauth2/v2.0/token"
    assert (request["grant_type"], request["client_id"], request["client_secret"]) == (
        "client_credentials", APP, "password",
    )  # fmt: skip
    assert request["scope"] == SCOPE


async def test_a_token_is_asked_for_again_five_minutes_before_it_runs_out(microsoft: Microsoft) -> None:
    clock = Clock()
    async with aiohttp.ClientSession() as session:
        source = TokenSource(microsoft.settings(), lambda: session, clock)
        await source.token()
        clock.now = 3299
        await source.token()
        assert len(microsoft.token_requests) == 1

        clock.now = 3300
        await source.token()

    assert len(microsoft.token_requests) == 2


async def test_an_old_registration_asks_the_tenant_of_the_bot_framework(microsoft: Microsoft) -> None:
    async with aiohttp.ClientSession() as session:
        await TokenSource(microsoft.settings(app_type=AppType.MULTI_TENANT), lambda: session).token()

    assert microsoft.token_requests[0]["path"] == "/login/botframework.com/oauth2/v2.0/token"


async def test_a_managed_identity_asks_its_own_machine_and_needs_no_password(microsoft: Microsoft) -> None:
    microsoft.token_answer = {"access_token": "secret-1", "expires_in": "3599"}
    settings = microsoft.settings(
        app_type=AppType.MANAGED_IDENTITY, app_password="", identity_url=f"{microsoft.base}/identity"
    )
    async with aiohttp.ClientSession() as session:
        token = await TokenSource(settings, lambda: session).token()

    assert token == "secret-1"
    [request] = microsoft.token_requests
    assert (request["metadata"], request["client_id"]) == ("true", APP)
    assert request["resource"] == "https://api.botframework.com"


@pytest.mark.parametrize("status", [400, 401])
async def test_a_wrong_secret_is_told_in_entras_own_words(status: int, microsoft: Microsoft) -> None:
    microsoft.token_status = status
    microsoft.token_answer = {
        "error": "x",
        "error_description": "AADSTS7000215: Invalid client secret.\r\nTrace ID: 1",
    }
    async with aiohttp.ClientSession() as session:
        with pytest.raises(NoToken, match=r"^AADSTS7000215: Invalid client secret\.$") as caught:
            await TokenSource(microsoft.settings(), lambda: session).token()

    assert caught.value.refused


@pytest.mark.parametrize("answer", [{}, {"access_token": "x", "expires_in": "soon"}, ["x"]])
async def test_an_answer_without_a_token_is_no_token(answer: object, microsoft: Microsoft) -> None:
    microsoft.token_answer = answer  # type: ignore[assignment]  # what it should never be
    async with aiohttp.ClientSession() as session:
        with pytest.raises(NoToken):
            await TokenSource(microsoft.settings(), lambda: session).token()


async def test_a_secret_is_never_sent_in_the_open(microsoft: Microsoft) -> None:
    settings = microsoft.settings(login_url="http://login.example")
    async with aiohttp.ClientSession() as session:
        with pytest.raises(NoToken, match="neither https nor loopback"):
            await TokenSource(settings, lambda: session).token()
