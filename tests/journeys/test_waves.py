"""A wave on its way: it is followed, stopped and resumed; and whoever cannot be asked holds up nobody."""

import re
from datetime import date

import pytest

from bot.asks import AskState, CampaignState
from bot.people import Platform
from bot.post import NudgeState
from tests.journeys.announcing import announces, campaign, owed
from tests.journeys.asking import last
from tests.journeys.leading import asked, asks_for, coordinator, leader, looks_up, plans, starts_a_wave, table
from tests.stage import Actor, Stage, command

LABEL = "Before the launch: a letter to senior leaders"
ON_ITS_WAY, STOPPED, DONE = f"On its way: {LABEL}", f"Stopped: {LABEL}", f"Done: {LABEL}"
SEVEN = "2026-11-24T07:00+00:00"
NINE = "2026-11-24T09:00+00:00"


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    return coordinator(stage)


@pytest.fixture
async def grace(stage: Stage, platform: Platform, carla: Actor) -> Actor:
    grace = leader(stage, "Grace Whitfield", platform)
    leader(stage, "Tom Reed", Platform.SLACK, level="8")
    leader(stage, "Maria Lind", Platform.TEAMS, level="8")
    await stage.opens()
    return grace


def letter(actor: Actor) -> str:
    return f"{actor.human.name.partition(' ')[0]}, one hour a month of yours"


