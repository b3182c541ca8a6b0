"""The opening scene is acted, once."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
import pytest_asyncio
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from playground import Human, Playground
from playground.company import humans_from, joining
from playground.opening import LATECOMERS, opens
from tests.playground.conftest import ADA, GRACE, NOON

pytestmark = pytest.mark.asyncio
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
LATE = replace(GRACE, id="ruth", name="Ruth Callahan", email="ruth@hartwell.example")
PEOPLE: list[Human] = [ADA, GRACE, LATE]


def page(number: int) -> dict[str, Any]:
    text = {"type": "plain_text", "text": f"Page {number}"}
    element = {"type": "plain_text_input", "action_id": "goal", "initial_value": "Lead"}
    block = {"type": "input", "block_id": f"page{number}", "label": text, "element": element}
    return {"type": "modal", "title": text, "submit": text, "blocks": [block]}


def card(number: int) -> dict[str, Any]:
    action = {"type": "Action.Execute", "verb": "page", "title": "Send", "data": {"page": number}}
    body = [{"type": "Input.Text", "id": "goal", "label": "Goal", "value": "Lead"}] if number < 3 else []
    return {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": [action] if number < 3 else []}


@dataclass
class Joining:
    """A bot with a form of two pages on each platform."""

    heard: list[str] = field(default_factory=list)
    play: Playground | None = None
    away: bool = False

    async def slack(self, request: web.Request) -> web.Response:
        assert self.play is not None
        form = dict(parse_qsl((await request.read()).decode()))
        if "command" in form:
            self.heard.append(f"{form['user_name']}: {form['command']} {form['text']}")
            client = AsyncWebClient("xoxb-playground", base_url=self.play.environment["SLACK_API_URL"])
            await client.views_open(trigger_id=form["trigger_id"], view=page(1))
            return web.Response()
        payload = json.loads(form["payload"])
        (block,) = payload["view"]["state"]["values"]
        self.heard.append(f"{payload['user']['username']}: {block}")
        return web.json_response({"response_action": "update", "view": page(2)} if block == "page1" else {})

    async def teams(self, request: web.Request) -> web.Response:
        assert self.play is not None
        if self.away:
            return web.Response(status=503)
        told = await request.json()
        who = told["from"]["name"].partition(" ")[0].lower()
        if told["type"] == "message":
            self.heard.append(f"{who}: {told['text']}")
            content = [{"contentType": ADAPTIVE, "content": card(1)}]
            self.play.world.add(who, "bot", {"type": "message", "attachments": content})
        elif told["type"] == "invoke":
            number = told["value"]["action"]["data"]["page"]
            self.heard.append(f"{who}: page{number}")
            return web.json_response({"statusCode": 200, "type": ADAPTIVE, "value": card(number + 1)})
        else:
            self.heard.append(f"{who}: {told['type']}")
        return web.Response()


@pytest_asyncio.fixture
async def acted() -> AsyncIterator[Joining]:
    bot = Joining()
    app = web.Application()
    app.add_routes([web.post("/slack/events", bot.slack), web.post("/api/messages", bot.teams)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.play = Playground(PEOPLE, lambda: NOON, bot_url=f"http://127.0.0.1:{runner.addresses[0][1]}")
    await bot.play.start()
    yield bot
    await bot.play.stop()
    await runner.cleanup()


async def test_those_who_join_do_so_page_by_page_and_only_once(acted: Joining) -> None:
    assert acted.play is not None

    for _ in range(2):
        await opens(acted.play.slack, acted.play.teams, PEOPLE, {"ada", "grace"})

    assert acted.heard == [
        "grace: conversationUpdate",
        "grace: installationUpdate",
        "ada: /mentor join",
        "ada: page1",
        "ada: page2",
        "grace: join",
        "grace: page1",
        "grace: page2",
    ]
    assert not acted.play.teams.has_installed("ruth")


async def test_a_bot_that_was_away_meets_the_opening_at_the_next_start(acted: Joining) -> None:
    assert acted.play is not None
    acted.away = True

    await opens(acted.play.slack, acted.play.teams, [GRACE], set())
    acted.away = False
    await opens(acted.play.slack, acted.play.teams, [GRACE], set())

    assert acted.heard == ["grace: conversationUpdate", "grace: installationUpdate"]


async def test_latecomers_are_real_people_on_teams_who_do_not_join() -> None:
    humans = {human.id: human for human in humans_from()}

    assert {humans[one].platform for one in LATECOMERS} == {"teams"}
    assert not LATECOMERS & set(joining())
