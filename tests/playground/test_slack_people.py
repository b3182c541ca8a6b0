"""Files that people share with the bot in the stand-in workspace, and people who leave it."""

import json

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from tests.playground.conftest import ADA, BotOnPaper

pytestmark = pytest.mark.asyncio
CONTENT = b"email,name\nada@hartwell.example,Ada\n"


async def fetched(url: str, token: str) -> tuple[int, bytes, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, headers=headers, allow_redirects=False) as answer,
    ):
        return answer.status, await answer.read(), answer.content_type


async def test_a_shared_file_is_told_as_slack_tells_it(play: Playground, bot: BotOnPaper) -> None:
    await play.slack.sends_file("ada", "people & more.csv", CONTENT)

    event = json.loads(bot.heard[0].body)["event"]
    assert (event["type"], event["subtype"], event["channel_type"]) == ("message", "file_share", "im")
    assert event["user"] == ADA.slack_id
    [file] = event["files"]
    assert (file["name"], file["mimetype"], file["filetype"]) == ("people & more.csv", "text/csv", "csv")
    assert (file["size"], file["mode"], file["file_access"]) == (len(CONTENT), "hosted", "visible")
    [entry] = play.world.entries("ada")
    assert (entry.by, entry.payload["files"]) == ("human", [file])


async def test_only_the_bots_token_opens_it(play: Playground, bot: BotOnPaper) -> None:
    await play.slack.sends_file("ada", "people.csv", CONTENT)
    [file] = json.loads(bot.heard[0].body)["event"]["files"]

    for url in (file["url_private"], file["url_private_download"]):
        assert await fetched(url, "xoxb-playground") == (200, CONTENT, "text/csv")
        for token in ("", "xoxb-other"):
            status, content, _ = await fetched(url, token)
            assert (status, CONTENT in content) == (302, False)
    gone = file["url_private"].replace(file["id"], "F404")
    assert (await fetched(gone, "xoxb-playground"))[0] == 404


async def test_somebody_who_is_closed_in_the_workspace_is_told_of_and_listed_as_such(
    play: Playground, client: AsyncWebClient, bot: BotOnPaper
) -> None:
    await play.slack.deactivates("ada")
    closed = (await client.users_info(user=ADA.slack_id))["user"]["deleted"]
    await play.slack.deactivates("ada", gone=False)

    told = [json.loads(heard.body)["event"] for heard in bot.heard]
    assert [(one["type"], one["user"]["deleted"]) for one in told] == [
        ("user_change", True),
        ("user_change", False),
    ]
    assert closed is True


async def test_a_file_chosen_in_the_page_is_shared_and_named_there(play: Playground, bot: BotOnPaper) -> None:
    form = aiohttp.FormData({"text": "", "back": "/people/ada"}, quote_fields=False)
    form.add_field("file", CONTENT, filename="people<b>.csv", content_type="text/csv")
    async with (
        aiohttp.ClientSession(play.address) as session,
        session.post("/people/ada/types", data=form) as answer,
    ):
        page = await answer.text()

    [heard] = bot.heard
    [file] = json.loads(heard.body)["event"]["files"]
    assert (file["name"], file["size"]) == ("people<b>.csv", len(CONTENT))
    assert '<span class="file"><bdi>people&lt;b&gt;.csv</bdi></span>' in page
