"""A coordinator sends the people file in chat: what it would change is told before anything is, or what is amiss."""

import pytest

from bot.people import Platform
from tests.stage import Actor, Stage

NEW = b"email,name,level,role,salary\nkim@hartwell.example,Kim Okafor,4,mentor,9\n"


@pytest.fixture(params=Platform, ids=lambda platform: f"in-{platform}")
async def carla(request: pytest.FixtureRequest, stage: Stage) -> Actor:
    carla = stage.person("Carla Mendes", request.param, zone="Europe/Lisbon", country="PT", level="4")
    stage.person("Ada Pereira", request.param, zone="Europe/Lisbon", country="PT", level="3")
    await stage.opens()
    return carla


def emails(stage: Stage) -> set[str]:
    with stage.onehour.ledger() as records:
        return {person.email for person in records.people.everybody()}


async def test_what_a_file_would_change_is_told_before_it_is_imported(carla: Actor, stage: Stage) -> None:
    await carla.sends_file("people.csv", NEW)

    assert "I am reading it" in carla.has_heard
    told = carla.sees("What this file would change").text
    assert "1 person is new" in told
    assert "salary" in told
    assert "kim@hartwell.example" not in emails(stage)

    await carla.presses("Import")
    assert carla.has_heard[-1] == "The people are in"
    assert "1 added, 0 updated" in carla.seen[-1].text
    assert "kim@hartwell.example" in emails(stage)
    with stage.onehour.ledger() as records:
        [entry] = [one for one in records.audit.entries() if one.act == "import people"]
        assert "kim" not in entry.on


async def test_a_file_may_be_left_and_then_it_is_gone(carla: Actor, stage: Stage) -> None:
    await carla.sends_file("people.csv", NEW)

    await carla.presses("Leave it")

    assert "Left as it was" in carla.has_heard
    await carla.types("/mentor admin" if carla.human.platform == "slack" else "admin")
    await carla.forges("people.import", "1")
    assert "kim@hartwell.example" not in emails(stage)


async def test_every_bad_line_is_named_and_nobody_comes_in(carla: Actor, stage: Stage) -> None:
    await carla.sends_file(
        "people.csv", b"email,name,manager\nkim@hartwell.example,Kim,nobody@hartwell.example\nbob,Bob,\n"
    )

    told = carla.sees("This file needs another look").text
    assert "manager: 'nobody@hartwell.example' is neither in this file nor known already" in told
    assert "line 3 , email: 'bob' is not an e-mail address" in told
    assert "kim@hartwell.example" not in emails(stage)


async def test_a_german_coordinator_reads_in_german_what_is_amiss(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.TEAMS, zone="Europe/Berlin", country="DE", locale="de-DE")
    await stage.opens()

    await carla.sends_file("leute.csv", "email,name\nzoe@hartwell.example,Zoë\n".encode("utf-16"))

    assert "die Datei ist nicht UTF-8" in carla.sees("Die Datei braucht noch einen Blick").text


async def test_nobody_else_may_bring_people_in(carla: Actor, stage: Stage) -> None:
    await stage.actors["ada"].sends_file("people.csv", NEW)

    assert stage.actors["ada"].has_heard[-1] == "That is for coordinators"
    assert "kim@hartwell.example" not in emails(stage)


async def test_a_forged_button_imports_nobodys_file(carla: Actor, stage: Stage) -> None:
    await carla.sends_file("people.csv", NEW)
    ada = stage.actors["ada"]
    await ada.types("/mentor hello" if ada.human.platform == "slack" else "hello")

    await ada.forges("people.import", "1")

    assert "kim@hartwell.example" not in emails(stage)
