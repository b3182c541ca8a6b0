import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from handlers.teams.addresses import is_service_url, is_upload_url
from handlers.teams.settings import Misconfigured, TeamsSettings
from handlers.teams.side import teams_side
from handlers.teams.verifier import BadToken, KeysUnavailable, Verifier
from tests.handlers.teams.conftest import Post
from tests.handlers.teams.microsoft import APP, FOREIGN, Microsoft, jwk
from tests.handlers.teams.paper import SPEECH, BotOnPaper


def now() -> int:
    """Read when it is needed: a long run must not make a token older than its test says."""
    return int(time.time())


FORGED: dict[str, Callable[[Microsoft], str | None]] = {
    "no header at all": lambda microsoft: None,
    "an empty header": lambda microsoft: "",
    "another scheme": lambda microsoft: "Basic abc",
    "garbage": lambda microsoft: "Bearer abc",
    "garbage in three parts": lambda microsoft: "Bearer a.b.c",
    "expired ten minutes ago": lambda microsoft: microsoft.token(exp=now() - 600),
    "valid in ten minutes only": lambda microsoft: microsoft.token(nbf=now() + 600),
    "for another app": lambda microsoft: microsoft.token(aud="somebody-else"),
    "by another issuer": lambda microsoft: microsoft.token(iss="https://evil.example"),
    "for another service URL": lambda microsoft: microsoft.token(
        serviceurl="https://smba.trafficmanager.net/emea/"
    ),
    "for no service URL": lambda microsoft: microsoft.token(serviceurl=None),
    "signed by a foreign key": lambda microsoft: microsoft.token(key=FOREIGN),
    "naming an unknown key": lambda microsoft: microsoft.token(kid="never-published"),
    "naming no key": lambda microsoft: microsoft.token(kid=None),
    "signed with a shared secret": lambda microsoft: microsoft.token(key="s" * 40, algorithm="HS256"),
    "signed with the public key as a secret": lambda microsoft: microsoft.token(
        key="x" * 64, algorithm="HS512"
    ),
    "not signed": lambda microsoft: microsoft.token(key="", algorithm="none"),
    "that never expires": lambda microsoft: microsoft.token(exp=None),
    "without a beginning": lambda microsoft: microsoft.token(nbf=None),
    "for nobody": lambda microsoft: microsoft.token(aud=None),
    "signed by a key for another channel": lambda microsoft: microsoft.token(kid="webchat-only"),
}


@pytest.mark.parametrize("forgery", FORGED)
async def test_a_token_that_does_not_hold_is_answered_401_and_heard_by_nobody(
    forgery: str, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(microsoft.activity(text="hello"), token=FORGED[forgery](microsoft))

    assert answer.status == 401
    assert bot.events == []


async def test_a_token_four_minutes_past_its_end_still_holds_since_clocks_differ(
    post: Post, microsoft: Microsoft
) -> None:
    answer = await post(microsoft.activity(text="hello"), token=microsoft.token(exp=now() - 240))

    assert answer.status == 202


async def test_without_keys_nobody_can_be_told_from_anybody_and_the_answer_is_503(
    post: Post, microsoft: Microsoft
) -> None:
    microsoft.keys_are_down = True

    answer = await post(microsoft.activity(text="hello"))

    assert answer.status == 503


async def test_the_token_is_checked_before_the_body_is_read(post: Post) -> None:
    answer = await post(
        token="Bearer abc", data=BytesIO(b"x" * 2_000_000), headers={"Content-Type": "text/plain"}
    )

    assert answer.status == 401


@pytest.mark.parametrize("declared", ["yes", "no"])
async def test_a_body_over_a_megabyte_is_413_whether_or_not_it_says_how_long_it_is(
    declared: str, post: Post
) -> None:
    async def in_parts() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    body = BytesIO(b" " * 2_000_000) if declared == "yes" else in_parts()
    answer = await post(data=body, headers={"Content-Type": "application/json"})

    assert answer.status == 413


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_another_content_type_is_415(content_type: str, post: Post) -> None:
    answer = await post(data=b"{}", headers={"Content-Type": content_type})

    assert answer.status == 415


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[1]", b'"x"', b"{}", b'{"type": 1}', b"[" * 100_000, b"\xff\xfe", b'{"type": "\\ud800"}'],
    ids=[
        "nothing",
        "half",
        "a list",
        "a text",
        "no type",
        "a number as type",
        "too deep",
        "not UTF-8",
        "half a character",
    ],
)
async def test_a_body_that_is_no_activity_is_400(body: bytes, post: Post) -> None:
    answer = await post(data=body, headers={"Content-Type": "application/json"})

    assert answer.status == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"serviceUrl": ""},
        {"serviceUrl": None},
        {"timestamp": "yesterday"},
        {"from": None},
        {"from": {"name": "nobody"}},
        {"conversation": {}},
        {"conversation": "a:1"},
        {"channelId": "webchat"},
        {"channelId": None},
        {"channelId": ["msteams"]},
        {"channelId": {"msteams": True}},
    ],
    ids=json.dumps,
)
async def test_an_activity_that_lacks_what_an_answer_needs_is_400(
    wrong: dict[str, Any], post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(microsoft.activity(text="hello", **wrong))

    assert answer.status == 400
    assert bot.events == []


async def test_a_service_that_is_not_the_bot_frameworks_is_400_even_with_a_token_for_it(
    post: Post, microsoft: Microsoft
) -> None:
    elsewhere = "https://evil.example/"

    answer = await post(
        microsoft.activity(text="hello", serviceUrl=elsewhere), token=microsoft.token(serviceurl=elsewhere)
    )

    assert answer.status == 400


async def test_keys_are_fetched_once_for_many_activities(post: Post, microsoft: Microsoft) -> None:
    for _ in range(3):
        await post(microsoft.activity(text="hello"))

    assert microsoft.key_fetches == 1


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_a_new_key_is_found_by_asking_again_at_most_hourly(microsoft: Microsoft) -> None:
    clock = Clock()
    async with aiohttp.ClientSession() as session:
        verifier = Verifier(microsoft.settings(), lambda: session, clock)
        await verifier.verify(microsoft.token())
        microsoft.keys.append(jwk("k3"))
        with pytest.raises(BadToken):
            await verifier.verify(microsoft.token(kid="k3"))
        assert microsoft.key_fetches == 1

        clock.now = 3601
        await verifier.verify(microsoft.token(kid="k3"))

        assert microsoft.key_fetches == 2


async def test_known_keys_survive_an_outage_of_the_key_server(microsoft: Microsoft) -> None:
    clock = Clock()
    async with aiohttp.ClientSession() as session:
        verifier = Verifier(microsoft.settings(), lambda: session, clock)
        await verifier.verify(microsoft.token())
        microsoft.keys_are_down = True
        clock.now = 25 * 3600

        sender = await verifier.verify(microsoft.token())

        assert sender.service_url == microsoft.service_url


async def test_an_outage_of_the_key_server_is_not_made_worse_by_asking_for_every_request(
    microsoft: Microsoft,
) -> None:
    microsoft.keys_are_down = True
    async with aiohttp.ClientSession() as session:
        verifier = Verifier(microsoft.settings(), lambda: session, Clock())
        for _ in range(3):
            with pytest.raises(KeysUnavailable):
                await verifier.verify(microsoft.token())

    assert microsoft.key_fetches == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.infra.gcc.teams.microsoft.com/teams",
        "https://europe.webchat.botframework.com/",
        "http://127.0.0.1:3978",
        "http://localhost:3978/x",
        "http://[::1]:1/",
    ],
)
def test_a_known_service_is_let_in(url: str) -> None:
    assert is_service_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/emea/",
        "https://evil.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://user:word@smba.trafficmanager.net/",
        "https://evilbotframework.com/",
        "http://127.0.0.1.evil.example/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "https://smba.trafficmanager.net:port/",
        "https://[",
        "",
    ],
)
def test_a_service_that_could_be_anybodys_is_not(url: str) -> None:
    assert not is_service_url(url)


