"""The web page: forms do what a person means, everything works without JavaScript, and hostile text stays text."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import pytest
import pytest_asyncio

from playground import Playground
from playground.draw_teams import ADAPTIVE
from tests.playground.conftest import NOON, BotOnPaper

pytestmark = pytest.mark.asyncio
HOSTILE = "<script>alert(1)</script>\u202e" + "x" * 300


class ClockOnPaper:
    def __init__(self) -> None:
        self.time = NOON
        self.due: datetime | None = NOON + timedelta(days=3)
        self.may_arrive = asyncio.Event()
        self.may_arrive.set()

    def now(self) -> datetime:
        return self.time

    def next_due(self) -> datetime | None:
        return self.due

    async def move_to(self, moment: datetime) -> None:
        await self.may_arrive.wait()
        self.time = moment


class Visitor:
    """A browser without JavaScript."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def sees(self, path: str, status: int = 200) -> str:
        async with self.session.get(path) as answer:
            assert answer.status == status
            return await answer.text()

    async def sends(self, path: str, *fields: tuple[str, str], headers: dict[str, str] | None = None) -> str:
        """Where it leads back to, or the status when it leads nowhere."""
        async with self.session.post(
            path, data=list(fields), headers=headers, allow_redirects=False
        ) as answer:
            return answer.headers["Location"] if answer.status == 303 else str(answer.status)


@pytest_asyncio.fixture
async def visitor(play: Playground) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession(play.address) as session:
        yield Visitor(session)


def button(action_id: str, value: str) -> dict[str, Any]:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": "Yes"},
        "action_id": action_id,
        "value": value,
    }


def modal() -> dict[str, Any]:
    label = {"type": "plain_text", "text": "Goals"}
    options = [{"text": {"type": "plain_text", "text": one}, "value": one} for one in ("en", "pt")]
    ticks = {"type": "checkboxes", "action_id": "a", "options": options, "initial_options": options}
    return {
        "id": "V1", "hash": "1", "type": "modal", "title": {"type": "plain_text", "text": "Join"}, "state": {"values": {}},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {"type": "input", "block_id": "goals", "label": label,
             "element": {"type": "plain_text_input", "action_id": "a"}},
            {"type": "input", "block_id": "languages", "label": label, "optional": True, "element": ticks},
        ],
    }  # fmt: skip


def payload(bot: BotOnPaper) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(dict(parse_qsl(bot.heard[-1].body.decode()))["payload"])
    return told


async def test_the_first_page_shows_ada_beside_grace(visitor: Visitor) -> None:
    page = await visitor.sees("/")

    assert 'aria-label="What Ada Pereira sees"' in page
    assert 'aria-label="What Grace Whitfield sees"' in page
    assert "Nothing leaves this machine" in page


async def test_a_command_typed_in_the_page_reaches_the_bot_and_its_answer_is_shown(
    visitor: Visitor, bot: BotOnPaper
) -> None:
    bot.will({"text": "Only *you* read this"})

    back = await visitor.sends(
        "/people/ada/types", ("text", "/mentor join"), ("back", "/people/ada?beside=grace")
    )
    page = await visitor.sees(back)

    assert back == "/people/ada?beside=grace"
    assert b"join" in bot.heard[-1].body
    assert "Only <strong>you</strong> read this" in page
    assert "Only visible to you" in page


async def test_a_tapped_suggestion_wins_over_half_a_sentence(visitor: Visitor, play: Playground) -> None:
    await visitor.sends("/people/grace/types", ("text", "half a sen"), ("chip", "hello"))

    assert play.world.entries("grace")[0].payload["text"] == "hello"