async def test_a_wave_is_followed_on_a_card_until_it_has_arrived(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace", "Tom"], line="You first.")
    await stage.time_is(SEVEN)
    await starts_a_wave(carla)

    card = carla.sees(ON_ITS_WAY).text
    assert "To the senior leaders of a wave. On top it says: “You first.”" in card
    assert "2 waiting for their turn, their working hours" in card
    await looks_up(carla, grace)
    assert "Next: it goes out in their next working hours" in last(carla).text

    await stage.time_is(NINE)
    assert "2 sent" in carla.sees(DONE).text
    assert carla.has_heard.count(DONE) == 1
    assert letter(grace) in grace.has_heard
    assert campaign(stage).programme_id is not None


async def test_what_the_card_says_of_a_wave_and_what_the_desk_says_agree(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace", "Tom"])
    before = carla.has_heard.count("Leaders")

    await starts_a_wave(carla)

    assert "2 sent" in carla.sees(DONE).text
    assert carla.has_heard.count("Leaders") == before, "no table of a moment ago stands beneath it"
    await carla.presses("Leaders", on=carla.sees(DONE))
    assert table(last(carla).text) == {"Planned": 1, "Asked": 2}
    assert DONE in carla.has_heard


async def test_a_wave_is_stopped_and_resumed_and_reaches_nobody_twice(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace", "Tom"])
    await stage.time_is(SEVEN)
    await starts_a_wave(carla)
    await carla.presses("Stop", on=carla.sees(ON_ITS_WAY))
    assert "2 held back until you resume" in carla.sees(STOPPED).text

    await stage.time_is(NINE)
    assert letter(grace) not in grace.has_heard
    await carla.types("/mentor admin leaders plan")
    assert "1 leader can be asked" in carla.form_text, "the others have a letter that is held back"
    await carla.presses("Resume", on=carla.sees(STOPPED))

    assert grace.has_heard.count(letter(grace)) == 1
    assert stage.actors["tom"].has_heard == ["Tom, one hour a month of yours"]
    assert campaign(stage).state is CampaignState.DONE
    assert asked(stage, grace).state is AskState.ASKED


async def test_whoever_cannot_be_asked_holds_up_no_other_wave(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace"], ["Tom"])
    await grace.types(command(grace, "stop"))
    await carla.types("/mentor admin leaders")
    assert "Wave 1: 1" in last(carla).text

    await carla.presses("Start wave 2", on=last(carla))
    await carla.fills()
    assert "Wave 2 goes to 1 leader: Tom Reed" in carla.form_text
    await carla.fills()
    assert "Tom, one hour a month of yours" in stage.actors["tom"].has_heard

    await grace.presses("Turn them on again")
    await carla.types("/mentor admin leaders")
    await carla.presses("Start wave 1", on=last(carla))
    await carla.fills()
    await carla.fills()
    assert letter(grace) in grace.has_heard


async def test_where_nobody_can_be_asked_it_says_who_cannot_be_reached(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace"])
    for one in (grace, *(stage.actors[name] for name in ("tom", "maria"))):
        await one.types(command(one, "stop"))

    await carla.types("/mentor admin leaders wave")

    assert carla.has_heard[-1] == "No wave to start"
    assert "Of those who are planned, nobody can be asked just now" in last(carla).text


async def test_a_letter_that_could_not_go_out_puts_its_leader_back_into_the_plan(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace"])
    await stage.time_is(SEVEN)
    await starts_a_wave(carla)
    await grace.types(command(grace, "stop"))
    await stage.time_is("2026-11-25T10:00+00:00")
    assert [one.state for one in owed(stage, grace)] == [NudgeState.SKIPPED]
    await looks_up(carla, grace)
    assert "Next: their wave is to be started" in last(carla).text

    await stage.time_is("2026-12-02T10:00+00:00")
    await grace.presses("Turn them on again")
    await carla.types("/mentor admin leaders")
    assert table(last(carla).text) == {"Planned": 3}
    await starts_a_wave(carla)

    assert letter(grace) in grace.has_heard
    assert asked(stage, grace).asked_at
    assert asked(stage, grace).asked_at.date() == date(2026, 12, 2)  # type: ignore[union-attr]


async def test_the_preview_is_what_the_first_of_them_reads_in_their_language(
    stage: Stage, carla: Actor
) -> None:
    leader(stage, "Jule Stern", Platform.TEAMS, level="10", locale="de-DE")
    await stage.opens()
    await plans(carla, ["Jule"])

    await carla.types("/mentor admin leaders wave")
    await carla.fills()

    assert "This is how it reads to Jule Stern" in carla.form_text
    assert "Jule, eine Stunde im Monat von dir" in carla.form_text
    assert "Warum ich dabei an dich denke" in carla.form_text
    assert "Unterstützung" in carla.form_text
    assert "Why I think of you" not in carla.form_text


async def test_the_page_of_a_leader_says_on_which_day_a_letter_goes_out_that_waits_for_room(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    for _ in range(2):
        await announces(carla)
        await carla.fills()
    await plans(carla, ["Grace"])
    await starts_a_wave(carla)
    assert letter(grace) not in grace.has_heard

    await looks_up(carla, grace)

    told = last(carla).text
    assert re.search(r"Next: it goes out on \S*(2026-11-30|30 Nov)", told)
    assert "since they have had as many announcements as one person gets in seven days" in told
    await stage.time_is("2026-11-30T16:00+00:00")
    assert letter(grace) in grace.has_heard
    await looks_up(carla, grace)
    assert "Next: a reminder" in last(carla).text


async def test_or_that_it_waits_for_the_day_that_they_have_named(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await asks_for(carla, grace, "story")
    await stage.time_is("2026-11-23T20:00+00:00")
    await asks_for(carla, grace, "champion")
    await grace.presses("Not now")
    await grace.presses("Another day")
    await grace.fills(day="2026-12-10")

    await looks_up(carla, grace)

    assert re.search(
        r"Next: it goes out on \S*(2026-12-10|10 Dec).*, the day from which they may be asked",
        last(carla).text,
    )
    await grace.types(command(grace, "later"))
    await grace.fills(day="2027-03-10")
    await looks_up(carla, grace)
    assert "Next: nothing: it was not sent" in last(carla).text


async def test_and_of_a_wave_that_was_stopped_that_it_is_held_back(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace"])
    await stage.time_is(SEVEN)
    await starts_a_wave(carla)
    await carla.presses("Stop", on=carla.sees(ON_ITS_WAY))

    await looks_up(carla, grace)

    assert "Next: it goes out once you resume the wave" in last(carla).text


async def test_no_reminder_is_foretold_that_will_not_come(stage: Stage, carla: Actor, grace: Actor) -> None:
    await plans(carla, ["Grace"])
    await starts_a_wave(carla)
    await grace.types(command(grace, "stop"))
    await stage.time_is("2026-12-01T12:00+00:00")

    await looks_up(carla, grace)

    assert "Next: silence: nobody asks again by itself" in last(carla).text
