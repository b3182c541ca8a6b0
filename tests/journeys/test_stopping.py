"""Following an announcement while it goes out: its card, stopping, and going on, with nobody written to twice."""

from collections.abc import Mapping

import pytest

from bot.asks import CampaignState
from bot.people import Platform
from bot.post import NudgeState
from tests.journeys.announcing import LAUNCH, NAME, announces, campaign, coordinator, owed, words
from tests.stage import Actor, Stage

Cast = Mapping[str, Actor]
EAST = 6


@pytest.fixture
async def cast(stage: Stage, platform: Platform) -> Cast:
    """It is afternoon in Lisbon, and night where the others work."""
    coordinator(stage, platform)
    stage.person("Ada Pereira", platform, zone="Europe/Lisbon", level="3")
    for n in range(EAST):
        where = list(Platform)[n % 2]
        stage.person(f"E{n} East", where, zone="Asia/Tokyo", level="3")
    await stage.opens()
    await announces(stage.actors["carla"])
    await stage.actors["carla"].fills()
    return stage.actors


def heard(cast: Cast) -> list[int]:
    return [cast[f"e{n}"].has_heard.count(LAUNCH) for n in range(EAST)]


async def test_its_card_is_one_message_that_is_changed_as_it_goes(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    card = carla.sees(f"On its way: {NAME}")
    assert "25 % of 8 messages" in card.text
    assert "2 sent" in card.text
    assert "6 waiting" in card.text

    await stage.time_is("2026-11-24T03:00+00:00")

    done = carla.sees(f"Done: {NAME}")
    assert done.entry.id == card.entry.id
    assert "100 % of 8 messages" in done.text
    assert done.buttons == {}
    assert campaign(stage).state is CampaignState.DONE


async def test_stop_holds_back_whoever_has_not_begun_and_resume_goes_on(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await carla.presses("Stop")
    assert "6 held back until you resume" in carla.sees(f"Stopped: {NAME}").text
    await stage.time_is("2026-11-24T06:00+00:00")
    assert heard(cast) == [0] * EAST

    await stage.stops()
    await stage.starts()
    await carla.presses("Resume")
    assert heard(cast) == [1] * EAST
    assert cast["ada"].has_heard.count(LAUNCH) == 1
    assert "8 sent" in carla.sees(f"Done: {NAME}").text
    with stage.onehour.ledger() as records:
        acts = [one.act for one in records.audit.latest(3)]
    assert acts == ["announce resume", "announce stop", "announce"]


async def test_stopping_twice_and_resuming_twice_change_nothing_more(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    for press in ("stop", "stop", "resume", "resume"):
        await carla.forges(f"campaigns.{press}", str(campaign(stage).id))
    assert campaign(stage).state is CampaignState.SENDING

    await stage.time_is("2026-11-24T06:00+00:00")

    assert heard(cast) == [1] * EAST


async def test_what_was_stopped_for_weeks_is_still_worth_sending_once_somebody_resumes(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    await carla.presses("Stop")
    await stage.time_is("2026-12-21T06:00+00:00")

    await carla.presses("Resume")

    assert heard(cast) == [1] * EAST


async def test_why_somebody_was_left_out_on_the_way_stands_on_the_card_without_a_name(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    for name, command in (("e0", "stop"), ("e2", "pause")):
        await cast[name].types(words(cast[name], command))
    await cast["e2"].fills()
    await cast["e1"].side.uninstalls("e1")

    await stage.time_is("2026-11-24T06:00+00:00")

    card = carla.sees(f"Done: {NAME}").text
    assert "2 skipped: away, or without a wish for announcements" in card
    assert "1 failed: cannot be reached" in card
    assert "East" not in card
    assert owed(stage, cast["e0"])[0].state is NudgeState.SKIPPED


async def test_another_coordinator_may_stop_it_and_an_employee_may_not(stage: Stage, cast: Cast) -> None:
    carla, ada = cast["carla"], cast["ada"]
    await ada.forges("campaigns.stop", str(campaign(stage).id))
    assert ada.has_heard[-1] == "This is no longer open"
    assert campaign(stage).state is CampaignState.SENDING

    await carla.types(words(carla, "admin people"))
    await carla.fills(person="Ada")
    await carla.presses("Appoint as coordinator")
    await carla.presses("Yes, appoint")
    await ada.types(words(ada, "admin announced"))
    await ada.presses(f"1. {NAME}")
    await ada.presses("Stop")

    assert "6 held back" in ada.sees(f"Stopped: {NAME}").text
    assert "6 held back" in carla.sees(f"Stopped: {NAME}").text
