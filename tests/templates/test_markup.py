from datetime import UTC, datetime
from time import monotonic

import pytest

from bot.message import Bold, Bullets, Divider, Link, Moment, Paragraph, Shown, Text
from templates.languages import ENGLISH, GERMAN
from templates.markup import blocks, pack, plain

HOSTILE = [
    "<!channel>",
    "**[x](https://evil.example)**",
    "- one\n- two",
    "---",
    "<at>Ada</at>",
    "\u202eevil",
    "x" * 300,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_value_is_never_read_as_a_mark(name: str) -> None:
    [block] = blocks(f"Hello {pack(name)}, welcome")

    assert block == Paragraph((Text(f"Hello {name}, welcome"),))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_value_inside_marks_stays_one_value(name: str) -> None:
    [block] = blocks(f"**{pack(name)}** and [{pack(name)}](https://onehour.example)")

    assert isinstance(block, Paragraph)
    assert block.line[0] == Bold(name)
    assert block.line[2] == Link(name, "https://onehour.example")


def test_marks_become_meanings() -> None:
    found = blocks("One **two** [three](mailto:a@b.example)\nfour\n\n- five\n- six\n\n---")

    assert found == (
        Paragraph((Text("One "), Bold("two"), Text(" "), Link("three", "mailto:a@b.example"), Text(" four"))),
        Bullets(((Text("five"),), (Text("six"),))),
        Divider(),
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "slack://user"]
)
def test_an_address_of_another_sort_leads_nowhere(url: str) -> None:
    assert blocks(f"[press]({pack(url)})") == (Paragraph((Text("press"),)),)


def test_a_moment_survives_as_a_moment_and_is_written_where_only_text_fits() -> None:
    moment = Moment(datetime(2026, 11, 24, 15, tzinfo=UTC), "America/New_York")

    assert blocks(f"at {pack(moment)}") == (Paragraph((Text("at "), moment)),)
    assert plain(f"at {pack(moment)}") == "at Tue 24 Nov, 10:00"


def test_a_moment_is_written_as_its_language_does() -> None:
    moment = Moment(datetime(2026, 11, 24, 15, tzinfo=UTC), "Europe/Berlin")

    assert GERMAN.written(moment) == "Di., 24. Nov., 16:00"
    assert plain(f"am {pack(moment)}", GERMAN) == "am Di., 24. Nov., 16:00"


def test_a_moment_in_a_zone_nobody_knows_is_written_in_utc() -> None:
    moment = Moment(datetime(2026, 11, 24, 15, tzinfo=UTC), "Mars/Olympus", Shown.TIME)

    assert ENGLISH.written(moment) == "15:00"


def test_a_list_right_below_a_sentence_is_a_list() -> None:
    assert blocks("These:\n- one\n- two\nAnd so on.") == (
        Paragraph((Text("These:"),)),
        Bullets(((Text("one"),), (Text("two"),))),
        Paragraph((Text("And so on."),)),
    )


@pytest.mark.parametrize("opened", ["[", "**", "[a](", "[a](b", "**[a](", "- [", "(", "*"])
def test_what_is_opened_thousands_of_times_is_read_at_once(opened: str) -> None:
    began = monotonic()

    assert blocks(opened * 20_000)

    assert monotonic() - began < 2
