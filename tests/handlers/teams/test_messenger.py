"""What the outbox hears of each message it gives to Teams."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot.message import Attachment, Button, FileOf, Message, Paragraph, Text
from bot.people import Account, Platform
from bot.ports import CannotLook, Messenger, Throttled, Undeliverable, Unreachable, Unsure
from handlers.teams import transport
from handlers.teams.card import card
from handlers.teams.failures import wait_in
from handlers.teams.pacing import Pace, Rate
from handlers.teams.route import Route
from handlers.teams.side import TeamsSide
from tests.handlers.teams.microsoft import BOT, CHAT, GRACE, TENANT, Microsoft, Ordered

HELLO = Message("Time for your hour", (Paragraph((Text("Hello."),)),))
FILE = Attachment(
    "meeting.ics", "The invitation", "text/calendar", b"BEGIN:VCALENDAR", of=FileOf("meeting", "12")
)


@pytest.fixture
def account(microsoft: Microsoft) -> Account:
    route = Route(microsoft.service_url, CHAT, BOT, TENANT, GRACE)
    return Account(1, 1, Platform.TEAMS, TENANT, GRACE, locale="pt-PT", route=route.kept())


async def test_a_message_is_one_card_in_the_persons_chat(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    messenger: Messenger = side.messenger

    id_ = await messenger.send(account, HELLO, "key")

    [call] = microsoft.calls
    assert (id_, call.path) == ("sent-1", f"/v3/conversations/{CHAT}/activities")
    assert call.authorization == "Bearer secret-1"
    assert call.body["summary"] == "Time for your hour"
    assert "text" not in call.body
    [attachment] = call.body["attachments"]
    assert attachment["content"]["body"][1]["inlines"] == [{"type": "TextRun", "text": "Hello."}]
    assert attachment["content"]["lang"] == "pt"
    assert messenger.platform is Platform.TEAMS


async def test_what_was_drawn_is_what_is_sent(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    typed = "ż 漢 🎓 </script> \u2028 'quoted' \"twice\" {{x}} 1.0 true null"
    message = Message(typed, (Paragraph((Text(typed),)),), (Button("Go", "a.b", "0012"),))

    await side.messenger.send(account, message, "key")

    assert microsoft.sent[0]["attachments"][0]["content"] == card(message, "pt")


async def test_the_first_message_to_somebody_begins_their_chat(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    route = Route(microsoft.service_url, "", BOT, TENANT, GRACE)

    await side.messenger.send(replace(account, route=route.kept()), HELLO, "key")

    begun, sent = microsoft.calls
    assert (begun.path, begun.body["members"]) == ("/v3/conversations", [{"id": GRACE}])
    assert sent.path == "/v3/conversations/a:1begun/activities"


async def test_twenty_messages_at_once_ask_for_one_token(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    microsoft.token_delay = 0.05

    await asyncio.gather(*(side.messenger.send(account, HELLO, str(n)) for n in range(20)))

    assert len(microsoft.sent) == 20
    assert len(microsoft.token_requests) == 1


def error(code: str) -> dict[str, object]:
    return {"error": {"code": code, "message": "ordered by a test"}}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Ordered(429, error("Throttled"), {"Retry-After": "7"}), Throttled),
        (Ordered(401, {"message": "Authorization has been denied."}), Throttled),
        (Ordered(403, error("MessageWritesBlocked")), Unreachable),
        (Ordered(403, {"subCode": "MessageWritesBlocked"}), Unreachable),
        (Ordered(403, error("BotNotInConversationRoster")), Unreachable),
        (Ordered(403, error("SomethingElse")), Undeliverable),
        (Ordered(404, error("ConversationNotFound")), Unreachable),
        (Ordered(413, error("MessageSizeTooBig")), Undeliverable),
        (Ordered(400, error("BadSyntax")), Undeliverable),
        (Ordered(412, error("PreconditionFailed")), Unsure),
        (Ordered(500, error("ServiceError")), Unsure),
        (Ordered(502, "<html>"), Unsure),
        (Ordered(503), Unsure),
        (Ordered(302, None, {"Location": "https://evil.example"}), Unsure),
        (Ordered(drops=True), Unsure),
    ],
    ids=lambda given: str(given.status if isinstance(given, Ordered) else ""),
)
async def test_what_became_of_a_message_is_one_of_four(
    order: Ordered, expected: type[Exception], side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    microsoft.orders.append(order)

    with pytest.raises(expected):
        await side.messenger.send(account, HELLO, "key")

    assert len(microsoft.calls) == 1


async def test_a_wait_that_teams_asks_for_is_passed_on(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    microsoft.orders.append(Ordered(429, None, {"Retry-After": "7"}))

    with pytest.raises(Throttled) as caught:
        await side.messenger.send(account, HELLO, "key")

    assert caught.value.after == timedelta(seconds=7)


@pytest.mark.parametrize("said", ["", "soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_wait_that_cannot_be_read_is_a_short_one(said: str) -> None:
    assert wait_in(said) == timedelta(seconds=5)


async def test_no_answer_in_time_is_unsure(
    side: TeamsSide, account: Account, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "PATIENCE", aiohttp.ClientTimeout(total=0.1))
    microsoft.orders.append(Ordered(hangs=True))

    with pytest.raises(Unsure):
        await side.messenger.send(account, HELLO, "key")


async def test_a_refused_connection_is_not_tried_again_and_certainly_sent_nothing(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    route = Route(f"http://127.0.0.1:{unused_port()}/", CHAT, BOT, TENANT, GRACE)
    began = time.monotonic()

    with pytest.raises(Throttled):
        await side.messenger.send(replace(account, route=route.kept()), HELLO, "key")

    assert time.monotonic() - began < 1


async def test_trouble_while_beginning_a_chat_has_certainly_sent_nothing(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    route = Route(microsoft.service_url, "", BOT, TENANT, GRACE)
    microsoft.orders.append(Ordered(500))

    with pytest.raises(Throttled):
        await side.messenger.send(replace(account, route=route.kept()), HELLO, "key")


async def test_a_refused_token_is_forgotten_so_that_the_next_try_brings_a_new_one(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    await side.messenger.send(account, HELLO, "1")
    microsoft.orders.append(Ordered(401))
    with pytest.raises(Throttled):
        await side.messenger.send(account, HELLO, "2")
    microsoft.token_answer = {"access_token": "secret-2", "expires_in": 3600}

    await side.messenger.send(account, HELLO, "2")

    assert microsoft.calls[-1].authorization == "Bearer secret-2"


@pytest.mark.parametrize("status", [400, 500])
async def test_without_a_token_nothing_is_sent_and_nothing_is_lost(
    status: int, side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    microsoft.token_status = status

    with pytest.raises(Throttled):
        await side.messenger.send(account, HELLO, "key")

    assert microsoft.calls == []


ELSEWHERE = Route("https://evil.example/", "a:1", "28:b", "t", "29:u").kept()


@pytest.mark.parametrize("kept", ["", "{}", "[]", "not JSON", ELSEWHERE])
async def test_without_a_way_to_their_chat_a_person_cannot_be_reached(
    kept: str, side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    with pytest.raises(Unreachable):
        await side.messenger.send(replace(account, route=kept), HELLO, "key")

    assert microsoft.calls == []


async def test_a_message_that_is_too_much_is_not_sent_in_part(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    huge = replace(HELLO, attachments=(replace(FILE, content=b"x" * (20 * 1024 * 1024 + 1)),))

    with pytest.raises(Undeliverable):
        await side.messenger.send(account, huge, "key")

    assert microsoft.calls == []


async def test_trouble_with_a_file_does_not_send_its_message_again(
    side: TeamsSide, account: Account, microsoft: Microsoft
) -> None:
    microsoft.orders.extend([Ordered(201, {"id": "sent-9"}), Ordered(500)])

    id_ = await side.messenger.send(account, replace(HELLO, attachments=(FILE,)), "key")

    assert id_ == "sent-9"
    assert len(microsoft.calls) == 2


async def test_teams_cannot_say_whether_a_message_arrived(side: TeamsSide, account: Account) -> None:
    with pytest.raises(CannotLook):
        await side.messenger.find(account, "key", datetime(2026, 11, 20, tzinfo=UTC))


class Time:
    """Sleeping moves it; nobody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


