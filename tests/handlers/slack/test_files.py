"""Files that people send us, and the only places to which our token goes for them."""

from collections.abc import Callable

import pytest
from aiohttp import web

from bot.acts import Uploaded
from bot.message import Message, Said
from bot.ports import Out
from handlers.slack import files
from handlers.slack.files import is_slacks
from tests.handlers.slack.paper import ADA, BotOnPaper, Json, SlackOnPaper, Wire

API = "https://slack.com/api/"
HERE = "http://127.0.0.1:4000/api/"
PEOPLE = b"email,name\nada@hartwell.example,Ada\n"


def told(slack: SlackOnPaper) -> list[str]:
    return [str(posted["text"]) for posted in slack.told("chat.postMessage")]


async def test_a_people_file_is_fetched_with_our_token_and_given_to_the_core(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    slack.shared["people.csv"], bot.reply = PEOPLE, Said(Message("I am reading it"))

    assert await wire.shares(wire.file("people.csv")) == {"status": 200}

    assert slack.fetched == [("people.csv", "Bearer xoxb-1")]
    assert bot.uploads == [Uploaded(ADA, "people.csv", PEOPLE, "Ev1")]
    assert told(slack) == ["I am reading it"]


async def test_a_table_is_known_by_its_type_too_and_each_of_several_is_taken(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    slack.shared |= {"list": PEOPLE, "PEOPLE.CSV": b"x"}

    await wire.shares(wire.file("list", mimetype="text/csv"), wire.file("PEOPLE.CSV"), wire.file("a.png"))

    assert [(one.name, one.key) for one in bot.uploads] == [("list", "Ev1"), ("PEOPLE.CSV", "Ev1:1")]


async def test_another_kind_of_file_is_answered_kindly_and_not_fetched(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    await wire.shares(wire.file("holiday.png", mimetype="image/png"))

    assert (slack.fetched, bot.uploads, told(slack)) == ([], [], ["files/kind"])


async def test_the_same_event_is_fetched_once(wire: Wire, bot: BotOnPaper, slack: SlackOnPaper) -> None:
    slack.shared["people.csv"] = PEOPLE

    for _ in range(2):
        await wire.shares(wire.file("people.csv"))

    assert (len(slack.fetched), len(bot.uploads)) == (1, 1)


async def test_a_large_file_is_fetched_after_slack_has_its_answer(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire.side._supervised, "_patience", 0.02)
    slack.shared["people.csv"], bot.takes, bot.reply = PEOPLE, 0.3, Said(Message("I am reading it"))

    assert await wire.shares(wire.file("people.csv")) == {"status": 200}
    assert told(slack) == []
    await wire.side.stop()

    assert told(slack) == ["I am reading it"]


async def test_during_an_outage_slack_brings_it_again_and_it_is_fetched_again(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    slack.shared["people.csv"], bot.trouble = PEOPLE, Out()

    assert await wire.shares(wire.file("people.csv")) == {"status": 503}
    bot.trouble = None
    assert await wire.shares(wire.file("people.csv")) == {"status": 200}

    assert len(bot.uploads) == 2


async def test_an_outage_after_slack_has_its_answer_is_told_to_the_person(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire.side._supervised, "_patience", 0.02)
    slack.shared["people.csv"], bot.takes, bot.trouble = PEOPLE, 0.3, Out()

    assert await wire.shares(wire.file("people.csv")) == {"status": 200}
    await wire.side.stop()

    assert told(slack) == ["That went wrong on our side"]


def moved(_: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "https://elsewhere.example/"})


def signing_in(_: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>Sign in</html>", content_type="text/html")


def missing(_: web.Request) -> web.StreamResponse:
    return web.Response(status=404)


@pytest.mark.parametrize("answer", [moved, signing_in, missing])
async def test_a_file_that_does_not_reach_us_is_said_to_have_not(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, answer: Callable[[web.Request], web.StreamResponse]
) -> None:
    slack.will["files/people.csv"].append(answer)

    await wire.shares(wire.file("people.csv"))

    assert (bot.uploads, told(slack)) == ([], ["files/unread"])


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/people.csv", "https://slack.com.evil.example/people.csv", ""]
)
async def test_the_token_goes_nowhere_else(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, url: str
) -> None:
    await wire.shares(wire.file("people.csv", url_private_download=url))

    assert (slack.fetched, bot.uploads, told(slack)) == ([], [], ["files/unread"])


async def test_a_file_too_large_is_refused_before_it_is_fetched_and_while_it_comes(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    await wire.shares(wire.file("people.csv", size=files.MOST_BYTES + 1))
    assert (slack.fetched, told(slack)) == ([], ["files/large"])

    monkeypatch.setattr(files, "MOST_BYTES", 10)
    slack.shared["people.csv"] = PEOPLE
    await wire.event(
        {"type": "message", "subtype": "file_share", "channel_type": "im", "channel": "DUADA",
         "user": "UADA", "files": [wire.file("people.csv", size=1)]},
        event_id="Ev2",
    )  # fmt: skip

    assert (bot.uploads, told(slack)) == ([], ["files/large"] * 2)


@pytest.mark.parametrize("more", [{"channel_type": "channel"}, {"bot_id": "B1"}])
async def test_files_elsewhere_and_our_own_are_left_alone(
    wire: Wire, slack: SlackOnPaper, more: Json
) -> None:
    assert await wire.shares(wire.file("people.csv"), **more) == {"status": 200}

    assert (slack.calls, slack.fetched) == ([], [])


async def test_a_guests_file_is_refused_politely_and_not_fetched(
    wire: Wire, bot: BotOnPaper, slack: SlackOnPaper
) -> None:
    slack.users["UGUEST"] = {"id": "UGUEST", "team_id": "T1", "is_restricted": True}

    await wire.shares(wire.file("people.csv"), user="UGUEST")

    assert (slack.fetched, bot.uploads) == ([], [])
    assert told(slack) == ["This is for the company's own people"]


@pytest.mark.parametrize(
    ("url", "api", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/people.csv", API, True),
        ("https://slack.com/f", API, True),
        ("https://a.slack-edge.com/f", API, True),
        ("https://files.slack-gov.com/f", "https://slack-gov.com/api/", True),
        ("https://files.slack-gov.com/f", API, False),
        ("http://files.slack.com/f", API, False),
        ("https://notslack.com/f", API, False),
        ("https://slack.com@evil.example/f", API, False),
        ("https://evil.example/slack.com", API, False),
        ("https://evil.example\\.slack.com/f", API, False),
        ("https://evil.example\t.slack.com/f", API, False),
        ("https://[::1/f", API, False),
        ("ftp://files.slack.com/f", API, False),
        ("http://127.0.0.1:4000/f", API, False),
        ("https://127.0.0.1/f", API, False),
        ("http://127.0.0.1:4000/f", HERE, True),
        ("http://localhost:4001/f", HERE, True),
        ("https://files.slack.com/f", HERE, True),
    ],
)
def test_an_address_is_slacks_or_beside_the_web_api(url: str, api: str, *, ours: bool) -> None:
    assert is_slacks(url, api) is ours
