"""A coordinator looks at the best matches, rules on single pairs, publishes; and whoever is left hears it kindly."""

import pytest

from bot.model import Enrolment, Role
from bot.people import Person, Platform
from tests.journeys.matching import (
    DESK,
    company,
    enrol,
    everybody_has_joined,
    looks_at_the_pairs,
    publishes,
    read,
    two,
)
from tests.stage import Actor, Stage, command


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    return await company(stage, platform)


async def test_a_dry_run_is_told_in_numbers_and_nobody_hears_of_it(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    enrol(stage, {"Carla Mendes": "knitting"}, Role.MENTEE)
    before = {one.human.id: one.has_heard for one in stage.actors.values() if one is not carla}

    await carla.types(command(carla, "admin match"))

    told = read(carla, DESK)
    assert "2 of 3 mentees who wait would get a mentor" in told
    assert "1 mentee: every mentor who would fit is taken" in told
    assert "nothing is sent before you publish" in told
    assert "Where one more mentor would help most" in told
    assert "1 more person placed" in told
    await carla.presses("Who is left")
    assert "Carla Mendes (mentee)" in read(carla, "Who is left")
    await carla.presses("Back to the overview")
    await carla.presses("Look at the pairs")
    pairs = read(carla, "The pairs")
    assert "1. Ada Pereira with Grace Whitfield" in pairs
    assert "Leadership" in pairs
    assert {one.human.id: one.has_heard for one in stage.actors.values() if one is not carla} == before
    with stage.onehour.ledger() as records:
        assert not records.pairs.proposals(1)


async def test_a_pair_is_forbidden_what_that_costs_is_told_and_it_is_allowed_again(
    stage: Stage, carla: Actor
) -> None:
    await everybody_has_joined(stage, carla)
    await looks_at_the_pairs(carla)

    await carla.presses("Forbid 1")

    told = read(carla, "The pairs")
    assert "Forbidden: Ada Pereira with Grace Whitfield." in told
    assert "2 people are placed elsewhere" in told
    assert "points lower, and nobody is left out by it" in told
    assert "1. Ada Pereira with Otto Brandt" in told
    await carla.presses("Allow that pair again")
    told = read(carla, "The pairs")
    assert "Released: Ada Pereira with Grace Whitfield." in told
    assert "points higher" in told
    assert "1. Ada Pereira with Grace Whitfield" in told
    await carla.types(command(carla, "admin audit"))
    log = read(carla, "What coordinators did")
    assert "Carla Mendes ruled out a pair for matching: Ada Pereira, Grace Whitfield" in log
    assert "Carla Mendes let the matching decide again about Ada Pereira, Grace Whitfield" in log


async def test_a_pair_is_locked_shown_as_such_and_released(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await looks_at_the_pairs(carla)

    await carla.presses("Lock 1")

    told = carla.sees("The pairs")
    words = read(carla, "The pairs")
    assert "Locked: Ada Pereira with Grace Whitfield. Everybody else stays where they were" in words
    assert "of 1000 · locked" in words
    assert "Lock 1" not in told.buttons
    await carla.presses("Back to the overview")
    assert "Pairs you have locked: 1. Forbidden: 0." in read(carla, DESK)
    await carla.presses("Locked and forbidden")
    assert "1. Ada Pereira with Grace Whitfield: locked" in read(carla, "Locked and forbidden")
    await carla.presses("Release 1")
    assert "· locked" not in read(carla, "The pairs")
    with stage.onehour.ledger() as records:
        assert records.matching.rulings(1) == ()


async def test_what_a_rule_forbids_cannot_be_locked_and_why_is_said(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    enrol(stage, {"Carla Mendes": "python"}, Role.MENTOR)
    enrol(stage, {"Grace Whitfield": "python"}, Role.MENTEE)
    await carla.types(command(carla, "admin match"))

    await carla.forges("match.lock", two(stage, "Carla Mendes", "Grace Whitfield"))

    told = read(carla, "That pair cannot be locked")
    assert "Grace Whitfield with Carla Mendes: the distance in experience is not that" in told
    with stage.onehour.ledger() as records:
        assert records.matching.rulings(1) == ()


async def test_many_pairs_and_rulings_are_read_a_few_at_a_time(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    with stage.onehour.ledger() as records:
        grace = records.people.by_email("grace@hartwell.example")
        assert grace
        mine = records.programmes.enrolment(1, grace.id)
        assert mine
        for n in range(11):
            new = Person(0, grace.organisation_id, f"Mentee {n:02}", level=2)
            person = records.people.add(new)
            now = stage.clock.now()
            records.programmes.enrol(Enrolment(0, 1, person.id, Role.MENTEE, now, wants=("leadership",)))
        records.programmes.enrol(
            Enrolment(0, 1, grace.id, Role.MENTOR, mine.consented_at, 6, ("leadership",), languages=("en",))
        )
    first = await looks_at_the_pairs(carla)
    assert "7 pairs in all" in first
    await carla.presses("More pairs")
    assert "6. " in read(carla, "The pairs")
    assert "5. " not in read(carla, "The pairs")
    await carla.presses("Earlier")
    assert read(carla, "The pairs") == first

    await carla.presses("Back to the overview")
    await carla.presses("Who is left")
    assert "6 in all" in read(carla, "Who is left")
    for _ in range(6):
        await looks_at_the_pairs(carla)
        await carla.presses("Forbid 1")
    await carla.presses("Back to the overview")
    await carla.presses("Locked and forbidden")
    assert "5. " in read(carla, "Locked and forbidden")
    await carla.presses("More rulings")
    assert "6. " in read(carla, "Locked and forbidden")
    await carla.presses("Earlier")
    assert "1. " in read(carla, "Locked and forbidden")


async def test_more_people_are_left_than_a_page_holds(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    with stage.onehour.ledger() as records:
        organisation = records.people.organisation().id
        for n in range(11):
            person = records.people.add(Person(0, organisation, f"Mentee {n:02}", level=2))
            records.programmes.enrol(Enrolment(0, 1, person.id, Role.MENTEE, stage.clock.now()))
    await carla.types(command(carla, "admin match"))
    await carla.presses("Who is left")
    first = read(carla, "Who is left")

    await carla.presses("More of them")

    assert read(carla, "Who is left").count("(mentee)") == 1
    await carla.presses("Earlier")
    assert read(carla, "Who is left") == first


async def test_whoever_thinks_again_before_publishing_has_asked_nobody(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))
    await carla.presses("Publish")
    assert "2 matches go to both sides, 4 people" in read(carla, "Ask 4 people?")

    await carla.presses("Not yet")

    assert carla.has_heard[-1] == DESK
    with stage.onehour.ledger() as records:
        assert not records.pairs.proposals(1)


async def test_publishing_twice_asks_once(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))
    await carla.presses("Publish")
    await carla.presses("Yes, ask them")
    assert carla.has_heard[-1] == "Published"
    await carla.types(command(carla, "hello"))
    await carla.forges("match.publish", "anything")

    assert carla.has_heard[-1] == "No pairs yet"
    assert "Something has changed" in read(carla, "No pairs yet")
    with stage.onehour.ledger() as records:
        assert len(records.pairs.proposals(1)) == 2
        assert [one.act for one in records.audit.entries()] == ["match"]


async def test_if_somebody_left_meanwhile_the_new_matches_are_shown_and_nobody_is_asked(
    stage: Stage, carla: Actor
) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))
    await carla.presses("Publish")
    tom = stage.actors["tom"]
    await tom.types(command(tom, "leave"))
    await tom.fills()

    await carla.presses("Yes, ask them")

    shown = read(carla, DESK)
    assert "Something has changed since you looked" in shown
    assert "1 of 1 mentee who waits" in shown
    with stage.onehour.ledger() as records:
        assert not records.pairs.proposals(1)


async def test_whoever_is_left_is_told_once_and_kindly_with_a_next_step(stage: Stage, carla: Actor) -> None:
    ada, tom = stage.actors["ada"], stage.actors["tom"]
    enrol(stage, {"Grace Whitfield": "leadership"}, Role.MENTOR)
    enrol(stage, {"Ada Pereira": "leadership", "Tom Reed": "python"}, Role.MENTEE)

    await publishes(carla)

    assert "One person without a match is told" in read(carla, "Published")
    told = tom.sees("No match for you this time, Tom")
    assert "Every mentor who would fit you has somebody by now" in told.text
    assert "That says nothing about you" in told.text
    assert set(told.buttons) == {"Find a mentor", "Change my profile"}
    assert "No match for you this time, Ada" not in ada.has_heard


async def test_nobody_is_told_the_same_again_within_a_month(stage: Stage, carla: Actor) -> None:
    tom = stage.actors["tom"]
    enrol(stage, {"Grace Whitfield": "leadership"}, Role.MENTOR)
    enrol(stage, {"Ada Pereira": "leadership", "Tom Reed": "python"}, Role.MENTEE)
    await publishes(carla)

    for moment, times in (("2026-11-26T15:00+00:00", 1), ("2027-01-05T15:00+00:00", 2)):
        await stage.time_is(moment)
        with stage.onehour.ledger() as records:
            organisation, now = records.people.organisation().id, stage.clock.now()
            for role, level in ((Role.MENTOR, 8), (Role.MENTEE, 2)):
                new = records.people.add(Person(0, organisation, f"{role} {times}", level=level))
                skills = ("leadership",)
                records.programmes.enrol(Enrolment(0, 1, new.id, role, now, 1, skills, skills))
        await publishes(carla)
        assert tom.has_heard.count("No match for you this time, Tom") == times, moment


ROUTES = ("desk", "pairs", "left", "rulings", "lock", "forbid", "release", "ask", "publish", "late")


async def test_whoever_does_not_coordinate_gets_nowhere_with_forged_buttons(
    stage: Stage, carla: Actor
) -> None:
    await everybody_has_joined(stage, carla)
    ada, subject = stage.actors["ada"], two(stage, "Grace Whitfield", "Ada Pereira")

    for route in ROUTES:
        await ada.types(command(ada, "hello"))
        await ada.forges(f"match.{route}", subject)
        assert ada.has_heard[-1] == "This is no longer open", route

    with stage.onehour.ledger() as records:
        assert records.matching.rulings(1) == ()
        assert not records.pairs.proposals(1)
        assert not records.audit.entries()


@pytest.mark.parametrize("subject", ["", "7", "7:", ":7", "x:y", "99999:99998", "-1:2", "9" * 30])
async def test_a_forged_number_leads_a_coordinator_nowhere_either(
    stage: Stage, carla: Actor, subject: str
) -> None:
    await everybody_has_joined(stage, carla)
    for route in ("lock", "forbid", "release"):
        await carla.types(command(carla, "hello"))
        await carla.forges(f"match.{route}", subject)
        assert carla.has_heard[-1] == "This is no longer open", route
    await carla.types(command(carla, "hello"))
    await carla.forges("match.pairs", "999999999")
    assert carla.has_heard[-1] == "The pairs"
