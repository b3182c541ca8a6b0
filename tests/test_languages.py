"""Every text in every language we ship: the same in everything but its words, and drawn without a complaint."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest
from jinja2 import Environment, nodes

from bot.message import Field, Form, Message, Moment, Page, Say
from handlers.slack.blocks import blocks, fallback
from handlers.slack.forms import modal
from handlers.teams import outgoing
from playground.slack_rules import message_findings, too_long, view_findings
from playground.teams_rules import activity_findings, too_big
from templates.files import ENGLISH, Source
from templates.languages import LANGUAGES
from tests.test_drawings import asked_by, with_options
from tests.texts import LIBRARY, MESSAGES, NAMES, PAGES, by_subject

OTHERS = sorted(set(LANGUAGES) - {ENGLISH})
# What reads alike in both: names of things, and single words.
ALIKE = {"Outlook"}
TELLING = re.compile(r"[A-Za-zÄÖÜäöüß][^.!?:;|]{12,}")
TAGS = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)

everywhere = pytest.mark.parametrize("language", OTHERS)


@everywhere
@by_subject(NAMES)
def test_a_text_has_a_twin_that_differs_in_words_only_and_in_all_of_them(
    names: list[str], language: str
) -> None:
    for name in names:
        english, twin = LIBRARY.source(name), LIBRARY.source(name, language)

        assert twin.language == language, name
        assert shape(twin) == shape(english), name
        # its sample goes through some branches only: a slip in another would be found by a reader
        assert names_in(twin) <= names_in(english), name
        assert (set(sentences(twin)) & set(sentences(english))) - ALIKE == set(), f"{name} left in English"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_can_write_every_day(language: str) -> None:
    ours = LANGUAGES[language]
    days = [datetime(2026, month, 1 + month, 9, tzinfo=UTC) for month in range(1, 13)]

    assert (len(set(ours.weekdays)), len(set(ours.months))) == (7, 12)
    assert len({ours.written(Moment(day, "UTC")) for day in days}) == 12


@pytest.mark.parametrize(
    ("minutes", "english", "german"),
    [
        (0, "zero minutes", "null Minuten"),
        (60, "one hour", "eine Stunde"),
        (61, "one hour and one minute", "eine Stunde und eine Minute"),
        (360, "six hours", "sechs Stunden"),
        (1305, "twenty-one hours and forty-five minutes", "einundzwanzig Stunden und fünfundvierzig Minuten"),
        (6000, "100 hours", "100 Stunden"),
    ],
)
def test_time_is_written_in_words(minutes: int, english: str, german: str) -> None:
    assert [LANGUAGES[one].spent(minutes) for one in ("en", "de")] == [english, german]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_two_digits_has_words_of_its_own(language: str) -> None:
    spelled = {LANGUAGES[language].spelled(number) for number in range(100)}

    assert len(spelled) == 100
    assert not any(character.isdigit() for word in spelled for character in word)


def test_sentences_and_facts_are_found_where_they_stand() -> None:
    assert "Something went wrong on my side" in set(sentences(LIBRARY.source("help/sorry")))
    assert "How many mentees could you take" in set(sentences(LIBRARY.source("join/details")))
    assert {"to", "first_name", "mentors", "contact"} <= names_in(LIBRARY.source("join/welcome"))


@everywhere
@by_subject(MESSAGES)
def test_a_message_is_drawn_on_both_platforms(names: list[str], language: str) -> None:
    for name in names:
        said = message(name, language)
        layout, [card] = blocks(said), outgoing.messages(said, language)

        assert list(message_findings({"text": fallback(said), "blocks": layout})) == [], name
        assert list(activity_findings(card)) == [], name
        assert not too_long(layout), name
        assert not too_big(card), name


@everywhere
@by_subject(PAGES)
def test_a_page_is_drawn_on_both_platforms(names: list[str], language: str) -> None:
    for name in names:
        asked = form(name, language)
        card = outgoing.form(asked, language)

        assert list(view_findings(modal(asked), "modal")) == [], name
        assert list(activity_findings(card)) == [], name
        assert not too_big(card), name


def message(name: str, language: str) -> Message:
    return LIBRARY.say(Say(name, LIBRARY.sample(name)), language)


def form(name: str, language: str) -> Form:
    asked = asked_by(name)
    own: Mapping[str, Any] = LIBRARY.source(name).head.get("fields", {})
    fields: tuple[Field, ...] = tuple(
        with_options(asked[field], told.get("options", ())) for field, told in own.items()
    )
    return LIBRARY.page(Page(name, fields, LIBRARY.sample(name)), f"{name}:1", language, {}, {})


def shape(source: Source) -> Any:
    """A head without its words: keys in their order, and whatever only the core reads."""
    return _shape(source.head)


def _shape(part: Any) -> Any:
    match part:
        case dict():
            return [(key, part[key] if _is_ours(key) else _shape(part[key])) for key in part]
        case list():
            return [_shape(one) for one in part]
        case _:
            return "words"


def _is_ours(key: str) -> bool:
    return key in {"action", "subject", "url", "each", "when", "weight", "audience", "asks"}


def sentences(source: Source) -> Iterator[str]:
    """What is read of a text, a sentence or a longer phrase at a time."""
    for text in chain(_texts({k: v for k, v in source.head.items() if k != "sample"}), [source.body]):
        for phrase in TELLING.findall(TAGS.sub("|", text)):
            yield " ".join(phrase.split())


def _texts(part: Any) -> Iterator[str]:
    match part:
        case dict():
            for key, value in part.items():
                if not _is_ours(key):
                    yield from _texts(value)
        case list():
            for one in part:
                yield from _texts(one)
        case str():
            yield part
        case _:
            pass  # switches hold no words


def names_in(source: Source) -> set[str]:
    """The variables and their parts that a text and its head name."""
    parsed = Environment(autoescape=True).parse("\n".join((*_texts(source.head), source.body)))
    named = {node.name for node in parsed.find_all(nodes.Name)}
    return (named | {node.attr for node in parsed.find_all(nodes.Getattr)}) - {"words"}
