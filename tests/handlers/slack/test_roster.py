"""Everybody in the workspace, introduced without hearing of it."""

from datetime import timedelta

import pytest

from bot.people import Address, Platform
from bot.ports import Throttled
from handlers.slack import roster, troubles
from handlers.slack.install import SlackSide
from tests.handlers.slack.paper import BotOnPaper, Json, SlackOnPaper, ratelimited, refused


def member(user: str, **more: object) -> Json:
    return {"id": user, "team_id": "T1", "profile": {"real_name": user}, **more}


def page(*members: Json, cursor: str = "") -> Json:
    return {"ok": True, "members": list(members), "response_metadata": {"next_cursor": cursor}}


async def test_colleagues_are_introduced_page_by_page_and_nobody_is_written_to(
    side: SlackSide, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    slack.will["users.list"] += [
        page(
            member("UADA"),
            member("UBOT", is_bot=True),
            member("USLACKBOT"),
            member("UFAR", team_id="T9"),
            cursor="more",
        ),
        page(member("UGUEST", is_restricted=True), member("UCY")),
    ]

    assert await side.introduce_everybody() == 2

    assert [profile.name for profile in bot.met] == ["UADA", "UCY"]
    assert [told.get("cursor") for told in slack.told("users.list")] == [None, "more"]
    assert {method for method, _ in slack.calls} == {"auth.test", "users.list", "users.conversations"}


async def test_only_those_we_knew_are_lost_when_deactivated(
    side: SlackSide, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.known.add(Address(Platform.SLACK, "T1", "UGAST"))
    slack.will["users.list"].append(
        page(
            member("UADA", deleted=True),
            member("UOLD", deleted=True),
            member("UGAST", is_restricted=True),
            member("UNEW", is_restricted=True),
        )
    )

    assert await side.introduce_everybody() == 0

    assert bot.gone_ones == [Address(Platform.SLACK, "T1", "UADA")]
    assert bot.lost_ones == [Address(Platform.SLACK, "T1", "UGAST")], "they have become a guest"
    assert bot.met == []


async def test_slack_is_asked_again_when_it_says_so(
    side: SlackSide, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(troubles, "SOON", timedelta(milliseconds=10))
    slack.will["users.list"] += [ratelimited("soon"), page(member("UADA"))]

    assert await side.introduce_everybody() == 1


async def test_after_some_tries_it_is_left_for_another_time(
    side: SlackSide, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "_TRIES", 1)
    slack.will["users.list"].append(refused("invalid_auth"))

    with pytest.raises(Throttled):
        await side.introduce_everybody()
