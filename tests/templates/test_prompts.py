"""The questions after an hour: enough of them for everybody, all different, and right for whoever reads them."""

import re
from collections import Counter

import pytest

from bot.questions import FAMILIES, STAGES, THEMES
from templates.languages import LANGUAGES
from templates.library import Library

LIBRARY = Library()
ENOUGH = 24
OF_EACH_STAGE = 2
LONGEST = 200
# Words that would turn the roles round, or speak to one pair where several meet.
NO_ROLES = r"\bmentors?\b|\bmentees?\b|mentor:in|mentorin"
PAIR = (
    r"\byour partner\b|\bdein\w* gegenüber\b|\bthe two of you\b|\bihr beide\b|\beuch beide\w*\b|\byou two\b"
)
NEVER = {
    "mentor": r"\byour mentor\b|mentor:in|mentorin|\bgroup\b|\bgruppe\b",
    "mentee": r"\bmentees?\b|\bgroup\b|\bgruppe\b",
    "reverse_mentor": rf"{NO_ROLES}|\bgroup\b|\bgruppe\b",
    "reverse_mentee": rf"{NO_ROLES}|\bgroup\b|\bgruppe\b",
    "peer": rf"{NO_ROLES}|\bgroup\b|\bgruppe\b",
    "group_mentor": rf"\byour mentor\b|mentor:in|{PAIR}|\byour mentee\b|\bdein\w* mentee\b",
    "group_mentee": rf"\bmentees?\b|{PAIR}",
}
# Nobody is blamed, and nobody is told what they ought to be.
PREACHING = re.compile(
    r"\byou (?:must|ought|should have)\b|\bdu (?:musst|solltest)\b|\balways\b|\bimmer\b[^?]*!"
)
PLATFORMS = re.compile(r"slack|teams\b", re.IGNORECASE)
DASH = "–"  # the very sign that is looked for

everywhere = pytest.mark.parametrize("language", LANGUAGES)
of_each = pytest.mark.parametrize("family", FAMILIES)


def texts(family: str, language: str) -> dict[str, str]:
    return dict(LIBRARY.source(f"prompts/{family}", language).head["words"])


def test_every_file_is_a_familys() -> None:
    files = {name for name in LIBRARY.names() if name.startswith("prompts/")}

    assert files - {"prompts/question"} == {f"prompts/{family}" for family in FAMILIES}


@of_each
def test_both_languages_ask_the_same_questions(family: str) -> None:
    english, german = texts(family, "en"), texts(family, "de")

    assert list(english) == list(german)
    assert set(english.values()).isdisjoint(german.values())


@of_each
@everywhere
def test_there_are_enough_and_no_two_are_alike(family: str, language: str) -> None:
    asked = texts(family, language)
    bare = Counter(" ".join(re.findall(r"\w+", text.casefold())) for text in asked.values())

    assert len(asked) >= ENOUGH
    assert [text for text, times in bare.items() if times > 1] == []


@of_each
def test_every_theme_has_some_at_every_stage(family: str) -> None:
    found = Counter(tuple(name.rsplit("_", 1)[0].split("_")) for name in texts(family, "en"))

    assert set(found) == {(stage, theme) for stage in STAGES for theme in THEMES}
    assert min(found.values()) >= OF_EACH_STAGE


@of_each
@everywhere
def test_each_is_a_sentence_or_two_that_ask(family: str, language: str) -> None:
    for text in texts(family, language).values():
        assert len(text) <= LONGEST, text
        assert text.endswith(("?", ".")), text
        assert 1 <= len(re.findall(r"[.?](?:\s|$)", text)) <= 3, text
        assert "?" in text or re.match(r"(?:Which|Think|Welche|Denk)", text) or text.count(".") == 1, text
        assert not PREACHING.search(text), text
        assert DASH not in text, text


@of_each
@everywhere
def test_the_role_words_are_those_of_the_reader(family: str, language: str) -> None:
    wrong = re.compile(NEVER[family], re.IGNORECASE)

    assert [text for text in texts(family, language).values() if wrong.search(text)] == []
    assert [text for text in texts(family, language).values() if PLATFORMS.search(text)] == []


@everywhere
def test_what_is_asked_turned_round_is_never_what_is_asked_otherwise(language: str) -> None:
    usual = set(texts("mentor", language).values()) | set(texts("mentee", language).values())

    for family in ("reverse_mentor", "reverse_mentee", "peer"):
        assert usual.isdisjoint(texts(family, language).values())
