"""What people typed, without Slack's marks and with colleagues named as the core names them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.acts import Heard
from bot.message import Message, Said
from bot.people import Address, Platform
from handlers.slack.typed import mentioned_in, typed
from tests.handlers.slack.paper import BotOnPaper, Json, SlackOnPaper, Wire, refused

GRACE = Address(Platform.SLACK, "T1", "UGRACE")


def grace(**more: object) -> Json:
    return {"id": "UGRACE", "team_id": "T1", "profile": {"real_name": "Grace"}, **more}


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("request <@U2|grace>", "request <@slack:T1:U2>"),
        ("request <@W2>", "request <@slack:T1:W2>"),
        ("<@U2><@U3>", "<@slack:T1:U2><@slack:T1:U3>"),
        ("request @grace", "request @grace"),
        ("find <mailto:a@b.example|a@b.example>", "find a@b.example"),
        ("find <mailto:a@b.example>", "find a@b.example"),
        ("see <https://x.example/?a=1&amp;b=2>", "see https://x.example/?a=1&b=2"),
        ("see <http://x.example|x.example>", "see x.example"),
        ("in <#C1|general> and <#C2>", "in #general and #C2"),
        ("<!subteam^S1|@team> <!here>", "@team @here"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("  spaced  ", "spaced"),
        ("a < b", "a < b"),
        (None, ""),
    ],
)
def test_marks_become_what_they_stand_for(raw: str | None, read: str) -> None:
    assert typed(raw, "T1") == read


def test_a_mention_that_was_spelt_out_is_none() -> None:
    read = typed("request &lt;@slack:T1:U2&gt; &lt;@teams:t:u&gt;", "T1")

    assert read == "request < @slack:T1:U2> < @teams:t:u>"
    assert mentioned_in(read) == ()


def test_whoever_calls_us_first_means_what_follows() -> None:
    assert typed("<@UBOT>, join", "T1", "UBOT") == "join"
    assert typed("<@UBOT|onehour> <@U2>", "T1", "UBOT") == "<@slack:T1:U2>"
    assert typed("<@U2> join", "T1", "UBOT") == "<@slack:T1:U2> join"


async def test_a_colleague_named_in_a_command_is_introduced_before_it_is_heard(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.reply = Said(Message("Asked"))
    slack.users["UGRACE"] = grace()

    await wire.command("request <@UGRACE|grace>")

    assert [profile.address for profile in bot.met] == [GRACE]
    assert [heard.words for heard in bot.heard if isinstance(heard, Heard)] == [f"request {GRACE.mention}"]


async def test_a_colleague_named_in_words_is_introduced_and_the_bot_is_not(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    slack.users["UGRACE"] = grace()
    event = {"type": "message", "channel_type": "im", "channel": "DUADA", "user": "UADA"}
    ours = [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}]

    await wire.event({**event, "text": "<@UBOT> request <@UGRACE> <@UGRACE>"}, authorizations=ours)

    assert [profile.name for profile in bot.met] == ["Grace"]
    assert len(slack.told("users.info")) == 1
    assert bot.heard == [
        Heard(Address(Platform.SLACK, "T1", "UADA"), f"request {GRACE.mention} {GRACE.mention}", key="Ev1")
    ]


@pytest.mark.parametrize("outside", ["is_restricted", "is_stranger", "is_bot", "is_ultra_restricted"])
async def test_a_stranger_who_is_named_is_not_introduced(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, outside: str
) -> None:
    slack.users["UGRACE"] = grace(**{outside: True})

    await wire.command("request <@UGRACE|grace>")

    assert bot.met == []
    assert len(bot.heard) == 1


async def test_somebody_who_cannot_be_looked_up_leaves_the_words_heard(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    slack.will["users.info"].append(refused("user_not_found"))

    await wire.command("request <@UGONE|gone>")

    assert len(bot.heard) == 1


async def test_nobody_is_kept_waiting_for_somebody_who_was_only_named(
    wire: Wire, bot: BotOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.slack.door._SOON", 0.05)
    bot.reply = Said(Message("Asked"))

    async def never(_: Address) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("handlers.slack.door.Reception.admit", _admits_only_ada(never))

    assert (await wire.command("request <@UGRACE|grace>"))["text"] == "Asked"


def _admits_only_ada(never: Callable[[Address], Awaitable[None]]) -> object:
    async def admit(_: object, by: Address, *, acting: bool = True) -> None:
        if by.user != "UADA":
            await never(by)

    return admit