async def test_a_press_in_a_message_says_which_button(
    visitor: Visitor, play: Playground, bot: BotOnPaper
) -> None:
    block = {"type": "actions", "block_id": "b", "elements": [button("slot", "1"), button("slot", "2")]}
    entry = play.world.add("ada", "bot", {"text": "When?", "blocks": [block]})

    page = await visitor.sees("/people/ada")
    await visitor.sends("/people/ada/presses", ("entry", entry.id), ("press", '["slot", "2"]'))

    assert escape('["slot", "2"]').replace("&quot;", "&#34;") in page
    assert payload(bot)["actions"][0]["value"] == "2"


async def test_a_form_is_submitted_with_everything_that_was_unticked(
    visitor: Visitor, play: Playground, bot: BotOnPaper
) -> None:
    play.world.show_forms("ada", [modal()])

    assert "<dialog" in await visitor.sees("/people/ada")
    await visitor.sends(
        "/people/ada/submits", ("goals/a", "sing"), ("there", "languages/a"), ("entry", "form")
    )

    values = payload(bot)["view"]["state"]["values"]
    assert values["goals"]["a"]["value"] == "sing"
    assert values["languages"]["a"]["selected_options"] == []
    assert play.world.form("ada") is None


async def test_a_refused_form_stays_open_and_says_why(visitor: Visitor, play: Playground) -> None:
    play.world.show_forms("ada", [modal()])

    back = await visitor.sends(
        "/people/ada/submits", ("goals/a", ""), ("there", "languages/a"), ("languages/a", "pt")
    )
    page = await visitor.sees(back)

    assert "Please complete this required field." in page
    assert 'name="languages/a" value="pt" checked' in page
    assert 'name="languages/a" value="en" checked' not in page


async def test_a_form_can_be_closed(visitor: Visitor, play: Playground) -> None:
    play.world.show_forms("ada", [modal()])

    await visitor.sends("/people/ada/closes", ("entry", "form"))

    assert "<dialog" not in await visitor.sees("/people/ada")


async def test_a_card_sends_its_inputs(visitor: Visitor, play: Playground, bot: BotOnPaper) -> None:
    await play.teams.installs("grace")
    inputs = [{"type": "Input.Toggle", "id": "t", "title": "Consent", "value": "true"}]
    card = {"type": "AdaptiveCard", "version": "1.5", "body": inputs,
            "actions": [{"type": "Action.Execute", "title": "Go", "verb": "go"}]}  # fmt: skip
    entry = play.world.add("grace", "bot", {"attachments": [{"contentType": ADAPTIVE, "content": card}]})

    assert 'value="go#0"' in await visitor.sees("/people/grace")
    await visitor.sends("/people/grace/presses", ("entry", entry.id), ("press", "go#0"), ("else:t", "false"))

    assert json.loads(bot.heard[-1].body)["value"]["action"]["data"] == {"t": "false"}


async def test_opening_home_tells_the_bot_and_shows_what_it_published(
    visitor: Visitor, play: Playground, bot: BotOnPaper
) -> None:
    text = {"type": "mrkdwn", "text": "Hello *Ada*"}
    play.world.show_home("ada", {"type": "home", "blocks": [{"type": "section", "text": text}]})

    back = await visitor.sends("/people/ada/home", ("back", "/people/ada?tab=home"))

    assert json.loads(bot.heard[-1].body)["event"]["type"] == "app_home_opened"
    assert "Hello <strong>Ada</strong>" in await visitor.sees(back)


async def test_looking_at_somebody_reads_their_messages(visitor: Visitor, play: Playground) -> None:
    play.world.add("grace", "bot", {"text": "hello"})

    assert 'aria-label="1 unread"' in await visitor.sees("/people/ada")
    assert 'aria-label="1 unread"' not in await visitor.sees("/people/grace")


async def test_the_clock_moves_to_the_next_thing_due(visitor: Visitor, play: Playground) -> None:
    clock = play.controls = ClockOnPaper()

    await visitor.sends("/clock", ("to", "next"))
    assert clock.time == NOON + timedelta(days=3)

    await visitor.sends("/clock", ("to", "week"))
    assert clock.time == NOON + timedelta(days=10)