def test_files_go_to_loopback_only_for_a_stand_in_on_loopback() -> None:
    assert is_upload_url("http://127.0.0.1:9/upload", "http://127.0.0.1:9/connector")
    assert not is_upload_url("http://127.0.0.1:9/upload", "https://smba.trafficmanager.net/emea/")
    assert is_upload_url("https://hartwell-my.sharepoint.com/x", "https://smba.trafficmanager.net/emea/")
    assert not is_upload_url("https://evil.example/x", "https://smba.trafficmanager.net/emea/")


async def test_an_emulator_may_leave_its_activities_unsigned(microsoft: Microsoft, bot: BotOnPaper) -> None:
    from aiohttp import web
    from aiohttp.test_utils import TestClient, TestServer

    settings = microsoft.settings(emulator=True, listens_on_loopback=True, app_id="", app_password="")
    side = teams_side(settings, bot, SPEECH)
    app = web.Application()
    app.add_routes(side.routes())
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        unsigned = await client.post(
            "/api/messages", json=microsoft.activity(text="hello", channelId="emulator")
        )
        forged = await client.post(
            "/api/messages", json=microsoft.activity(text="hello"), headers={"Authorization": "Bearer abc"}
        )
    await side.stop()

    assert (unsigned.status, forged.status) == (202, 401)
    assert microsoft.token_requests == []


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"emulator": True, "listens_on_loopback": False}, "HOST"),
        ({"app_id": ""}, "MICROSOFT_APP_ID"),
        ({"app_password": ""}, "MICROSOFT_APP_PASSWORD"),
        ({"tenant_id": ""}, "MICROSOFT_APP_TENANT_ID"),
        ({"app_type": "Triple"}, "MICROSOFT_APP_TYPE"),
        ({"openid_url": "http://login.example/"}, "TEAMS_OPENID_URL"),
        ({"login_url": "http://login.example/"}, "TEAMS_LOGIN_URL"),
    ],
)
def test_settings_that_cannot_work_are_named_at_the_start(
    wrong: dict[str, object], names: str, bot: BotOnPaper
) -> None:
    with pytest.raises(Misconfigured, match=names):
        teams_side(replace(TeamsSettings(APP, "password", "tenant"), **wrong), bot, SPEECH)  # type: ignore[arg-type]


async def test_whoever_knocks_with_a_false_key_learns_only_that_it_is_false(
    post: Post, microsoft: Microsoft
) -> None:
    answer = await post(microsoft.activity(text="hello"), token=microsoft.token(exp=now() - 600))

    assert await answer.json() == {"error": "Unauthorized"}
