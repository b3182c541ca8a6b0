"""Why not these two: a rule in words, what it would cost, or that it is nobody's to know; and the lock that swaps."""

import re
from dataclasses import replace

import pytest

from bot.model import Role
from bot.people import Platform
from tests.journeys.matching import DESK, company, enrol, everybody_has_joined, publishes, read, somebody, two
from tests.stage import Actor, Stage, command

PRIVATE = "Not possible in this programme."


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    return await company(stage, platform)


async def asks(carla: Actor, mentee: str, mentor: str) -> str:
    await carla.types(command(carla, "admin match why"))
    await carla.fills(mentee=mentee, mentor=mentor)
    return read(carla, f"{mentee} with {mentor}")


async def test_two_who_are_no_pair_are_locked_after_all_and_the_others_move(
    stage: Stage, carla: Actor
) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))
    await carla.presses("Why not these two?")
    await carla.fills(mentee="Ada Pereira", mentor="Otto Brandt")
    price = read(carla, "Ada Pereira with Otto Brandt")
    assert re.search(r"It would cost the programme at least \d+ points of fit", price)

    await carla.presses("Lock this pair")

    told = read(carla, "The pairs")
    assert "Locked: Ada Pereira with Otto Brandt. 2 people are placed elsewhere" in told
    assert "points lower, and nobody is left out by it" in told
    assert "1. Ada Pereira with Otto Brandt" in told
    assert "· locked" in told
    assert "You have locked them" in await asks(carla, "Ada Pereira", "Otto Brandt")
    await carla.presses("Release this pair")
    assert "Released: Ada Pereira with Otto Brandt." in read(carla, "The pairs")
    assert "1. Ada Pereira with Grace Whitfield" in read(carla, "The pairs")
    told = await asks(carla, "Ada Pereira", "Grace Whitfield")
    assert "They are a pair in this run" in told
    await carla.presses("Back to the overview")
    assert carla.has_heard[-1] == DESK


