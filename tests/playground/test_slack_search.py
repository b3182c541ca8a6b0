"""Menus of the stand-in workspace whose options come from the bot."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from tests.playground.conftest import ADA, BotOnPaper
from tests.playground.test_slack import modal, payload_of, with_form

pytestmark = pytest.mark.asyncio


def option(words: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": words}, "value": value}


def search(**more: object) -> dict[str, Any]:
    element = {"type": "multi_external_select", "action_id": "answer:1:skills", "min_query_length": 0, **more}
    label = {"type": "plain_text", "text": "What you offer"}
    return {"type": "input", "block_id": "offers", "label": label, "element": element}


LEADING, LEARNING = option("Leading people", "leading"), option("Learning to learn", "learn")


async def test_a_search_asks_the_bot_what_fits(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(search(), private_metadata="join:7"))
    bot.will({"options": [LEADING, LEARNING]})

    assert await play.slack.suggests("ada", "offers", "lea") == [
        ("leading", "Leading people"),
        ("learn", "Learning to learn"),
    ]

    told = payload_of(bot.heard[-1])
    assert (told["type"], told["user"]["id"]) == ("block_suggestion", ADA.slack_id)
    assert (told["block_id"], told["action_id"], told["value"]) == ("offers", "answer:1:skills", "lea")
    assert told["view"]["private_metadata"] == "join:7"
    assert "trigger_id" not in told


async def test_what_was_offered_or_prefilled_can_be_chosen(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(search(initial_options=[option("Chess", "chess")])))
    bot.will({"option_groups": [{"label": {}, "options": [LEARNING, LEADING]}]})
    await play.slack.suggests("ada", "offers", "lea")

    await play.slack.submits("ada", {"offers": ["leading", "Chess"]})

    chosen = payload_of(bot.heard[-1])["view"]["state"]["values"]["offers"]["answer:1:skills"]
    assert chosen == {
        "type": "multi_external_select",
        "selected_options": [LEADING, option("Chess", "chess")],
    }


async def test_what_was_offered_for_an_earlier_word_can_still_be_chosen(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(search()))
    for found in ([LEADING], [LEADING, LEARNING]):
        bot.will({"options": found})
        await play.slack.suggests("ada", "offers", "lea")

    await play.slack.submits("ada", {"offers": ["leading", "learn"]})

    values = payload_of(bot.heard[-1])["view"]["state"]["values"]
    assert values["offers"]["answer:1:skills"]["selected_options"] == [LEADING, LEARNING]


async def test_what_was_never_offered_cannot_be_chosen(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(search()))
    bot.will({"options": [LEADING]})
    await play.slack.suggests("ada", "offers", "lea")

    with pytest.raises(LookupError, match="not offered"):
        await play.slack.submits("ada", {"offers": ["sailing"]})

    assert payload_of(bot.heard[-1])["type"] == "block_suggestion"


async def test_a_form_that_stays_open_keeps_what_was_chosen(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(search()))
    bot.will({"options": [LEADING]})
    await play.slack.suggests("ada", "offers", "lea")
    bot.will({"response_action": "errors", "errors": {"offers": "One more, please"}})
    await play.slack.submits("ada", {"offers": ["leading"]})

    await play.slack.submits("ada", {})

    values = payload_of(bot.heard[-1])["view"]["state"]["values"]
    assert values["offers"]["answer:1:skills"]["selected_options"] == [LEADING]


async def test_no_more_can_be_chosen_than_the_menu_takes(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(search(max_selected_items=1)))
    bot.will({"options": [LEADING, LEARNING]})
    await play.slack.suggests("ada", "offers", "")

    await play.slack.submits("ada", {"offers": ["leading", "learn"]})

    assert (play.world.form("ada") or {})["errors"] == {"offers": "Choose at most 1."}


async def test_too_few_letters_ask_nobody(play: Playground, client: AsyncWebClient, bot: BotOnPaper) -> None:
    await with_form(play, client, bot, modal(search(min_query_length=2)))

    assert await play.slack.suggests("ada", "offers", "l") == []
    assert len(bot.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"options": [option("x" * 76, "x")]},
        {"options": [option("x", "")]},
        {"options": [option(str(n), str(n)) for n in range(101)]},
        {"options": "none"},
        {},
        [],
    ],
)
async def test_an_answer_that_slack_would_refuse_offers_nothing(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper, answer: object
) -> None:
    await with_form(play, client, bot, modal(search()))
    bot.will(answer)

    assert await play.slack.suggests("ada", "offers", "lea") == []


async def test_a_bot_that_does_not_answer_offers_nothing(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await with_form(play, client, bot, modal(search()))
    bot.will(status=500)

    assert await play.slack.suggests("ada", "offers", "lea") == []
    with pytest.raises(LookupError, match="nothing to search"):
        await play.slack.suggests("ada", "goals", "lea")


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_selected_items": 0},
        {"min_query_length": -1},
        {"initial_options": []},
        {"initial_options": [option("x" * 76, "x")]},
        {"initial_options": [option("x", "x" * 76)]},
    ],
)
async def test_a_search_that_slack_would_refuse_is_refused(
    client: AsyncWebClient, wrong: dict[str, object]
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id="1.1", view=modal(search(**wrong)))

    assert refused.value.response["error"] == "invalid_arguments"
