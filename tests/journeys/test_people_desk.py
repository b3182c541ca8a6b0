"""Coordinators look people up, correct what is known of them, and appoint each other; and all of it is written down."""

from dataclasses import replace

import pytest

from bot.people import Platform
from tests.stage import Actor, Stage, command


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    carla = stage.person("Carla Mendes", platform, zone="Europe/Lisbon", country="PT", level="4")
    stage.person("Ada Pereira", Platform.TEAMS, zone="Europe/Berlin", level="3", languages="en")
    stage.person("Grace Whitfield", Platform.SLACK, zone="Europe/London", level="9", languages="en")
    await stage.opens()
    return carla


async def looks_up(carla: Actor, name: str) -> None:
    await carla.types(command(carla, "admin people"))
    await carla.fills(person=name)


async def test_the_desk_says_who_can_be_reached_and_who_has_left(stage: Stage, carla: Actor) -> None:
    with stage.onehour.ledger() as records:
        organisation = records.people.organisation().id
        for name, gone in {"Tom Reed": None, "Otto Brandt": stage.clock.now()}.items():
            person = replace(records.people.everybody()[0], id=0, name=name, email=f"{name[0]}@x.example")
            records.people.add(replace(person, organisation_id=organisation, gone_at=gone))

    await carla.types(command(carla, "admin people"))

    assert "1 cannot be reached" in carla.form_text
    assert "Tom Reed" in carla.form_text
    assert "Otto Brandt, since" in carla.form_text


async def test_a_card_has_the_facts_and_nothing_private(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]
    await ada.joins("mentee", more_wants="leadership", goals="be braver")
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        records.people.keep(replace(hers, manager="grace@hartwell.example", paused_at=stage.clock.now()))

    await looks_up(carla, "Ada")

    card = carla.sees("Ada Pereira").text
    for fact in ("ada@hartwell.example", "Grace Whitfield", "Level: 3", "Europe/Berlin", "as a mentee"):
        assert fact in card
    assert "Not available for matching just now" in card
    for private in ("braver", "leadership", "pause", "avoid"):
        assert private not in card.lower()


async def test_facts_are_corrected_and_what_will_not_do_is_refused_kindly(stage: Stage, carla: Actor) -> None:
    with stage.onehour.ledger() as records:
        graces = records.people.by_email("grace@hartwell.example")
        assert graces
        records.people.keep(replace(graces, manager="ada@hartwell.example"))
    await looks_up(carla, "Ada")
    await carla.presses("Correct the facts")

    await carla.fills(
        email="grace@hartwell.example",
        manager="grace@hartwell.example",
        country="ZZ",
        timezone="Mars/Olympus",
        languages="klingon!",
        name="=cmd",
    )
    assert set(carla.problems) == {"email", "manager", "country", "timezone", "languages", "name"}
    assert "Somebody else has this address" in carla.problems["email"]
    assert "loop" in carla.problems["manager"]

    await carla.fills(
        email="ada.p@hartwell.example",
        manager="nobody@hartwell.example",
        country="de",
        timezone="Europe/Vienna",
        languages="de; pt-br",
        name="Ada Pereira",
        title="Analyst",
        level="5",
    )
    assert set(carla.problems) == {"manager"}
    await carla.fills(
        email="ada.p@hartwell.example",
        manager="carla@hartwell.example",
        country="de",
        timezone="Europe/Vienna",
        languages="de; pt-br",
        name="Ada Pereira",
        title="Analyst",
        level="5",
        leader="yes",
    )

    assert "Analyst" in carla.sees("Ada Pereira").text
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada.p@hartwell.example")
        assert hers
        assert (hers.country, hers.timezone, hers.languages) == ("DE", "Europe/Vienna", ("de", "pt-BR"))
        assert (hers.level, hers.leader, hers.manager) == (5, True, "carla@hartwell.example")
        graces = records.people.by_email("grace@hartwell.example")
        assert graces
        assert graces.manager == "ada.p@hartwell.example", "whoever reports to her follows"


