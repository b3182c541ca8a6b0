"""Changing an announcement that is kept: no card sends anything but what it says, and each is brought along."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.asks import CampaignState
from bot.campaign_cards import bring_along
from bot.people import Platform
from bot.ports import Event
from bot.post import NudgeState
from playground.faults import Fault
from tests.journeys.announcing import LAUNCH, NAME, announces, campaign, coordinator, words
from tests.journeys.asking import enrol
from tests.stage import Actor, Seen, Stage

Cast = Mapping[str, Actor]
DRAFT = f"A draft: {NAME}"
CHANGED = "please look at it once more"


@pytest.fixture
async def cast(stage: Stage, platform: Platform) -> Cast:
    """Carla coordinates on one platform; Ada takes part, and Tom does not yet."""
    other = next(one for one in Platform if one is not platform)
    coordinator(stage, platform)
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", level="3")
    stage.person("Tom Reed", other, zone="Europe/Lisbon", level="5")
    await stage.opens()
    enrol(stage, ada)
    return stage.actors


def cards(carla: Actor, title: str) -> list[Seen]:
    """Those with this title, the oldest first."""
    return [seen for seen in carla.seen if seen.title == title]


async def keeps_a_draft(carla: Actor, **chosen: str) -> Seen:
    """The card of a new draft."""
    await announces(carla, **chosen)
    assert "Do it" in carla.form_text, "it is not sent, so that no button may say so"
    await carla.fills(then="keep")
    return carla.sees(DRAFT)


async def changes(carla: Actor, **chosen: str) -> None:
    """It stays a draft."""
    await carla.presses("Change it")
    await carla.fills(**chosen)
    await carla.fills(then="keep")


def got(cast: Cast) -> set[str]:
    return {name for name, actor in cast.items() if LAUNCH in actor.has_heard}


def out(stage: Stage, carla: Actor, kind: str) -> Fault:
    """Changing a message fails, where she is, as her form ends."""
    if carla.human.platform == "slack":
        fault = Fault("chat.update", kind)
        stage.playground.slack.faults.append(fault)
    else:
        # the form, which is a card there, comes first
        fault = Fault("update", "404" if kind.startswith("error") else kind, times=2)
        stage.playground.teams.faults.append(fault)
    return fault


async def test_every_card_says_what_it_was_changed_into_and_sends_that(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await keeps_a_draft(carla, whom="not_enrolled")
    await changes(carla, whom="everybody")
    first, second = cards(carla, DRAFT)
    assert first.text == second.text
    assert "To everybody" in first.text

    await carla.presses("Send it now", on=first)

    assert got(cast) == {"carla", "ada", "tom"}
    done = cards(carla, f"Done: {NAME}")
    assert [one.entry.id for one in done] == [first.entry.id, second.entry.id]
    assert all("3 sent" in one.text and "100 %" in one.text for one in done)


async def test_a_card_that_could_not_be_changed_sends_nothing_that_it_does_not_say(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    await keeps_a_draft(carla, whom="not_enrolled")
    await carla.presses("Change it")
    await carla.fills(whom="everybody")
    fault = out(stage, carla, "error:edit_window_closed")
    await carla.fills(then="keep")
    assert not fault.times
    stale = cards(carla, DRAFT)[0]
    assert "To those who do not take part" in stale.text

    await carla.presses("Send it now", on=stale)

    assert got(cast) == set()
    assert campaign(stage).state is CampaignState.DRAFT
    shown = cards(carla, DRAFT)[0]
    assert CHANGED in shown.text
    assert "To everybody" in shown.text
    await carla.presses("Send it now", on=shown)
    assert got(cast) == {"carla", "ada", "tom"}


async def test_a_platform_that_is_busy_is_asked_again(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await keeps_a_draft(carla, whom="not_enrolled")
    await carla.presses("Change it")
    await carla.fills(whom="everybody")
    out(stage, carla, "429")
    await carla.fills(then="keep")
    await stage.settles()
    async with asyncio.timeout(20):
        while "To everybody" not in cards(carla, DRAFT)[0].text:
            await asyncio.sleep(0.5)
            await stage.settles()


async def test_whoever_dies_over_a_card_is_followed_by_somebody_who_changes_it(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    await keeps_a_draft(carla, whom="not_enrolled")
    wider = replace(campaign(stage), audience="everybody", sequence=1)
    with stage.onehour.ledger() as records:
        records.campaigns.keep(wider)
        bring_along(Event(records, stage.clock.now(), stage.onehour.bot.house), wider)
    [claimed] = stage.onehour.office.claim(10)
    assert stage.onehour.office.prepare(claimed)

    await stage.stops()
    await stage.starts()
    for _ in range(3):
        await stage.settles()

    assert "To everybody" in cards(carla, DRAFT)[0].text
    assert not stage.onehour.office.counts()[NudgeState.UNSURE]


async def test_what_is_planned_or_called_off_on_one_card_is_so_on_the_others(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    first = await keeps_a_draft(carla, day="2026-11-24", hour="10:30")
    await changes(carla, line="See you there")

    await carla.presses("Send it then", on=cards(carla, DRAFT)[0])
    assert len(cards(carla, f"Planned: {NAME}")) == 2
    await carla.presses("Call it off", on=cards(carla, f"Planned: {NAME}")[1])

    off = cards(carla, f"Called off: {NAME}")
    assert len(off) == 2
    assert off[0].entry.id == first.entry.id
    assert not any(one.buttons for one in off)


async def test_a_card_out_of_the_list_is_followed_as_well(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    first = await keeps_a_draft(carla)
    await carla.types(words(carla, "admin announced"))
    await carla.presses(f"1. {NAME}")
    looked_up = cards(carla, DRAFT)[1]

    await carla.presses("Send it now", on=looked_up)

    done = cards(carla, f"Done: {NAME}")
    assert {one.entry.id for one in done} == {first.entry.id, looked_up.entry.id}
    assert all("3 sent" in one.text for one in done)


async def test_the_menu_from_which_it_was_begun_stays_a_menu(cast: Cast) -> None:
    carla = cast["carla"]
    await carla.types(words(carla, "admin"))
    menu = next(one for one in reversed(carla.seen) if "Announce" in one.buttons)
    await carla.presses("Announce", on=menu)
    await carla.fills(template="announcements/launch")
    await carla.fills(then="keep")

    assert menu.title in carla.has_heard
    assert len(cards(carla, DRAFT)) == 1
