"""Invitations as files and as links, with names that try to be more than names."""

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.invitation import LONGEST_LINK, Invitation, calendar_links, ics

START = datetime(2026, 11, 20, 15, tzinfo=timezone(timedelta(hours=1)))
END = START + timedelta(hours=1)
STAMP = datetime(2026, 11, 3, 8, tzinfo=UTC)
HOSTILE = [
    "Ada\r\nATTENDEE:mailto:evil@example.org",
    "Ada\nEND:VEVENT\nBEGIN:VEVENT",
    'Ada "Countess" Lovelace; CN=x, y: z',
    "Ada\x00\x07\ud800",
    "\u202eecalevoL adA",
    "Ä" * 300,
]


def invitation(title: str = "One hour", agenda: str = "", organiser: str = "", email: str = "") -> Invitation:
    return Invitation(12, title, agenda, START, END, organiser, email)


def event_in(file: bytes) -> dict[str, str]:
    [event] = Calendar.from_ical(file).walk("VEVENT")
    return {name: str(value) for name, value in event.items()}


def test_the_file_is_put_into_a_calendar_and_replaces_its_older_self() -> None:
    file = ics(invitation(agenda="1. Hello\n2. Goals"), STAMP, sequence=2)

    lines = file.decode().split("\r\n")
    assert "METHOD:PUBLISH" in lines
    assert "UID:meeting-12@onehour" in lines
    assert "SEQUENCE:2" in lines
    assert "DTSTAMP:20261103T080000Z" in lines
    assert "DTSTART:20261120T140000Z" in lines
    assert "DTEND:20261120T150000Z" in lines
    assert "DESCRIPTION:1. Hello\\n2. Goals" in lines
    assert not [line for line in lines if line.startswith(("ORGANIZER", "ATTENDEE"))]


def test_an_hour_that_is_off_takes_its_older_self_out_of_a_calendar() -> None:
    file = ics(invitation(email="ada@example.org"), STAMP, sequence=3, off=True)
    told = Calendar.from_ical(file)

    [event] = told.walk("VEVENT")
    assert (told["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert event["UID"] == "meeting-12@onehour"
    assert event["ORGANIZER"] == "mailto:ada@example.org"
    assert b"DTSTART:20261120T140000Z" in file


def test_the_same_meeting_makes_the_same_file() -> None:
    assert ics(invitation(), STAMP) == ics(invitation(), STAMP)


def test_the_organiser_is_named_where_their_address_is_known() -> None:
    file = ics(invitation(organiser="Ada Lovelace", email="ada.o'brien@example.org"), STAMP)

    [event] = Calendar.from_ical(file).walk("VEVENT")
    assert event["ORGANIZER"] == "mailto:ada.o'brien@example.org"
    assert event["ORGANIZER"].params["CN"] == "Ada Lovelace"


@pytest.mark.parametrize(
    "email", ["", "ada", "a@b@c", "a@b.c\r\nATTENDEE:x", "a@b.c,d@e.f", "a@b.c?cc=d@e.f"]
)
def test_what_is_no_single_address_is_left_out(email: str) -> None:
    assert "ORGANIZER" not in event_in(ics(invitation(organiser="Ada", email=email), STAMP))
    assert "add=&" in calendar_links("One hour", START, END, "", [email])["google"] + "&"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    file = ics(invitation(f"One hour with {name}", name, name, "ada@example.org"), STAMP)

    expected = {"SUMMARY", "DESCRIPTION", "ORGANIZER", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND"}
    assert set(event_in(file)) == expected
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert b"\x00" not in file


def test_a_name_cannot_turn_the_words_that_follow_it() -> None:
    name = "\u202eecalevoL\u2066 adA"

    event = event_in(ics(invitation(title=f"An hour with {name} today", agenda=name), STAMP))

    assert event["SUMMARY"] == "An hour with ecalevoL adA today"
    assert event["DESCRIPTION"] == "ecalevoL adA"


@given(title=st.text(), agenda=st.text())
def test_any_title_and_agenda_can_be_read_back(title: str, agenda: str) -> None:
    event = event_in(ics(invitation(title, agenda), STAMP))

    assert set(event) == {"SUMMARY", "DESCRIPTION", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND"}
    assert len(event["SUMMARY"].splitlines()) <= 1


def test_the_links_fill_in_the_three_forms() -> None:
    attendees = ["ada+1@example.org", "grace@example.org"]

    links = calendar_links("Ada & Grace: one hour", START, END, "First line\nSecond", attendees)

    google, outlook, teams = (
        {key: value for key, [value] in parse_qs(urlsplit(links[name]).query).items()}
        for name in ("google", "outlook", "teams")
    )
    assert google["text"] == outlook["subject"] == teams["subject"] == "Ada & Grace: one hour"
    assert google["dates"] == "20261120T140000Z/20261120T150000Z"
    assert (outlook["startdt"], outlook["enddt"]) == ("2026-11-20T14:00:00Z", "2026-11-20T15:00:00Z")
    assert (teams["startTime"], teams["endTime"]) == (
        "2026-11-20T14:00:00+00:00",
        "2026-11-20T15:00:00+00:00",
    )
    assert google["details"] == outlook["body"] == teams["content"] == "First line\nSecond"
    assert google["add"] == outlook["to"] == teams["attendees"] == "ada+1@example.org,grace@example.org"
    assert not [link for link in links.values() if "+" in link or " " in link]


@given(title=st.text(max_size=400), details=st.text(), size=st.integers(1, 600), guests=st.integers(0, 12))
def test_a_link_is_never_too_long(title: str, details: str, size: int, guests: int) -> None:
    attendees = [f"{'ä' * 40}{number}@example.org" for number in range(guests)]

    links = calendar_links(title, START, END, details * size, attendees)

    assert all(len(link) < LONGEST_LINK for link in links.values())
    assert all(link.isascii() and link.isprintable() for link in links.values())


def test_a_long_agenda_is_shortened_and_says_so() -> None:
    links = calendar_links("One hour", START, END, "Goals. " * 1000, ["ada@example.org"])

    for name, key in (("google", "details"), ("outlook", "body"), ("teams", "content")):
        query = parse_qs(urlsplit(links[name]).query)
        assert query[key][0].endswith("…")
        assert len(links[name]) > LONGEST_LINK - 20
