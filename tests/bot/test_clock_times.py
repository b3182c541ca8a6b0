"""Hours as people write them, in English and in German."""

from datetime import UTC, date, datetime

import pytest

from bot.clock_times import hour_in, moments, problems
from bot.conversation import Unclear

FIELDS = (("day", "hour"), ("second_day", "second_hour"))
DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    {
        "14:30": "14:30",
        "9": "09:00",
        " 9.15 ": "09:15",
        "2 pm": "14:00",
        "2pm": "14:00",
        "2:30 p.m.": "14:30",
        "12 am": "00:00",
        "12 pm": "12:00",
        "at 8 am": "08:00",
        "14 Uhr": "14:00",
        "14.30 Uhr": "14:30",
        "um 9 Uhr": "09:00",
        "14h30": "14:30",
        "８:３０": "08:30",
        "3 o'clock": "03:00",
    }.items(),
)
def test_an_hour_is_read_as_it_is_written(typed: str, read: str) -> None:
    assert hour_in(typed) == (read,)


@pytest.mark.parametrize(
    "typed", ["", "noonish", "25:00", "9:75", "13 pm", "0 am", "9:5", "-3", "9:00:00", "9" * 40]
)
def test_what_is_no_hour_is_said_to_be_unclear(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        hour_in(typed)

    assert unclear.value.problem == "hour"


def test_a_day_and_an_hour_are_a_moment_where_somebody_is() -> None:
    told = {"day": DAY, "hour": ("14:30",), "second_day": None, "second_hour": None}

    [at] = moments(FIELDS, told, "Asia/Kolkata")

    assert at.astimezone(UTC) == datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"day": DAY, "hour": ("14:30",)}, {}),
        ({"day": DAY, "hour": ("12:00",)}, {"hour": "over"}),
        ({"day": DAY, "hour": ("13:00",), "second_day": DAY}, {"second_hour": "no_hour"}),
        ({"day": DAY, "hour": ("13:00",), "second_hour": ("14:00",)}, {"second_day": "no_day"}),
        ({}, {}),
    ],
)
def test_what_does_not_go_together_is_said_at_the_field_that_lacks_it(
    told: dict[str, object], wrong: dict[str, str]
) -> None:
    assert problems(FIELDS, told, NOW, "UTC") == wrong
