"""What a message and a form look like in Teams: golden cards, hostile words, limits."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

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
from handlers.teams.card import TooMuch, card, summary
from handlers.teams.forms import answers_in, form_card
from handlers.teams.outgoing import messages
from handlers.teams.words import markdown
from tests.golden import matches
from tests.handlers.teams.rules import broken_rules, words

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)

NUDGE = Message(
    "Shall we find you two an hour?",
    (
        Paragraph(
            (
                Text("Hello "),
                Bold("Grace"),
                Text(", Ada has time on "),
                Moment(AT, "America/New_York"),
                Text("."),
            )
        ),
        Bullets(
            (
                (Text("one hour"),),
                (Link("the guide", "https://hartwell.example/guide?a=1&b=(2)"), Text(" if you like")),
            )
        ),
        Divider(),
        Paragraph((Text("Or leave it for this month."),)),
    ),
    (
        Button("Not this month", "meetings.skip", "12", Weight.GRAVE),
        Button("Take it", "meetings.pick", "12:1", Weight.PRIMARY),
        Button("Open the calendar", url="https://calendar.example/new?text=One%20hour"),
    ),
    (
        Attachment(
            "meeting.ics", "The invitation", "text/calendar", b"BEGIN", "https://onehour.example/files/abc"
        ),
    ),
)

JOIN = Form(
    "draft:7:join/wishes",
    "What would you like?",
    (Paragraph((Text("Everything can be changed later."),)),),
    (
        Input("role", Kind.CHOICE, "How will you take part?", options=(Option("mentor", "As a mentor"), Option("mentee"))),
        Input("capacity", Kind.NUMBER, "How many mentees?", least=1, most=8, initial="2",
              amiss="From 1 to 8, please."),
        Input("offers", Kind.CHOICES, "What can you offer?", "As many as you like.",
              tuple(Option(f"topic{n}") for n in range(12)), required=False, initial=("topic1", "topic3")),
        Input("goals", Kind.LINES, "What for?", required=False, most=500, initial="To learn"),
        Input("title", Kind.LINE, "Your title", most=80),
        Input("start", Kind.DATE, "From when?", initial="2026-12-01"),
    ),
    "Save",
    {"capacity": "At most 3 this year.", "": "Please look at this page again."},
)  # fmt: skip


def test_a_nudge_is_drawn_as_it_was_agreed() -> None:
    drawn = card(NUDGE, "en")

    assert broken_rules(drawn) == []
    assert matches(GOLDEN / "nudge.json", drawn)


def test_a_form_is_drawn_as_it_was_agreed() -> None:
    drawn = form_card(JOIN, "en")

    assert broken_rules(drawn) == []
    assert matches(GOLDEN / "join.json", drawn)


HOSTILE = [
    "**[x](https://evil.example)**",
    "[x](y)",
    "<at>everybody</at>",
    "<!channel>",
    "_a_ __b__ ~~c~~ `d`",
    "1. first",
    "- dash",
    "# heading",
    "> quote",
    "&lt;b&gt;",
    "back\\slash",
    "a\n- b\n    code",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_come_out_as_they_were_typed(hostile: str) -> None:
    drawn = card(Message("Hello", (Paragraph((Text(hostile),)), Bullets(((Bold(hostile),),)))))

    shown = drawn["body"]
    assert shown[1] == {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": hostile}]}
    assert shown[2]["inlines"][1]["text"] == hostile
    assert broken_rules(drawn) == []


@pytest.mark.parametrize(
    ("hostile", "escaped"),
    [
        ("**[x](y)**", r"\*\*\[x\](y)\*\*"),
        ("<at>all</at>", r"\<at>all\</at>"),
        ("_a_", r"\_a\_"),
        ("1. first", r"1\. first"),
        ("12) twelfth", r"12\) twelfth"),
        ("- dash", r"\- dash"),
        ("---", r"\---"),
        ("    # code or heading", r"\# code or heading"),
        ("> quote", r"\> quote"),
        (">quote", r"\>quote"),
        ("heading\n===", "heading\n\\==="),
        ("not a picture!", r"not a picture\!"),
        ("&lt;", r"\&lt;"),
        ("R&D at 3.5 - well (not bad)", "R&D at 3.5 - well (not bad)"),
        ("one\n- two", "one\n\\- two"),
    ],
)
def test_where_markdown_is_read_its_marks_are_escaped_and_nothing_else(hostile: str, escaped: str) -> None:
    assert (
        markdown((Text(hostile), Link("", "https://a.example"))).removesuffix("[](https://a.example)")
        == escaped
    )


@pytest.mark.parametrize("turned", ["\u202etxet", "\u2066a\u2069", "a\u200fb", "\x00a"])
def test_marks_that_turn_the_direction_of_words_are_left_out(turned: str) -> None:
    drawn = card(
        Message(
            turned, (Paragraph((Text(turned), Link(turned, "https://a.example"))),), (Button(turned, "a.b"),)
        )
    )

    assert not set(json.dumps(drawn, ensure_ascii=False)) & set("\u202e\u2066\u2069\u200f\x00")


def test_a_date_function_that_somebody_typed_is_not_worked_out() -> None:
    drawn = card(
        Message("{{DATE(2026-01-01T00:00:00Z)}}", (Paragraph((Text("{{TIME(2026-01-01T00:00:00Z)}}"),)),))
    )

    assert "{{" not in words(drawn)


def test_a_moment_is_shown_in_the_readers_own_zone_by_the_client() -> None:
    spans = tuple(Moment(AT, "Europe/Lisbon", shown) for shown in (Shown.DATE, Shown.TIME, Shown.BOTH))

    drawn = card(Message("When", (Paragraph(spans),)))

    assert [run["text"] for run in drawn["body"][1]["inlines"]] == [
        "{{DATE(2026-11-23T14:00:00Z,SHORT)}}",
        "{{TIME(2026-11-23T14:00:00Z)}}",
        "{{DATE(2026-11-23T14:00:00Z,SHORT)}} {{TIME(2026-11-23T14:00:00Z)}}",
    ]


def test_only_addresses_that_a_browser_or_a_mail_program_opens_become_links() -> None:
    links = (
        Link("a", "https://a.example/x y"),
        Link("b", "mailto:b@example"),
        Link("c", "javascript:alert(1)"),
    )

    assert markdown(links) == "[a](https://a.example/x%20y)[b](mailto:b@example)c"


def test_what_is_asked_for_first_stands_first() -> None:
    titles = [action["title"] for action in card(NUDGE)["actions"]]

    assert titles == ["Take it", "Not this month", "Open the calendar", "The invitation"]


def test_more_than_six_buttons_stand_in_sets_of_six_in_their_order() -> None:
    buttons = tuple(Button(f"Slot {n}", "meetings.pick", str(n)) for n in range(14))

    drawn = card(Message("Pick", buttons=buttons))

    sets = [[action["title"] for action in element["actions"]] for element in drawn["body"][1:]]
    assert [len(one) for one in sets] == [6, 6, 2]
    assert [title for one in sets for title in one] == [button.label for button in buttons]
    assert "actions" not in drawn
    assert broken_rules(drawn) == []


@pytest.mark.parametrize(
    "message",
    [
        Message(""),
        Message("\u202e"),
        Message("Long", (Paragraph((Text("ż" * 13_000),)),)),
        Message("Label", buttons=(Button("x" * 76, "a.b"),)),
        Message("Label", buttons=(Button(" ", "a.b"),)),
        Message("Label", buttons=(Button("Go", url="javascript:alert(1)"),)),
        Message("File", attachments=(Attachment("a.bin", "A file", "x/y", b"x"),)),
    ],
    ids=[
        "no title",
        "an unseen title",
        "too large",
        "a long label",
        "an empty label",
        "no address",
        "a file that cannot be made again",
    ],
)
def test_what_teams_would_not_show_is_refused_by_name(message: Message) -> None:
    with pytest.raises(TooMuch):
        messages(message)


def test_a_name_of_three_hundred_characters_is_shown_whole() -> None:
    name = "N" * 300

    assert name in words(card(Message(f"Meet {name}", (Paragraph((Bold(name),)),))))


def test_a_divider_separates_what_follows_and_nothing_else() -> None:
    body = (Divider(), Paragraph((Text("a"),)), Divider(), Bullets(((Text("b"),), (Text("c"),))), Divider())

    drawn = card(Message("Hello", body))

    assert [element.get("separator", False) for element in drawn["body"]] == [False, True, True, False]


def test_the_words_of_a_message_fit_beside_a_button() -> None:
    said = Message(
        "Sorry",
        (Paragraph((Text("Back at "), Moment(AT, "Europe/Lisbon"))), Paragraph((Bold("Try again."),))),
    )

    assert summary(said) == "Sorry Back at 2026-11-23 14:00 WET Try again."


def test_a_problem_stands_under_its_field_and_what_was_typed_stays() -> None:
    drawn = form_card(JOIN)["body"]
    at = next(index for index, element in enumerate(drawn) if element.get("id") == "capacity")

    assert drawn[at]["value"] == 2
    assert drawn[at + 1]["inlines"] == [
        {"type": "TextRun", "text": "At most 3 this year.", "color": "attention"}
    ]


def test_a_problem_of_no_field_in_particular_is_said_as_well() -> None:
    assert "Please look at this page again." in words(form_card(JOIN))


def test_a_number_that_is_none_does_not_break_the_form() -> None:
    odd = replace(JOIN, inputs=(Input("capacity", Kind.NUMBER, "How many?", initial="many"),))

    assert "value" not in form_card(odd)["body"][2]


def test_what_is_offered_cannot_become_a_link() -> None:
    offered = Input("who", Kind.CHOICE, "Who?", options=(Option("1", "**[x](https://evil.example)**"),))

    drawn = form_card(replace(JOIN, inputs=(offered,), problems={}))

    assert "](" not in drawn["body"][-1]["choices"][0]["title"]


@pytest.mark.parametrize(
    "inputs",
    [
        (Input("ticket", Kind.LINE, "A"),),
        (Input("", Kind.LINE, "A"),),
        (Input("a", Kind.LINE, "A"), Input("a", Kind.LINE, "B")),
        (Input("a", Kind.CHOICE, "A"),),
        (Input("a", Kind.CHOICES, "A", options=(Option("x,y"),)),),
    ],
    ids=["our own name", "no name", "one name twice", "nothing to choose", "a comma in a value"],
)
def test_a_form_whose_answers_would_not_come_back_is_refused_by_name(inputs: tuple[Input, ...]) -> None:
    with pytest.raises(TooMuch):
        form_card(replace(JOIN, inputs=inputs))


def test_answers_come_back_by_name_and_several_choices_as_several() -> None:
    data = {
        "ticket": "t", "many": ["offers", "wants", "empty"], "verb": "form.answer", "subject": "x",
        "offers": "python,careers", "empty": "", "goals": "a, b", "capacity": 2.0, "agree": True, "odd": {"a": 1},
    }  # fmt: skip

    assert answers_in(data) == {
        "offers": ("python", "careers"), "wants": (), "empty": (), "goals": "a, b", "capacity": "2", "agree": "true",
    }  # fmt: skip


def test_a_forged_list_of_inputs_is_no_trouble() -> None:
    assert answers_in({"ticket": "t", "many": "role", "role": "a,b"}) == {"role": "a,b"}
    assert answers_in({"ticket": "t", "many": [["x"], 1], "role": None}) == {"['x']": (), "1": ()}
