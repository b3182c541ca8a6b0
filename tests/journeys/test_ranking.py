"""Several choices: the first is asked, the others hear of nothing, and each next step is the mentee's own tap."""

import pytest

from bot.model import RequestState, Role
from bot.people import Platform
from tests.journeys.asking import asks, enrol, last, mentee, mentor, requests
from tests.stage import Actor, Stage, command

NAMES = ["Grace", "Tom", "Sam", "Lea", "Ben"]


@pytest.fixture
async def ada(stage: Stage, platforms: tuple[Platform, Platform]) -> Actor:
    """Ada, who ranks five mentors in an order of her own."""
    where, there = platforms
    ada = mentee(stage, "Ada Pereira", where)
    mentors = [mentor(stage, f"{name} Okafor", there) for name in NAMES]
    await stage.opens()
    enrol(stage, ada)
    for one in mentors:
        enrol(stage, one, Role.MENTOR, offers=("leadership",))
    await ada.types(command(ada, "find"))
    await ada.presses("Rank several")
    places = ("first", "second", "third", "fourth", "fifth")
    await ada.fills(**dict(zip(places, NAMES, strict=True)))
    return ada


def states(stage: Stage) -> list[RequestState]:
    made = requests(stage)
    return [made["Ada", name].state for name in NAMES]


async def test_only_the_first_is_asked(ada: Actor, stage: Stage) -> None:
    kept = ada.sees("Your choices are kept")

    assert "I ask Grace first" in kept.text
    assert "After that: Tom, Sam, Lea and Ben" in kept.text
    assert states(stage) == [RequestState.OPEN] + [RequestState.WISHED] * 4
    assert "Ada would like you as a mentor" in stage.actors["grace"].has_heard
    assert "Ada would like you as a mentor" not in stage.actors["tom"].has_heard


async def test_the_next_is_asked_with_one_tap_and_never_by_itself(ada: Actor, stage: Stage) -> None:
    await stage.actors["grace"].presses("Not this time")
    assert "Your next choice is Tom" in ada.sees("Your request to Grace").text
    assert "Ada would like you as a mentor" not in stage.actors["tom"].has_heard

    await ada.presses("Ask Tom next")

    assert last(ada).title == "Your request to Tom is made"
    assert "Ada would like you as a mentor" in stage.actors["tom"].has_heard


async def test_after_a_week_the_next_may_be_asked_while_the_first_stays_open(
    ada: Actor, stage: Stage
) -> None:
    grace, tom = stage.actors["grace"], stage.actors["tom"]
    await stage.time_is("2026-11-30T15:00+00:00")
    await ada.presses("Ask Tom next")
    assert states(stage)[:2] == [RequestState.OPEN, RequestState.OPEN]

    await tom.presses("Accept")

    assert "You and Tom are a pair" in ada.has_heard
    assert last(grace).title == "The request of Ada needs no answer any more"
    assert "has found a mentor" in last(grace).text
    assert states(stage)[2:] == [RequestState.CANCELLED] * 3
    assert "The request of Ada needs no answer any more" not in stage.actors["sam"].has_heard
    await stage.time_is("2026-12-20T12:00+00:00")
    assert "Your request to Grace" not in ada.has_heard


async def test_a_choice_that_cannot_be_any_more_is_passed_over(ada: Actor, stage: Stage) -> None:
    enrol(stage, stage.actors["tom"], Role.MENTOR, capacity=0)

    await stage.actors["grace"].presses("Not this time")

    assert "Your next choice is Sam" in ada.sees("Your request to Grace").text


async def test_ranking_anew_takes_the_place_of_the_earlier_choices(ada: Actor, stage: Stage) -> None:
    await ada.types(command(ada, "rank"))
    await ada.fills(first="Lea", second="Lea", third="Grace", fourth=[], fifth=[])

    assert "After that: Lea." in last(ada).text
    assert states(stage) == [
        RequestState.OPEN,
        RequestState.CANCELLED,
        RequestState.CANCELLED,
        RequestState.WISHED,
        RequestState.CANCELLED,
    ]


async def test_nobody_asks_the_next_choice_of_others(ada: Actor, stage: Stage) -> None:
    sam = stage.actors["sam"]
    await sam.types(command(sam, "find"))

    await sam.forges("requests.next", "2")

    assert last(sam).title == "This is no longer open"
    assert states(stage)[1] is RequestState.WISHED


async def test_asking_a_wish_by_name_makes_it_a_request(ada: Actor, stage: Stage) -> None:
    await asks(ada, stage.actors["lea"], "You were second to none")

    assert states(stage)[3] is RequestState.OPEN
    assert "second to none" in stage.actors["lea"].sees("Ada would like you as a mentor").text
