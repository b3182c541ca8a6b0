"""Homes: shown to whoever looks, kept up to date for whoever has looked, and never published twice."""

import pytest

from bot.message import Button, Glance, Message, Said
from bot.people import Account, Platform
from bot.ports import Out
from handlers.slack import shown
from handlers.slack.messenger import SlackMessenger
from tests.handlers.slack.paper import ADA, BotOnPaper, Json, SlackOnPaper, Wire, refused

ACCOUNT = Account(1, 7, Platform.SLACK, "T1", "UADA", home="home")
STANDS = Message("How things stand")
OPENED = {"type": "app_home_opened", "user": "UADA", "tab": "home", "channel": "DUADA"}


def published(slack: SlackOnPaper) -> list[str]:
    return [told["view"]["blocks"][0]["text"]["text"] for told in slack.told("views.publish")]


async def test_the_same_is_not_published_twice(messenger: SlackMessenger, slack: SlackOnPaper) -> None:
    for message in (STANDS, STANDS, Message("Another thing"), STANDS):
        await messenger.show_home(ACCOUNT, message)

    assert published(slack) == ["How things stand", "Another thing", "How things stand"]


async def test_after_a_while_it_is_published_again_since_others_publish_too(
    messenger: SlackMessenger, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "_TRUSTED", 0)

    for _ in range(2):
        await messenger.show_home(ACCOUNT, STANDS)

    assert len(published(slack)) == 2


async def test_what_was_not_shown_is_tried_again_and_only_logged(
    messenger: SlackMessenger, slack: SlackOnPaper, caplog: pytest.LogCaptureFixture
) -> None:
    slack.will["views.publish"].append(refused("not_enabled"))

    for _ in range(2):
        await messenger.show_home(ACCOUNT, STANDS)

    assert len(published(slack)) == 2
    assert "not brought up to date" in caplog.text


async def test_whoever_opens_it_sees_it_whatever_we_believe_to_stand_there(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    for _ in range(2):
        await wire.event(OPENED)

    assert published(slack) == ["Home of UADA"] * 2
    assert bot.homes_seen == [(ADA, "home")] * 2


@pytest.mark.parametrize("way", ["command", "words", "press"])
async def test_whoever_asks_for_a_glance_reads_it_alone_and_has_it_on_their_home(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, way: str
) -> None:
    bot.reply = Glance(STANDS)

    seen: Json = {}
    match way:
        case "command":
            seen = await wire.command("status")
        case "words":
            await wire.says("status")
        case _:
            await wire.press("flow.begin", "status")

    read = seen.get("text") or slack.told("chat.postMessage")[0]["text"]
    assert read == "How things stand"
    assert seen.get("response_type", "ephemeral") == "ephemeral"
    assert published(slack) == ["How things stand"]
    assert bot.homes_seen == [(ADA, "home")]


async def test_a_glance_with_buttons_is_written_so_that_they_work_tomorrow(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Glance(Message("How things stand", buttons=(Button("Pause", "flow.begin", "pause"),)))

    assert (await wire.command("status"))["text"] == "I've written to you"

    assert [told["text"] for told in slack.told("chat.postMessage")] == ["How things stand"]
    assert published(slack) == ["How things stand"]


@pytest.mark.parametrize("trouble", [refused("not_enabled"), refused("internal_error")])
async def test_a_home_that_cannot_be_shown_takes_nothing_from_the_answer(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, trouble: Json
) -> None:
    bot.reply = Glance(STANDS)
    slack.will["views.publish"].append(trouble)

    assert (await wire.command("status"))["text"] == "How things stand"


async def test_any_other_answer_leaves_the_home_alone(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(STANDS)

    await wire.command("help")

    assert (published(slack), bot.homes_seen) == ([], [])


async def test_an_outage_while_somebody_looks_is_brought_again(wire: Wire, bot: BotOnPaper) -> None:
    bot.trouble = Out()

    assert await wire.event(OPENED) == {"status": 503}
