"""The list of skills: one skill however it is called, and found while somebody types."""

import pytest

from bot.skills import Ambiguous, Skill, Skills, term
from templates.library import Library

SHIPPED = Library().skills


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Öffentliches Reden", "Public speaking"),
        ("public-speaking", "Public speaking"),
        ("presenting", "Public speaking"),
        ("KI", "Artificial intelligence"),
        ("A.I.", "Artificial intelligence"),
        ("DSGVO", "Privacy and data protection"),
        ("golang", "Go"),
        ("c plus plus", "C++"),
        (".net", "C#"),
        ("R&D", "Research"),
        ("r", "R"),
        ("Einzelhandel", "Retail"),
        ("change-management", "Leading change"),
    ],
)
def test_a_skill_is_known_by_all_that_people_call_it(words: str, name: str) -> None:
    assert SHIPPED.settled([words]) == (name,)


def test_what_people_call_alike_is_kept_once_and_own_words_stay_as_they_were_typed() -> None:
    said = ["Reden halten", " growth  hacking ", "presentations", "Growth-Hacking", "!!", "C#", "c++"]

    assert SHIPPED.settled(said) == ("Public speaking", "growth hacking", "C#", "C++")


def test_a_reader_sees_the_name_in_their_language_and_own_words_as_they_are() -> None:
    assert [SHIPPED.called("Public speaking", one) for one in ("de", "en", "fr")] == [
        "Öffentliches Reden",
        "Public speaking",
        "Public speaking",
    ]
    assert SHIPPED.called("growth hacking", "de") == "growth hacking"


def test_the_shipped_list_is_long_and_has_a_german_name_for_each() -> None:
    listed = SHIPPED.search("", "en")

    assert len(SHIPPED) == len(listed) >= 200
    assert all("de" in one.names for one in listed)
    assert {term(one.name) for one in listed} == {
        term(one) for one in SHIPPED.settled(x.name for x in listed)
    }


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("public", "en", "Public speaking"),
        ("reden", "de", "Public speaking"),
        ("offentl", "de", "Public speaking"),
        ("ai", "en", "Artificial intelligence"),
        ("ki", "de", "Artificial intelligence"),
        ("führ", "de", "Leadership"),
        ("speaking", "en", "Assertiveness"),
        ("kanban", "en", "Kanban"),
    ],
)
def test_what_begins_so_comes_first(typed: str, language: str, first: str) -> None:
    found = [one.name for one in SHIPPED.search(typed, language)]

    assert first in found[:3]


def test_two_letters_are_sought_at_the_beginning_of_words_only() -> None:
    names = [one.name for one in SHIPPED.search("ai", "en")]

    assert "AI ethics" in names
    assert "Retail" not in names
    assert "Retail" in [one.name for one in SHIPPED.search("tail", "en")]


def test_nothing_fits_what_nobody_does() -> None:
    assert SHIPPED.search("zxqv", "en") == []
    assert SHIPPED.known("zxqv") is None


def test_two_skills_called_the_same_are_no_list() -> None:
    with pytest.raises(Ambiguous) as twice:
        Skills([Skill("Leadership", {"de": "Führung"}), Skill("Guidance", {"de": "führung"})])

    assert (twice.value.words, twice.value.first.name, twice.value.second.name) == (
        "führung",
        "Leadership",
        "Guidance",
    )
