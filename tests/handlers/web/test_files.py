"""A signed address opens one file for one person, for a day, and tells nobody anything else."""

from collections.abc import Callable

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as some

from bot import ports
from bot.message import Attachment, FileOf
from bot.ports import Out
from bot.records import NotYours
from handlers.web.files import Links, Unsigned, file_routes
from handlers.web.server import web_app

DAY = 24 * 3600
INVITATION = FileOf("meeting", "12")
HOSTILE = 'Zoë "x"\r\nSet-Cookie: a=b; 日本.ics'


def links(*secrets: str, at: float = 1_000_000.0, url: str = "https://hour.example/") -> Links:
    return Links(secrets or ("first-secret",), url, clock=lambda: at)


def signed(address: str) -> str:
    return address.removeprefix("https://hour.example/files/")


def test_an_address_names_its_file_and_its_person() -> None:
    port: ports.Links = links()  # what the core was promised
    address = port.to(INVITATION, 7)

    assert address.startswith("https://hour.example/files/")
    assert links().read(signed(address)) == (INVITATION, 7)


def test_an_address_ends_after_a_day() -> None:
    address = signed(links(at=0).to(INVITATION, 7))

    assert links(at=DAY - 1).read(address) == (INVITATION, 7)
    assert links(at=DAY).read(address) is None


def test_an_older_secret_still_verifies_and_the_first_one_signs() -> None:
    before, rotated, after = links("old"), links("new", "old"), links("new")

    assert rotated.read(signed(before.to(INVITATION, 7))) == (INVITATION, 7)
    assert after.read(signed(rotated.to(INVITATION, 7))) == (INVITATION, 7)
    assert after.read(signed(before.to(INVITATION, 7))) is None


def test_without_a_public_address_there_is_no_link() -> None:
    assert links(url="").to(INVITATION, 7) == ""


@pytest.mark.parametrize("secrets", [(), ("",), ("fine", "")])
def test_an_empty_secret_signs_nothing(secrets: tuple[str, ...]) -> None:
    with pytest.raises(Unsigned):
        Links(secrets, "https://hour.example")


def test_changing_any_character_forges_the_address() -> None:
    address = signed(links().to(INVITATION, 7))

    for place, character in enumerate(address):
        forged = address[:place] + ("A" if character != "A" else "B") + address[place + 1 :]
        # the last character of a signature carries bits that no decoder needs; we compare text, so it counts too
        assert links().read(forged) is None


@given(some.text())
def test_whatever_is_read_never_raises(address: str) -> None:
    assert links().read(address) is None


@given(some.text(), some.text(), some.integers())
def test_whatever_a_file_is_called_its_address_reads_back(kind: str, subject: str, person_id: int) -> None:
    address = signed(links().to(FileOf(kind, subject), person_id))

    assert address.isascii()
    assert len(address) > 2000 or links().read(address) == (FileOf(kind, subject), person_id)


Finder = Callable[[FileOf, int], Attachment | None]


def client(find: Finder) -> TestClient:  # type: ignore[type-arg]  # the application's type says nothing here
    return TestClient(TestServer(web_app(file_routes(links(), find))))


def invitation(file: FileOf, person_id: int) -> Attachment:
    assert (file, person_id) == (INVITATION, 7)
    return Attachment(HOSTILE, "Invitation", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR")


async def test_the_file_comes_with_its_type_and_its_name_and_is_kept_by_nobody() -> None:
    async with client(invitation) as web:
        answer = await web.get("/files/" + signed(links().to(INVITATION, 7)))

        assert answer.status == 200
        assert await answer.read() == b"BEGIN:VCALENDAR"
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == (
            'attachment; filename="Zo_ _x___Set-Cookie_ a_b_ __.ics"; '
            "filename*=UTF-8''Zo%C3%AB%20%22x%22%0D%0ASet-Cookie%3A%20a%3Db%3B%20%E6%97%A5%E6%9C%AC.ics"
        )
        assert "Set-Cookie" not in answer.headers


def nothing(file: FileOf, person_id: int) -> None:
    return None


def not_yours(file: FileOf, person_id: int) -> None:
    raise NotYours


@pytest.mark.parametrize("find", [nothing, not_yours])
async def test_a_file_that_is_gone_or_another_persons_looks_like_a_forged_address(find: Finder) -> None:
    async with client(find) as web:
        gone = await web.get("/files/" + signed(links().to(INVITATION, 7)))
        forged = await web.get("/files/x.y")

        assert (
            (gone.status, await gone.json())
            == (forged.status, await forged.json())
            == (404, {"error": "Not Found"})
        )


async def test_when_the_database_is_out_the_reader_is_asked_to_come_again() -> None:
    def out(file: FileOf, person_id: int) -> None:
        raise Out

    async with client(out) as web:
        answer = await web.get("/files/" + signed(links().to(INVITATION, 7)))

        assert answer.status == 503
