"""What an organisation may write, and how each thing that it may not is refused: with file, line and remedy."""

from pathlib import Path
from time import monotonic

import pytest

from app import toolbox
from bot.angles import BESIDES, THEIRS
from bot.message import Facts, Message, Say
from bot.post import ANNOUNCEMENTS
from handlers.shell.main import main
from handlers.slack.blocks import blocks, fallback, in_words
from handlers.teams import outgoing
from playground.slack_rules import message_findings
from playground.teams_rules import activity_findings
from templates.checks import MOST_BUTTONS, THOUGHTS, checked
from templates.files import BadTemplate
from templates.known import announcement_sample, with_nothing
from templates.languages import LANGUAGES
from templates.library import Library
from templates.limits import MOST_STEPS
from tests.texts import LIBRARY, NAMES, OURS, by_subject

ANNOUNCED = [key for key in OURS if key[0].startswith(ANNOUNCEMENTS) and "audience" in OURS[key].head]
KNOWN = announcement_sample(OURS)
HEAD = """+++
label = "Summer party"
audience = "everybody"
title = "Come to our summer party"
"""
FILE = "announcements/party.md"
BUTTON = '[[buttons]]\nlabel = "Take part"\naction = "flow.begin"\nsubject = "join"\n'
DRIFT = "x" * 100_000
HOSTILE = [
    "<!channel>",
    "<!here|here>",
    "<@U123>",
    "@everyone",
    "@channel",
    "<at>Ada</at>",
    "&lt;!channel&gt;",
]


def library(folder: Path, text: str, file: str = FILE) -> Library:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Library(folder)


def refusal(folder: Path, text: str, file: str = FILE) -> str:
    with pytest.raises(BadTemplate) as bad:
        library(folder, text, file)
    return str(bad.value)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@by_subject(NAMES)
def test_our_own_texts_keep_to_what_an_organisation_may_write(names: list[str], language: str) -> None:
    for name in names:
        ours = OURS[name, language]
        assert checked(ours, OURS).source is ours


@pytest.mark.parametrize("key", ANNOUNCED, ids=".".join)
def test_an_announcement_reads_well_without_anything_that_may_be_missing(key: tuple[str, str]) -> None:
    name, language = key
    read = in_words(LIBRARY.say(Say(name, with_nothing(KNOWN)), language))

    assert [one for one in (" 0 ", "None", "  ", " ,", " .", "“”", "„“") if one in read] == []


def test_every_thought_of_the_month_can_be_worded_and_there_are_enough() -> None:
    for language in ("en", "de"):
        thoughts = LIBRARY.source("announcements/momentum", language).head["words"][THOUGHTS]
        titles = {LIBRARY.say(_momentum(one), language).title for one in thoughts}
        assert len(titles) == len(thoughts) >= 6


def test_every_reason_for_an_angle_has_its_words() -> None:
    for language in ("en", "de"):
        words = LIBRARY.source("advocacy/angles", language).head["words"]
        named = {(angle, key) for angle, told in words.items() for key in told if key != "name"}
        assert named == {(angle.value, because) for angle, because, _ in (*THEIRS, *BESIDES)}
        assert all(told["name"] for told in words.values())


