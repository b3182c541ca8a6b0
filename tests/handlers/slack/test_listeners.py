"""From a signed request to what the person sees."""

import asyncio
from datetime import timedelta

import pytest

from bot.acts import Answered, Click, Heard
from bot.message import (
    Attachment,
    Button,
    Closed,
    Form,
    Input,
    Kind,
    Message,
    Opened,
    Paragraph,
    Refused,
    Replaced,
    Reply,
    Said,
    Text,
)
from bot.people import Address, Platform
from bot.ports import Out
from handlers.slack import troubles
from tests.handlers.slack.paper import ADA, SORRY, BotOnPaper, Json, SlackOnPaper, Wire, ratelimited, refused

THANKS = Message("Thank you", (Paragraph((Text("All done."),)),))
CHOICE = Message("Shall we?", buttons=(Button("Yes", "meetings.pick", "12"),))
FORM = Form(
    "join:7",
    "Join",
    (Paragraph((Text("An hour a month."),)),),
    (Input("goals", Kind.LINES, "Goals"),),
    "Next",
)


def title(blocks: list[Json]) -> str:
    return str(blocks[0]["text"]["text"])


async def test_a_command_reaches_the_core_as_words_and_is_answered_only_to_its_author(
    wire: Wire, bot: BotOnPaper
) -> None:
    bot.reply = Said(THANKS)

    seen = await wire.command("status &lt;now&gt; &amp; here ")

    assert bot.heard == [Heard(ADA, "status <now> & here", key="13.37")]
    assert seen["status"] == 200
    assert seen["response_type"] == "ephemeral"
    assert (seen["text"], title(seen["blocks"])) == ("Thank you", "Thank you")


