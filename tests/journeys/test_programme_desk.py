"""A coordinator opens a second programme, has people matched in it, changes and closes it; the first goes on."""

import pytest

from bot.model import Role
from bot.people import Platform
from tests.journeys.matching import MENTEES, MENTORS, company, enrol, publishes, read
from tests.journeys.programmes import FIRST, SECOND, closed, looks_at, opens, takes_part
from tests.stage import Actor, Stage, command


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    return await company(stage, platform)


async def test_a_programme_is_opened_beside_the_first_and_nobody_hears_of_it(
    stage: Stage, carla: Actor
) -> None:
    before = {one.human.id: one.has_heard for one in stage.actors.values() if one is not carla}

    await carla.types(command(carla, "admin programme"))
    assert "0 people take part: as mentors 0, as mentees 0; 0 without a mentor" in read(carla, FIRST)
    await opens(carla, SECOND, minutes="30", months="3", purpose="For new colleagues.")

    told = read(carla, SECOND)
    assert "It is open" in told
    assert "For new colleagues." in told
    assert "30 minutes a month, for 3 months" in told
    assert {one.human.id: one.has_heard for one in stage.actors.values() if one is not carla} == before
    await carla.presses("All of them")
    assert f"{FIRST} · traditional · what you look at now" in read(carla, "Programmes")
    await carla.presses(SECOND)
    await carla.presses("Look at this one")
    await carla.types(command(carla, "admin audit"))
    assert f"Carla Mendes opened the programme {SECOND}" in read(carla, "What coordinators did")


async def test_people_are_matched_in_the_second_while_the_first_goes_on_untouched(
    stage: Stage, carla: Actor
) -> None:
    await carla.types(command(carla, "admin match"))
    enrol(stage, MENTORS, Role.MENTOR)
    enrol(stage, MENTEES, Role.MENTEE)
    await opens(carla, SECOND)
    ada, otto = stage.actors["ada"], stage.actors["otto"]
    for one, role in ((ada, "mentee"), (otto, "mentor")):
        await looks_at(one, SECOND)
        skills = {"more_wants": "law"} if role == "mentee" else {"more_offers": "law"}
        await one.joins(role, **skills)
    await looks_at(carla, SECOND)

    await publishes(carla)

    assert "1 match" in read(carla, "Published") or "One match" in read(carla, "Published")
    for one in (ada, otto):
        asked = one.seen[-1]
        assert f"This is about {SECOND}" in asked.text.replace(" .", ".")
        await one.presses("Yes, let us meet")
    with stage.onehour.ledger() as records:
        assert len(records.pairs.in_programme(2)) == 1
        assert not records.pairs.proposals(1)
    await looks_at(carla, FIRST)
    await carla.types(command(carla, "admin match"))
    await carla.presses("Look at the pairs")
    pairs = read(carla, "The pairs")
    assert "Tom Reed with Otto Brandt" in pairs
    assert "Ada Pereira with Grace Whitfield" in pairs, "her pair in the other programme is not proposed here"


async def test_a_button_of_the_desk_means_its_programme_after_another_has_come_into_view(
    stage: Stage, carla: Actor
) -> None:
    await carla.types(command(carla, "admin match"))
    enrol(stage, MENTORS, Role.MENTOR)
    enrol(stage, MENTEES, Role.MENTEE)
    await opens(carla, SECOND)
    for name in ("ada", "otto"):
        takes_part(stage, stage.actors[name], 2, Role.MENTOR if name == "otto" else Role.MENTEE)
    await looks_at(carla, SECOND)
    await carla.types(command(carla, "admin match"))
    old = carla.sees(f"Matching in {SECOND}")
    await looks_at(carla, FIRST)

    await carla.presses("Publish", old)
    await carla.presses("Yes, ask them")

    with stage.onehour.ledger() as records:
        assert len(records.pairs.proposals(2)) == 1
        assert not records.pairs.proposals(1)


async def test_a_programme_is_changed_and_keeps_its_kind_once_somebody_has_joined(
    stage: Stage, carla: Actor
) -> None:
    await opens(carla, SECOND)
    await carla.presses("Change it")
    assert "Nobody has joined yet" in carla.form_text
    await carla.fills(kind="reverse", name=FIRST)
    assert carla.problems == {"name": "There is a programme of that name already."}
    await carla.fills(kind="reverse", name="First year")
    await carla.fills()
    assert "Kind: reverse" in read(carla, "First year")
    takes_part(stage, stage.actors["ada"], 2, Role.MENTOR)

    await carla.presses("Change it")
    assert "so that its kind stays" in carla.form_text
    assert "Who guides whom" not in carla.form_text
    await carla.fills()
    await carla.fills(months="4")

    assert "for 4 months" in read(carla, "First year")
    with stage.onehour.ledger() as records:
        assert [one.act for one in records.audit.entries()] == ["open", "edit", "edit"]


async def test_a_programme_is_closed_with_the_numbers_in_sight_and_opened_again(
    stage: Stage, carla: Actor
) -> None:
    await opens(carla, SECOND)
    takes_part(stage, stage.actors["ada"], 2, Role.MENTEE)
    takes_part(stage, stage.actors["otto"], 2, Role.MENTOR)

    await carla.presses("Close it")
    assert "1 person waits for somebody" in read(carla, f"Close {SECOND}?")
    await carla.presses("Leave it open")
    await carla.presses("Close it")
    await carla.presses("Yes, close it")

    assert "It is closed" in read(carla, SECOND)
    for one in (stage.actors["ada"], stage.actors["otto"]):
        assert one.has_heard.count(f"{SECOND} is closing") == 1
    assert f"{SECOND} is closing" not in stage.actors["grace"].has_heard
    await carla.presses("Look at this one")
    await carla.presses("Match")
    assert carla.has_heard[-1] == "No pairs yet"
    await carla.types(command(carla, "join"))
    assert carla.has_heard[-1] == f"{SECOND} is closed"
    await carla.types(command(carla, "admin programme"))
    await carla.presses(SECOND)
    await carla.presses("Open it again")
    assert "It is open again" in read(carla, SECOND)
    with stage.onehour.ledger() as records:
        assert [one.act for one in records.audit.entries()] == ["open", "close", "reopen"]


async def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(
    stage: Stage, carla: Actor
) -> None:
    await opens(carla, SECOND)
    await carla.presses("Change it")
    with stage.onehour.ledger() as records:
        programme = records.programmes.get(2)
    closed(stage, programme)

    await carla.fills()

    assert carla.form, "the page is shown anew"
    with stage.onehour.ledger() as records:
        assert records.programmes.get(2).months == programme.months


@pytest.mark.parametrize("route", ["menu", "card", "ask_close", "close", "reopen"])
async def test_whoever_does_not_coordinate_gets_nowhere_with_forged_buttons(
    stage: Stage, carla: Actor, route: str
) -> None:
    await opens(carla, SECOND)
    ada = stage.actors["ada"]
    await ada.types(command(ada, "hello"))

    await ada.forges(f"programmes.{route}", "2")
    assert ada.has_heard[-1] == "This is no longer open"
    for words in ("admin programme", "admin programme new", "admin programme edit"):
        await ada.types(command(ada, words))
        assert ada.has_heard[-1] == "That is for coordinators"

    await carla.types(command(carla, "hello"))
    await carla.forges(f"programmes.{route}", "99")
    assert route == "menu" or carla.has_heard[-1] == "This is no longer open"
    with stage.onehour.ledger() as records:
        assert [one.closed_at for one in records.programmes.all()] == [None, None]
