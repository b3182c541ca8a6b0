"""Days in what people type, in English and German."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import day_in

# A Wednesday.
TODAY = date(2026, 11, 25)

SAID = {
    "2027-01-10": date(2027, 1, 10),
    "until 2027-01-10, please": date(2027, 1, 10),
    "10 January": date(2027, 1, 10),
    "10th of January": date(2027, 1, 10),
    "January 10th, 2028": date(2028, 1, 10),
    "jan 10": date(2027, 1, 10),
    "till 3 Dec": date(2026, 12, 3),
    "1 November 2026": date(2026, 11, 1),
    "10.1.": date(2027, 1, 10),
    "10.1": date(2027, 1, 10),
    "bis 10.01.2027": date(2027, 1, 10),
    "10.1.27": date(2027, 1, 10),
    "10/1/2027": date(2027, 1, 10),
    "bis zum 10. Januar": date(2027, 1, 10),
    "10. März 2027": date(2027, 3, 10),
    "25.11.": TODAY,
    "24.11.": date(2027, 11, 24),
    "29 February": date(2028, 2, 29),
    "two weeks": TODAY + timedelta(days=14),
    "for 2 weeks": TODAY + timedelta(days=14),
    "a week": TODAY + timedelta(days=7),
    "a couple of weeks": TODAY + timedelta(days=14),
    "10 days": TODAY + timedelta(days=10),
    "zwei Wochen": TODAY + timedelta(days=14),
    "für eine Woche": TODAY + timedelta(days=7),
    "in drei Tagen": TODAY + timedelta(days=3),
    "three months": date(2027, 2, 25),
    "einen Monat": date(2026, 12, 25),
    "next Monday": date(2026, 11, 30),
    "Monday": date(2026, 11, 30),
    "nächsten Montag": date(2026, 11, 30),
    "bis Mittwoch": date(2026, 12, 2),
    "next week": date(2026, 11, 30),
    "nächste Woche": date(2026, 11, 30),
    "next month": date(2026, 12, 1),
    "nächsten Monat": date(2026, 12, 1),
    "until the end of January": date(2027, 1, 31),
    "bis Ende Februar": date(2027, 2, 28),
    "tomorrow": TODAY + timedelta(days=1),
    "bis übermorgen": TODAY + timedelta(days=2),
}
NO_DAY = [
    "",
    "until further notice",
    "bis auf Weiteres",
    "30 February",
    "31.4.",
    "99.99.9999",
    "0000-01-01",
    "end of January 0000",
    "I may be back",
    "maybe",
    "martini",
]


@pytest.mark.parametrize(("words", "day"), SAID.items())
def test_a_day_is_read_as_people_say_it(words: str, day: date) -> None:
    assert day_in(words, TODAY) == day


@pytest.mark.parametrize("words", NO_DAY)
def test_where_no_day_is_named_none_is_made_up(words: str) -> None:
    assert day_in(words, TODAY) is None


@given(day=st.dates(date(1000, 1, 1)), today=st.dates())
def test_every_day_is_read_back_from_how_it_is_written(day: date, today: date) -> None:
    assert day_in(day.isoformat(), today) == day
    assert day_in(f"{day.day}.{day.month}.{day.year}", today) == day
    assert day_in(f"{day.day} {day:%B} {day.year}", today) == day
    assert day_in(f"{day:%B} {day.day}, {day.year}", today) == day


@given(day=st.dates(), today=st.dates(max_value=date(9990, 1, 1)))
def test_a_day_without_a_year_is_the_next_of_that_name(day: date, today: date) -> None:
    found = day_in(f"{day.day}.{day.month}.", today)

    assert found is not None
    assert (found.day, found.month) == (day.day, day.month)
    assert found >= today
    assert (found - today).days <= 366 or (day.day, day.month) == (29, 2)


@given(count=st.integers(1, 999), today=st.dates())
def test_a_span_ends_later_or_beyond_every_calendar(count: int, today: date) -> None:
    for unit in ("days", "Wochen", "months"):
        found = day_in(f"{count} {unit}", today)

        assert found is None or found > today


@given(weekday=st.integers(0, 6), today=st.dates(max_value=date(9990, 1, 1)))
def test_a_weekday_is_within_the_next_seven_days(weekday: int, today: date) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    found = day_in(f"next {names[weekday]}", today)

    assert found is not None
    assert found.weekday() == weekday
    assert 0 < (found - today).days <= 7


@given(words=st.text(), today=st.dates())
def test_nothing_that_is_typed_does_harm(words: str, today: date) -> None:
    assert day_in(words, today) is None or isinstance(day_in(words, today), date)


@given(
    words=st.lists(
        st.sampled_from(
            ["end", "of", "ende", "januar", "9999", "0", "31", ".", "-", "999", "months", "next", "week"]
        )
    ),
    today=st.dates(),
)
def test_nor_do_the_words_we_know_in_any_order(words: list[str], today: date) -> None:
    for said in (" ".join(words), "".join(words)):
        assert day_in(said, today) is None or isinstance(day_in(said, today), date)
