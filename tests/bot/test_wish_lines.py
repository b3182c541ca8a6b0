"""What people write of themselves in a line, read kindly."""

import pytest

from bot.conversation import Unclear
from bot.wish_lines import country_in, hours_in, skills_in


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("09:00-17:00", ("09:00", "17:00")),
        ("9-17", ("09:00", "17:00")),
        ("9 to 5", ("09:00", "17:00")),
        ("9am – 5.30pm", ("09:00", "17:30")),
        ("8.30 bis 16.30 Uhr", ("08:30", "16:30")),
        ("von 7 bis 15 Uhr.", ("07:00", "15:00")),
        ("12 pm - 8 pm", ("12:00", "20:00")),
        ("from 10:15 until 18:45", ("10:15", "18:45")),
        ("6h-14h", ("06:00", "14:00")),
    ],
)
def test_working_hours_are_read_as_people_write_them(typed: str, hours: tuple[str, str]) -> None:
    assert hours_in(typed) == hours


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("in the morning", "hours"),
        ("9", "hours"),
        ("25:00-26:00", "hours"),
        ("9:75-17:00", "hours"),
        ("13pm-5pm", "hours"),
        ("09:00-10:30", "short"),
        ("17:00-09:00am", "short"),
        ("22:00-21:00", "short"),
    ],
)
def test_hours_that_cannot_be_are_asked_again(typed: str, problem: str) -> None:
    with pytest.raises(Unclear) as unclear:
        hours_in(typed)

    assert unclear.value.problem == problem


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("PT", "PT"),
        (" de ", "DE"),
        ("Portugal", "PT"),
        ("Deutschland", "DE"),
        ("UK", "GB"),
        ("united states", "US"),
    ],
)
def test_a_country_is_known_by_letters_and_by_name(typed: str, letters: str) -> None:
    assert country_in(typed) == (letters,)


@pytest.mark.parametrize("typed", ["XX", "Atlantis", "P"])
def test_a_country_that_is_not_there_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear, match="country"):
        country_in(typed)


def test_skills_are_parted_by_commas_semicolons_and_lines() -> None:
    assert skills_in("chess;  bee  keeping\n chess, ") == ("chess", "bee keeping")
