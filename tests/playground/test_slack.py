"""The stand-in workspace, met through Slack's own Python SDK."""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.faults import Fault
from tests.playground.conftest import ADA, NOON, BotOnPaper, Heard

pytestmark = pytest.mark.asyncio
USER, DIRECT = ADA.slack_id, "D" + ADA.slack_id[1:]


def field(name: str, **more: object) -> dict[str, Any]:
    label = {"type": "plain_text", "text": name}
    element = {"type": "plain_text_input", "action_id": name, **more}
    return {"type": "input", "block_id": name, "label": label, "element": element}


def modal(*blocks: dict[str, Any], **more: object) -> dict[str, Any]:
    submit = {"type": "plain_text", "text": "Send"}
    title = {"type": "plain_text", "text": "Join"}
    return {"type": "modal", "title": title, "submit": submit, "blocks": list(blocks), **more}


def button(action_id: str, value: str = "1") -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Accept"}
    return {
        "type": "actions",
        "elements": [{"type": "button", "action_id": action_id, "value": value, "text": text}],
    }


def form_of(heard: Heard) -> dict[str, str]:
    return dict(parse_qsl(heard.body.decode(), keep_blank_values=True))


def payload_of(heard: Heard) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(form_of(heard)["payload"])
    return payload


async def with_form(play: Playground, client: AsyncWebClient, bot: BotOnPaper, view: dict[str, Any]) -> None:
    async def opens(heard: Heard) -> web.Response:
        await client.views_open(trigger_id=form_of(heard)["trigger_id"], view=view)
        return web.Response()

    bot.answers.append(opens)
    await play.slack.types("ada", "/mentor join")


async def refusal(call: Awaitable[object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_a_command_arrives_signed_and_its_answer_is_seen_by_its_author_alone(
    play: Playground, bot: BotOnPaper
) -> None:
    bot.will({"response_type": "ephemeral", "text": "Welcome"})

    await play.slack.types("ada", "/mentor request @Ada Pereira <now>")

    heard = bot.heard[0]
    assert SignatureVerifier("playground-signing-secret").is_valid_request(heard.body, heard.headers)
    assert heard.path == "/slack/events"
    assert form_of(heard)["command"] == "/mentor"
    assert form_of(heard)["text"] == f"request <@{USER}|ada> &lt;now&gt;"
    assert [(entry.payload["text"], entry.private) for entry in play.world.entries("ada")] == [
        ("/mentor request @Ada Pereira <now>", True),
        ("Welcome", True),
    ]


async def test_a_response_url_answers_five_times(play: Playground, bot: BotOnPaper) -> None:
    await play.slack.types("ada", "/mentor help")
    address = form_of(bot.heard[0])["response_url"]

    async with aiohttp.ClientSession() as session:
        statuses = [(await session.post(address, json={"text": "again"})).status for _ in range(6)]

    assert statuses == [200] * 5 + [404]
    assert len([entry for entry in play.world.entries("ada") if entry.payload["text"] == "again"]) == 5


async def test_a_command_that_fails_says_so_to_its_author(play: Playground, bot: BotOnPaper) -> None:
    bot.will(status=500)

    await play.slack.types("ada", "/mentor join")

    last = play.world.entries("ada")[-1]
    assert last.payload["text"] == '/mentor failed with the error "dispatch_failed"'
    assert last.private


async def test_typing_without_a_slash_is_a_message_event(play: Playground, bot: BotOnPaper) -> None:
    await play.slack.types("ada", "hello")

    told = json.loads(bot.heard[0].body)
    assert told["type"] == "event_callback"
    assert told["event"] | {"client_msg_id": ""} == {
        "type": "message",
        "client_msg_id": "",
        "user": USER,
        "text": "hello",
        "ts": play.world.entries("ada")[0].id,
        "event_ts": play.world.entries("ada")[0].id,
        "team": "T0ONEHOUR",
        "channel": DIRECT,
        "channel_type": "im",
    }


async def test_an_event_not_taken_is_redelivered_three_times_with_one_id(
    play: Playground, bot: BotOnPaper
) -> None:
    play.slack.retry_delays = (0, 0, 0)
    for _ in range(4):
        bot.will(status=503)

    await play.slack.opens_home("ada")
    await play.slack.settled()

    assert len({json.loads(heard.body)["event_id"] for heard in bot.heard}) == 1
    headers = [heard.headers for heard in bot.heard]
    assert [one.get("x-slack-retry-num") for one in headers] == [None, "1", "2", "3"]
    assert headers[1]["x-slack-retry-reason"] == "http_error"


async def test_a_person_is_described_with_zone_and_locale(play: Playground, client: AsyncWebClient) -> None:
    told = (await client.users_info(user=USER, include_locale=True))["user"]
    found = (await client.users_lookupByEmail(email="ADA@hartwell.example"))["user"]
    everybody = (await client.users_list(limit=1))["members"]

    assert (told["tz"], told["tz_offset"], told["locale"]) == ("Europe/Lisbon", 0, "en-GB")
    assert told["profile"]["email"] == "ada@hartwell.example"
    assert found["id"] == USER
    assert len(everybody) == 1
    assert await refusal(client.users_lookupByEmail(email="grace@hartwell.example")) == "users_not_found"


async def test_a_message_is_kept_with_its_metadata_and_can_be_changed_and_deleted(
    play: Playground, client: AsyncWebClient
) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"key": "n1"}}
    opened = (await client.conversations_open(users=[USER]))["channel"]["id"]
    sent = await client.chat_postMessage(channel=USER, text="Hello", blocks=[button("ok")], metadata=metadata)

    await client.chat_update(channel=opened, ts=sent["ts"], text="Hello again")
    history = await client.conversations_history(
        channel=opened, include_all_metadata=True, oldest="0", limit=5
    )
    plain = await client.conversations_history(channel=opened)

    assert opened == sent["channel"] == DIRECT
    assert [(one["text"], one["metadata"]) for one in history["messages"]] == [("Hello again", metadata)]
    assert "metadata" not in plain["messages"][0]
    assert play.world.entries("ada")[0].edited
    assert play.world.unread("ada") == 1
    await client.chat_delete(channel=opened, ts=sent["ts"])
    assert play.world.entries("ada") == []
    assert await refusal(client.chat_update(channel=opened, ts=sent["ts"], text="x")) == "message_not_found"


