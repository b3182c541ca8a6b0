"""What a play begins with: how many people there are, and what time it is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.people_file import read_people
from playground.clock import PlayClock, first_moment
from playground.company import company

FRIDAY = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


def test_everybody_of_the_company_is_in_the_people_file() -> None:
    played = company()
    file = read_people(played.people_file, frozenset())

    assert not file.problems
    assert [line.email for line in file.lines] == [human.email for human in played.humans]


def test_a_small_company_is_the_first_of_them_without_managers_who_are_not_there() -> None:
    played = company(3)

    assert [human.id for human in played.humans] == ["ada", "grace", "carla"]
    assert not read_people(played.people_file, frozenset()).problems


def test_a_large_company_is_made_up_the_same_way_from_the_same_seed() -> None:
    first, same, other = company(200, 7), company(200, 7), company(200, 8)

    assert len({human.email for human in first.humans}) == 200
    assert first == same
    assert first != other
    assert not read_people(first.people_file, frozenset()).problems


def test_the_play_begins_on_a_tuesday_afternoon_that_has_not_passed() -> None:
    assert first_moment(FRIDAY) == datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    assert first_moment(datetime(2026, 11, 24, 15, 0, tzinfo=UTC)) == datetime(
        2026, 12, 1, 14, 30, tzinfo=UTC
    )


def test_the_clock_goes_on_can_be_moved_and_is_where_it_was_after_a_restart(tmp_path: Path) -> None:
    real = [FRIDAY]
    clock = PlayClock(lambda: real[0], tmp_path / "clock.json")
    clock.move_to(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    real[0] += timedelta(minutes=5)

    assert clock.now() == datetime(2027, 1, 4, 9, 5, tzinfo=UTC)
    assert PlayClock(lambda: real[0], tmp_path / "clock.json").now() == clock.now()
