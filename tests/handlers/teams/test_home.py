"""Home in Teams: sent once, changed where it stands, and asked for anew by Teams itself."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.acts import Click
from bot.message import Button, Form, Glance, Message, Opened, Paragraph, Replaced, Text
from bot.people import Account
from bot.ports import Out
from handlers.teams.home import TRUSTED, HomeCards, home_card
from handlers.teams.side import TeamsSide
from handlers.teams.supervised import Asking
from playground.teams_rules import card_findings
from tests.handlers.teams.conftest import Post
from tests.handlers.teams.microsoft import CHAT, GRACE, Json, Microsoft, Ordered
from tests.handlers.teams.paper import BotOnPaper
from tests.handlers.teams.rules import broken_rules
from tests.handlers.teams.test_turns import ADDRESS, CARD, CHANNEL, NOTE, THANKS, title_of

HOME = Message(
    "Where things stand",
    (Paragraph((Text("You meet Ada on Monday."),)),),
    (Button("Pause", "flow.begin", "pause"), Button("Guide", url="https://hartwell.example/guide")),
)
LATER = replace(HOME, body=(Paragraph((Text("You meet Ada on Tuesday."),)),))
REFRESH: Json = {
    "action": {"type": "Action.Execute", "verb": "home.refresh", "data": {}},
    "trigger": "automatic",
}


def asks_again(microsoft: Microsoft, **more: Any) -> Json:
    return microsoft.activity("invoke", name="adaptiveCard/action", value=REFRESH, id="f:r1", **more)


@pytest.fixture
async def account(post: Post, microsoft: Microsoft, bot: BotOnPaper) -> Account:
    """Grace, who has looked at her Home."""
    bot.replies.append(Glance(HOME))
    await post(microsoft.activity(text="status"))
    [(address, home)] = bot.homes
    return Account(1, 1, address.platform, address.tenant, address.user, "en-US", bot.met[0].route, home=home)


def test_a_home_asks_to_be_refreshed_for_its_owner_alone_and_its_buttons_say_where_they_are() -> None:
    many = replace(HOME, buttons=tuple(Button(f"No. {n}", "a.b", str(n)) for n in range(8)))

    for drawn in (home_card(HOME, "en", GRACE), home_card(many, "en", GRACE)):
        assert broken_rules(drawn) == list(card_findings(drawn)) == []
        assert drawn["refresh"]["userIds"] == [GRACE]
        sets = [one["actions"] for one in [*drawn["body"], drawn] if "actions" in one]
        pressed = [one for some in sets for one in some if one["type"] == "Action.Execute"]
        assert all(one["data"]["home"] is one["fallback"]["data"]["home"] is True for one in pressed)


async def test_where_a_home_stands_is_remembered(account: Account, microsoft: Microsoft) -> None:
    assert (account.address, account.home) == (ADDRESS, "sent-1")
    assert "refresh" in microsoft.sent[0]["attachments"][0]["content"]


async def test_a_home_is_changed_in_place_and_only_when_something_has_changed(
    account: Account, side: TeamsSide, microsoft: Microsoft
) -> None:
    for message in (HOME, LATER, LATER):
        await side.messenger.show_home(account, message)

    [call] = [one for one in microsoft.calls if one.method == "PUT"]
    assert call.path == f"/v3/conversations/{CHAT}/activities/sent-1"
    assert "Tuesday" in str(call.body)
    assert call.body["attachments"][0]["content"]["refresh"]["userIds"] == [GRACE]


async def test_a_home_that_could_not_be_changed_is_tried_again_at_the_next_change(
    account: Account, side: TeamsSide, microsoft: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    microsoft.orders.append(Ordered(404, {"error": {"code": "ActivityNotFoundInConversation"}}))

    await side.messenger.show_home(account, LATER)
    await side.messenger.show_home(account, LATER)

    assert len(microsoft.changed) == 2
    assert "A Home could not be brought up to date: Refusal" in caplog.text
    assert "Tuesday" not in caplog.text


@pytest.mark.parametrize("lost", [{"home": ""}, {"route": ""}, {"route": "junk"}])
async def test_a_home_that_stands_nowhere_is_let_be(
    lost: dict[str, Any], account: Account, side: TeamsSide, microsoft: Microsoft
) -> None:
    await side.messenger.show_home(replace(account, **lost), LATER)

    assert microsoft.changed == []


async def test_a_home_too_large_to_draw_is_only_logged(
    account: Account, side: TeamsSide, microsoft: Microsoft
) -> None:
    await side.messenger.show_home(account, Message("Long", (Paragraph((Text("x" * 30_000),)),)))

    assert microsoft.changed == []


async def test_teams_is_given_the_newest_home_at_once_and_nothing_else_happens(
    account: Account, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.glance = LATER
    calls, events = len(microsoft.calls), len(bot.events)

    answer = await post(asks_again(microsoft))

    shown = await answer.json()
    assert (shown["statusCode"], shown["type"]) == (200, CARD)
    assert shown["value"] == home_card(LATER, "en", GRACE)
    assert (len(microsoft.calls), len(bot.events)) == (calls, events)


@pytest.mark.parametrize("trouble", [Out(), RuntimeError("secret")])
async def test_trouble_leaves_the_old_home_without_a_word(
    trouble: Exception, account: Account, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.glance = trouble
    sent = len(microsoft.sent)

    answer = await post(asks_again(microsoft))

    shown = await answer.json()
    assert (answer.status, shown["type"]) == (200, "application/vnd.microsoft.error")
    assert len(microsoft.sent) == sent


async def test_an_old_home_that_comes_into_view_introduces_nobody(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(asks_again(microsoft))

    assert (await answer.json())["statusCode"] == 403
    assert bot.met == [] == microsoft.calls


@pytest.mark.parametrize("reply", [Replaced(THANKS), Opened(Form("t:1", "A page", (), (), "Save"))])
async def test_what_a_button_at_home_leads_to_comes_below_and_home_stays(
    reply: Any, account: Account, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(reply)
    pressed = {"subject": "pause", "home": True}

    answer = await post(microsoft.press("flow.begin", pressed, replyToId=account.home))

    assert (await answer.json())["type"] == NOTE
    assert microsoft.changed == []
    assert len(microsoft.sent) == 2
    assert isinstance(bot.events[-1], Click)


async def test_a_home_asked_for_in_a_channel_is_kept_up_to_date_in_the_own_chat(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Glance(HOME))

    await post(microsoft.activity(text="status", conversation=CHANNEL))

    assert bot.homes == [(ADDRESS, "sent-2")]
    assert [title_of(one) for one in microsoft.sent if "attachments" in one] == ["Where things stand"]


def test_what_another_replica_may_have_changed_since_is_not_trusted_for_long(bot: BotOnPaper) -> None:
    now = [100.0]
    homes, drawn = HomeCards(bot, Asking(), lambda: now[0]), home_card(HOME, "en", GRACE)
    homes.remember(ADDRESS, "sent-1", drawn)

    assert homes.shows(ADDRESS, "sent-1", drawn)
    assert not homes.shows(ADDRESS, "sent-2", drawn)
    assert not homes.shows(ADDRESS, "sent-1", home_card(LATER, "en", GRACE))
    now[0] += TRUSTED
    assert not homes.shows(ADDRESS, "sent-1", drawn)