async def test_a_post_in_the_channel_is_seen_there(play: Playground, client: AsyncWebClient) -> None:
    channel = (await client.conversations_list())["channels"][0]["id"]
    assert await refusal(client.chat_postMessage(channel=channel, text="x")) == "not_in_channel"
    await play.slack.invites(channel)
    assert [one["name"] for one in (await client.users_conversations())["channels"]] == ["general"]

    await client.chat_postMessage(channel=channel, text="Mentoring starts")
    await client.chat_postEphemeral(channel=channel, user=USER, text="Psst")

    assert [entry.payload["text"] for entry in play.world.entries("#general")] == ["Mentoring starts"]
    assert [entry.payload["text"] for entry in play.world.entries("ada")] == ["Psst"]


async def test_a_wrong_token_an_unknown_method_and_an_empty_message_are_refused(
    play: Playground, client: AsyncWebClient
) -> None:
    stranger = AsyncWebClient("xoxb-other", base_url=play.environment["SLACK_API_URL"])

    assert await refusal(stranger.auth_test()) == "invalid_auth"
    assert await refusal(client.api_call("chat.unheard")) == "unknown_method"
    assert await refusal(client.api_call("chat.postMessage", json={"channel": USER})) == "no_text"
    assert await refusal(client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"


async def test_a_pressed_button_tells_where_it_stood(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    sent = await client.chat_postMessage(channel=DIRECT, text="Well?", blocks=[button("pair.accept", "p7")])

    await play.slack.presses("ada", sent["ts"], "pair.accept")

    told = payload_of(bot.heard[0])
    assert told["type"] == "block_actions"
    assert told["container"] == {
        "type": "message",
        "message_ts": sent["ts"],
        "channel_id": DIRECT,
        "is_ephemeral": False,
    }
    assert (told["actions"][0]["action_id"], told["actions"][0]["value"]) == ("pair.accept", "p7")
    async with aiohttp.ClientSession() as session:
        await session.post(told["response_url"], json={"replace_original": True, "text": "Done"})
    assert [entry.payload["text"] for entry in play.world.entries("ada")] == ["Done"]


async def test_a_form_is_opened_once_with_its_trigger(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(field("goal")))

    trigger = form_of(bot.heard[0])["trigger_id"]
    assert (
        await refusal(client.views_open(trigger_id=trigger, view=modal(field("goal"))))
        == "exchanged_trigger_id"
    )
    assert (
        await refusal(client.views_open(trigger_id="1.made-up", view=modal(field("a"))))
        == "invalid_trigger_id"
    )


async def test_a_required_field_left_empty_never_reaches_the_bot(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(field("goal"), field("why")))

    await play.slack.submits("ada", {"goal": "Lead a team"})

    form = play.world.form("ada")
    assert form is not None
    assert form["errors"] == {"why": "Please complete this required field."}
    assert len(bot.heard) == 1


async def test_a_submission_carries_what_was_typed_chosen_and_prefilled(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    offered = [
        {"text": {"type": "plain_text", "text": word.title()}, "value": word} for word in ("mentor", "mentee")
    ]
    role = field("role") | {"element": {"type": "static_select", "action_id": "role", "options": offered}}
    several = field("both") | {"element": {"type": "checkboxes", "action_id": "both", "options": offered}}
    await with_form(play, client, bot, modal(field("goal", initial_value="Lead"), role, several))

    await play.slack.submits("ada", {"role": "Mentee", "both/both": ["mentor", "mentee"]})

    told = payload_of(bot.heard[-1])
    values = told["view"]["state"]["values"]
    assert told["type"] == "view_submission"
    assert values["goal"]["goal"] == {"type": "plain_text_input", "value": "Lead"}
    assert values["role"]["role"]["selected_option"]["value"] == "mentee"
    assert [one["value"] for one in values["both"]["both"]["selected_options"]] == ["mentor", "mentee"]
    assert play.world.form("ada") is None


async def test_response_actions_are_followed(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(field("goal")))
    steps: list[dict[str, Any]] = [
        {"response_action": "errors", "errors": {"goal": "Say more"}},
        {"response_action": "update", "view": modal(field("goal"), field("when"))},
        {"response_action": "push", "view": modal(field("sure"), callback_id="second")},
        {},
        {"response_action": "clear"},
    ]
    seen: list[Any] = []

    for step in steps:
        bot.will(step)
        form = play.world.form("ada") or {}
        await play.slack.submits("ada", {block["block_id"]: "yes" for block in form["blocks"]})
        form = play.world.form("ada") or {}
        seen.append([form.get("errors"), [block["block_id"] for block in form.get("blocks", [])]])

    assert seen == [
        [{"goal": "Say more"}, ["goal"]],
        [None, ["goal", "when"]],
        [None, ["sure"]],
        [{}, ["goal", "when"]],
        [None, []],
    ]


async def test_an_update_keeps_what_was_typed_and_refuses_an_old_hash(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(field("goal")))
    first = play.world.form("ada") or {}
    bot.will({"response_action": "errors", "errors": {"goal": "Say more"}})
    await play.slack.submits("ada", {"goal": "Lead"})

    updated = await client.views_update(view_id=first["id"], hash=first["hash"], view=modal(field("goal")))

    assert updated["view"]["state"]["values"]["goal"]["goal"]["value"] == "Lead"
    assert (
        await refusal(client.views_update(view_id=first["id"], hash=first["hash"], view=modal(field("goal"))))
        == "hash_conflict"
    )


async def test_a_form_stays_open_when_the_bot_does_not_answer(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(field("goal"), notify_on_close=True))
    bot.will(status=500)

    await play.slack.submits("ada", {"goal": "Lead"})
    left = play.world.form("ada") or {}
    await play.slack.closes("ada")

    assert left["errors"] == {"": "We had some trouble connecting. Try again?"}
    assert left["state"]["values"]["goal"]["goal"]["value"] == "Lead"
    assert payload_of(bot.heard[-1])["type"] == "view_closed"
    assert play.world.form("ada") is None


async def test_the_home_tab_is_published_and_pressed(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await client.views_publish(user_id=USER, view={"type": "home", "blocks": [button("join.begin")]})

    await play.slack.presses("ada", "home", "join.begin")

    home = play.world.home("ada") or {}
    assert payload_of(bot.heard[0])["container"] == {"type": "view", "view_id": home["id"]}


async def test_a_file_is_uploaded_and_served(play: Playground, client: AsyncWebClient) -> None:
    await client.files_upload_v2(
        channel=DIRECT, filename="you.json", content=b"{}", initial_comment="All of it"
    )

    shared = play.world.entries("ada")[0].payload["files"][0]
    async with aiohttp.ClientSession() as session, session.get(shared["url"]) as response:
        assert (shared["name"], shared["size"], await response.read()) == ("you.json", 2, b"{}")


async def test_faults_are_played_in_the_order_given(play: Playground, client: AsyncWebClient) -> None:
    post = "chat.postMessage"
    play.slack.faults += [
        Fault(post, "429", retry_after=7),
        Fault(post, "accept_then_500"),
        Fault(post, "500"),
    ]
    play.slack.faults.append(Fault(post, "accept_then_drop"))

    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel=USER, text="one")
    for text in ("two", "three"):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel=USER, text=text)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=USER, text="four")

    assert limited.value.response.headers["Retry-After"] == "7"
    assert [entry.payload["text"] for entry in play.world.entries("ada")] == ["two", "four"]


async def test_a_frozen_call_is_neither_answered_nor_carried_out(
    play: Playground, client: AsyncWebClient
) -> None:
    play.slack.faults.append(frozen := Fault("*", "frozen"))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.chat_postMessage(channel=USER, text="one"), 0.1)
    frozen.thawed.set()

    assert play.world.entries("ada") == []


async def test_the_clock_of_the_playground_stamps_messages(play: Playground, client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(channel=USER, text="one")
    second = await client.chat_postMessage(channel=USER, text="two")

    assert first["ts"] == f"{int(NOON.timestamp())}.000000"
    assert second["ts"] > first["ts"]
