"""When each nudge of a pair reaches somebody: a table to be read with a calendar, and what holds everywhere."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cadence import keeps, nominal, period, planned
from bot.model import Pair
from bot.pairs import invitations
from bot.people import Person, Workday
from bot.rhythm import Rhythm
from bot.working_time import is_free_day, is_working, zone
from tests.bot.test_working_time import COUNTRIES, MOMENTS, ZONES

TWO_WEEKS, MONTH, SIX_WEEKS, TWO_MONTHS, QUARTER = Rhythm

# fmt: off
# place, its country, when the pair begins there, its rhythm: when its nudges come, with their distance from UTC
NUDGES = [
    # Month ends and leap days: counted from the first day, never from the month before
    ("Europe/Lisbon", "PT", "2027-01-31 10:00", MONTH,
     ("Mon 2027-02-01 09:00 +0000, Mon 2027-03-01 09:00 +0000, Wed 2027-03-31 09:00 +0100, "
     "Fri 2027-04-30 09:00 +0100, Mon 2027-05-31 09:00 +0100, Wed 2027-06-30 09:00 +0100")),
    ("Europe/Berlin", "DE", "2027-08-31 16:59", MONTH,
     ("Wed 2027-09-01 09:00 +0200, Thu 2027-09-30 09:00 +0200, Mon 2027-11-01 09:00 +0100, "
     "Tue 2027-11-30 09:00 +0100, Fri 2027-12-31 09:00 +0100, Mon 2028-01-31 09:00 +0100, "
     "Tue 2028-02-29 09:00 +0100")),
    ("Europe/London", "GB", "2028-01-31 09:00", MONTH,
     "Tue 2028-02-01 09:00 +0000, Tue 2028-02-29 09:00 +0000, Fri 2028-03-31 09:00 +0100"),
    ("Europe/Lisbon", "PT", "2024-02-29 12:00", MONTH,
     "Fri 2024-03-01 09:00 +0000, Mon 2024-04-01 09:00 +0100, Mon 2024-04-29 09:00 +0100"),
    ("Europe/Lisbon", "PT", "2026-12-31 12:00", TWO_MONTHS,
     ("Mon 2027-01-04 09:00 +0000, Mon 2027-03-01 09:00 +0000, Fri 2027-04-30 09:00 +0100, "
     "Wed 2027-06-30 09:00 +0100")),
    ("America/New_York", "US", "2027-11-30 12:00", QUARTER,
     "Wed 2027-12-01 09:00 -0500, Tue 2028-02-29 09:00 -0500, Tue 2028-05-30 09:00 -0400"),
    # Daylight saving, forward and back, north and south: nine o'clock stays nine o'clock
    ("Europe/Berlin", "DE", "2027-03-19 12:00", TWO_WEEKS,
     "Mon 2027-03-22 09:00 +0100, Fri 2027-04-02 09:00 +0200, Fri 2027-04-16 09:00 +0200"),
    ("Europe/Berlin", "DE", "2027-10-18 12:00", TWO_WEEKS,
     "Tue 2027-10-19 09:00 +0200, Mon 2027-11-01 09:00 +0100, Mon 2027-11-15 09:00 +0100"),
    ("America/New_York", "US", "2027-03-04 12:00", TWO_WEEKS,
     "Fri 2027-03-05 09:00 -0500, Thu 2027-03-18 09:00 -0400, Thu 2027-04-01 09:00 -0400"),
    ("America/New_York", "US", "2027-10-25 12:00", TWO_WEEKS,
     "Tue 2027-10-26 09:00 -0400, Mon 2027-11-08 09:00 -0500, Mon 2027-11-22 09:00 -0500"),
    ("Australia/Sydney", "AU", "2027-03-22 12:00", TWO_WEEKS,
     "Tue 2027-03-23 09:00 +1100, Mon 2027-04-05 09:00 +1000, Mon 2027-04-19 09:00 +1000"),
    ("America/Santiago", "CL", "2027-03-22 12:00", TWO_WEEKS,
     "Tue 2027-03-23 09:00 -0300, Mon 2027-04-05 09:00 -0400, Mon 2027-04-19 09:00 -0400"),
    ("Africa/Cairo", "EG", "2027-04-19 12:00", TWO_WEEKS,
     "Tue 2027-04-20 09:00 +0200, Tue 2027-05-04 09:00 +0300, Wed 2027-05-19 09:00 +0300"),
    # Half an hour on Lord Howe; Samoa had no 30 December 2011
    ("Australia/Lord_Howe", "AU", "2027-03-22 12:00", TWO_WEEKS,
     "Tue 2027-03-23 09:00 +1100, Mon 2027-04-05 09:00 +1030, Mon 2027-04-19 09:00 +1030"),
    ("Australia/Lord_Howe", "AU", "2027-09-20 12:00", TWO_WEEKS,
     "Tue 2027-09-21 09:00 +1030, Mon 2027-10-04 09:00 +1100, Mon 2027-10-18 09:00 +1100"),
    ("Pacific/Apia", "WS", "2011-12-15 12:00", TWO_WEEKS,
     "Fri 2011-12-16 09:00 -1000, Thu 2011-12-29 09:00 -1000, Thu 2012-01-12 09:00 +1400"),
    ("Pacific/Apia", "WS", "2011-11-30 12:00", MONTH,
     "Thu 2011-12-01 09:00 -1000, Tue 2012-01-03 09:00 +1400, Mon 2012-01-30 09:00 +1400"),
    # Other weekends: Friday and Saturday, Friday alone, Sunday alone
    ("Asia/Riyadh", "SA", "2027-01-14 12:00", MONTH,
     ("Sun 2027-01-17 09:00 +0300, Sun 2027-02-14 09:00 +0300, Mon 2027-03-15 09:00 +0300, "
     "Wed 2027-04-14 09:00 +0300")),
    ("Asia/Jerusalem", "IL", "2027-03-18 12:00", MONTH,
     "Sun 2027-03-21 09:00 +0200, Sun 2027-04-18 09:00 +0300, Tue 2027-05-18 09:00 +0300"),
    ("Asia/Tehran", "IR", "2027-01-21 12:00", MONTH,
     "Sat 2027-01-23 09:00 +0330, Sun 2027-02-21 09:00 +0330, Thu 2027-03-25 09:00 +0330"),
    ("America/Asuncion", "PY", "2027-01-09 12:00", MONTH,
     "Mon 2027-01-11 09:00 -0300, Tue 2027-02-09 09:00 -0300, Tue 2027-03-09 09:00 -0300"),
    ("Asia/Hong_Kong", "HK", "2027-01-09 12:00", MONTH,
     "Mon 2027-01-11 09:00 +0800, Wed 2027-02-10 09:00 +0800, Tue 2027-03-09 09:00 +0800"),
    # Public holidays: Christmas and New Year, Thanksgiving, Golden Week, Nowruz
    ("Europe/Lisbon", "PT", "2026-11-25 12:00", MONTH,
     "Thu 2026-11-26 09:00 +0000, Mon 2026-12-28 09:00 +0000, Mon 2027-01-25 09:00 +0000"),
    ("America/New_York", "US", "2026-11-25 12:00", QUARTER,
     "Fri 2026-11-27 09:00 -0500, Thu 2027-02-25 09:00 -0500, Tue 2027-05-25 09:00 -0400"),
    ("Asia/Tokyo", "JP", "2027-04-03 12:00", MONTH,
     "Mon 2027-04-05 09:00 +0900, Thu 2027-05-06 09:00 +0900, Thu 2027-06-03 09:00 +0900"),
    ("Asia/Tehran", "IR", "2027-02-20 12:00", MONTH,
     "Sun 2027-02-21 09:00 +0330, Thu 2027-03-25 09:00 +0330, Tue 2027-04-20 09:00 +0330"),
    # The same pair in two countries: each on their own day
    ("Pacific/Auckland", "NZ", "2026-11-23 23:30+00:00", MONTH,
     "Wed 2026-11-25 09:00 +1300, Thu 2026-12-24 09:00 +1300, Mon 2027-01-25 09:00 +1300"),
    ("America/Los_Angeles", "US", "2026-11-23 23:30+00:00", MONTH,
     "Tue 2026-11-24 09:00 -0800, Wed 2026-12-23 09:00 -0800, Mon 2027-01-25 09:00 -0800"),
    # The other rhythms
    ("Europe/Lisbon", "PT", "2026-11-23 12:00", SIX_WEEKS,
     ("Tue 2026-11-24 09:00 +0000, Mon 2027-01-04 09:00 +0000, Mon 2027-02-15 09:00 +0000, "
     "Mon 2027-03-29 09:00 +0100")),
    ("Asia/Kolkata", "IN", "2026-12-25 12:00", TWO_WEEKS,
     "Mon 2026-12-28 09:00 +0530, Fri 2027-01-08 09:00 +0530, Fri 2027-01-22 09:00 +0530"),
]
# fmt: on

HOURS = st.sampled_from(
    [(time(9), time(17)), (time(6, 30), time(12)), (time(13), time(22)), (time(0), time(7))]
)
WORKDAYS = st.builds(lambda where, country, hours: Workday(where, country, *hours), ZONES, COUNTRIES, HOURS)
RHYTHMS = st.sampled_from(Rhythm)
# The longest feasts we know of, with a weekend at each end.
LATEST = timedelta(days=14)


def at(moment: str, timezone: str) -> datetime:
    """By the clock there, unless it says otherwise."""
    given = datetime.fromisoformat(moment)
    return given if given.tzinfo else given.replace(tzinfo=zone(timezone))


def written(moment: datetime, timezone: str) -> str:
    return f"{moment.astimezone(zone(timezone)):%a %Y-%m-%d %H:%M %z}"


@pytest.mark.parametrize(("timezone", "country", "begins", "rhythm", "nudges"), NUDGES)
def test_each_nudge_comes_on_the_morning_of_its_day(
    timezone: str, country: str, begins: str, rhythm: Rhythm, nudges: str
) -> None:
    expected = nudges.split(", ")
    here = Workday(timezone, country)

    found = [planned(at(begins, timezone), rhythm, number + 1, here) for number in range(len(expected))]

    assert [written(moment, timezone) for moment in found] == expected


@given(start=MOMENTS, rhythm=RHYTHMS, workday=WORKDAYS)
def test_a_nudge_is_in_working_hours_soon_after_its_day_and_never_before(
    start: datetime, rhythm: Rhythm, workday: Workday
) -> None:
    there = zone(workday.timezone)
    for number in range(1, rhythm.rounds(12) + 1):
        found, day = planned(start, rhythm, number, workday), nominal(start, rhythm, number, workday.timezone)

        assert is_working(found, workday)
        assert timedelta() <= found.astimezone(there).date() - day <= LATEST
        if not is_free_day(day, workday.country):
            assert found.astimezone(there).date() == day


@given(start=MOMENTS, rhythm=RHYTHMS, workday=WORKDAYS)
def test_nudges_follow_one_another_and_each_has_a_name_of_its_own(
    start: datetime, rhythm: Rhythm, workday: Workday
) -> None:
    numbers = range(1, rhythm.rounds(24) + 1)
    moments = [planned(start, rhythm, number, workday) for number in numbers]

    assert all(one < other for one, other in pairwise(moments))
    assert len({period(start, rhythm, number) for number in numbers}) == len(numbers)


@given(start=MOMENTS, rhythm=RHYTHMS, before=WORKDAYS, after=WORKDAYS)
def test_whoever_moves_is_owed_the_same_rounds_under_the_same_names(
    start: datetime, rhythm: Rhythm, before: Workday, after: Workday
) -> None:
    pair = Pair(7, 1, 1, (2,), start, 6, rhythm=rhythm)
    here, there = (
        Person(2, 1, "Ada", country=one.country, timezone=one.timezone, opens=one.opens, closes=one.closes)
        for one in (before, after)
    )

    planned_here, planned_there = list(invitations(pair, [here])), list(invitations(pair, [there]))

    assert [one.key for one in planned_here] == [one.key for one in planned_there]
    assert all(is_working(one.due, there.workday) for one in planned_there)
    for one, other in zip(planned_here, planned_there, strict=True):
        assert abs(one.due - other.due) < LATEST + timedelta(days=2)


@pytest.mark.parametrize(
    ("rhythm", "rounds"),
    [(TWO_WEEKS, 13), (MONTH, 6), (SIX_WEEKS, 4), (TWO_MONTHS, 3), (QUARTER, 2)],
)
def test_six_months_have_as_many_rounds_as_whole_steps_fit(rhythm: Rhythm, rounds: int) -> None:
    assert rhythm.rounds(6) == rounds
    assert Pair(0, 1, 1, (2,), datetime(2026, 11, 23, tzinfo=UTC), 6, rhythm=rhythm).rounds == rounds
    assert rhythm.rounds(1) >= 1


def test_the_names_of_rounds_are_months_or_weeks() -> None:
    start = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)

    assert [period(start, MONTH, number) for number in (1, 2, 4)] == ["2026-11", "2026-12", "2027-02"]
    assert [period(start, QUARTER, number) for number in (1, 2)] == ["2026-11", "2027-02"]
    assert [period(start, TWO_WEEKS, number) for number in (1, 2, 4)] == ["2026-W49", "2026-W51", "2027-W02"]


@pytest.mark.parametrize("rhythm", Rhythm)
def test_an_invitation_is_gone_before_the_next_one_comes(rhythm: Rhythm) -> None:
    step = timedelta(weeks=rhythm.weeks) if rhythm.weeks else timedelta(days=28 * rhythm.months)

    assert timedelta(days=7) <= keeps(rhythm) <= step / 2


@pytest.mark.parametrize(
    ("opens", "closes", "works"),
    [
        (None, None, ("09:00", "17:00")),
        (time(10), time(16), ("10:00", "16:00")),
        (time(7), time(12), ("09:00", "12:00")),
        (time(12), time(20), ("12:00", "17:00")),
        (time(18), time(22), ("09:00", "17:00")),  # nothing in common: their own hours hold
    ],
)
def test_the_hours_of_a_programme_narrow_those_of_its_people(
    opens: time | None, closes: time | None, works: tuple[str, str]
) -> None:
    narrowed = Workday("Europe/Lisbon", "PT").within(opens, closes)

    assert (f"{narrowed.opens:%H:%M}", f"{narrowed.closes:%H:%M}") == works


def test_the_first_nudge_comes_on_the_day_after_a_pair_began() -> None:
    assert nominal(at("2026-11-23 23:59", "Europe/Lisbon"), MONTH, 1, "Europe/Lisbon") == date(2026, 11, 24)
