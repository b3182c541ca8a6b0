"""Files, both ways: offered, made anew when they are wanted, and fetched from where Teams says."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.acts import Uploaded
from bot.message import Attachment, FileOf, Replaced, Said
from handlers.teams import carrier, received
from handlers.teams.received import NotFetched, Outside, fetch
from handlers.teams.side import TeamsSide
from tests.handlers.teams.conftest import Post
from tests.handlers.teams.microsoft import CHAT, GRACE, Json, Microsoft, grace
from tests.handlers.teams.paper import BotOnPaper
from tests.handlers.teams.test_turns import ADDRESS, CHANNEL, THANKS, title_of

INVITATION = Attachment(
    "meeting.ics", "The invitation", "text/calendar", b"BEGIN:VCALENDAR", of=FileOf("meeting", "12")
)
PAGE = Attachment("export.html", "A page to read", "text/html", b"<p>you</p>", of=FileOf("export", "html"))
DATA = Attachment(
    "export.json", "All of it", "application/json", b"{}" * 700_000, of=FileOf("export", "json")
)
PEOPLE = b"email,name\nada@hartwell.example,Ada\n"


def upload(microsoft: Microsoft, name: str = "meeting.ics") -> Json:
    return {
        "uploadUrl": f"{microsoft.base}/upload", "contentUrl": f"{microsoft.base}/files/1", "name": name,
        "uniqueId": "u1", "fileType": name.rpartition(".")[2],
    }  # fmt: skip


def allowed(microsoft: Microsoft, context: Any, **more: Any) -> Json:
    value = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": upload(microsoft)}
    return microsoft.activity("invoke", name="fileConsent/invoke", value={**value, **more})


def sends(microsoft: Microsoft, *names: str, **more: Any) -> Json:
    files = [
        {
            "contentType": received.FILE,
            "contentUrl": f"https://hartwell-my.sharepoint.com/{name}",
            "name": name,
            "content": {"downloadUrl": f"{microsoft.base}/shared/{name}", "uniqueId": "u", "fileType": "csv"},
        }
        for name in names
    ]
    words = {"contentType": "text/html", "content": "<p>here</p>"}
    return microsoft.activity(text="here", attachments=[words, *files], **more)


async def test_a_file_without_an_address_is_offered_after_its_message_and_saved_when_allowed(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Replaced(replace(THANKS, attachments=(INVITATION,))))
    await post(microsoft.press("meetings.pick", {"subject": "12:2"}))
    [offered] = microsoft.sent
    consent = offered["attachments"][0]
    assert (consent["name"], consent["content"]["sizeInBytes"]) == ("meeting.ics", 15)
    assert consent["content"]["acceptContext"] == {"kind": "meeting", "subject": "12"}

    bot.files[FileOf("meeting", "12")] = replace(INVITATION, content=b"BEGIN:VCALENDAR moved")
    answer = await post(allowed(microsoft, consent["content"]["acceptContext"]))

    assert (answer.status, await answer.json()) == (200, {})
    assert bot.asked_for == [(ADDRESS, FileOf("meeting", "12"))]
    assert microsoft.uploads == [(b"BEGIN:VCALENDAR moved", "bytes 0-20/21")]
    assert microsoft.sent[-1]["attachments"][0] == {
        "contentType": "application/vnd.microsoft.teams.card.file.info",
        "contentUrl": f"{microsoft.base}/files/1",
        "name": "meeting.ics",
        "content": {"uniqueId": "u1", "fileType": "ics"},
    }


async def test_two_files_of_one_message_are_offered_and_saved_each_for_itself(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Said(replace(THANKS, attachments=(DATA, PAGE))))
    bot.files = {one.of: one for one in (DATA, PAGE) if one.of}
    await post(microsoft.activity(text="export"))
    offered = [one["attachments"][0] for one in microsoft.sent[1:]]

    for one in offered:
        await post(allowed(microsoft, one["content"]["acceptContext"]))

    assert [one["name"] for one in offered] == ["export.json", "export.html"]
    assert microsoft.uploads == [
        (DATA.content, "bytes 0-1399999/1400000"),
        (PAGE.content, "bytes 0-9/10"),
    ]


async def test_a_file_that_is_declined_is_not_made(post: Post, microsoft: Microsoft, bot: BotOnPaper) -> None:
    declined: Json = {
        "type": "fileUpload",
        "action": "decline",
        "context": {"kind": "meeting", "subject": "12"},
    }

    answer = await post(microsoft.activity("invoke", name="fileConsent/invoke", value=declined))

    assert (answer.status, await answer.json()) == (200, {})
    assert (bot.asked_for, microsoft.sent, microsoft.uploads) == ([], [], [])


@pytest.mark.parametrize("context", [None, [], {"kind": 7}, {"kind": "meeting", "subject": "13"}, {}])
async def test_a_file_that_is_gone_or_not_theirs_is_told_kindly(
    context: Any, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(allowed(microsoft, context))

    assert answer.status == 200
    assert microsoft.uploads == []
    assert title_of(microsoft.sent[-1]) == "files/gone in en"


@pytest.mark.parametrize("url", ["http://169.254.169.254/x", "https://evil.example/x", "", None])
async def test_a_forged_way_to_save_gets_no_file(
    url: str | None, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.files[FileOf("meeting", "12")] = INVITATION

    await post(allowed(microsoft, {"kind": "meeting", "subject": "12"}, uploadInfo={"uploadUrl": url}))

    assert microsoft.uploads == []
    assert title_of(microsoft.sent[-1]) == "files/gone in en"


async def test_a_way_to_save_that_has_closed_is_told_kindly(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.files[FileOf("meeting", "12")] = INVITATION
    microsoft.upload_status = 410

    await post(allowed(microsoft, {"kind": "meeting", "subject": "12"}))

    assert title_of(microsoft.sent[-1]) == "files/gone in en"


async def test_guests_are_given_no_file(post: Post, microsoft: Microsoft, bot: BotOnPaper) -> None:
    microsoft.members = {GRACE: grace(userRole="guest")}

    await post(allowed(microsoft, {"kind": "meeting", "subject": "12"}))

    assert bot.asked_for == []


async def test_a_people_file_is_fetched_without_our_token_and_handed_to_the_core(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    microsoft.shared["people.csv"] = PEOPLE
    bot.replies.append(Said(THANKS))

    answer = await post(sends(microsoft, "people.csv"))

    assert answer.status == 202
    key = f"teams:{CHAT}:1789000000001:file0"
    assert bot.events == [Uploaded(ADDRESS, "people.csv", PEOPLE, key)]
    assert [title_of(one) for one in microsoft.sent] == ["Thank you"]
    assert "Authorization" not in microsoft.fetches[0]


async def test_a_file_that_takes_long_is_taken_after_teams_has_been_answered(
    post: Post, microsoft: Microsoft, bot: BotOnPaper, monkeypatch: pytest.MonkeyPatch, side: TeamsSide
) -> None:
    monkeypatch.setattr(carrier, "PATIENCE", 0.0)
    microsoft.shared["people.csv"] = PEOPLE
    microsoft.fetch_delay = 0.2

    answer = await post(sends(microsoft, "people.csv"))
    before = list(bot.events)
    await asyncio.gather(*side._carrier._carrying)

    assert answer.status == 202
    assert before == []
    assert len(bot.events) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("photo.png", "files/kind in en"),
        ("no-such-file.csv", "files/unread in en"),
        ("large.csv", "files/large in en"),
    ],
)
async def test_what_cannot_be_taken_is_told_kindly(
    name: str, said: str, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    microsoft.shared["large.csv"] = b"x" * (received.MOST_BYTES + 1)

    answer = await post(sends(microsoft, name))

    assert answer.status == 202
    assert [title_of(one) for one in microsoft.sent] == [said]
    assert bot.events == []


async def test_each_of_several_files_is_answered(post: Post, microsoft: Microsoft, bot: BotOnPaper) -> None:
    microsoft.shared["people.csv"] = PEOPLE

    await post(sends(microsoft, "photo.png", "people.csv"))

    assert [title_of(one) for one in microsoft.sent] == ["files/kind in en", "Hello"]


async def test_guests_send_us_nothing(post: Post, microsoft: Microsoft, bot: BotOnPaper) -> None:
    microsoft.members = {GRACE: grace(userRole="guest")}
    microsoft.shared["people.csv"] = PEOPLE

    await post(sends(microsoft, "people.csv"))

    assert bot.events == [] == microsoft.fetches


async def test_a_file_in_a_channel_is_only_what_was_written_beside_it(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(sends(microsoft, "people.csv", conversation=CHANNEL))

    assert microsoft.fetches == []
    assert [type(event).__name__ for event in bot.events] == ["Heard"]


async def test_trouble_with_a_file_ends_in_an_apology(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    microsoft.shared["people.csv"] = PEOPLE
    bot.replies.append(RuntimeError("secret"))

    answer = await post(sends(microsoft, "people.csv"))

    assert answer.status == 202
    assert [title_of(one) for one in microsoft.sent] == ["Something went wrong"]


INSIDE = [
    "http://10.0.0.1/people.csv",
    "https://10.0.0.1/people.csv",
    "https://192.168.1.7/people.csv",
    "https://169.254.169.254/latest/meta-data",
    "https://[fd00::1]/people.csv",
    "https://127.0.0.1/people.csv",
    "https://[::ffff:10.0.0.1]/people.csv",
    "http://hartwell.example/people.csv",
    "ftp://hartwell.example/people.csv",
    "https://user:word@hartwell.example/people.csv",
    "file:///etc/passwd",
    "",
]


@pytest.mark.parametrize("url", INSIDE)
async def test_nothing_is_fetched_from_inside_our_walls(url: str) -> None:
    with pytest.raises(NotFetched):
        await fetch(url, "https://smba.trafficmanager.net/emea/")


async def test_a_name_that_leads_inside_is_no_way_in() -> None:
    with pytest.raises(OSError, match="no public address"):
        await Outside().resolve("localhost", 443)


async def test_loopback_serves_files_only_to_those_who_came_from_there(microsoft: Microsoft) -> None:
    microsoft.shared["people.csv"] = PEOPLE
    url = f"{microsoft.base}/shared/people.csv"

    assert await fetch(url, microsoft.service_url) == PEOPLE
    with pytest.raises(NotFetched):
        await fetch(url, "https://smba.trafficmanager.net/emea/")


async def test_nobody_sends_us_elsewhere(microsoft: Microsoft) -> None:
    microsoft.shared["people.csv"] = PEOPLE

    with pytest.raises(NotFetched, match="302"):
        await fetch(f"{microsoft.base}/shared/elsewhere", microsoft.service_url)
