"""Files that people share with the bot in the stand-in workspace."""

import json

import aiohttp
import pytest

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
