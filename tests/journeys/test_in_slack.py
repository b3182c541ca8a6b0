"""What only Slack has: a Home tab, colleagues who are closed in the workspace, files shared with the bot."""

import pytest

from bot.people import Address, Platform
from tests.journeys.test_around_the_journey import become_a_pair
from tests.stage import Actor, Stage

PEOPLE = b"email,name\nada@hartwell.example,Ada Pereira\n"


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    stage.person("Ada Pereira", Platform.SLACK, zone="Europe/Lisbon", level="3", languages="en")
    await stage.opens()
    return carla


@pytest.fixture
def ada(stage: Stage, carla: Actor) -> Actor:
    return stage.actors["ada"]


def home_of(actor: Actor) -> str:
    return str(actor.stage.playground.world.home(actor.human.id))


async def test_a_coordinator_sends_a_people_file_and_anybody_else_is_told_that_they_cannot(
    carla: Actor, ada: Actor
) -> None:
    await carla.sends_file("people.csv", PEOPLE)
    await ada.sends_file("people.csv", PEOPLE)
    await carla.sends_file("party.png", b"\x89PNG")

    assert "I am reading it" in carla.has_heard
    assert carla.has_heard[-1] == "I cannot read that one"
    assert ada.has_heard == ["That is for coordinators"]


async def test_whoever_has_asked_how_things_stand_finds_it_on_their_home_and_up_to_date(
    stage: Stage, carla: Actor, ada: Actor
) -> None:
    assert home_of(ada) == "None"

    await ada.types("/mentor status")
    before = home_of(ada)
    await ada.joins("mentee", more_wants="leadership", languages=["en"])
    await stage.settles()

    assert "Where things stand" in before
    assert home_of(ada) != before


async def test_a_home_that_nobody_opened_is_not_shown_to_anybody(
    stage: Stage, carla: Actor, ada: Actor
) -> None:
    await ada.types("/mentor help")
    await stage.settles()

    assert home_of(ada) == "None"
    await ada.side.opens_home("ada")
    assert "Where things stand" in home_of(ada)


async def test_whoever_is_closed_in_the_workspace_is_out_of_reach_until_they_are_back(
    stage: Stage, carla: Actor, ada: Actor
) -> None:
    at = Address(Platform.SLACK, "T0ONEHOUR", ada.human.slack_id)

    await ada.side.deactivates("ada")
    without = stage.onehour.bot.knows(at)
    await ada.side.deactivates("ada", gone=False)

    assert without is False
    assert stage.onehour.bot.knows(at)


async def test_when_the_workspace_closes_an_account_the_partner_hears_it_and_coordinators_see_it(
    stage: Stage,
) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    ada = stage.person("Ada Pereira", Platform.TEAMS, zone="Europe/Lisbon", country="PT", level="3")
    grace = stage.person("Grace Whitfield", Platform.SLACK, zone="Europe/London", level="9")
    await stage.opens()
    await become_a_pair(stage, carla, ada, grace)

    await grace.side.deactivates("grace")
    await stage.settles()

    assert ada.has_heard[-1] == "Grace is not with us at the moment"
    await carla.types("/mentor admin")
    assert "Grace Whitfield" in carla.sees("For coordinators").text
    await stage.time_is("2026-12-08T12:00+00:00")
    assert ada.has_heard_but_notes[-1] == "Your hours with Grace have come to an end"