def test_an_organisation_adds_an_announcement(tmp_path: Path) -> None:
    text = HEAD + BUTTON + "+++\nHello **{{ to.first_name }}**, {{ pairs | number }} pairs are invited.\n"

    added = library(tmp_path, text)

    assert "Summer party" in [one.label for one in added.announcements("en")]
    said = added.say(Say("announcements/party", {**KNOWN, "pairs": 1200}), "de")
    assert (said.title, said.buttons[0].subject) == ("Come to our summer party", "join")
    assert "1,200 pairs" in fallback(Message("", said.body))


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        (HEAD + "+++\nHello {{ to.frist_name }}\n", 6, "“to” has no “frist_name”; write “first_name”"),
        (HEAD + "+++\n\n{{ sendr.name }}\n", 7, "“sendr” is not known here; write “sender”"),
        (HEAD + "+++\n{{ salary }}\n", 6, "“salary” is not known here; there are: angles, ask"),
        (HEAD + "+++\n{% if pairs %}\nMany\n", 7, "look at its braces"),
        (HEAD + "+++\n{{ to.name\n", 6, "look at its braces"),
        (HEAD + "+++\n{{ to.name | upper }}\n", 6, "there is no filter “upper”; there are: day"),
        (HEAD + "+++\n{{ hours | nmber }}\n", 6, "write “number”"),
        (HEAD + "+++\n\n\n", 6, "it has no text"),
        (HEAD.replace('label = "Summer party"\n', "") + "+++\nHi\n", 1, "the head lacks “label”"),
        (HEAD.replace('audience = "everybody"\n', "") + "+++\nHi\n", 1, "the head lacks “audience”"),
        (HEAD.replace("title =", "titel =") + "+++\nHi\n", 4, "no key “titel”; write “title”"),
        (HEAD.replace("everybody", "evrybody") + "+++\nHi\n", 3, "no audience “evrybody”; write “everybody”"),
        (HEAD.replace('"Summer party"', "7") + "+++\nHi\n", 2, "“label” is some words"),
        (HEAD.replace("Summer party", "y" * 76) + "+++\nHi\n", 2, "a label is up to 75 characters"),
        (HEAD + 'asks = "yes"\n+++\nHi\n', 5, "write asks = true"),
        (HEAD + 'title2 = "x\n+++\nHi\n', 5, "not TOML"),
        (HEAD + "x = " + "[" * 5000 + "\n+++\nHi\n", 1, "too deep to follow"),
        (HEAD + BUTTON * (MOST_BUTTONS + 1) + "+++\nHi\n", 25, "more than 5 buttons: leave some out"),
        (HEAD + BUTTON.replace("join", "joyn") + "+++\nHi\n", 5, "nobody can begin “joyn”; write “join”"),
        (
            HEAD + BUTTON.replace("join", "admin announce") + "+++\nHi\n",
            5,
            "nobody can begin “admin announce”",
        ),
        (HEAD + BUTTON.replace("flow.begin", "flow.begun") + "+++\nHi\n", 5, "write “flow.begin”"),
        (
            HEAD + BUTTON.replace("flow.begin", "people.appoint") + "+++\nHi\n",
            5,
            "no action “people.appoint”",
        ),
        (HEAD + BUTTON.replace("flow.begin", "asks.no") + "+++\nHi\n", 5, "write asks = true above"),
        (
            HEAD + "asks = true\n" + BUTTON.replace("flow.begin", "asks.no") + "+++\nHi\n",
            6,
            'subject = "{{ ask }}"',
        ),
        (HEAD + BUTTON.replace("label", "lable") + "+++\nHi\n", 5, "it has no “lable”; write “label”"),
        (HEAD + BUTTON + 'weight = "heavy"\n+++\nHi\n', 5, "there is no weight “heavy”"),
        (HEAD + BUTTON + 'each = "angles"\n+++\nHi\n', 5, "it has no “each”"),
        (HEAD + '[[buttons]]\nlabel = "x"\nurl = "javascript:alert(1)"\n+++\nHi\n', 5, "begin it with https"),
        (HEAD + "[buttons]\n+++\nHi\n", None, "begin each button with a line [[buttons]]"),
        (HEAD + "[sample]\nsecret = 1\n+++\nHi\n", 6, "[sample]: nobody gives “secret”"),
        (HEAD + "+++\n{{ 'weekly' | often }}\n", None, "often takes two_weeks, month"),
        (HEAD + "+++\n{{ 'x' | spent }}\n", None, "look at what its filters and comparisons are given"),
        (HEAD + "+++\n{{ pulse.whole }}\n", None, "put it between {% if … %} and {% endif %}"),
        (HEAD + "posts = true\n+++\nHello {{ to.first_name }}\n", None, "in a channel there is no “to”"),
        (HEAD + "+++\n{% for x in range(9) %}a{% endfor %}\n", 6, "a loop goes through a list that is given"),
        (HEAD + "+++\n{% for x in rnge %}a{% endfor %}\n", 6, "“rnge” is not known here"),
        (HEAD + "+++\n" + "{% for a in angles %}" * 4 + "{% endfor %}" * 4, 6, "at most 3 loops"),
        (HEAD + "+++\n{{ 'x' * 1000000000 }}\n", 6, "“*” may not stand in a text"),
        (HEAD + "+++\n{{ 9 ** 9 ** 9 }}\n", 6, "“**” may not stand in a text"),
        (HEAD + "+++\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}\n", 6, "“macro” may not stand"),
        (HEAD + "+++\n{% set x = 1 %}\n", 6, "“set” may not stand in a text"),
        (HEAD + '+++\n{% include "help/help.md" %}\n', 6, "“include” may not stand in a text"),
        (HEAD + "+++\n{{ to.name.format(to) }}\n", 6, "“call” may not stand in a text"),
        (HEAD + "+++\n{{ to.name.upper }}\n", 6, "“to.name” has no parts"),
        (HEAD + "+++\n{{ to.__class__ }}\n", 6, "“__class__” begins with _"),
        (HEAD + '+++\n{{ to["__class__"] }}\n', 6, "“__class__” begins with _"),
        (HEAD + "+++\n{{ ().__class__.__base__ }}\n", 6, "begins with _"),
        (HEAD + '+++\n{{ to | attr("__class__") }}\n', 6, "there is no filter “attr”"),
        (HEAD + "+++\n{{ self }}{{ cycler }}\n", 6, "“self” is not known here"),
        (HEAD + "+++\n{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}\n", 6, "too deep to follow"),
        (HEAD + "+++\n{{ " + "not " * 60 + "line }}\n", 6, "too deep to follow"),
        (HEAD + "+++\n" + "{% if line %}" * 60 + "{% endif %}" * 60 + "\n", 6, "too deep to follow"),
        (HEAD + "+++\n" + "word " * 2000, 6, "shorten it"),
        (HEAD + "+++\n" + "one\n\n" * 50, 6, "shorten it"),
        (HEAD + f"+++\n{DRIFT}\n", None, "a text at most 32768: shorten it"),
        (HEAD, 1, "close the head with a second line +++"),
        ("Hello", 1, "begin it with a line +++"),
    ],
)
def test_what_may_not_stand_in_an_announcement_is_named_with_its_line_and_what_to_do(
    tmp_path: Path, text: str, line: int | None, remedy: str
) -> None:
    began = monotonic()

    said = refusal(tmp_path, text)

    assert said.startswith(f"{FILE}, line {line}: " if line else FILE), said
    assert remedy in said, said
    assert len(said) < 500, said
    assert monotonic() - began < 5


