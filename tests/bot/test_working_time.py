"""Working hours, free days, months and slots, around the edges of weeks, clocks and years."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.common_hours import overlap_minutes, slots
from bot.people import Workday
from bot.working_time import is_free_day, is_working, is_zone, months_after, next_working_moment, zone

LISBON = Workday("Europe/Lisbon", "PT")
NEW_YORK = Workday("America/New_York", "US")
AUCKLAND = Workday("Pacific/Auckland", "NZ")

ZONES = st.sampled_from(
    [
        "Europe/Lisbon", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo",
        "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dubai", "Asia/Jerusalem", "Asia/Tokyo", "Australia/Lord_Howe",
        "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Honolulu", "Africa/Cairo", "", "Nowhere/At_All",
    ]
)  # fmt: skip
COUNTRIES = st.sampled_from(
    ["PT", "US", "DE", "AE", "IL", "SA", "IR", "NP", "HK", "NZ", "JP", "RU", "", "ZZ"]
)
PLACES = st.builds(Workday, ZONES, COUNTRIES)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 given a zone


def at(moment: str, timezone: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=zone(timezone))


@pytest.mark.parametrize("name", ["", "Europe", "Europe/Atlantis", "../etc/passwd", "\0", "x" * 5000])
def test_a_name_that_is_no_zone_counts_as_utc(name: str) -> None:
    assert not is_zone(name)
    assert zone(name).key == "UTC"


@pytest.mark.parametrize(
    ("day", "country", "free"),
    [
        ("2026-11-20", "PT", False),
        ("2026-11-21", "PT", True),
        ("2026-11-20", "AE", False),  # a Friday; the Emirates rest on Saturday and Sunday since 2022
        ("2026-11-22", "AE", True),
        ("2026-11-20", "IL", True),
        ("2026-11-21", "IL", True),
        ("2026-11-22", "IL", False),
        ("2026-11-20", "SA", True),
        ("2026-11-22", "SA", False),
        ("2026-11-21", "HK", True),
        ("2026-04-03", "DE", True),  # Good Friday
        ("2026-04-03", "PT", True),
        ("2026-04-03", "US", False),
        ("2026-04-03", "pt", True),
        ("2027-01-01", "US", True),
        ("2026-12-25", "", False),
        ("2026-12-25", "ZZ", False),
        ("2026-12-26", "ZZ", True),
    ],
)
def test_free_days_are_those_of_the_country(day: str, country: str, free: bool) -> None:
    assert is_free_day(date.fromisoformat(day), country) is free


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        ("2026-11-20 08:59:59", False),
        ("2026-11-20 09:00", True),
        ("2026-11-20 16:59:59", True),
        ("2026-11-20 17:00", False),
        ("2026-11-21 10:00", False),
    ],
)
def test_working_hours_begin_at_nine_and_end_before_five(moment: str, working: bool) -> None:
    assert is_working(at(moment, "Europe/Lisbon"), LISBON) is working


@pytest.mark.parametrize(
    ("place", "moment", "expected"),
    [
        (LISBON, "2026-11-20 10:30", "2026-11-20 10:30"),
        (LISBON, "2026-11-20 07:15", "2026-11-20 09:00"),
        (LISBON, "2026-11-20 17:00", "2026-11-23 09:00"),  # Friday evening
        (NEW_YORK, "2026-11-25 18:00", "2026-11-27 09:00"),  # the eve of Thanksgiving
        (NEW_YORK, "2026-12-31 20:00", "2027-01-04 09:00"),  # New Year, then a weekend
        (LISBON, "2026-04-02 19:00", "2026-04-06 09:00"),  # Good Friday and Easter
        (NEW_YORK, "2026-04-02 19:00", "2026-04-03 09:00"),
        (Workday("Asia/Jerusalem", "IL"), "2026-11-19 17:30", "2026-11-22 09:00"),
        (Workday("Asia/Riyadh", "SA"), "2026-11-20 11:00", "2026-11-22 09:00"),
        (Workday("Asia/Dubai", "AE"), "2026-11-20 18:00", "2026-11-23 09:00"),
        (LISBON, "2026-03-28 12:00", "2026-03-30 09:00"),  # clocks go forward in between
        (LISBON, "2026-10-24 12:00", "2026-10-26 09:00"),  # and back
        (NEW_YORK, "2026-03-06 17:30", "2026-03-09 09:00"),
        (NEW_YORK, "2026-10-30 17:30", "2026-11-02 09:00"),
        (
            Workday("Australia/Lord_Howe", "AU"),
            "2026-10-02 20:00",
            "2026-10-05 09:00",
        ),  # half an hour forward
        (Workday("Pacific/Apia", ""), "2011-12-29 20:00", "2012-01-02 09:00"),  # Samoa left the Friday out
    ],
)
def test_what_is_due_out_of_hours_waits_for_the_next_working_morning(
    place: Workday, moment: str, expected: str
) -> None:
    found = next_working_moment(at(moment, place.timezone), place)

    assert found == at(expected, place.timezone)


@given(moment=MOMENTS, place=PLACES)
def test_the_next_working_moment_is_one_and_never_earlier(moment: datetime, place: Workday) -> None:
    found = next_working_moment(moment, place)

    assert found >= moment
    assert found.tzinfo is UTC
    assert is_working(found, place)
    assert next_working_moment(found, place) == found


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-11-20 14:30", 1, "2026-12-20 09:00"),
        ("2026-11-20 14:30", 0, "2026-11-20 09:00"),
        ("2027-01-31 09:00", 1, "2027-02-28 09:00"),
        ("2028-01-31 09:00", 1, "2028-02-29 09:00"),
        ("2027-01-31 09:00", 2, "2027-03-31 09:00"),
        ("2026-08-31 23:59", 6, "2027-02-28 09:00"),
        ("2026-12-05 10:00", 12, "2027-12-05 09:00"),
    ],
)
@pytest.mark.parametrize("timezone", ["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe"])
def test_months_keep_the_local_day_and_hour(start: str, months: int, expected: str, timezone: str) -> None:
    assert months_after(at(start, timezone), months, timezone) == at(expected, timezone)


@pytest.mark.parametrize(
    ("a", "b", "on", "minutes"),
    [
        ("Europe/Lisbon", "Europe/Lisbon", "2026-11-20", 480),
        ("Europe/Lisbon", "America/New_York", "2026-11-20", 180),
        (
            "Europe/Lisbon",
            "America/New_York",
            "2026-03-16",
            240,
        ),  # America has changed its clocks, Portugal not yet
        (
            "Europe/Lisbon",
            "America/New_York",
            "2026-10-28",
            240,
        ),  # Portugal has changed back, America not yet
        ("Europe/Lisbon", "America/New_York", "2026-11-02", 180),
        ("Europe/Lisbon", "Pacific/Auckland", "2026-11-20", 0),
        ("Pacific/Auckland", "America/Los_Angeles", "2026-11-20", 300),  # the afternoon of the day before
        ("Asia/Kathmandu", "UTC", "2026-11-20", 135),
    ],
)
def test_common_hours_follow_the_clocks_of_the_day(a: str, b: str, on: str, minutes: int) -> None:
    here, there = Workday(a), Workday(b)

    assert overlap_minutes(here, there, date.fromisoformat(on)) == minutes
    assert overlap_minutes(there, here, date.fromisoformat(on)) == minutes


@settings(max_examples=40)
@given(people=st.lists(PLACES, min_size=1, max_size=3), after=MOMENTS)
def test_slots_are_inside_everybodys_hours_or_say_that_they_are_not(
    people: list[Workday], after: datetime
) -> None:
    found = slots(people, after)

    hour = timedelta(minutes=60)
    works = [
        is_working(start, place) and is_working(start + hour - timedelta(minutes=1), place)
        for start in found.times
        for place in people
    ]
    assert all(works) if found.inside else not all(works)
    days = [start.astimezone(zone(people[0].timezone)).date() for start in found.times]
    assert days == sorted(set(days))
    assert all(start - after > timedelta(hours=24) for start in found.times)
    assert all(start.tzinfo is UTC for start in found.times)


@pytest.mark.parametrize(
    ("people", "after", "expected"),
    [
        ([LISBON, LISBON], "2026-11-20 18:00", ["2026-11-24 13:00", "2026-11-25 11:00", "2026-11-26 14:00"]),
        # Thursday is Thanksgiving in New York
        (
            [LISBON, NEW_YORK],
            "2026-11-20 18:00",
            ["2026-11-24 15:00", "2026-11-25 14:00", "2026-11-27 16:00"],
        ),
        # between the two changes of clocks New York is only four hours behind; 15:30 would take its lunch
        (
            [LISBON, NEW_YORK],
            "2026-03-12 12:00",
            ["2026-03-16 14:30", "2026-03-17 13:30", "2026-03-18 14:30"],
        ),
    ],
)
def test_slots_leave_notice_and_vary_in_hour(people: list[Workday], after: str, expected: list[str]) -> None:
    found = slots(people, at(after, "Europe/Lisbon"))

    assert found.inside
    assert list(found.times) == [at(moment, "Europe/Lisbon") for moment in expected]


def test_slots_keep_lunch_free_where_they_can() -> None:
    found = slots([LISBON, Workday("Europe/Berlin", "DE")], at("2026-11-20 18:00", "Europe/Lisbon"), count=5)

    for start in found.times:
        for name in ("Europe/Lisbon", "Europe/Berlin"):
            local = start.astimezone(zone(name))
            assert not 11 < local.hour + local.minute / 60 < 13


def test_with_no_common_hour_the_slots_share_the_burden_and_say_so() -> None:
    found = slots([LISBON, AUCKLAND], at("2026-11-20 18:00", "Europe/Lisbon"))

    assert not found.inside
    assert len(found.times) == 3
    for start in found.times:
        assert start.astimezone(zone(AUCKLAND.timezone)).hour in range(6, 9)
        assert 7 <= start.astimezone(zone(LISBON.timezone)).hour <= 20
        assert not is_free_day(start.astimezone(zone(AUCKLAND.timezone)).date(), "NZ")


def test_a_group_and_another_length_are_served_alike() -> None:
    people = [LISBON, Workday("Europe/Berlin", "DE"), Workday("Asia/Dubai", "AE")]

    found = slots(people, at("2026-11-20 18:00", "Europe/Lisbon"), count=4, minutes=90)

    assert found.inside
    assert len(found.times) == 4
    for start, following in pairwise(found.times):
        assert start.date() < following.date()
    for start in found.times:
        assert all(is_working(start + timedelta(minutes=89), place) for place in people)


def test_whoever_works_other_hours_is_written_to_and_met_in_those() -> None:
    early = Workday("Europe/Lisbon", "PT", time(6, 30), time(12))

    assert is_working(at("2026-11-20 07:00", "Europe/Lisbon"), early)
    assert not is_working(at("2026-11-20 12:00", "Europe/Lisbon"), early)
    assert next_working_moment(at("2026-11-20 13:00", "Europe/Lisbon"), early) == at(
        "2026-11-23 06:30", "Europe/Lisbon"
    )
    assert overlap_minutes(early, LISBON, date(2026, 11, 20)) == 180
    for start in slots([LISBON, early], at("2026-11-20 18:00", "Europe/Lisbon")).times:
        assert 9 <= start.astimezone(zone("Europe/Lisbon")).hour < 12
