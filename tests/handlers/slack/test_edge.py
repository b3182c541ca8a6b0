"""What the HTTP door lets in: only what Slack signed, and never an answer of 500."""

import json
import time
from urllib.parse import urlencode

import pytest

from tests.handlers.slack.paper import BotOnPaper, Json, Wire

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
HELLO = json.dumps({"type": "url_verification", "challenge": "abc"})


async def test_slack_is_answered_with_its_own_challenge(wire: Wire) -> None:
    assert await wire.post(HELLO, JSON) == {"status": 200, "challenge": "abc"}


@pytest.mark.parametrize("signature", ["", "v0=0000", "v0=é"])
async def test_a_wrong_signature_is_turned_away(wire: Wire, signature: str) -> None:
    assert await wire.post(HELLO, JSON, signature=signature) == {"status": 401}


@pytest.mark.parametrize("age", [-301, 330])
async def test_a_stale_timestamp_is_turned_away(wire: Wire, age: int) -> None:
    assert await wire.post(HELLO, JSON, stamp=str(int(time.time()) + age)) == {"status": 401}


@pytest.mark.parametrize("stamp", ["", "soon", "-1", "１２", "9" * 400, "9" * 5000])
async def test_a_timestamp_that_is_none_is_turned_away(wire: Wire, stamp: str) -> None:
    assert await wire.post(HELLO, JSON, stamp=stamp) == {"status": 401}


async def test_who_it_is_from_is_asked_before_what_it_is(wire: Wire) -> None:
    assert await wire.post("{", "text/plain", signature="v0=0") == {"status": 401}


async def test_a_body_above_a_megabyte_is_too_large(wire: Wire) -> None:
    assert await wire.post("x" * (1024 * 1024 + 1), JSON) == {"status": 413}


async def test_a_strangers_body_is_never_too_large_but_a_strangers(wire: Wire) -> None:
    assert await wire.post("x" * (1024 * 1024 + 1), JSON, signature="v0=0") == {"status": 401}


async def test_another_content_type_is_not_supported(wire: Wire) -> None:
    assert await wire.post("hello", "text/plain") == {"status": 415}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("{", JSON),
        ("[]", JSON),
        ("null", JSON),
        ("{}", JSON),
        ("", JSON),
        ("", FORM),
        (b"\xff\xfe", JSON),
        ("[" * 100_000, JSON),
        (json.dumps({"type": "url_verification"}), JSON),
        (json.dumps({"type": "unheard_of"}), JSON),
        (json.dumps({"type": "event_callback"}), JSON),
        (json.dumps({"type": "event_callback", "event": 5}), JSON),
        (json.dumps({"type": "event_callback", "event": {}}), JSON),
        (json.dumps({"type": "event_callback", "event": {"type": "message", "channel_type": "im"}}), JSON),
        (
            json.dumps(
                {"type": "event_callback", "team_id": "T1", "event": {"type": "user_change", "user": 5}}
            ),
            JSON,
        ),
        ("payload={", FORM),
        ("payload=[]", FORM),
        ("payload=" + "[" * 100_000, FORM),
        ("hello", FORM),
        (urlencode({"command": "/mentor"}), FORM),
        (urlencode({"payload": json.dumps({"type": "block_actions"})}), FORM),
        (urlencode({"payload": json.dumps({"type": "block_actions", "actions": []})}), FORM),
        (urlencode({"payload": json.dumps({"type": "block_actions", "actions": [5], "user": 5})}), FORM),
        (
            urlencode({"payload": json.dumps({"type": "view_submission", "view": {"callback_id": "form"}})}),
            FORM,
        ),
        (urlencode({"payload": json.dumps({"type": "unheard_of"})}), FORM),
    ],
)
async def test_a_body_that_is_not_what_it_should_be_is_refused(
    wire: Wire, bot: BotOnPaper, body: str | bytes, content_type: str
) -> None:
    assert await wire.post(body, content_type) == {"status": 400}
    assert bot.heard == []


@pytest.mark.parametrize("event", [{"type": "reaction_added"}, {"type": "something_of_next_year"}])
async def test_an_event_that_nobody_waits_for_is_taken(wire: Wire, event: Json) -> None:
    assert await wire.event(event) == {"status": 200}


async def test_word_of_too_many_events_is_taken(wire: Wire) -> None:
    assert await wire.post(json.dumps({"type": "app_rate_limited", "team_id": "T1"}), JSON) == {"status": 200}


async def test_a_closed_form_is_taken(wire: Wire) -> None:
    view: Json = {"callback_id": "form", "private_metadata": "join:7"}
    closed = {"type": "view_closed", "user": {"id": "UADA"}, "team": {"id": "T1"}, "view": view}

    assert await wire.interact(closed) == {"status": 200}