async def test_a_coordinator_is_appointed_and_withdrawn_and_hears_of_it(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]
    await looks_up(carla, "Ada")
    await carla.presses("Appoint as coordinator")
    await carla.presses("No, leave it")
    await ada.types("admin")
    assert ada.has_heard[-1] == "That is for coordinators"

    await carla.presses("Appoint as coordinator")
    await carla.presses("Yes, appoint")
    assert ada.has_heard[-1] == "You are now a coordinator"
    await ada.types("admin")
    assert ada.has_heard[-1] == "For coordinators"

    await carla.presses("Withdraw as coordinator")
    await carla.presses("Yes, withdraw")
    assert ada.has_heard[-1] == "You no longer coordinate"
    await ada.types("admin")
    assert ada.has_heard[-1] == "That is for coordinators"
    await carla.types(command(carla, "admin audit"))
    log = carla.sees("What coordinators did").text
    assert "Carla Mendes appointed as a coordinator: Ada Pereira" in log
    assert "Carla Mendes withdrew as a coordinator: Ada Pereira" in log


async def test_the_last_coordinator_cannot_be_withdrawn_unless_the_operator_named_one(stage: Stage) -> None:
    stage.settings = {"ONEHOUR_ADMINS": ""}
    ada = stage.person("Ada Pereira", Platform.TEAMS, zone="Europe/Berlin")
    stage.person("Tom Reed", Platform.TEAMS, zone="Europe/Berlin")
    await stage.opens()
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        records.people.keep(replace(hers, coordinator=True))
    await ada.types("admin")
    await ada.forges("people.card", str(hers.id))
    await ada.presses("Withdraw as coordinator")
    await ada.presses("Yes, withdraw")

    assert ada.has_heard[-1] == "Ada Pereira is the only coordinator"
    with stage.onehour.ledger() as records:
        assert records.people.get(hers.id).coordinator


async def test_whoever_does_not_coordinate_gets_nowhere_with_forged_buttons(
    stage: Stage, carla: Actor
) -> None:
    ada = stage.actors["ada"]
    with stage.onehour.ledger() as records:
        graces = records.people.by_email("grace@hartwell.example")
        hers = records.people.by_email("ada@hartwell.example")
        assert graces
        assert hers
    for action in ("card", "ask_appoint", "ask_withdraw", "appoint", "withdraw"):
        await ada.types("hello")
        await ada.forges(f"people.{action}", str(hers.id))
        assert ada.has_heard[-1] == "This is no longer open", action
    await ada.types("hello")
    await ada.forges("audit.older", "99")
    assert ada.has_heard[-1] == "This is no longer open"
    for words in ("admin people", "admin correct", "admin audit"):
        await ada.types(words)
        assert ada.has_heard[-1] == "That is for coordinators"
    await ada.types("hello")
    await ada.forges("flow.begin", f"admin correct:{graces.id}")
    assert ada.has_heard[-1] == "That is for coordinators"
    with stage.onehour.ledger() as records:
        assert not records.people.get(hers.id).coordinator


async def test_a_forged_number_leads_a_coordinator_nowhere_either(stage: Stage, carla: Actor) -> None:
    for subject in ("99999", "-1", "x", ""):
        await carla.types(command(carla, "hello"))
        await carla.forges("people.appoint", subject)
        assert carla.has_heard[-1] == "This is no longer open", subject
    await carla.types(command(carla, "admin correct"))
    assert carla.has_heard[-1] == "Whom do you mean?"


async def test_everything_a_coordinator_did_is_told_newest_first_and_page_by_page(
    stage: Stage, carla: Actor
) -> None:
    await carla.types(command(carla, "admin audit"))
    assert "Nothing has been done yet" in carla.sees("What coordinators did").text
    for _ in range(8):
        await looks_up(carla, "Ada")
        await carla.presses("Appoint as coordinator")
        await carla.presses("Yes, appoint")
        await carla.presses("Withdraw as coordinator")
        await carla.presses("Yes, withdraw")

    await carla.types(command(carla, "admin audit"))

    newest = carla.sees("What coordinators did")
    assert "Carla Mendes withdrew as a coordinator: Ada Pereira" in newest.text
    assert newest.text.count("Carla Mendes") == 20
    await carla.presses("Older")
    assert "looked at the facts about Ada Pereira" in carla.sees("What coordinators did").text
