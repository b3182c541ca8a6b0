"""Changing an announcement that is kept: no card sends anything but what it says, and each is brought along."""

from collections.abc import Mapping

import pytest

from bot.asks import CampaignState
from bot.people import Platform
from tests.journeys.announcing import LAUNCH, NAME, announces, campaign, coordinator
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


async def test_a_card_never_sends_anything_but_what_it_says(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    first = await keeps_a_draft(carla, whom="not_enrolled")
    said = dict(first.entry.payload)
    await changes(carla, whom="everybody")
    # as it stands where changing the first card has failed
    stage.playground.world.replace(first.entry.id, said)

    await carla.presses("Send it now", on=cards(carla, DRAFT)[0])

    assert got(cast) == set()
    assert campaign(stage).state is CampaignState.DRAFT
    shown = cards(carla, DRAFT)[0]
    assert CHANGED in shown.text
    assert "To everybody" in shown.text
    await carla.presses("Send it now", on=shown)
    assert got(cast) == {"carla", "ada", "tom"}
