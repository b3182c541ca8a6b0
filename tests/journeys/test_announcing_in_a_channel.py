"""A coordinator chooses a channel instead of people, sees how it reads there, and posts it."""

import pytest

from bot.people import Platform
from tests.journeys.public import BOARDS, TEXT, board, company, place_ids, posts
from tests.stage import Actor, Stage, command

Three = tuple[Actor, Actor, Actor]


@pytest.fixture
async def people(stage: Stage, platform: Platform) -> Three:
    return await company(stage, platform)


async def chooses(stage: Stage, platform: Platform, line: str = "") -> None:
    carla = stage.actors["carla"]
    await carla.types(command(carla, "admin announce"))
    await carla.fills(template=TEXT, line=line)
    await carla.fills(where=place_ids(stage)[BOARDS[platform][1]])


async def test_it_is_seen_before_it_is_posted(stage: Stage, people: Three, platform: Platform) -> None:
    carla, _, ada = people
    before = list(ada.has_heard)
    await chooses(stage, platform, "An hour well spent.")
    assert "An hour well spent." in carla.form_text
    assert BOARDS[platform][1] in carla.form_text
    assert board(stage, platform) == []

    await carla.fills()

    assert "is being posted" in carla.sees("On its way to everybody there").text
    assert "An hour well spent." in board(stage, platform)[0].text
    assert len(posts(stage, carla)) == 1
    assert ada.has_heard == before


async def test_in_the_evening_it_says_when_it_will_stand_there(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await stage.time_is("2026-11-27T19:00+00:00")

    await chooses(stage, platform)
    await carla.fills()

    assert "when people work there again" in carla.sees("On its way to everybody there").text
    assert board(stage, platform) == []


async def test_people_can_be_written_to_one_by_one_as_before(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, _, ada = people
    await carla.types(command(carla, "admin announce"))
    await carla.fills(template=TEXT)
    await carla.fills(where="everyone")
    await carla.fills()

    assert "Mentoring opens today" in ada.has_heard
    assert board(stage, platform) == []
