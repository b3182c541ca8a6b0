"""The stand-in tenant, met as the Bot Framework meets Teams."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import jwt
import pytest
import pytest_asyncio

from playground import Playground
from playground.faults import Fault
from tests.playground.conftest import GRACE, BotOnPaper

pytestmark = pytest.mark.asyncio
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def card(*body: dict[str, Any], actions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": actions or []}


def message(content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "message", "attachments": [{"contentType": ADAPTIVE, "content": content}]}


def execute(verb: str, **more: object) -> dict[str, Any]:
    return {"type": "Action.Execute", "verb": verb, "title": verb.title(), **more}


JOIN = card(
    {"type": "Input.Text", "id": "goal", "label": "Goal", "value": "Give back", "isRequired": True},
    {"type": "Container", "items": [{"type": "ActionSet", "actions": [execute("page", data={"step": 1})]}]},
    actions=[execute("page", data={"step": 2}), execute("leave", associatedInputs="none")],
)


class Connector:
    """What a bot does at the connector, with a token it asked for."""

    def __init__(self, play: Playground, session: aiohttp.ClientSession) -> None:
        self.environment = play.environment
        self.base = f"{play.address}/teams/connector/v3/"
        self.session = session
        self.token = ""

    async def asks_for_token(self, **changed: str) -> tuple[int, dict[str, Any]]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.environment["MICROSOFT_APP_ID"],
            "client_secret": self.environment["MICROSOFT_APP_PASSWORD"],
            "scope": "https://api.botframework.com/.default",
        }
        tenant = self.environment["MICROSOFT_APP_TENANT_ID"]
        url = f"{self.environment['TEAMS_LOGIN_URL']}/{tenant}/oauth2/v2.0/token"
        async with self.session.post(url, data=form | changed) as response:
            return response.status, await response.json()

    async def does(self, verb: str, path: str, body: object = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.session.request(verb, self.base + path, json=body, headers=headers) as response:
            return response.status, await response.json()

    async def sends(self, activity: dict[str, Any]) -> str:
        _, opened = await self.does("POST", "conversations", {"members": [{"id": GRACE.aad_id}]})
        _, sent = await self.does("POST", f"conversations/{opened['id']}/activities", activity)
        return str(sent["id"])


@pytest_asyncio.fixture
async def connector(play: Playground) -> AsyncIterator[Connector]:
    async with aiohttp.ClientSession() as session:
        connector = Connector(play, session)
        connector.token = (await connector.asks_for_token())[1]["access_token"]
        yield connector


@pytest_asyncio.fixture
async def installed(play: Playground, bot: BotOnPaper) -> None:
    await play.teams.installs("grace")
    bot.heard.clear()


def told(bot: BotOnPaper) -> dict[str, Any]:
    activity: dict[str, Any] = json.loads(bot.heard[-1].body)
    return activity


async def test_an_activity_carries_a_token_that_the_published_keys_verify(
    play: Playground, bot: BotOnPaper, installed: None, connector: Connector
) -> None:
    await play.teams.types("grace", "hello")

    async with connector.session.get(play.environment["TEAMS_OPENID_URL"]) as response:
        metadata = await response.json()
    async with connector.session.get(metadata["jwks_uri"]) as response:
        keys = await response.json()
    token = bot.heard[0].headers["Authorization"].removeprefix("Bearer ")
    key = jwt.PyJWK(keys["keys"][0])
    options: Any = {"require": ["exp", "nbf", "aud", "iss"]}
    claims = jwt.decode(
        token, key, ["RS256"], audience=play.teams.app_id, issuer=metadata["issuer"], options=options
    )
    assert jwt.get_unverified_header(token)["kid"] == keys["keys"][0]["kid"]
    assert keys["keys"][0]["endorsements"] == ["msteams"]
    assert claims["serviceurl"] == told(bot)["serviceUrl"] == f"{play.address}/teams/connector/"


async def test_an_activity_says_who_where_and_when(
    play: Playground, bot: BotOnPaper, installed: None
) -> None:
    await play.teams.types("grace", "hello")

    activity = told(bot)
    assert bot.heard[0].path == "/api/messages"
    assert (activity["type"], activity["text"], activity["channelId"]) == ("message", "hello", "msteams")
    assert activity["from"] == {"id": GRACE.teams_id, "name": GRACE.name, "aadObjectId": GRACE.aad_id}
    assert (
        activity["conversation"]["tenantId"]
        == activity["channelData"]["tenant"]["id"]
        == play.teams.tenant_id
    )
    assert activity["entities"][0]["timezone"] == "America/New_York"
    assert activity["localTimestamp"] == "2026-11-20T07:00:00.000-05:00"
    assert activity["id"] == play.world.entries("grace")[0].id


async def test_installing_announces_the_bot_as_a_member_and_then_the_app(
    play: Playground, bot: BotOnPaper
) -> None:
    await play.teams.installs("grace")

    first, second = (json.loads(heard.body) for heard in bot.heard)
    assert first["membersAdded"][0]["id"] == f"28:{play.teams.app_id}"
    assert (second["type"], second["action"]) == ("installationUpdate", "add")


async def test_a_token_is_given_only_for_the_right_secret(connector: Connector) -> None:
    status, answer = await connector.asks_for_token(client_secret="guessed")
    connector.token = "guessed"

    assert (status, answer["error"]) == (401, "invalid_client")
    assert (await connector.does("GET", "conversations/a:1/members"))[0] == 401


async def test_a_card_is_sent_changed_and_deleted(
    play: Playground, installed: None, connector: Connector
) -> None:
    sent = await connector.sends(message(JOIN))
    path = f"conversations/{play.teams.conversation('grace')}/activities/{sent}"

    changed = await connector.does("PUT", path, message(card({"type": "TextBlock", "text": "Thanks"})))
    seen = play.world.entries("grace")
    await connector.does("DELETE", path)

    assert changed == (200, {"id": sent})
    assert [entry.payload["attachments"][0]["content"]["body"][0]["text"] for entry in seen] == ["Thanks"]
    assert seen[0].edited
    assert play.world.entries("grace") == []
    assert (await connector.does("DELETE", path))[0] == 404


async def test_members_are_told_with_mail_and_ids(
    play: Playground, installed: None, connector: Connector
) -> None:
    conversation = play.teams.conversation("grace")

    _, everybody = await connector.does("GET", f"conversations/{conversation}/pagedmembers?pageSize=1")
    _, one = await connector.does("GET", f"conversations/{conversation}/members/{GRACE.teams_id}")

    assert everybody["members"] == [one]
    assert (one["email"], one["aadObjectId"], one["userRole"]) == (GRACE.email, GRACE.aad_id, "user")


async def test_nobody_is_reached_who_has_not_installed_or_has_blocked(
    play: Playground, connector: Connector
) -> None:
    absent = await connector.does("POST", "conversations", {"members": [{"id": GRACE.teams_id}]})
    await play.teams.installs("grace")
    play.teams.blocked.add("grace")
    conversation = play.teams.conversation("grace")
    blocked = await connector.does("POST", f"conversations/{conversation}/activities", message(JOIN))

    assert (absent[0], absent[1]["error"]["code"]) == (403, "ForbiddenOperationException")
    assert (blocked[0], blocked[1]["error"]["code"]) == (403, "MessageWritesBlocked")


async def test_an_unknown_element_and_a_payload_too_big_are_refused(
    play: Playground, installed: None, connector: Connector
) -> None:
    path = f"conversations/{play.teams.conversation('grace')}/activities"

    unknown = await connector.does("POST", path, message(card({"type": "Marquee"})))
    too_big = await connector.does("POST", path, {"type": "message", "text": "x" * 52_000})

    assert (unknown[0], unknown[1]["error"]["message"]) == (400, "unknown element 'Marquee'")
    assert (too_big[0], too_big[1]["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_pressing_sends_the_action_with_typed_and_prefilled_values_and_shows_the_new_card(
    play: Playground, bot: BotOnPaper, installed: None, connector: Connector
) -> None:
    sent = await connector.sends(message(JOIN))
    bot.will({"statusCode": 200, "type": ADAPTIVE, "value": card({"type": "TextBlock", "text": "Thanks"})})

    await play.teams.presses("grace", sent, "page#1")

    activity = told(bot)
    assert (activity["type"], activity["name"], activity["replyToId"]) == (
        "invoke",
        "adaptiveCard/action",
        sent,
    )
    assert activity["value"] == {
        "action": {"type": "Action.Execute", "verb": "page", "data": {"step": 2, "goal": "Give back"}},
        "trigger": "manual",
    }
    shown = play.world.entries("grace")[0].payload["attachments"][0]["content"]
    assert shown["body"][0]["text"] == "Thanks"


async def test_submitting_presses_the_first_action_that_carries_fields(
    play: Playground, bot: BotOnPaper, installed: None, connector: Connector
) -> None:
    sent = await connector.sends(message(JOIN))
    bot.will({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Noted"})

    await play.teams.submits("grace", sent, {"goal": "Listen"})

    assert told(bot)["value"]["action"]["data"] == {"step": 1, "goal": "Listen"}
    last = play.world.entries("grace")[-1]
    assert (last.payload["text"], last.private) == ("Noted", True)


async def test_a_required_input_left_empty_never_reaches_the_bot(
    play: Playground, bot: BotOnPaper, installed: None, connector: Connector
) -> None:
    sent = await connector.sends(message(JOIN))

    await play.teams.presses("grace", sent, "page", {"goal": ""})

    assert play.world.entries("grace")[0].payload["errors"] == {"goal": "This is required."}
    assert bot.heard == []


async def test_a_refused_press_tells_the_person_and_keeps_the_card(
    play: Playground, bot: BotOnPaper, installed: None, connector: Connector
) -> None:
    sent = await connector.sends(message(JOIN))
    error = {"code": "BadRequest", "message": "This has changed since."}
    bot.will({"statusCode": 400, "type": "application/vnd.microsoft.error", "value": error})
    bot.will(status=501)

    await play.teams.presses("grace", sent, "leave")
    await play.teams.presses("grace", sent, "leave")

    texts = [entry.payload.get("text") for entry in play.world.entries("grace")]
    assert texts == [None, "This has changed since.", "Something went wrong. Please try again."]


async def test_an_accepted_file_can_be_uploaded(
    play: Playground, bot: BotOnPaper, installed: None, connector: Connector
) -> None:
    consent = "application/vnd.microsoft.teams.card.file.consent"
    content = {"description": "Yours", "sizeInBytes": 2, "acceptContext": {"n": 1}, "declineContext": {}}
    attachment = {"contentType": consent, "name": "you.json", "content": content}
    sent = await connector.sends({"type": "message", "attachments": [attachment]})

    await play.teams.presses("grace", sent, "accept")

    value = told(bot)["value"]
    await connector.session.put(value["uploadInfo"]["uploadUrl"], data=b"{}")
    assert (told(bot)["name"], value["action"], value["context"]) == (
        "fileConsent/invoke",
        "accept",
        {"n": 1},
    )
    async with connector.session.get(value["uploadInfo"]["contentUrl"]) as response:
        assert await response.read() == b"{}"


async def test_faults_are_played_by_the_connector(
    play: Playground, installed: None, connector: Connector
) -> None:
    path = f"conversations/{play.teams.conversation('grace')}/activities"
    play.teams.faults += [Fault("send", kind) for kind in ("429", "412", "502", "403", "accept_then_drop")]

    statuses = [(await connector.does("POST", path, {"type": "message", "text": "no"}))[0] for _ in range(4)]
    with pytest.raises(aiohttp.ClientError):
        await connector.does("POST", path, {"type": "message", "text": "yes"})

    assert statuses == [429, 412, 502, 403]
    assert [entry.payload["text"] for entry in play.world.entries("grace")] == ["yes"]


async def test_a_bot_that_is_away_is_noticed(play: Playground, bot: BotOnPaper, installed: None) -> None:
    bot.will(status=503)

    await play.teams.types("grace", "hello")

    assert play.world.entries("grace")[-1].payload["text"] == "The app did not answer. Please try again."