async def test_a_moment_is_read_in_the_chosen_persons_zone(visitor: Visitor, play: Playground) -> None:
    clock = play.controls = ClockOnPaper()

    await visitor.sends("/clock", ("to", "moment"), ("moment", "2026-11-21T09:00"), ("person", "grace"))

    assert clock.time.isoformat() == "2026-11-21T09:00:00-05:00"


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2020-01-01T00:00", "only moves forward"),
        ("tomorrow", "no date and time"),
        ("9999-12-31T23:59", "ends with the year 2099"),
        ("0001-01-01T00:00", "only moves forward"),
    ],
)
async def test_the_clock_says_why_it_stays(visitor: Visitor, play: Playground, moment: str, why: str) -> None:
    play.controls = ClockOnPaper()

    back = await visitor.sends(
        "/clock", ("to", "moment"), ("moment", moment), ("back", "/people/ada?beside=grace")
    )

    assert why in await visitor.sees(back)
    assert "What Grace Whitfield sees" in await visitor.sees(back)


async def test_changes_and_the_clock_are_told_as_they_happen(visitor: Visitor, play: Playground) -> None:
    clock = play.controls = ClockOnPaper()
    async with visitor.session.get("/events") as events, asyncio.timeout(5):
        await events.content.readuntil(b"\n\n")
        play.world.add("ada", "bot", {"text": "hello"})
        assert await events.content.readuntil(b"\n\n") == b'event: people\ndata: {"ada": 1}\n\n'
        clock.may_arrive.clear()
        moving = asyncio.create_task(visitor.sends("/clock", ("to", "day")))
        assert b'"moving": true' in await events.content.readuntil(b"\n\n")
        clock.may_arrive.set()
        await moving
        assert b'"moving": false' in await events.content.readuntil(b"\n\n")


async def test_hostile_text_is_text_everywhere(visitor: Visitor, play: Playground) -> None:
    for human in ("ada", "grace"):
        play.world.add(human, "human", {"text": HOSTILE})
        play.world.add(human, "bot", {"text": HOSTILE})

    page = await visitor.sees("/people/ada?" + f"beside=grace&draft={HOSTILE}&said={HOSTILE}&tab={HOSTILE}")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
async def test_a_form_never_leads_elsewhere(visitor: Visitor, back: str) -> None:
    assert await visitor.sends("/people/ada/types", ("text", "hi"), ("back", back)) == "/people/ada"


async def test_what_is_not_there_is_said_in_words(visitor: Visitor) -> None:
    back = await visitor.sends("/people/ada/presses", ("entry", "nothing"), ("press", '["a", "b"]'))

    assert "ada sees no message nothing" in await visitor.sees(back)
    await visitor.sees("/people/nobody", status=404)
    await visitor.sees("/static/..%2Fpage.py", status=404)
    assert await visitor.sends("/people/ada/vanishes") == "404"


async def test_another_sites_page_may_not_act(visitor: Visitor) -> None:
    assert (
        await visitor.sends("/people/ada/types", ("text", "hi"), headers={"Sec-Fetch-Site": "cross-site"})
        == "403"
    )


async def test_nothing_comes_from_elsewhere(visitor: Visitor) -> None:
    page = await visitor.sees("/people/ada")

    for name in ("page.css", "page.js", "icons.svg", "mark.svg"):
        assert f"/static/{name}" in page
        assert "http" not in (await visitor.sees(f"/static/{name}")).replace("http://www.w3.org/2000/svg", "")
    assert "http" not in page


def searching() -> dict[str, Any]:
    """The same form with a search in it, of which one thing was chosen before."""
    option = {"text": {"type": "plain_text", "text": "Chess, for fun"}, "value": "chess"}
    element = {
        "type": "multi_external_select",
        "action_id": "s",
        "min_query_length": 0,
        "max_selected_items": 2,
        "initial_options": [option],
    }
    label = {"type": "plain_text", "text": "What you offer"}
    block = {"type": "input", "block_id": "offers", "optional": True, "label": label, "element": element}
    return {**modal(), "blocks": [block]}


