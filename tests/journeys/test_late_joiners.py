"""After a run: what was declined feeds the next one, and whoever joins later is looked at once a week."""

from dataclasses import replace

import pytest

from bot.model import Role
from bot.people import Platform
from tests.journeys.matching import company, enrol, everybody_has_joined, publishes, read
from tests.stage import Actor, Stage, command

LATE = "One late joiner could be placed"
MONDAY = "2026-11-30T09:30+00:00"


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    return await company(stage, platform)


async def one_waits_and_one_joins_later(stage: Stage, carla: Actor) -> Actor:
    """Ada is asked, Tom is left; Otto, who would fit Tom, joins after that."""
    await carla.types(command(carla, "admin match"))
    enrol(stage, {"Grace Whitfield": "leadership"}, Role.MENTOR)
    enrol(stage, {"Ada Pereira": "leadership", "Tom Reed": "python"}, Role.MENTEE)
    await publishes(carla)
    await stage.time_is("2026-11-25T12:00+00:00")
    otto = stage.actors["otto"]
    await otto.joins("mentor", capacity="1", more_offers="python", languages=["en"])
    return otto


async def test_declined_matches_are_told_once_a_day_and_not_whose(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await publishes(carla)
    heard = list(carla.has_heard)
    for name in ("ada", "otto"):
        await stage.actors[name].presses("Not this one")
    assert carla.has_heard == heard

    await stage.time_is("2026-11-24T10:00+00:00")

    assert carla.has_heard[-1] == "2 matches were declined"
    assert "Ada" not in read(carla, "2 matches were declined")
    await stage.time_is("2026-11-27T10:00+00:00")
    assert carla.has_heard[-1] == "2 matches were declined"
    await carla.presses("Look at the new run")
    assert "2 of 2 mentees" in read(carla, "Matching in One hour a month")
    await carla.presses("Look at the pairs")
    assert "Ada Pereira with Otto Brandt" in read(carla, "The pairs"), "not the same two again"


async def test_a_late_joiner_is_proposed_to_the_coordinator_and_published_by_one_press(
    stage: Stage, carla: Actor
) -> None:
    otto = await one_waits_and_one_joins_later(stage, carla)
    tom = stage.actors["tom"]

    await stage.time_is("2026-11-30T08:00+00:00")
    assert LATE not in carla.has_heard
    await stage.time_is(MONDAY)
    assert "Tom Reed with Otto Brandt" in read(carla, LATE)
    assert "Meet Tom Reed" not in otto.has_heard
    await carla.presses("Publish these")

    assert carla.has_heard[-1] == "Published"
    assert otto.has_heard[-1] == "Meet Tom Reed"
    assert tom.has_heard[-1] == "Meet Otto Brandt"
    # nobody waits any more: nothing is looked at until somebody joins
    await stage.time_is("2027-01-15T12:00+00:00")
    assert LATE not in carla.has_heard, "it has become the word that they are published"
    with stage.onehour.ledger() as records:
        assert records.outbox.get("late:1:2026-W52") is None
    await carla.joins("mentee", more_wants="python", languages=["en"])
    with stage.onehour.ledger() as records:
        assert records.outbox.get("late:1:2027-W03")


async def test_looking_at_the_whole_run_instead_publishes_nothing_and_it_is_proposed_again(
    stage: Stage, carla: Actor
) -> None:
    await one_waits_and_one_joins_later(stage, carla)
    await stage.time_is(MONDAY)

    await carla.presses("Look at the whole run")

    assert carla.has_heard[-1] == "Matching in One hour a month"
    await stage.time_is("2026-12-07T12:00+00:00")
    assert carla.has_heard[-1] == LATE


async def test_what_changed_since_it_was_read_is_shown_anew_and_nobody_is_asked(
    stage: Stage, carla: Actor
) -> None:
    otto = await one_waits_and_one_joins_later(stage, carla)
    await stage.time_is(MONDAY)
    proposed = carla.sees(LATE)
    enrol(stage, {"Carla Mendes": "python"}, Role.MENTEE)
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("carla@hartwell.example")
        toms = records.people.by_email("tom@hartwell.example")
        assert hers
        assert toms
        records.people.keep(replace(toms, level=9))

    await carla.presses("Publish these", on=proposed)

    assert "Something has changed since you read this" in carla.seen[-1].text
    assert not [one for one in otto.has_heard if one.startswith("Meet")]


async def test_late_joiners_are_asked_at_once_where_a_coordinator_has_set_it(
    stage: Stage, carla: Actor
) -> None:
    otto = await one_waits_and_one_joins_later(stage, carla)
    with stage.onehour.ledger() as records:
        records.matching.keep_method(replace(records.matching.method(1), late=True))

    await stage.time_is(MONDAY)

    assert otto.has_heard[-1] == "Meet Tom Reed"
    assert "one person who joined later and those who fit" in read(carla, "Late joiners have been asked")
    with stage.onehour.ledger() as records:
        assert [one.act for one in records.audit.entries()] == ["match", "match late"]
    await carla.presses("Look at the matching")
    assert carla.has_heard[-1] == "No pairs yet"


async def test_when_the_coordinator_has_gone_another_one_hears_of_it(stage: Stage, carla: Actor) -> None:
    await one_waits_and_one_joins_later(stage, carla)
    with stage.onehour.ledger() as records:
        carlas, graces = (records.people.by_email(f"{one}@hartwell.example") for one in ("carla", "grace"))
        assert carlas
        assert graces
        records.people.keep(replace(carlas, gone_at=stage.clock.now()))
        records.people.keep(replace(graces, coordinator=True))

    await stage.time_is(MONDAY)

    assert LATE in stage.actors["grace"].has_heard
    assert LATE not in carla.has_heard


async def test_whoever_does_not_coordinate_publishes_no_late_joiners(stage: Stage, carla: Actor) -> None:
    otto = await one_waits_and_one_joins_later(stage, carla)
    await stage.time_is(MONDAY)

    await otto.types(command(otto, "hello"))
    await otto.forges("match.late", "anything")

    assert otto.has_heard[-1] == "This is no longer open"
    with stage.onehour.ledger() as records:
        assert len(records.pairs.proposals(1)) == 1
