"""What is suggested while somebody types into a search, and what is kept of it."""

import pytest

from bot.message import Form, Input, Kind, Option
from bot.ports import Out
from handlers.slack.forms import answers_in, modal, source_in
from handlers.slack.limits import Json
from tests.handlers.slack.paper import ADA, BotOnPaper, SlackOnPaper, Wire

LEADING = Option("leading", "Leading people")
THREE = Input(
    "offers", Kind.SEARCH, "Offers", options=(LEADING,), initial=("leading", "chess"), source="skills", most=3
)


def element(asked: Input) -> Json:
    drawn: Json = modal(Form("join:7", "Join", (), (asked,), "Next"))["blocks"][0]["element"]
    return drawn


def labels(seen: Json) -> list[str]:
    return [option["text"]["text"] for option in seen["options"]]


def test_a_search_shows_what_is_there_and_asks_before_the_first_letter() -> None:
    drawn = element(THREE)

    assert source_in(drawn.pop("action_id")) == "skills"
    assert drawn == {
        "type": "multi_external_select",
        "min_query_length": 0,
        "max_selected_items": 3,
        "initial_options": [
            {"text": {"type": "plain_text", "text": "Leading people", "emoji": False}, "value": "leading"},
            {"text": {"type": "plain_text", "text": "chess", "emoji": False}, "value": "chess"},
        ],
    }


def test_what_was_chosen_comes_back_as_values() -> None:
    chosen = {"type": "multi_external_select", "selected_options": [{"value": "leading"}, {"value": "7"}]}

    assert answers_in({"state": {"values": {"offers": {"a": chosen}}}}) == {"offers": ("leading", "7")}


async def test_the_core_is_asked_what_fits_what_was_typed(wire: Wire, bot: BotOnPaper) -> None:
    bot.finds = (LEADING, Option("leaf-spotting"))

    seen = await wire.searches(element(THREE)["action_id"], " lea ")

    assert bot.asked == [(ADA, "skills", "lea")]
    assert labels(seen) == ["Leading people", "leaf-spotting"]
    assert [option["value"] for option in seen["options"]] == ["leading", "leaf-spotting"]


async def test_suggestions_fit_into_what_slack_takes(wire: Wire, bot: BotOnPaper) -> None:
    bot.finds = (
        Option("v" * 76, "cannot be chosen whole"),
        Option("", "is nothing"),
        Option("long", "Sailing " * 20),
        *(Option(str(n)) for n in range(200)),
    )

    seen = await wire.searches("answer:0badcafe:skills", "x")

    assert len(seen["options"]) == 100
    assert labels(seen)[0] == ("Sailing " * 9) + "Sa…"
    assert max(map(len, labels(seen))) <= 75


@pytest.mark.parametrize(
    "forged",
    ["answer:0badcafe", "answer:0badcafe:", "skills", "answer:0badcafe:a:b", "ANSWER:0badcafe:skills", ""],
)
async def test_an_id_that_we_never_gave_finds_nothing_and_asks_nobody(
    wire: Wire, bot: BotOnPaper, forged: str
) -> None:
    bot.finds = (LEADING,)

    assert await wire.searches(forged, "lea") == {"status": 200, "options": []}
    assert bot.asked == []


async def test_a_stranger_finds_nothing(wire: Wire, bot: BotOnPaper, slack: SlackOnPaper) -> None:
    bot.finds = (LEADING,)
    slack.users["UGUEST"] = {"id": "UGUEST", "team_id": "T1", "is_restricted": True}

    assert await wire.searches("answer:0badcafe:skills", "lea", user="UGUEST") == {
        "status": 200,
        "options": [],
    }
    assert bot.asked == []


async def test_a_newcomer_is_introduced_before_anything_is_found(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    bot.finds = (LEADING,)
    slack.users["UNEW"] = {"id": "UNEW", "team_id": "T1", "profile": {"real_name": "Noa"}}

    assert labels(await wire.searches("answer:0badcafe:skills", "lea", user="UNEW")) == ["Leading people"]
    assert [profile.name for profile in bot.met] == ["Noa"]


@pytest.mark.parametrize("trouble", [Out(), RuntimeError("a fault of ours")])
async def test_when_the_core_fails_nothing_is_found(wire: Wire, bot: BotOnPaper, trouble: Exception) -> None:
    bot.trouble = trouble

    assert await wire.searches("answer:0badcafe:skills", "lea") == {"status": 200, "options": []}


async def test_a_core_that_takes_too_long_finds_nothing_in_time(wire: Wire, bot: BotOnPaper) -> None:
    wire.side._door.limit, bot.takes = 0.1, 0.2

    assert await wire.searches("answer:0badcafe:skills", "lea") == {"status": 200, "options": []}


async def test_what_is_no_search_at_all_is_told_apart(wire: Wire) -> None:
    assert (await wire.interact({"type": "block_suggestion", "action_id": 7}))["status"] == 400