def test_a_loop_in_a_loop_comes_to_an_end_however_much_there_is(tmp_path: Path) -> None:
    loops = "{% for a in angles %}{% for b in angles %}{{ b.name }}{% endfor %}{% endfor %}\n"
    own = library(tmp_path, HEAD + "+++\n" + loops)
    many: Facts = {**KNOWN, "angles": tuple({"name": "x", "words": ""} for _ in range(MOST_STEPS))}
    began = monotonic()

    with pytest.raises(BadTemplate, match=f"{FILE}: its loops take more than {MOST_STEPS} steps"):
        own.say(Say("announcements/party", many), "en")

    assert monotonic() - began < 5


def test_a_text_that_grows_without_end_is_not_sent(tmp_path: Path) -> None:
    own = library(tmp_path, HEAD + "+++\n{% for a in angles %}{{ line }}{% endfor %}\n")
    many: Facts = {**KNOWN, "line": "y" * 500, "angles": tuple({"name": "x"} for _ in range(2000))}

    with pytest.raises(BadTemplate, match="too long for anybody to read"):
        own.say(Say("announcements/party", many), "en")


@pytest.mark.parametrize("word", HOSTILE)
def test_nobody_is_called_by_a_word_in_a_text_or_in_what_it_is_told(tmp_path: Path, word: str) -> None:
    own = library(tmp_path, HEAD + f"+++\nSee you, {word} and {{{{ line }}}} and {{{{ to.name }}}}\n")
    facts: Facts = {**KNOWN, "line": word, "to": {"name": word, "first_name": word}}

    said = own.say(Say("announcements/party", facts), "en")

    layout = blocks(said)
    assert [*message_findings({"text": fallback(said), "blocks": layout})] == []
    assert {part["type"] for part in _elements(layout)} == {"text"}, "no user, no broadcast, no mrkdwn"
    assert "<" not in fallback(said)
    [card] = outgoing.messages(said, "en")
    assert [*activity_findings(card)] == []
    assert not card.get("entities")
    assert "msteams" not in card["attachments"][0]["content"].get("msteams", {})


