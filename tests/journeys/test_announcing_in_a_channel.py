"""A coordinator chooses a channel instead of people, sees how it reads there, and posts it."""

from dataclasses import replace

import pytest

from bot.people import Platform
from bot.places import PostState
from tests.journeys.asking import number
from tests.journeys.public import BOARDS, TEXT, board, company, place_ids, posts, stands_from
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

    assert "when people work there again" in carla.sees("Planned for everybody there").text
    assert board(stage, platform) == []


async def test_what_stands_there_is_listed_with_whoever_posted_it(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await chooses(stage, platform)
    await carla.fills()

    await carla.types(command(carla, "admin announced"))

    listed = carla.sees("What was announced").text
    assert "Posted where everybody reads it" in listed
    assert BOARDS[platform][1] in listed
    assert "by Carla Mendes" in listed


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


async def test_what_is_narrowed_is_for_people(stage: Stage, people: Three, platform: Platform) -> None:
    carla, *_ = people
    await carla.types(command(carla, "admin announce"))
    await carla.fills(template=TEXT, narrow=["levels"])
    await carla.fills(levels=[str(level) for level in range(1, 11)])

    assert "would get it" in carla.form_text
    await carla.fills()
    assert board(stage, platform) == []


async def plans(stage: Stage, platform: Platform, day: str, hour: str) -> None:
    """Have it posted at a moment to come."""
    carla = stage.actors["carla"]
    await carla.types(command(carla, "admin announce"))
    await carla.fills(template=TEXT, day=day, hour=hour)
    await carla.fills(where=place_ids(stage)[BOARDS[platform][1]])
    assert board(stage, platform) == []
    await carla.fills()


async def test_it_can_be_planned_by_the_coordinators_own_clock(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    me = number(stage, carla)
    with stage.onehour.ledger() as records:
        records.people.keep(replace(records.people.get(me), timezone="Asia/Kolkata"))

    await plans(stage, platform, "2026-11-25", "17:30")

    assert "at the moment you chose" in carla.sees("Planned for everybody there").text
    [post] = await stands_from(stage, platform, "2026-11-25T12:00+00:00")
    assert post.title == "Mentoring opens today"
    await carla.types(command(carla, "admin audit"))
    assert "planned a post in" in carla.sees("What coordinators did").text


async def test_what_is_planned_for_a_free_day_says_when_it_will_stand_there(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people

    await plans(stage, platform, "2026-11-28", "10:00")

    assert "when people work there again" in carla.sees("Planned for everybody there").text
    assert len(await stands_from(stage, platform, "2026-11-30T09:00+00:00")) == 1


async def test_a_moment_that_is_over_is_said_so_and_nothing_is_posted(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await carla.types(command(carla, "admin announce"))
    await carla.fills(template=TEXT, day="2026-11-23", hour="1:00")

    assert "That moment is over" in str(carla.problems)
    assert posts(stage, carla) == []


async def test_what_is_planned_is_listed_and_called_off_with_one_tap(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, _, ada = people
    await plans(stage, platform, "2026-11-25", "10:00")
    [planned] = posts(stage, carla)
    await ada.types(command(ada, "stop"))
    await ada.forges("posts.off", str(planned.id))
    await carla.types(command(carla, "admin announced"))
    assert "All hands" in carla.sees("What was announced").text

    await carla.presses(f"Do not post in {BOARDS[platform][1]}")

    assert "nobody there has seen it" in carla.sees("Called off").text
    await stage.time_is("2026-11-26T12:00+00:00")
    assert board(stage, platform) == []
    assert [one.state for one in posts(stage, carla)] == [PostState.DROPPED]
    await carla.types(command(carla, "admin announced"))
    assert "Nothing has been announced yet" in carla.sees("What was announced").text


async def test_what_stands_there_cannot_be_called_off_any_more(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await plans(stage, platform, "2026-11-25", "10:00")
    await stage.time_is("2026-11-25T10:00+00:00")

    await carla.presses("Do not post it")

    assert "It stands in" in carla.sees("Too late for that").text
    assert len(board(stage, platform)) == 1
    assert [one.state for one in posts(stage, carla)] == [PostState.POSTED]


async def test_whoever_coordinates_no_more_has_nothing_posted(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, _ = people
    await plans(stage, platform, "2026-11-25", "10:00")
    [planned] = posts(stage, carla)
    hers = number(stage, grace)
    with stage.onehour.ledger() as records:
        records.posts.keep(replace(planned, by=hers))

    await stage.time_is("2026-11-25T12:00+00:00")

    assert board(stage, platform) == []
    await carla.types(command(carla, "admin"))
    assert "whoever wanted it posted still coordinates" in carla.sees("For coordinators").text


async def writes(carla: Actor, headline: str, words: str) -> None:
    """Write an announcement of one's own, and begin to announce it."""
    await carla.types(command(carla, "admin announce"))
    await carla.fills(template="own")
    await carla.presses("Write one")
    await carla.fills(language="en")
    await carla.fills(headline=headline, words=words)
    await carla.fills(called=headline, for_whom="everybody", answer="tell", buttons=["join"])
    await carla.fills()
    await carla.presses("Announce it")
    await carla.fills()


async def test_a_text_of_our_own_stands_in_a_channel_where_it_names_no_reader(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await writes(carla, "On the roof", "We meet on Thursday, says {{ sender.first_name }}.")

    await carla.fills(where=place_ids(stage)[BOARDS[platform][1]])
    assert "We meet on Thursday, says Carla." in carla.form_text
    await carla.fills()

    [post] = board(stage, platform)
    assert post.title == "On the roof"
    assert "We meet on Thursday, says Carla." in post.text
    assert "write stop" not in post.text, "whoever reads it there is no reader of ours"
    assert "Take part" in post.buttons


async def test_one_that_names_its_reader_says_kindly_that_it_goes_to_people(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, _, ada = people

    await writes(carla, "On the roof", "We meet on Thursday, {{ to.first_name }}.")

    assert "It names whoever reads it, so that it goes to people, and to no channel." in carla.form_text
    await carla.fills()
    assert "We meet on Thursday, Ada." in ada.sees("On the roof").text
    assert board(stage, platform) == []


async def test_what_the_house_announces_to_everybody_can_be_read_by_everybody(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    for name in ("launch", "mentoring_day", "halfway", "closing"):
        await carla.types(command(carla, "admin announce"))
        await carla.fills(template=f"announcements/{name}")
        await carla.fills(where=place_ids(stage)[BOARDS[platform][1]])
        await carla.fills()

    said = [one.text for one in board(stage, platform)]
    assert len(said) == 4
    for words in said:
        assert "Hello everybody, this is from Carla Mendes" in words
        assert "You get it" not in words
