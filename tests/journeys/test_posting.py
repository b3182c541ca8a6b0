"""What is said in a channel: by coordinators alone, once, in working hours; and never repeated by itself."""

import pytest

from bot.people import Platform
from bot.places import PostState
from playground.faults import Fault
from tests.journeys.public import (
    BOARDS,
    SLACK,
    announces,
    board,
    company,
    forgets,
    place_ids,
    posts,
    puts_out,
    sending,
    stands_from,
)
from tests.journeys.test_preview_in_chat import looks_ahead, table
from tests.stage import Actor, Stage, command

Three = tuple[Actor, Actor, Actor]
TITLE = "Mentoring opens today"


@pytest.fixture
async def people(stage: Stage, platform: Platform) -> Three:
    return await company(stage, platform)


async def test_a_channel_is_known_once_we_are_in_it_and_forgotten_once_we_are_not(
    stage: Stage, people: Three, platform: Platform
) -> None:
    name = BOARDS[platform][1]
    assert name in place_ids(stage)
    assert len(place_ids(stage)) == 2, "the other channel as well"

    await puts_out(stage, platform)

    assert name not in place_ids(stage)
    carla, *_ = people
    if platform is Platform.TEAMS:
        await carla.types("admin showcase")
        assert "I read nothing that is said in it" in carla.sees("I am in no channel yet").text


async def test_a_channel_that_another_company_reads_is_none_of_ours(stage: Stage) -> None:
    await company(stage, Platform.SLACK)
    stage.playground.world.remember("slack:shared:#general", value=True)

    await stage.playground.slack.event({"type": "channel_shared", "channel": SLACK})

    assert list(place_ids(stage)) == ["#stories"]
    await stage.onehour.meets_everybody()
    assert list(place_ids(stage)) == ["#stories"], "nor on the next morning"


async def test_channels_we_were_in_before_are_found_as_we_start(stage: Stage) -> None:
    await company(stage, Platform.SLACK)
    with stage.onehour.ledger() as records:
        records.places.leave(Platform.SLACK, "T0ONEHOUR", [SLACK], stage.clock.now())
    assert "#general" not in place_ids(stage)

    await stage.onehour.meets_everybody()

    assert "#general" in place_ids(stage)


async def test_an_announcement_is_posted_once_and_what_is_pressed_there_is_answered_in_private(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, _, ada = people
    before = list(ada.has_heard)

    await announces(stage, carla, platform, line="An hour well spent.")

    [post] = board(stage, platform)
    assert post.title == TITLE
    assert "“An hour well spent.” Carla Mendes says it takes 60 minutes." in post.text
    assert ada.has_heard == before, "nobody is written to"
    await stage.settles()
    assert len(board(stage, platform)) == 1
    assert [one.state for one in posts(stage, carla)] == [PostState.POSTED]

    if platform is Platform.SLACK:
        await stage.playground.slack.presses("ada", post.entry.id, post.buttons["Take part"])
    else:
        await stage.playground.teams.team.presses("ada", post.entry.id, post.buttons["Take part"])
    assert ada.form, "it opens for her alone"
    assert [one.text for one in board(stage, platform)] == [post.text], "the post stays what it is"


async def test_it_waits_for_the_hours_in_which_the_company_works(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await stage.time_is("2026-11-27T19:00+00:00")

    await announces(stage, carla, platform)

    assert board(stage, platform) == []
    [post] = await stands_from(stage, platform, "2026-11-30T09:00+00:00")
    assert post.title == TITLE


async def test_what_waits_to_be_posted_stands_in_a_look_ahead(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await stage.time_is("2026-11-28T12:00+00:00")
    await announces(stage, carla, platform)

    await looks_ahead(stage, carla, months="1")

    [row] = [one for one in table(stage) if one["title"] == TITLE]
    assert (row["name"], row["email"], row["kind"]) == (BOARDS[platform][1], "", "announcement")
    assert (row["at_utc"], row["state"]) == ("2026-11-30T09:00:00Z", "sent")
    assert f"{BOARDS[platform][1]}, announcements" in carla.seen[-1].text
    assert board(stage, platform) == []
    await looks_ahead(stage, carla, months="1", person="Carla")
    assert TITLE not in {one["title"] for one in table(stage)}


async def test_a_post_that_may_have_arrived_is_repeated_by_a_coordinator_alone(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await announces(stage, carla, platform, trouble=Fault(sending(platform), "accept_then_drop"))
    await stage.time_is("2026-11-24T12:00+00:00")

    assert len(board(stage, platform)) == 1
    assert [one.state for one in posts(stage, carla)] == [PostState.UNSURE]
    await carla.types(command(carla, "admin"))
    told = carla.sees("For coordinators").text
    assert BOARDS[platform][1] in told
    assert "post, for everybody there" in told
    await carla.presses("Send these again")
    assert len(board(stage, platform)) == 2
    assert [one.state for one in posts(stage, carla)] == [PostState.POSTED]


async def test_a_platform_that_is_busy_is_asked_again(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await announces(stage, carla, platform, trouble=Fault(sending(platform), "429", retry_after=60))

    assert board(stage, platform) == []
    await stage.time_is("2026-11-23T14:32+00:00")
    assert [one.title for one in board(stage, platform)] == [TITLE]


async def test_a_channel_that_has_closed_is_said_so_and_let_go(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    stage.playground.world.remember(
        "slack:invited:#general" if platform is Platform.SLACK else "teams:in_team", value=False
    )

    await announces(stage, carla, platform)

    assert [one.state for one in posts(stage, carla)] == [PostState.REFUSED]
    assert BOARDS[platform][1] not in place_ids(stage)
    await carla.types(command(carla, "admin"))
    assert "it was not posted" in carla.sees("For coordinators").text
    await carla.presses("I have seen to these posts")
    assert "off the list" in carla.sees("Seen to").text
    await carla.types(command(carla, "admin"))
    assert "it was not posted" not in carla.sees("For coordinators").text


async def test_only_coordinators_post(stage: Stage, people: Three, platform: Platform) -> None:
    _, _, ada = people
    await ada.types(command(ada, "admin announce"))
    assert "For coordinators" not in ada.has_heard
    await ada.types(command(ada, "stop"))

    await ada.forges("posts.settled", "")
    await ada.forges("showcases.post", "1")

    assert board(stage, platform) == []
    with stage.onehour.ledger() as records:
        assert [one.act for one in records.audit.entries()] == []


async def test_whoever_posted_and_is_forgotten_is_named_there_no_more(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people
    await announces(stage, carla, platform, line="Ask Ada Pereira, she knows.")
    assert "Carla Mendes" in board(stage, platform)[0].text

    ada = stage.actors["ada"]
    await forgets(ada)
    assert "Ask Somebody, she knows." in board(stage, platform)[0].text
    await forgets(carla)

    [post] = board(stage, platform)
    assert "Carla" not in post.text
    assert "she knows" not in post.text
    assert "your coordinator says it takes 60 minutes" in post.text


async def test_what_was_posted_is_written_down_without_a_word_of_it(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, *_ = people

    await announces(stage, carla, platform, line="A word to all of you.")
    await carla.types(command(carla, "admin audit"))

    log = carla.sees("What coordinators did").text
    assert f"Carla Mendes posted in {BOARDS[platform][1]}" in log
    assert "A word to all" not in log
