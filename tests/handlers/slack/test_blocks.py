"""Messages as Block Kit."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_sdk.models.blocks import Block as SdkBlock

from bot.message import (
    Attachment,
    Bold,
    Bullets,
    Button,
    Divider,
    Form,
    Input,
    Kind,
    Link,
    Message,
    Moment,
    Option,
    Paragraph,
    Shown,
    Text,
    Weight,
)
from handlers.slack.addresses import Unsafe
from handlers.slack.blocks import blocks, fallback, in_words, needs_to_last
from handlers.slack.forms import modal
from handlers.slack.home import home
from handlers.slack.limits import Json, TooMuch
from tests.golden import matches

GOLDEN = Path(__file__).parent / "golden"
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOSTILE = (
    "<!channel>",
    "**[x](http://evil.example)",
    "<@U1>",
    "*bold* _it_ ~no~ `code`",
    ":tada:",
    "a & b < c",
    "שלום \u202eevil\u202c",
    "N" * 300,
)

EVERYTHING = Message(
    "Your hour in November",
    (
        Paragraph(
            (Text("Hello "), Bold("Ada"), Text(", see "), Link("the guide", "https://onehour.example/guide"))
        ),
        Bullets(
            (
                (Moment(NINE, "Europe/Lisbon"),),
                (Moment(NINE, "Asia/Kolkata", Shown.DATE),),
                (Moment(NINE, "UTC", Shown.TIME),),
            )
        ),
        Divider(),
        Paragraph((Text("Write to "), Link("Carla", "mailto:carla@acme.example"))),
    ),
    (
        Button("Monday", "meetings.pick", "12:1", Weight.PRIMARY),
        Button("Tuesday", "meetings.pick", "12:2"),
        Button("None of these", "meetings.none", "12", Weight.GRAVE),
        Button("Calendar", url="https://calendar.example/new"),
    ),
    (Attachment("hour.ics", "Invitation", "text/calendar", b"", link="https://onehour.example/files/abc"),),
)
HOSTILE_MESSAGE = Message(
    HOSTILE[0],
    tuple(Paragraph((Text(words), Bold(words))) for words in HOSTILE),
    (Button(HOSTILE[2], "a.b", HOSTILE[0]),),
)
OPTIONS = tuple(Option(f"o{number}", f"Option {number}") for number in range(11))
FORM = Form(
    "join:7",
    "Join",
    (Paragraph((Text("One hour a month."),)),),
    (
        Input("name", Kind.LINE, "Name", hint="As people call you", initial="Ada", most=80),
        Input("goals", Kind.LINES, "Goals", required=False, least=10, most=5000),
        Input("role", Kind.CHOICE, "Role", options=OPTIONS[:2], initial="o1"),
        Input("site", Kind.CHOICE, "Site", options=OPTIONS),
        Input("topics", Kind.CHOICES, "Topics", options=OPTIONS[:3], initial=("o0", "o2")),
        Input("languages", Kind.CHOICES, "Languages", options=OPTIONS, most=3),
        Input("capacity", Kind.NUMBER, "How many?", initial="2", least=1, most=8),
        Input("until", Kind.DATE, "Until", initial="2026-12-01"),
    ),
    "Join",
    {"name": "Please give a name."},
)


@pytest.mark.parametrize(
    ("name", "drawing"),
    [
        ("everything", {"text": fallback(EVERYTHING), "blocks": blocks(EVERYTHING)}),
        ("hostile", {"text": fallback(HOSTILE_MESSAGE), "blocks": blocks(HOSTILE_MESSAGE)}),
        ("home", home(EVERYTHING)),
        ("form", modal(FORM)),
    ],
)
def test_a_drawing_is_as_it_was_when_somebody_looked(name: str, drawing: Json) -> None:
    assert matches(GOLDEN / f"{name}.json", drawing)


@pytest.mark.parametrize("message", [EVERYTHING, HOSTILE_MESSAGE])
def test_slacks_own_library_knows_every_block_and_finds_nothing_wrong(message: Message) -> None:
    for drawing in [*blocks(message), *modal(FORM)["blocks"]]:
        block = SdkBlock.parse(drawing)
        assert block is not None
        block.validate_json()


@pytest.mark.parametrize("words", HOSTILE[:6])
def test_hostile_words_come_out_as_they_were_typed(words: str) -> None:
    drawing = blocks(Message(words, (Paragraph((Text(words), Bold(words))),), (Button(words, "a.b"),)))

    header, body, actions = drawing
    assert header["text"] == {"type": "plain_text", "text": words, "emoji": False}
    assert [part["text"] for part in body["elements"][0]["elements"]] == [words, words]
    assert {part["type"] for part in body["elements"][0]["elements"]} == {"text"}
    assert actions["elements"][0]["text"] == {"type": "plain_text", "text": words, "emoji": False}


def test_the_line_for_lock_screens_calls_nobody() -> None:
    assert fallback(Message("<!channel> & <@U1>")) == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@pytest.mark.parametrize("control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_reorder_what_follows_are_taken_out_and_the_letters_stay(control: str) -> None:
    assert blocks(Message(f"a{control}b\u200fשc"))[0]["text"]["text"] == "ab\u200fשc"


def test_a_name_too_long_for_a_header_is_bold_and_whole() -> None:
    [drawn] = blocks(Message("N" * 300))

    assert drawn["elements"][0]["elements"] == [{"type": "text", "text": "N" * 300, "style": {"bold": True}}]


def test_empty_words_are_not_drawn_since_slack_refuses_them() -> None:
    empty = Message("", (Paragraph((Text(""), Bold("\u202e"))), Bullets(((Text(""),),)), Paragraph(())))

    assert blocks(empty) == []
    assert fallback(empty) == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "slack://open", "x", "http://["])
def test_an_address_that_leads_nowhere_good_is_no_link_and_no_button(url: str) -> None:
    [drawn] = blocks(Message("", (Paragraph((Link("here", url),)),)))

    assert drawn["elements"][0]["elements"] == [{"type": "text", "text": f"here ({url})"}]
    with pytest.raises(Unsafe):
        blocks(Message("", buttons=(Button("here", url=url),)))


def test_a_moment_in_a_zone_that_nobody_knows_is_written_in_utc() -> None:
    assert in_words(Message("", (Paragraph((Moment(NINE, "Mars/Olympus"),)),))) == "2026-11-23, 09:00 (UTC)"


@pytest.mark.parametrize(
    ("message", "lasts"),
    [
        (Message("Hi"), False),
        (Message("Hi", buttons=(Button("See", url="https://x.example"),)), False),
        (Message("Hi", buttons=(Button("Yes", "a.b"),)), True),
        (
            Message("Hi", attachments=(Attachment("a", "A", "text/plain", b"", link="https://x.example"),)),
            False,
        ),
        (Message("Hi", attachments=(Attachment("a", "A", "text/plain", b""),)), True),
    ],
)
def test_what_must_work_tomorrow_is_known(message: Message, *, lasts: bool) -> None:
    assert needs_to_last(message) is lasts


LONG = Paragraph((Text("x" * 12_001),))


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (Message("Hi", (Divider(),) * 50), "blocks of a message"),
        (Message("Hi", (LONG,)), "characters of a message"),
        (Message("Hi", buttons=(Button("x", "a.b"),) * 26), "buttons"),
        (Message("Hi", buttons=(Button("x" * 76, "a.b"),)), "button text"),
        (Message("Hi", buttons=(Button("x", "a.b", "s" * 2001),)), "button value"),
        (Message("Hi", buttons=(Button("x", "a" * 256),)), "button action"),
        (Message("Hi", buttons=(Button("x", url="https://x.example/" + "a" * 3000),)), "address"),
        (Message("Hi", (Paragraph((Link("x", "https://x.example/" + "a" * 3000),)),)), "address"),
    ],
)
def test_what_slack_would_refuse_is_refused_by_name(message: Message, what: str) -> None:
    with pytest.raises(TooMuch) as too_much:
        blocks(message)

    assert too_much.value.what == what
    assert too_much.value.where in str(too_much.value)


def test_a_home_holds_twice_as_much_as_a_message() -> None:
    assert len(home(Message("Hi", (Divider(),) * 99))["blocks"]) == 100


def test_a_home_with_more_to_read_keeps_its_beginning_and_its_buttons() -> None:
    drawn = home(Message("Hi", (Divider(),) * 150, (Button("Go", "x.y"),)))["blocks"]

    assert len(drawn) == 100
    assert [drawn[0]["type"], drawn[-1]["type"]] == ["header", "actions"]
    assert drawn[-2]["elements"][0]["elements"][0]["text"] == "…"
