"""What people do in the stand-in tenant besides typing and pressing: mention, attach, look at an old card."""

import json
from typing import Any

import aiohttp
import pytest

from playground import Playground
from playground.teams_rules import card_findings
from tests.playground.conftest import GRACE, BotOnPaper
from tests.playground.test_teams import ADAPTIVE, card, installed, message, told  # noqa: F401  a fixture

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("installed")]
ME = GRACE.teams_id


def home(words: str, *users: str) -> dict[str, Any]:
    again = {"type": "Action.Execute", "verb": "home.refresh", "data": {"n": 1}}
    return {
        **card({"type": "TextBlock", "text": words}),
        "refresh": {"action": again, "userIds": list(users)},
    }


async def test_a_name_after_an_at_is_a_mention_that_an_entity_vouches_for(
    play: Playground, bot: BotOnPaper
) -> None:
    await play.teams.types("grace", "@onehour request @grace whitfield, not me@grace.example or @Nobody")

    activity = told(bot)
    marked = "<at>Grace Whitfield</at>"
    assert activity["text"] == f"<at>onehour</at> request {marked}, not me@grace.example or @Nobody"
    client, us, grace = activity["entities"]
    assert client["type"] == "clientInfo"
    assert us["mentioned"]["id"] == activity["recipient"]["id"]
    assert grace == {"type": "mention", "text": marked, "mentioned": {"id": ME, "name": "Grace Whitfield"}}


async def test_a_file_is_told_of_by_an_address_at_which_it_can_be_had_without_a_token(
    play: Playground, bot: BotOnPaper
) -> None:
    await play.teams.sends_file("grace", "people.csv", b"email,name\n")

    activity = told(bot)
    [file] = activity["attachments"]
    assert (activity["type"], activity["text"], file["name"]) == ("message", "", "people.csv")
    assert file["contentType"] == "application/vnd.microsoft.teams.file.download.info"
    assert file["content"]["fileType"] == "csv"
    async with aiohttp.ClientSession() as session, session.get(file["content"]["downloadUrl"]) as answer:
        assert await answer.read() == b"email,name\n"


async def test_a_card_that_comes_into_view_is_asked_for_anew_and_shown(
    play: Playground, bot: BotOnPaper
) -> None:
    entry = play.world.add("grace", "bot", message(home("old", ME)))
    bot.will({"statusCode": 200, "type": ADAPTIVE, "value": home("new", ME)})

    await play.teams.refreshes("grace", entry.id)

    asked = told(bot)
    assert (asked["name"], asked["replyToId"]) == ("adaptiveCard/action", entry.id)
    action = {"type": "Action.Execute", "verb": "home.refresh", "data": {"n": 1}}
    assert asked["value"] == {"action": action, "trigger": "automatic"}
    assert "new" in json.dumps(play.world.entries("grace")[-1].payload)


@pytest.mark.parametrize("answer", [None, {"statusCode": 500, "type": "application/vnd.microsoft.error"}])
async def test_a_refresh_that_fails_leaves_the_card_without_a_word(
    answer: object, play: Playground, bot: BotOnPaper
) -> None:
    entry = play.world.add("grace", "bot", message(home("old", ME)))
    bot.will(answer)

    await play.teams.refreshes("grace", entry.id)

    assert play.world.entries("grace") == [entry]


async def test_a_card_asks_only_for_those_it_names(play: Playground, bot: BotOnPaper) -> None:
    entry = play.world.add("grace", "bot", message(home("old", "29:somebody-else")))

    with pytest.raises(LookupError):
        await play.teams.refreshes("grace", entry.id)
    assert bot.heard == []


@pytest.mark.parametrize(
    "refresh",
    [
        {},
        {"action": {"type": "Action.Submit", "verb": "x"}},
        {"action": {"type": "Action.Execute"}},
        {"action": {"type": "Action.Execute", "verb": "x"}, "userIds": ["29:x"] * 61},
    ],
)
async def test_a_refresh_that_teams_would_not_honour_is_found(refresh: object) -> None:
    assert list(card_findings({**home("old"), "refresh": refresh}))


async def test_the_page_attaches_files_and_refreshes_cards(play: Playground, bot: BotOnPaper) -> None:
    entry = play.world.add("grace", "bot", message(home("old", ME)))
    bot.will({})
    bot.will({"statusCode": 200, "type": ADAPTIVE, "value": home("the new one", ME)})
    form = aiohttp.FormData({"text": ""})
    form.add_field("file", b"email\n", filename="people.csv")

    async with aiohttp.ClientSession(play.address) as session:
        async with session.post("/people/grace/types", data=form) as answer:
            attached = await answer.text()
        async with session.post("/people/grace/refreshes", data={"entry": entry.id}) as answer:
            refreshed = await answer.text()

    assert 'class="file"' in attached
    assert "people.csv" in attached
    assert "Refresh card" in attached
    assert "the new one" in refreshed
