"""The launch of a large company: a letter to leaders first, then everybody, with a crash in the middle."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from bot.asks import CampaignState
from bot.people import Platform
from tests.journeys.announcing import LAUNCH, NAME, announces, campaign, coordinator
from tests.stage import Actor, Stage

MANY = 2000
LEADERS = 6
BAR = "█" * 20


@pytest.fixture
async def company(stage: Stage) -> Stage:
    coordinator(stage, Platform.SLACK)
    for n in range(LEADERS):
        stage.person(f"L{n} Leader", Platform.TEAMS, zone="Europe/Lisbon", level="9", leader="yes")
    for n in range(MANY - 1):
        stage.person(f"P{n:04} Person", Platform.SLACK, zone="Europe/Lisbon", level="3")
    await stage.opens()
    return stage


async def test_the_launch_of_a_large_company_survives_a_crash_and_reaches_nobody_twice(
    company: Stage,
) -> None:
    carla = company.actors["carla"]
    await announces(carla, "prelaunch", line="You first")
    await carla.fills()
    leaders = [actor for actor in company.actors.values() if actor.human.name.endswith("Leader")]
    assert all(one.has_heard[-1] == f"{first(one)}, one hour a month of yours" for one in leaders)
    await leaders[0].presses("I'll mentor")

    await announces(carla)
    assert "2,006 people would get it (2,000 in Slack, 6 in Teams)" in carla.form_text
    await carla.side.submits("carla", {})
    turn = asyncio.create_task(company.onehour.delivery.turn())
    await until(lambda: has_sent(company) > MANY // 4)
    assert "░" in carla.sees(f"On its way: {NAME}").text
    turn.cancel()
    await company.stops()
    before = sum(launches(company).values())
    assert 0 < before < MANY

    await company.starts()
    for _ in range(4):
        await company.settles()

    assert launches(company) == dict.fromkeys(company.actors, 1)
    assert campaign(company).state is CampaignState.DONE
    card = carla.sees(f"Done: {NAME}").text
    assert f"{BAR} 100 % of 2,006 messages" in card
    assert "2,006 sent" in card
    assert carla.has_heard.count(f"Done: {NAME}") == 1


def first(actor: Actor) -> str:
    return actor.human.name.partition(" ")[0]


def has_sent(stage: Stage) -> int:
    return stage.onehour.office.counts()["sent"]


def launches(stage: Stage) -> dict[str, int]:
    """How often each has the launch before them."""
    told: Counter[str] = Counter()
    for actor in stage.actors.values():
        mine = stage.playground.world.entries(actor.human.id)
        told[actor.human.id] = sum(LAUNCH in str(one.payload) for one in mine if one.by == "bot")
    return {name: count for name, count in told.items() if count}


async def until(seen: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not await asyncio.to_thread(seen):  # noqa: ASYNC110  # what is waited for happens elsewhere
            await asyncio.sleep(0.02)