async def test_a_button_that_must_work_tomorrow_is_a_direct_message(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(CHOICE)

    seen = await wire.command("status")

    assert (seen["response_type"], seen["text"]) == ("ephemeral", "I've written to you")
    [posted] = slack.told("chat.postMessage")
    assert posted["channel"] == "DUADA"
    assert posted["blocks"][1]["elements"][0]["action_id"] == "meetings.pick"


async def test_a_file_that_only_slack_can_carry_is_a_direct_message_too(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(
        Message("Your data", attachments=(Attachment("me.json", "Export", "application/json", b"{}"),))
    )

    seen = await wire.command("export")

    assert seen["text"] == "I've written to you"
    assert slack.uploaded == [b"{}"]


async def test_a_command_can_open_a_form(wire: Wire, bot: BotOnPaper, slack: SlackOnPaper) -> None:
    bot.reply = Opened(FORM)

    seen = await wire.command("join")

    assert seen == {"status": 200}
    [opened] = slack.told("views.open")
    assert opened["trigger_id"] == "13.37"
    assert opened["view"]["private_metadata"] == "join:7"


async def test_a_form_that_came_too_late_waits_behind_a_button(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Opened(FORM)
    slack.will["views.open"].append(refused("expired_trigger_id"))

    await wire.command("join")

    [posted] = slack.told("chat.postMessage")
    [button] = posted["blocks"][-1]["elements"]
    assert (button["action_id"], button["value"], button["text"]["text"]) == ("form.open", "join:7", "Join")


async def test_words_in_the_direct_conversation_are_answered_there(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(THANKS)

    await wire.says("hello")

    assert bot.heard == [Heard(ADA, "hello", key="Ev1")]
    assert slack.told("chat.postMessage")[0]["channel"] == "DUADA"


async def test_a_form_asked_for_in_words_comes_as_a_button_since_there_is_no_trigger(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Opened(FORM)

    await wire.says("join")

    assert slack.told("views.open") == []
    [posted] = slack.told("chat.postMessage")
    assert posted["blocks"][-1]["elements"][0]["style"] == "primary"


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"subtype": "thread_broadcast"},
        {"channel_type": "channel"},
    ],
)
async def test_what_nobody_wrote_to_us_is_not_heard(wire: Wire, bot: BotOnPaper, event: Json) -> None:
    assert await wire.says("hello", **event) == {"status": 200}
    assert bot.heard == []


async def test_an_event_that_was_answered_before_shows_nothing(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = None

    assert await wire.says("hello") == {"status": 200}

    assert slack.calls == []


async def test_a_press_replaces_its_message(wire: Wire, bot: BotOnPaper, slack: SlackOnPaper) -> None:
    bot.reply = Replaced(THANKS)

    await wire.press("meetings.pick#3", "12")

    assert bot.heard == [Click(ADA, "meetings.pick", "12", key="slack:T1:UADA:99.1", on="DUADA:5.5")]
    [changed] = slack.told("chat.update")
    assert (changed["channel"], changed["ts"], title(changed["blocks"])) == ("DUADA", "5.5", "Thank you")


async def test_a_press_on_a_message_that_is_gone_is_answered_by_another(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Replaced(THANKS)
    slack.will["chat.update"].append(refused("message_not_found"))

    await wire.press("meetings.pick", "12")

    assert slack.told("chat.postMessage")[0]["text"] == "Thank you"


async def test_a_press_in_a_channel_is_answered_only_to_its_author(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(THANKS)

    await wire.press("x.y", container={"type": "message", "message_ts": "5.5", "channel_id": "C9"})

    [shown] = slack.responded
    assert (shown["response_type"], shown["replace_original"], shown["text"]) == (
        "ephemeral",
        False,
        "Thank you",
    )


async def test_a_press_on_a_message_for_one_reader_replaces_it_where_it_stands(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Replaced(THANKS)
    container = {"type": "message", "message_ts": "5.5", "channel_id": "C9", "is_ephemeral": True}

    await wire.press("x.y", container=container)

    assert slack.responded[0]["replace_original"] is True


async def test_an_answer_to_somewhere_unsafe_is_not_sent(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(THANKS)
    container = {"type": "message", "message_ts": "5.5", "channel_id": "C9"}

    seen = await wire.press("x.y", container=container, response_url="http://elsewhere.example/respond")

    assert seen == {"status": 200}
    assert slack.responded == []


async def test_following_a_link_needs_no_answer(wire: Wire, bot: BotOnPaper) -> None:
    assert await wire.press("open#1") == {"status": 200}
    assert bot.heard == []


async def test_a_press_on_the_home_draws_the_home_anew(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Replaced(THANKS)

    await wire.press("x.y", container={"type": "view", "view_id": "V1"}, view={"id": "V1", "type": "home"})

    assert slack.told("views.publish")[0]["view"]["type"] == "home"


async def test_opening_the_home_publishes_it_and_is_remembered(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    await wire.event({"type": "app_home_opened", "user": "UADA", "tab": "home", "channel": "DUADA"})
    await wire.event({"type": "app_home_opened", "user": "UADA", "tab": "messages", "channel": "DUADA"})

    [published] = slack.told("views.publish")
    assert (published["user_id"], title(published["view"]["blocks"])) == ("UADA", "Home of UADA")
    assert bot.homes_seen == [(ADA, "home")]


async def test_a_form_goes_out_is_filled_in_and_comes_back_as_answers(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Opened(FORM)
    await wire.command("join")
    view = slack.told("views.open")[0]["view"]
    bot.reply = Closed(THANKS)

    seen = await wire.submit(view, {"goals": {"answer": {"type": "plain_text_input", "value": "Grow"}}})

    assert bot.heard[-1] == Answered(ADA, "join:7", {"goals": "Grow"})
    assert seen == {"status": 200, "response_action": "clear"}


async def submitted(wire: Wire, bot: BotOnPaper, reply: Reply | None) -> Json:
    bot.reply = reply
    view = {"type": "modal", "callback_id": "form", "private_metadata": "join:7"}
    blocks = [{"type": "rich_text"}, {"type": "input", "block_id": "goals"}]
    return await wire.submit(
        {**view, "blocks": blocks}, {"goals": {"answer": {"type": "plain_text_input", "value": None}}}
    )


async def test_the_next_page_takes_the_place_of_the_last(wire: Wire, bot: BotOnPaper) -> None:
    seen = await submitted(wire, bot, Opened(FORM))

    assert (seen["response_action"], seen["view"]["title"]["text"]) == ("update", "Join")


async def test_a_refused_page_says_why_at_its_fields(wire: Wire, bot: BotOnPaper) -> None:
    problems = {"goals": "Please say a little more.", "elsewhere": "And choose a role."}

    seen = await submitted(wire, bot, Refused(Form("join:7", "Join", (), FORM.inputs, "Next", problems)))

    assert seen["response_action"] == "errors"
    assert seen["errors"] == {"goals": "Please say a little more. And choose a role."}


async def test_a_submit_that_fails_keeps_the_form_and_what_was_typed(wire: Wire, bot: BotOnPaper) -> None:
    bot.trouble = Out()

    seen = await submitted(wire, bot, None)

    assert seen["errors"] == {"goals": "That went wrong on our side It is safe to try again."}


@pytest.mark.parametrize("trouble", [Out(), RuntimeError("Ada Lovelace said something private")])
async def test_a_command_that_fails_is_answered_with_an_apology(
    wire: Wire, bot: BotOnPaper, trouble: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    bot.trouble = trouble

    seen = await wire.command("status")

    assert (seen["status"], seen["response_type"]) == (200, "ephemeral")
    assert seen["text"] == "That went wrong on our side"
    assert type(trouble).__name__ in caplog.text
    assert "Lovelace" not in caplog.text


async def test_a_failure_after_the_core_has_answered_neither_hangs_nor_hides(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Opened(FORM)
    slack.will["views.open"].append(refused("invalid_arguments"))

    seen = await asyncio.wait_for(wire.command("join"), 2.5)

    assert (seen["status"], seen["text"]) == (200, "That went wrong on our side")
    assert wire.side.counts == {"command.failed": 1}


async def test_a_press_that_fails_is_answered_with_an_apology(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.trouble = Out()

    assert await wire.press("x.y") == {"status": 200}

    assert slack.told("chat.postMessage")[0]["text"] == "That went wrong on our side"


async def test_when_even_the_apology_fails_slack_still_has_its_answer(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.trouble = Out()
    slack.will["chat.postMessage"] += [refused("channel_not_found")] * 3

    assert await wire.press("x.y") == {"status": 200}


async def test_an_event_during_an_outage_is_asked_for_again(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.trouble = Out()

    assert await wire.says("hello") == {"status": 503}
    assert await wire.event({"type": "app_home_opened", "user": "UADA", "tab": "home"}) == {"status": 503}
    assert slack.told("chat.postMessage") == []


async def test_words_that_fail_otherwise_are_answered_with_an_apology(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.trouble = KeyError("x")

    assert await wire.says("hello") == {"status": 200}

    assert slack.told("chat.postMessage")[0]["text"] == "That went wrong on our side"


async def test_what_was_certainly_not_sent_is_sent_again_to_somebody_who_waits(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(troubles, "SOON", timedelta(milliseconds=10))
    bot.reply = Said(THANKS)
    slack.will["chat.postMessage"].append(ratelimited("soon"))

    await wire.says("hello")

    assert len(slack.told("chat.postMessage")) == 2


async def test_nobody_waits_for_a_token_to_be_mended(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(THANKS)
    slack.will["chat.postMessage"] += [refused("token_revoked")] * 2

    assert await asyncio.wait_for(wire.says("hello"), 2.5) == {"status": 200}

    assert len(slack.told("chat.postMessage")) == 2


async def test_a_stranger_is_introduced_before_being_heard(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(THANKS)
    slack.users["UBOB"] = {
        "id": "UBOB",
        "team_id": "T1",
        "tz": "Europe/Lisbon",
        "locale": "pt-PT",
        "profile": {"real_name": "Bob Byte", "email": "Bob@acme.example", "title": "Engineer"},
    }

    await wire.command("status", user="UBOB")
    await wire.command("status", user="UBOB")

    [bob] = bot.met
    assert (bob.name, bob.email, bob.timezone, bob.locale) == (
        "Bob Byte",
        "Bob@acme.example",
        "Europe/Lisbon",
        "pt-PT",
    )
    assert bob.address == Address(Platform.SLACK, "T1", "UBOB")
    assert len(bot.heard) == 2
    assert slack.told("users.info") == [{"user": "UBOB", "include_locale": "1"}]


@pytest.mark.parametrize(
    "outside",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"is_bot": True},
        {"team_id": "T9"},
    ],
)
async def test_guests_bots_and_other_companies_are_refused_politely(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, outside: Json
) -> None:
    slack.users["UGUEST"] = {"id": "UGUEST", "team_id": "T1", "name": "guest", **outside}

    seen = await wire.command("join", user="UGUEST")

    assert (seen["response_type"], seen["text"]) == ("ephemeral", "This is for the company's own people")
    assert (bot.heard, bot.met) == ([], [])


async def test_whoever_reads_german_is_answered_in_german_without_the_core(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.language = "de"
    bot.reply = Said(Message("Hallo", buttons=(Button("Mitmachen", "flow.begin", "join"),)))
    written = await wire.command("hello")
    bot.trouble = Out()
    sorry = await wire.command("hello")
    slack.users["UGAST"] = {"id": "UGAST", "team_id": "T1", "is_restricted": True, "locale": "de-DE"}
    refused = await wire.command("join", user="UGAST")
    await wire.event({"type": "app_home_opened", "tab": "home", "user": "UGAST"})

    assert [seen["text"] for seen in (written, sorry, refused)] == [
        "Ich habe dir geschrieben",
        "Das ging bei uns schief",
        "Das ist fürs eigene Haus",
    ]
    assert "Das ist fürs eigene Haus" in str(slack.told("views.publish")[-1]["view"])


async def test_an_apology_is_english_before_somebody_is_known(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.language = "de"
    bot.known.clear()
    slack.will["users.info"] = [refused("internal_error")]

    assert (await wire.command("hello"))["text"] == SORRY.title


@pytest.mark.parametrize("outside", [{"is_restricted": True}, {"is_stranger": True}, {"team_id": "T9"}])
async def test_they_are_refused_at_every_other_entrance_too(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, outside: Json
) -> None:
    refusal = "This is for the company's own people"
    slack.users["UGUEST"] = {"id": "UGUEST", "team_id": "T1", **outside}
    guest = {"id": "UGUEST", "team_id": "T1"}

    await wire.says("join", user="UGUEST", channel="DUGUEST")
    await wire.press("x.y", user=guest)
    view = {"type": "modal", "callback_id": "form", "private_metadata": "join:7", "blocks": []}
    sent = {"type": "view_submission", "team": {"id": "T1"}, "user": guest}
    closed = await wire.interact({**sent, "view": {**view, "id": "V1", "state": {"values": {}}}})
    await wire.event({"type": "app_home_opened", "user": "UGUEST", "tab": "home", "channel": "DUGUEST"})

    told = slack.told("chat.postMessage")
    assert [(one["channel"], one["text"]) for one in told] == [("DUGUEST", refusal)] * 3
    assert closed["response_action"] == "clear"
    [published] = slack.told("views.publish")
    assert title(published["view"]["blocks"]) == refusal
    assert (bot.heard, bot.met, bot.homes_seen) == ([], [], [])


async def test_people_who_come_and_go_are_introduced_and_let_go(wire: Wire, bot: BotOnPaper) -> None:
    bob: Json = {"id": "UBOB", "team_id": "T1", "profile": {"real_name": "Bob"}}

    await wire.event({"type": "team_join", "user": bob})
    await wire.event({"type": "user_change", "user": bob | {"deleted": True}})
    await wire.event({"type": "user_change", "user": bob | {"id": "UG", "is_restricted": True}})

    assert [profile.name for profile in bot.met] == ["Bob"]
    assert bot.gone_ones == [Address(Platform.SLACK, "T1", "UBOB")]
    assert bot.lost_ones == [Address(Platform.SLACK, "T1", "UG")], "whoever became a guest is out of reach"
    await wire.event({"type": "user_change", "user": bob | {"deleted": False}})
    assert [profile.reachable for profile in bot.met] == [True, True]


@pytest.mark.parametrize(
    ("told", "verified"),
    [({}, True), ({"is_email_confirmed": True}, True), ({"is_email_confirmed": False}, False)],
)
async def test_an_address_is_verified_unless_slack_says_that_it_is_not(
    wire: Wire, bot: BotOnPaper, told: Json, verified: bool
) -> None:
    await wire.event({"type": "user_change", "user": {"id": "UBOB", "team_id": "T1", **told}})

    assert [profile.verified for profile in bot.met] == [verified]


async def test_being_thrown_out_is_said_to_whoever_runs_us(
    wire: Wire, bot: BotOnPaper, caplog: pytest.LogCaptureFixture
) -> None:
    assert await wire.event({"type": "app_uninstalled"}) == {"status": 200}
    assert "install it again" in caplog.text


async def test_in_a_shared_channel_the_workspace_is_where_we_are_installed(
    wire: Wire, bot: BotOnPaper
) -> None:
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "UADA", "text": "hi"}

    await wire.event(event, team_id="T9", authorizations=[{"team_id": "T1", "is_bot": True}])

    assert bot.heard == [Heard(ADA, "hi", key="Ev1")]


async def test_a_core_that_takes_too_long_is_apologised_for_in_time(
    wire: Wire, bot: BotOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire.side._door, "limit", 0.05)
    bot.takes = 0.2

    seen = await wire.command("status")

    assert seen["text"] == "That went wrong on our side"


async def test_slack_has_its_answer_in_time_and_what_takes_longer_goes_on(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire.side._supervised, "_patience", 0.02)
    bot.takes, bot.reply = 0.4, Said(THANKS)

    assert await wire.press("x.y") == {"status": 200}
    assert slack.told("chat.postMessage") == []
    await wire.side.stop()

    assert len(slack.told("chat.postMessage")) == 1
