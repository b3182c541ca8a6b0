"""What a play begins with: how many people there are, and what time it is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

import pytest

from bot.people_file import read_people
from playground import Playground, Taken
from playground.clock import PlayClock, first_moment
from playground.company import company
from playground.page_tour import steps
from playground.world import World

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


async def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        playground = Playground(company(3).humans, lambda: FRIDAY, bot_url="http://127.0.0.1:1")

        with pytest.raises(Taken, match="Choose another"):
            await playground.start(other.getsockname()[1])


def test_a_step_of_the_tour_is_done_once_the_bot_says_so() -> None:
    world = World(company(3).humans, lambda: FRIDAY)
    joins = next(step for step in steps(world) if step.what == "Ada joins, in Slack")
    world.add("ada", "human", {"text": "/mentor join"})
    assert not joins.done(world)

    world.add("ada", "bot", {"text": "Welcome, Ada. You are in"})

    assert joins.done(world)
