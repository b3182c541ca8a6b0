"""What only Teams has: an app that is removed, a Home that stands in the chat, files that are offered."""

import pytest

from bot.message import Form, Input, Kind
from bot.people import Platform
from handlers.teams.forms import form_card
from handlers.teams.outgoing import with_card
from tests.stage import Actor, Stage

HOME = "Where things stand"


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    carla = stage.person("Carla Mendes", Platform.TEAMS, zone="Europe/Lisbon", country="PT", level="4")
    stage.person("Ada Pereira", Platform.TEAMS, zone="Europe/Lisbon", level="3", languages="en")
    await stage.opens()
    return carla


@pytest.fixture
def ada(stage: Stage, carla: Actor) -> Actor:
    return stage.actors["ada"]


async def dry_run(carla: Actor) -> str:
    """What the coordinator reads before anything is announced."""
    await carla.types("admin announce")
    await carla.fills(template="announcements/launch")
    return carla.form_text


async def joins(ada: Actor) -> None:
    await ada.joins("mentee", more_wants="leadership", languages=["en"])


async def test_whoever_removes_the_app_is_counted_as_out_of_reach_until_they_add_it_again(
    carla: Actor, ada: Actor
) -> None:
    before = await dry_run(carla)
    await ada.side.uninstalls("ada")
    without = await dry_run(carla)
    await ada.side.installs("ada")
    again = await dry_run(carla)

    assert "2 people" in before
    assert "1 cannot be reached: Ada Pereira" in without
    assert again == before


async def test_home_is_changed_where_it_stands_when_something_has_changed(
    stage: Stage, carla: Actor, ada: Actor
) -> None:
    await ada.types("status")
    home = ada.sees(HOME)

    await joins(ada)
    await stage.settles()

    assert ada.sees(HOME).entry.id == home.entry.id
    assert ada.sees(HOME).text != home.text
    assert ada.has_heard.count(HOME) == 1


async def test_a_home_that_was_left_behind_comes_up_to_date_when_it_comes_into_view(
    carla: Actor, ada: Actor
) -> None:
    await ada.types("status")
    old = ada.sees(HOME)
    await ada.types("status")
    await joins(ada)
    assert ada.side.world.entry(old.entry.id).payload == old.entry.payload

    heard = len(ada.seen)
    await ada.side.refreshes("ada", old.entry.id)

    shown = next(seen for seen in ada.seen if seen.entry.id == old.entry.id)
    assert shown.text == ada.sees(HOME).text != old.text
    assert len(ada.seen) == heard


async def test_what_a_button_at_home_opens_comes_below_it(carla: Actor, ada: Actor) -> None:
    await ada.types("status")
    home = ada.sees(HOME)

    await ada.presses("Take part", on=home)

    assert ada.form is not None
    assert ada.sees(HOME).entry.payload == home.entry.payload


async def test_a_people_file_is_taken_from_the_chat_and_other_files_are_not(carla: Actor, ada: Actor) -> None:
    people = b"email,name,department\nada@hartwell.example,Ada Pereira,Research\n"

    await carla.sends_file("people.csv", people)
    await carla.sends_file("photo.png", b"\x89PNG")
    await ada.sends_file("people.csv", people)

    assert "I am reading it" in carla.has_heard
    assert "I cannot read that one" in carla.has_heard
    assert ada.has_heard[-1] == "That is for coordinators"


async def test_colleagues_are_found_while_somebody_types_and_nobody_else(
    stage: Stage, carla: Actor, ada: Actor
) -> None:
    asked = form_card(
        Form("t:1", "Whom?", (), (Input("whom", Kind.SEARCH, "Whom?", source="people"),), "Save"), "en"
    )
    unknown = form_card(
        Form("t:2", "What?", (), (Input("what", Kind.SEARCH, "What?", source="no such"),), "Save"), "en"
    )
    for card in (asked, unknown):
        stage.playground.world.add("ada", "bot", with_card("A form", card))

    assert await ada.looks_for("whom", "carl") == ["Carla Mendes"]
    assert await ada.looks_for("whom", "ada") == []
    assert await ada.looks_for("what", "carl") == []
    await ada.fills(what=[])
    assert ada.has_heard[-1] == "This form is done"