async def test_a_search_shows_what_is_chosen_and_is_asked_over_the_wire(
    visitor: Visitor, play: Playground, bot: BotOnPaper
) -> None:
    play.world.show_forms("ada", [searching()])
    found = {"text": {"type": "plain_text", "text": "Leading people"}, "value": "leading"}
    bot.will({"options": [found]})

    page = await visitor.sees("/people/ada")
    offered = await visitor.sees("/people/ada/suggestions?field=offers/s&typed=lea&entry=form")
    elsewhere = await visitor.sees("/people/ada/suggestions?field=goals&typed=lea&entry=form")

    assert '<input type="hidden" name="offers/s" value="chess"><bdi>Chess, for fun</bdi>' in page
    assert 'data-least="0"' in page
    assert 'data-most="2"' in page
    assert json.loads(offered) == [{"value": "leading", "label": "Leading people"}]
    assert json.loads(elsewhere) == []
    assert payload(bot)["value"] == "lea"


async def test_a_search_is_submitted_with_what_was_chosen_and_what_was_taken_away(
    visitor: Visitor, play: Playground, bot: BotOnPaper
) -> None:
    play.world.show_forms("ada", [searching()])
    found = {"text": {"type": "plain_text", "text": "Leading people"}, "value": "leading"}
    bot.will({"options": [found]})
    await visitor.sees("/people/ada/suggestions?field=offers/s&typed=lea&entry=form")

    await visitor.sends("/people/ada/submits", ("there", "offers/s"), ("offers/s", "leading"))

    assert payload(bot)["view"]["state"]["values"]["offers"]["s"]["selected_options"] == [found]


async def test_a_channel_is_read_by_everybody_once_the_bot_is_let_in(
    visitor: Visitor, play: Playground, bot: BotOnPaper
) -> None:
    where = "/people/ada?tab=channel"
    assert "onehour is not in #general" in await visitor.sees(where)
    await visitor.sends("/people/ada/lets_in")
    assert "member_joined_channel" in bot.heard[-1].body.decode()

    blocks = [{"type": "actions", "block_id": "b", "elements": [button("go", "7")]}]
    entry = play.world.add("#general", "bot", {"text": "Mentoring opens", "blocks": blocks})

    page = await visitor.sees(where)
    assert "Yes" in page
    assert "Put onehour out" in page
    assert "composer" not in page.partition('id="stage-ada"')[2], "nobody writes to the bot there"
    press = ("press", json.dumps(["go", "7"]))
    await visitor.sends("/people/ada/presses", ("entry", entry.id), ("channel", "yes"), press)
    assert payload(bot)["actions"][0]["action_id"] == "go"
    await visitor.sends("/people/ada/puts_out")
    assert "Let onehour in" in await visitor.sees(where)


async def test_a_team_is_one_too(visitor: Visitor, play: Playground, bot: BotOnPaper) -> None:
    where = "/people/grace?tab=channel"
    assert "onehour is not in Hartwell Instruments" in await visitor.sees(where)
    await visitor.sends("/people/grace/lets_in")
    assert "teamMemberAdded" in bot.heard[-1].body.decode()
    assert "onehour has posted nothing" in await visitor.sees(where)

    action = {"type": "Action.Execute", "title": "Take part", "verb": "go", "data": {"subject": "7"}}
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [], "actions": [action]}
    posted = {"attachments": [{"contentType": ADAPTIVE, "content": card}]}
    entry = play.world.add("19:hartwell-general@thread.tacv2", "bot", posted)
    assert "Take part" in await visitor.sees(where)

    press = ("press", "#0")
    await visitor.sends("/people/grace/presses", ("entry", entry.id), ("channel", "yes"), press)

    assert json.loads(bot.heard[-1].body)["value"]["action"]["verb"] == "go"
