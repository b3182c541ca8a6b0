from pathlib import Path

import pytest

from bot.message import Bullets, Facts, Field, Kind, Option, Page, Paragraph, Say, Text, Weight
from templates.files import BadTemplate
from templates.library import Library

GREETING = """+++
title = "Hello {{ to.name }}"
[[buttons]]
label = "Yes"
action = "greet.yes"
subject = "{{ number }}"
weight = "primary"
[[buttons]]
label = "{{ item.word }}"
each = "more"
action = "greet.more"
when = "{{ item.word }}"
[sample]
to = {name = "Ada"}
number = 1
more = [{word = "More"}]
+++
Good to see you, {{ to.name }}.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "greetings").mkdir()
    (tmp_path / "greetings" / "hello.md").write_text(GREETING)
    return tmp_path


def test_a_message_is_worded_from_its_file(folder: Path) -> None:
    facts: Facts = {"to": {"name": "Ada"}, "number": 7, "more": ({"word": "A"}, {"word": ""}, {"word": "B"})}

    message = Library(folder).say(Say("greetings/hello", facts), "en")

    assert message.title == "Hello Ada"
    assert message.body == (Paragraph((Text("Good to see you, Ada."),)),)
    assert [(b.label, b.subject) for b in message.buttons] == [("Yes", "7"), ("A", ""), ("B", "")]
    assert message.buttons[0].weight is Weight.PRIMARY


def test_a_name_cannot_add_a_button_or_a_key(folder: Path) -> None:
    name = 'x"\n[[buttons]]\nlabel = "evil"'

    message = Library(folder).say(
        Say("greetings/hello", {"to": {"name": name}, "number": 1, "more": ()}), "en"
    )

    assert [button.label for button in message.buttons] == ["Yes"]
    assert message.title == f"Hello {name}"


def test_another_language_is_used_where_it_is_there(folder: Path) -> None:
    (folder / "greetings" / "hello.de.md").write_text(GREETING.replace("Hello", "Hallo"))
    facts: Facts = {"to": {"name": "Ada"}, "number": 1, "more": ()}

    library = Library(folder)

    assert library.say(Say("greetings/hello", facts), "de").title == "Hallo Ada"
    assert library.say(Say("greetings/hello", facts), "fr").title == "Hello Ada"


def test_an_organisation_lays_its_own_text_over_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "sorry.md").write_text('+++\ntitle = "Oh dear"\n+++\nTry again.\n')

    assert Library(tmp_path).say(Say("help/sorry"), "en").title == "Oh dear"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no head", "line 1: begin it with a line"),
        ("+++\ntitle = 1", "close the head"),
        ("+++\ntitle = \n+++\n", "not TOML"),
        ('+++\ntitle = "x"\n+++\nline\n{% if %}', "line 5"),
        ('+++\ntitle = "{{ oops"\n+++\n', "line 2"),
        ('+++\ntitle = "x"\n+++\n{{ nobody.name }}', "line 4: “nobody” is not known here"),
        ('+++\ntitle = "x"\n+++\n{{ ().__class__.__base__.__subclasses__() }}', "hello.md"),
    ],
)
def test_a_template_that_cannot_be_used_is_found_at_the_start(
    folder: Path, text: str, complaint: str
) -> None:
    (folder / "greetings" / "hello.md").write_text(text)

    with pytest.raises(BadTemplate) as bad:
        Library(folder)

    assert complaint in str(bad.value)
    assert "greetings/hello.md" in str(bad.value)


def test_a_page_is_worded_with_its_problems_and_what_was_typed() -> None:
    page = Page(
        "join/role",
        (Field("role", Kind.CHOICE, (Option("mentor"), Option("mentee"))),),
        Library().sample("join/role"),
    )

    form = Library().page(page, "join/role:1", "en", {"role": "king"}, {"role": "choice"})

    assert form.problems == {"role": "Please choose one of these."}
    assert form.inputs[0].initial == "king"
    assert form.inputs[0].options[0].label.startswith("As a mentor")


def test_a_tag_at_the_end_of_a_sentence_does_not_join_two_paragraphs(folder: Path) -> None:
    body = "One{% if number %}, two{% endif %}\n\nThree\n{% for one in more %}\n- {{ one.word }}\n{% endfor %}\n\nFour"
    (folder / "greetings" / "hello.md").write_text(GREETING.rpartition("Good")[0] + body)
    facts: Facts = {"to": {"name": "Ada"}, "number": 1, "more": ({"word": "a"}, {"word": "b"})}

    told = Library(folder).say(Say("greetings/hello", facts), "en").body

    assert told == (
        Paragraph((Text("One, two"),)),
        Paragraph((Text("Three"),)),
        Bullets(((Text("a"),), (Text("b"),))),
        Paragraph((Text("Four"),)),
    )


def test_a_sentence_between_two_tags_is_a_line_of_words_as_well(tmp_path: Path) -> None:
    (tmp_path / "agenda.md").write_text(
        '+++\ntitle = "Agenda"\n[sample]\nlate = false\n+++\n'
        "{% if late %}Rather late.{% else %}Soon.{% endif %}\n\n"
        "{% if late %}{% else %}\nThe agenda follows.\n{% endif %}\n"
    )

    said = Library(tmp_path).say(Say("agenda", {"late": False}), "en")

    assert said.body == (Paragraph((Text("Soon."),)), Paragraph((Text("The agenda follows."),)))


def test_a_field_says_beforehand_what_would_be_wrong_with_an_answer() -> None:
    page = Page(
        "join/details",
        (
            Field("capacity", Kind.NUMBER, least=1, most=8),
            Field("offers", Kind.LINE),
        ),
        Library().sample("join/details"),
    )

    form = Library().page(page, "join/details:1", "en", {}, {})

    assert [one.amiss for one in form.inputs] == [
        "Please choose a number from 1 to 8.",
        "Please fill this in.",
    ]
    assert form.problems == {}


GREETS = """+++
title = "{{ at | written }}"
[words]
mentor = "a mentor"
[words.of]
"two words" = "both"
[sample]
at = 2026-11-24T15:00:00Z
role = "mentor"
names = ["Ada", "Grace"]
count = 12000
+++
You are {{ words[role] }}, {{ words.of["two words"] }} of {{ count | number }}: {{ names | listed }}.
"""


def test_a_text_finds_its_own_words_and_writes_as_its_language_does(folder: Path) -> None:
    (folder / "greetings" / "words.md").write_text(GREETS)
    (folder / "greetings" / "words.de.md").write_text(GREETS.replace("a mentor", "Mentor:in"))
    library = Library(folder)
    facts = library.sample("greetings/words")

    english, german = (library.say(Say("greetings/words", facts), language) for language in ("en", "de"))

    assert (english.title, german.title) == ("Tue 24 Nov, 15:00", "Di., 24. Nov., 15:00")
    assert english.body == (Paragraph((Text("You are a mentor, both of 12,000: Ada and Grace."),)),)
    assert german.body == (Paragraph((Text("You are Mentor:in, both of 12.000: Ada und Grace."),)),)
    assert library.words("greetings/words", "de")["mentor"] == "Mentor:in"


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ('[words]\na = "{{ b }}"', "without variables"),
        ("[words]\na = 1", "without variables"),
        ("words = 'no table'", "without variables"),
        ('[sample]\nwords = "mine"', "a fact cannot be called words"),
    ],
)
def test_words_are_plain_and_no_fact_takes_their_name(folder: Path, head: str, complaint: str) -> None:
    (folder / "greetings" / "hello.md").write_text(f'+++\ntitle = "x"\n{head}\n+++\n')

    with pytest.raises(BadTemplate, match=complaint):
        Library(folder)


def test_a_word_that_is_missing_is_found_at_the_start(folder: Path) -> None:
    (folder / "greetings" / "words.md").write_text(GREETS.replace('role = "mentor"', 'role = "mentee"'))

    with pytest.raises(BadTemplate, match="mentee"):
        Library(folder)