async def test_seven_to_one_person_go_at_once_and_the_eighth_a_second_later() -> None:
    time_ = Time()
    pace = Pace(clock=time_, sleep=time_.sleep)

    for _ in range(8):
        await pace.in_turn("a:1", TENANT)

    assert time_.slept == [1.0]


async def test_a_tenant_gets_twenty_five_a_second_however_many_people_there_are() -> None:
    time_ = Time()
    pace = Pace(clock=time_, sleep=time_.sleep)

    for n in range(100):
        await pace.in_turn(f"a:{n}", TENANT)

    assert time_.now == 3.0


async def test_a_wait_that_would_be_long_is_left_to_the_outbox() -> None:
    time_ = Time()
    pace = Pace((Rate(1, 60.0),), (), clock=time_, sleep=time_.sleep)
    await pace.in_turn("a:1", TENANT)
    time_.now = 20.0

    with pytest.raises(Throttled) as caught:
        await pace.in_turn("a:1", TENANT)

    assert caught.value.after == timedelta(seconds=40)


async def test_people_written_to_long_ago_are_forgotten_by_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    from handlers.teams import pacing

    monkeypatch.setattr(pacing, "MOST_BUCKETS", 10)
    time_ = Time()
    pace = Pace(clock=time_, sleep=time_.sleep)

    for n in range(100):
        await pace.in_turn(f"a:{n}", TENANT)

    assert len(pace._buckets) == 10