@pytest.mark.parametrize(
    ("file", "text", "remedy"),
    [
        ("announcements/party.de.md", HEAD + "+++\nHallo\n", "needs announcements/party.md, in English"),
        ("announcements/Summer Party.md", HEAD + "+++\nHi\n", "call it by small letters"),
        ("join/role.md", '+++\ntitle = "x"\n+++\nHi\n', "the head lacks “fields”"),
        ("pairs/proposal.md", '+++\ntitle = "x"\n+++\n{{ partnr }}\n', "“partnr” is not known here"),
        (
            "help/sorry.md",
            '+++\ntitle = "x"\n[[buttons]]\nlabel = "y"\naction = "flow.bgin"\n+++\nHi\n',
            "no action “flow.bgin”; write “flow.begin”",
        ),
    ],
)
def test_a_text_in_place_of_ours_is_looked_at_as_well(
    tmp_path: Path, file: str, text: str, remedy: str
) -> None:
    assert remedy in refusal(tmp_path, text, file)


def test_a_text_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "announcements").mkdir()
    (tmp_path / FILE).write_bytes((HEAD + "+++\nFührung\n").encode("latin-1"))

    with pytest.raises(BadTemplate, match="save it as UTF-8"):
        Library(tmp_path)


def test_an_organisation_has_thoughts_of_its_own(tmp_path: Path) -> None:
    text = HEAD + '[words.thoughts.tea]\ntitle = "Tea"\n[words.thoughts.cake]\ntitle = "Cake"\n'
    body = "+++\n{{ words.thoughts[thought].title }}\n"

    own = library(tmp_path, text + body, "announcements/momentum.md")

    assert list(own.words("announcements/momentum", "en")[THOUGHTS]) == ["tea", "cake"]
    broken = text.replace('"Cake"', '"Cake"\nname = 1').replace('title = "Cake"\n', "")
    assert "momentum.md" in refusal(tmp_path, broken + body, "announcements/momentum.md")


@pytest.mark.long
def test_serve_does_not_start_with_a_broken_text_and_doctor_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "texts" / "announcements"
    folder.mkdir(parents=True)
    (folder / "party.md").write_text(HEAD + "+++\n{{ sendr.name }}\n")
    environ = {
        "ONEHOUR_TEMPLATES": str(tmp_path / "texts"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'one.db'}",
        "ONEHOUR_SECRET_KEY": "forty different characters make a key here",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
    }

    assert main(("doctor",), toolbox(environ)) == 1
    assert "announcements/party.md, line 6: “sendr” is not known here" in capsys.readouterr().out

    assert main(("serve",), toolbox(environ)) == 1
    assert "announcements/party.md, line 6: “sendr” is not known here" in capsys.readouterr().err


def _momentum(thought: str) -> Say:
    return Say("announcements/momentum", {**KNOWN, "thought": thought})


def _elements(part: object) -> list[dict[str, object]]:
    """The smallest parts of rich text."""
    match part:
        case {"type": "rich_text_section", "elements": list(found)}:
            return found
        case dict():
            return [one for value in part.values() for one in _elements(value)]
        case list():
            return [one for value in part for one in _elements(value)]
        case _:
            return []
