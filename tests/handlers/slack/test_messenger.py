"""One message sent once; and every way it can fail, in the core's four words."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import unused_port
from slack_sdk.web.async_client import AsyncWebClient

from bot.message import Attachment, Button, Message, Paragraph, Text
from bot.people import Account, Platform
from bot.ports import CannotLook, Messenger, Throttled, Undeliverable, Unreachable, Unsure
from handlers.slack.lanes import Lanes
from handlers.slack.messenger import SlackMessenger
from handlers.slack.mouth import Mouth
from tests.handlers.slack.paper import WORDS, Answer, SlackOnPaper, broken, lost_answer, ratelimited, refused

HELLO = Message("Your hour this month", (Paragraph((Text("Shall we find a time?"),)),))
ACCOUNT = Account(1, 7, Platform.SLACK, "T1", "UADA")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
KEY = "nudge:1:7:2026-11"


def test_it_is_a_messenger_of_the_core(messenger: SlackMessenger) -> None:
    port: Messenger = messenger

    assert port.platform is Platform.SLACK


async def test_a_message_goes_into_the_direct_conversation_with_its_key(
    messenger: SlackMessenger, slack: SlackOnPaper
) -> None:
    sent = await messenger.send(ACCOUNT, HELLO, KEY)

    [posted] = slack.told("chat.postMessage")
    assert sent == "DUADA:2.1"
    assert (posted["channel"], posted["text"]) == ("DUADA", "Your hour this month")
    assert posted["metadata"] == {"event_type": "onehour_nudge", "event_payload": {"key": KEY}}
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)


async def test_a_conversation_is_opened_once_and_not_at_all_when_its_route_is_known(
    messenger: SlackMessenger, slack: SlackOnPaper
) -> None:
    await messenger.send(ACCOUNT, HELLO, "a")
    await messenger.send(ACCOUNT, HELLO, "b")
    await messenger.send(Account(2, 8, Platform.SLACK, "T1", "UBOB", route="DKNOWN"), HELLO, "c")

    assert len(slack.told("conversations.open")) == 1
    assert [posted["channel"] for posted in slack.told("chat.postMessage")] == ["DUADA", "DUADA", "DKNOWN"]


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (refused("channel_not_found"), Unreachable),
        (refused("is_archived"), Unreachable),
        (refused("msg_too_long"), Undeliverable),
        (refused("invalid_blocks"), Undeliverable),
        (refused("a_code_of_next_year"), Undeliverable),
        (refused("token_revoked"), Throttled),
        (refused("account_inactive"), Throttled),
        (refused("missing_scope"), Throttled),
        (broken(403), Throttled),
        (refused("fatal_error"), Unsure),
        (refused("internal_error"), Unsure),
        (broken(503), Unsure),
        (broken(200), Unsure),
        (lost_answer, Unsure),
    ],
)
async def test_what_slack_answers_is_said_in_the_cores_words(
    messenger: SlackMessenger, slack: SlackOnPaper, answer: Answer, trouble: type[Exception]
) -> None:
    slack.will["chat.postMessage"].append(answer)

    with pytest.raises(trouble):
        await messenger.send(ACCOUNT, HELLO, KEY)

    assert len(slack.told("chat.postMessage")) == 1


@pytest.mark.parametrize(("asked", "wait"), [("7", 7), ("0", 1), ("soon", 5)])
async def test_slack_is_given_the_time_it_asks_for(
    messenger: SlackMessenger, slack: SlackOnPaper, asked: str, wait: int
) -> None:
    slack.will["chat.postMessage"].append(ratelimited(asked))

    with pytest.raises(Throttled) as throttled:
        await messenger.send(ACCOUNT, HELLO, KEY)

    assert throttled.value.after == timedelta(seconds=wait)


@pytest.mark.parametrize("answer", [lost_answer, broken(503), refused("internal_error")])
async def test_a_conversation_that_may_not_have_opened_leaves_no_doubt_about_the_message(
    messenger: SlackMessenger, slack: SlackOnPaper, answer: Answer
) -> None:
    slack.will["conversations.open"].append(answer)

    with pytest.raises(Throttled):
        await messenger.send(ACCOUNT, HELLO, KEY)


async def test_somebody_who_has_left_is_unreachable(messenger: SlackMessenger, slack: SlackOnPaper) -> None:
    slack.will["conversations.open"].append(refused("user_disabled"))

    with pytest.raises(Unreachable):
        await messenger.send(ACCOUNT, HELLO, KEY)


async def test_where_nobody_picks_up_nothing_was_sent() -> None:
    client = AsyncWebClient("xoxb-1", base_url=f"http://127.0.0.1:{unused_port()}/api/", retry_handlers=[])
    client.proxy = None
    account = Account(2, 8, Platform.SLACK, "T1", "UBOB", route="D1")

    with pytest.raises(Throttled) as throttled:
        await SlackMessenger(Mouth(client, Lanes(0), WORDS.unsent)).send(account, HELLO, KEY)

    assert throttled.value.after == timedelta(seconds=5)


async def test_a_message_too_large_for_slack_is_refused_before_slack_sees_it(
    messenger: SlackMessenger, slack: SlackOnPaper
) -> None:
    with pytest.raises(Undeliverable, match="Slack takes 75 at most"):
        await messenger.send(ACCOUNT, Message("Hi", buttons=(Button("x" * 76, "a.b"),)), KEY)

    assert slack.told("chat.postMessage") == []


async def test_a_file_follows_its_message(messenger: SlackMessenger, slack: SlackOnPaper) -> None:
    file = Attachment("hour.ics", "Invitation", "text/calendar", b"BEGIN:VCALENDAR")

    await messenger.send(ACCOUNT, Message("Booked", attachments=(file,)), KEY)

    assert slack.uploaded == [b"BEGIN:VCALENDAR"]
    [done] = slack.told("files.completeUploadExternal")
    assert done["channel_id"] == "DUADA"
    assert '"title": "Invitation"' in done["files"]


@pytest.mark.parametrize(
    "ticket",
    [refused("internal_error"), {"ok": True, "upload_url": "http://elsewhere.example/up", "file_id": "F1"}],
)
async def test_a_file_that_fails_leaves_no_doubt_about_its_message(
    messenger: SlackMessenger, slack: SlackOnPaper, ticket: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    slack.will["files.getUploadURLExternal"].append(ticket)
    file = Attachment("ada.ics", "Invitation", "text/calendar", b"x")

    assert await messenger.send(ACCOUNT, Message("Booked", attachments=(file,)), KEY) == "DUADA:2.1"

    assert slack.uploaded == []
    assert "text/calendar" in caplog.text
    assert "ada.ics" not in caplog.text


async def test_two_files_of_some_size_both_arrive(messenger: SlackMessenger, slack: SlackOnPaper) -> None:
    large = b"0123456789" * 30_000
    two = (
        Attachment("me.json", "Your data", "application/json", large),
        Attachment("me.md", "The same, to read", "text/markdown", b"# You"),
    )

    await messenger.send(ACCOUNT, Message("Your data", attachments=two), KEY)

    assert slack.uploaded == [large, b"# You"]
    assert [told["length"] for told in slack.told("files.getUploadURLExternal")] == ["300000", "5"]
    assert len(slack.told("files.completeUploadExternal")) == 2
    assert len(slack.told("chat.postMessage")) == 1


async def test_a_picture_is_shown_with_its_words_even_where_it_has_an_address(
    messenger: SlackMessenger, slack: SlackOnPaper
) -> None:
    chart = Attachment(
        "people.png", "Who takes part", "image/png", b"png", "https://x.example/1", alt="Wait: 4."
    )

    await messenger.send(ACCOUNT, Message("Figures", attachments=(chart,)), KEY)

    [told] = slack.told("files.getUploadURLExternal")
    assert (told["filename"], told["alt_txt"]) == ("people.png", "Wait: 4.")
    assert "x.example" not in str(slack.told("chat.postMessage")), "its address ends, the picture stays"


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_file_that_fails_is_told_once_below_its_message(
    messenger: SlackMessenger, slack: SlackOnPaper, method: str
) -> None:
    slack.will[method] += [refused("internal_error"), ratelimited()]
    file = Attachment("me.json", "Your data", "application/json", b"{}")

    await messenger.send(ACCOUNT, Message("Your data", attachments=(file, file)), KEY)

    texts = [told["text"] for told in slack.told("chat.postMessage")]
    assert texts == ["Your data", "The file did not get through"]


async def test_when_even_that_cannot_be_told_the_message_stays_sent(
    messenger: SlackMessenger, slack: SlackOnPaper
) -> None:
    slack.will["files.getUploadURLExternal"].append(refused("internal_error"))
    slack.will["chat.postMessage"] += [
        {"ok": True, "ts": "7.7", "channel": "DUADA"},
        refused("internal_error"),
    ]
    file = Attachment("me.json", "Your data", "application/json", b"{}")

    assert await messenger.send(ACCOUNT, Message("Yours", attachments=(file,)), KEY) == "DUADA:7.7"


async def test_a_message_is_found_by_its_key(messenger: SlackMessenger, slack: SlackOnPaper) -> None:
    sent = await messenger.send(ACCOUNT, HELLO, KEY)

    assert await messenger.find(ACCOUNT, KEY, LONG_AGO) == sent
    assert await messenger.find(ACCOUNT, "nudge:1:8:2026-11", LONG_AGO) is None
    assert slack.told("conversations.history")[0]["include_all_metadata"] == "1"


async def test_the_search_goes_three_pages_back(messenger: SlackMessenger, slack: SlackOnPaper) -> None:
    page = {"ok": True, "messages": [{"ts": "1.1"}], "response_metadata": {"next_cursor": "more"}}
    slack.will["conversations.history"] += [page, page, page, page]

    assert await messenger.find(ACCOUNT, KEY, LONG_AGO) is None

    assert [told.get("cursor") for told in slack.told("conversations.history")] == [None, "more", "more"]


@pytest.mark.parametrize("answer", [ratelimited(), broken(503), refused("missing_scope"), lost_answer])
async def test_where_history_cannot_be_read_nobody_can_say(
    messenger: SlackMessenger, slack: SlackOnPaper, answer: Answer
) -> None:
    # reading may be repeated by aiohttp itself, on a connection that broke
    slack.will["conversations.history"] += [answer] * 3

    with pytest.raises(CannotLook):
        await messenger.find(ACCOUNT, KEY, LONG_AGO)


async def test_a_conversation_has_one_message_at_a_time_and_others_do_not_wait() -> None:
    lanes, begun = Lanes(spacing=0.05), time.monotonic()
    sent: list[tuple[str, float]] = []

    async def send(channel: str) -> None:
        async with lanes.turn(channel):
            sent.append((channel, time.monotonic() - begun))

    await asyncio.gather(send("D1"), send("D1"), send("D2"), send("D1"))

    first, second, third = [at for channel, at in sent if channel == "D1"]
    assert [channel for channel, _ in sent] == ["D1", "D2", "D1", "D1"]
    assert min(second - first, third - second) > 0.04


async def test_lanes_that_nobody_uses_are_forgotten() -> None:
    lanes = Lanes(spacing=0)

    for number in range(3000):
        async with lanes.turn(f"D{number}"):
            pass

    assert len(lanes._lanes) < 1100
