"""Type-ahead in the stand-in tenant: asked of the bot as Teams asks, chosen only from what was offered."""

import json

import pytest
from aiohttp import ClientSession

from playground import Playground
from tests.playground.conftest import BotOnPaper
from tests.playground.test_teams import card, connector, execute, installed, message, told  # noqa: F401  fixtures

FOUND = "application/vnd.microsoft.search.searchResponse"
LEADING = {"value": "7", "title": "Leading people"}
SEARCH = {
    "type": "Input.ChoiceSet", "id": "offers", "label": "What can you offer?", "style": "filtered",
    "isMultiSelect": True, "choices": [{"value": "own", "title": "Own words"}], "value": "own",
    "choices.data": {"type": "Data.Query", "dataset": "skills"},
}  # fmt: skip
FORM = card(SEARCH, actions=[execute("save", data={})])


def found(*results: object) -> dict[str, object]:
    return {"type": FOUND, "value": {"results": list(results)}}


@pytest.fixture
def entry(play: Playground, installed: None) -> str:  # noqa: F811
    return play.world.add("grace", "bot", message(FORM)).id


async def test_typing_asks_the_bot_for_what_fits(play: Playground, bot: BotOnPaper, entry: str) -> None:
    bot.will(found(LEADING))

    offered = await play.teams.suggests("grace", "offers", "lead")

    assert offered == [("7", "Leading people")]
    activity = told(bot)
    assert (activity["type"], activity["name"]) == ("invoke", "application/search")
    assert activity["value"] == {
        "kind": "search",
        "queryText": "lead",
        "queryOptions": {"skip": 0, "top": 15},
        "dataset": "skills",
    }
    assert bot.heard[-1].headers["Authorization"].startswith("Bearer ")


@pytest.mark.parametrize(
    "answer", [None, {}, {"type": "other", "value": {"results": [LEADING]}}, found("junk", {"value": 1}), [1]]
)
async def test_what_is_no_search_response_offers_nothing(
    answer: object, play: Playground, bot: BotOnPaper, entry: str
) -> None:
    bot.will(answer)

    assert await play.teams.suggests("grace", "offers", "lead", entry) == []


async def test_what_was_offered_can_be_sent_and_nothing_else(
    play: Playground, bot: BotOnPaper, entry: str
) -> None:
    bot.will(found(LEADING))
    await play.teams.suggests("grace", "offers", "lead")

    with pytest.raises(LookupError, match="never offered"):
        await play.teams.submits("grace", entry, {"offers": "own,8"})
    await play.teams.submits("grace", entry, {"offers": "own,7"})

    assert told(bot)["value"]["action"]["data"] == {"offers": "own,7"}


async def test_the_chips_keep_their_words_after_a_refused_press(
    play: Playground, bot: BotOnPaper, entry: str
) -> None:
    bot.will(found(LEADING))
    await play.teams.suggests("grace", "offers", "lead")
    bot.will(status=501)
    await play.teams.submits("grace", entry, {"offers": "own,7"})

    async with ClientSession() as session, session.get(f"{play.address}/people/grace") as page:
        shown = await page.text()

    assert "<bdi>Leading people</bdi>" in shown
    assert "<bdi>Own words</bdi>" in shown


async def test_the_page_asks_for_suggestions_and_gets_none_where_nothing_can_be_looked_up(
    play: Playground, bot: BotOnPaper, entry: str
) -> None:
    bot.will(found(LEADING))
    asked = {"entry": entry, "field": "offers", "typed": "lead"}

    async with ClientSession() as session:
        async with session.get(f"{play.address}/people/grace/suggestions", params=asked) as answer:
            offered = json.loads(await answer.text())
        async with session.get(
            f"{play.address}/people/grace/suggestions", params={**asked, "field": "x"}
        ) as answer:
            nothing = json.loads(await answer.text())

    assert offered == [{"value": "7", "label": "Leading people"}]
    assert nothing == []