async def test_a_lock_with_another_mentor_takes_the_place_of_the_first(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    for mentor in ("Grace Whitfield", "Otto Brandt"):
        await asks(carla, "Ada Pereira", mentor)
        await carla.presses("Lock this pair")

    with stage.onehour.ledger() as records:
        [kept] = records.matching.rulings(1)
        acts = [one.act for one in records.audit.entries()]
    assert f"{kept.mentor_id}:{kept.mentee_id}" == two(stage, "Otto Brandt", "Ada Pereira")
    assert acts == ["lock", "release", "lock"]
    await carla.types(command(carla, "hello"))
    await carla.forges("match.lock", two(stage, "Otto Brandt", "Ada Pereira"))
    with stage.onehour.ledger() as records:
        assert len(records.audit.entries()) == len(acts), "it was locked already"


async def test_no_more_mentees_are_locked_than_a_mentor_has_places(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await asks(carla, "Ada Pereira", "Grace Whitfield")
    await carla.presses("Lock this pair")
    await carla.types(command(carla, "hello"))

    await carla.forges("match.lock", two(stage, "Grace Whitfield", "Tom Reed"))

    assert "every free place of this mentor is locked already" in read(carla, "That pair cannot be locked")


async def test_a_rule_is_told_in_words(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    enrol(stage, {"Carla Mendes": "singing"}, Role.MENTOR)
    with stage.onehour.ledger() as records:
        toms = records.people.by_email("tom@hartwell.example")
        assert toms
        records.people.keep(replace(toms, level=5, manager="otto@hartwell.example"))

    assert "The distance in experience" in await asks(carla, "Tom Reed", "Carla Mendes")
    assert "One reports to the other" in await asks(carla, "Tom Reed", "Otto Brandt")
    assert "The mentee is not waiting" in await asks(carla, "Grace Whitfield", "Otto Brandt")
    assert "does not take part as a mentor" in await asks(carla, "Ada Pereira", "Tom Reed")
    assert not carla.seen[-1].buttons.get("Lock this pair")


async def test_what_is_private_reads_alike_whatever_it_is(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    ada, otto = (somebody(stage, name).id for name in ("Ada Pereira", "Otto Brandt"))
    with stage.onehour.ledger() as records:
        records.people.keep_avoids(otto, {ada})
    avoided = await asks(carla, "Ada Pereira", "Otto Brandt")
    with stage.onehour.ledger() as records:
        records.people.keep_avoids(otto, set())
    await publishes(carla)
    await stage.actors["ada"].presses("Not this one")
    declined = await asks(carla, "Ada Pereira", "Grace Whitfield")
    with stage.onehour.ledger() as records:
        records.people.keep(replace(records.people.get(ada), paused_at=stage.clock.now()))
    paused = await asks(carla, "Ada Pereira", "Grace Whitfield")

    assert PRIVATE in avoided
    assert PRIVATE in declined
    assert paused == declined
    for told in (avoided, declined, paused):
        assert "Lock this pair" not in told
        assert not [word for word in ("avoid", "pause", "declin", "earlier") if word in told.lower()]


async def test_a_pair_that_was_forbidden_is_allowed_again_from_here(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))
    await carla.presses("Look at the pairs")
    await carla.presses("Forbid 1")

    assert "forbidden this pair yourself" in await asks(carla, "Ada Pereira", "Grace Whitfield")

    await carla.presses("Release this pair")
    assert "1. Ada Pereira with Grace Whitfield" in read(carla, "The pairs")


async def test_whoever_coordinates_may_ask_about_herself(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    enrol(stage, {"Carla Mendes": "singing"}, Role.MENTEE)

    told = await asks(carla, "Carla Mendes", "Grace Whitfield")

    assert PRIVATE not in told


async def test_whoever_does_not_coordinate_gets_no_answer(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    ada = stage.actors["ada"]

    await ada.types(command(ada, "admin match why"))

    assert ada.has_heard[-1] == "That is for coordinators"


async def test_why_not_is_answered_in_german_too(stage: Stage) -> None:
    carla = await company(stage, Platform.TEAMS, locale="de-DE")
    await everybody_has_joined(stage, carla)

    await carla.types("admin match why")
    await carla.fills(mentee="Ada Pereira", mentor="Grace Whitfield")
    told = read(carla, "Ada Pereira mit Grace Whitfield")
    assert "In diesem Probelauf sind sie ein Tandem" in told
    await carla.presses("Dieses Tandem festlegen")

    assert "Festgelegt: Ada Pereira mit Grace Whitfield." in read(carla, "Die Tandems")
    assert "niemand fällt dadurch heraus" in read(carla, "Die Tandems")
    await carla.presses("Zurück zur Übersicht")
    await carla.presses("Veröffentlichen")
    await carla.presses("Ja, alle fragen")
    assert "2 Vorschläge sind unterwegs" in read(carla, "Veröffentlicht")


async def test_a_lock_that_has_become_impossible_is_let_go_and_counted(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await asks(carla, "Ada Pereira", "Otto Brandt")
    await carla.presses("Lock this pair")
    otto = somebody(stage, "Otto Brandt")
    with stage.onehour.ledger() as records:
        records.people.keep(replace(otto, paused_at=stage.clock.now()))

    await carla.types(command(carla, "admin match"))

    assert "Locked, but not possible just now: 1." in read(carla, DESK)
    assert "1 of 2 mentees" in read(carla, DESK)
    await carla.presses("Locked and forbidden")
    told = read(carla, "Locked and forbidden")
    assert "Ada Pereira with Otto Brandt: locked, but not possible just now" in told
    assert "pause" not in told.lower()


async def test_quality_first_leaves_out_whoever_fits_less(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match aim"))
    await carla.fills(priority="quality", floor="950")
    await carla.fills()

    told = read(carla, "No pairs yet")
    assert "perhaps 950 points is more than anybody reaches" in told
    assert "would score less than the programme asks for" in await asks(carla, "Tom Reed", "Grace Whitfield")
    await carla.presses("Back to the overview")
    await carla.presses("Who is left")
    assert "no pair would reach the score that was asked for" in read(carla, "Who is left")
