"""Half-way each looks at their goals: as a part of what they hear that month anyway, once, and not when away."""

import pytest

from bot.model import Pair, Role
from bot.people import Platform
from tests.journeys.asking import enrol, last, mentee, mentor
from tests.journeys.pairing import begin_a_pair, met
from tests.journeys.test_goals import sets
from tests.stage import Actor, Stage, command

Two = tuple[Actor, Actor]
HALF = "Half of your 6 months is over."


@pytest.fixture
async def two(stage: Stage, platforms: tuple[Platform, Platform]) -> Two:
    here, there = platforms
    ada, grace = mentee(stage, "Ada Pereira", here), mentor(stage, "Grace Whitfield", there)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, grace, Role.MENTOR)
    return ada, grace


@pytest.fixture
async def pair(stage: Stage, two: Two) -> Pair:
    ada, grace = two
    return await begin_a_pair(stage, grace, ada)


def unasked(actor: Actor) -> list[str]:
    return [title for title in actor.has_heard_but_notes if title.startswith(("An hour", "Half-way"))]


async def test_the_fourth_invitation_brings_it_along_and_nobody_hears_more_for_it(
    stage: Stage, two: Two, pair: Pair
) -> None:
    ada, grace = two
    await stage.time_is("2026-12-24T12:00+00:00")
    met(stage, pair, 2)
    await sets(ada, "Lead a team of three")
    await ada.presses("Half way")
    await stage.time_is("2027-02-22T12:00+00:00")
    assert HALF not in ada.sees_words

    await stage.time_is("2027-02-24T12:00+00:00")

    assert unasked(ada) == ["An hour with Grace"] * 4
    told = ada.sees("An hour with Grace")
    assert "hour 4 of 6" in told.text
    assert f"{HALF} This is where your goals stand" in told.text
    assert "Lead a team of three · ●●○○ half way" in told.text
    assert "What do you keep, what do you change, what do you let go?" in told.text
    hers = grace.sees("An hour with Ada").text
    assert "You have set no goal yet, and need not" in hers
    assert "Lead a team" not in hers, "in their messages each reads their own"
    await grace.presses("Our goals", on=grace.sees("An hour with Ada"))
    assert "Lead a team of three" in last(grace).text
    await stage.time_is("2027-04-30T12:00+00:00")
    assert unasked(ada) == ["An hour with Grace"] * 4, "then they are asked how they are"
    assert ada.sees_words.count(HALF) == 1
    assert "How useful is it to you?" not in ada.has_heard, "nobody books: one message a month, and no more"


async def test_where_the_hour_is_settled_already_it_stands_in_the_invitations_place(
    stage: Stage, two: Two, pair: Pair
) -> None:
    ada, grace = two
    await stage.time_is("2026-12-24T12:00+00:00")
    met(stage, pair, 2)
    await stage.time_is("2027-02-22T12:00+00:00")
    met(stage, pair, 4)

    await stage.time_is("2027-02-24T12:00+00:00")

    assert unasked(ada) == [*["An hour with Grace"] * 3, "Half-way with Grace"]
    assert HALF in grace.sees("Half-way with Ada").text
    await grace.presses("Set a goal", on=grace.sees("Half-way with Ada"))
    assert "What will be different?" in grace.form_text


async def test_where_a_question_comes_in_its_place_the_next_invitation_brings_it_along(
    stage: Stage, two: Two, pair: Pair
) -> None:
    ada, grace = two
    await stage.time_is("2026-11-30T12:00+00:00")
    met(stage, pair, 1)
    await stage.time_is("2027-02-24T12:00+00:00")
    assert ada.has_heard_but_notes[-1] == "How are things with Grace?", "in place of the fourth"
    assert HALF not in ada.sees_words + grace.sees_words
    await ada.presses("All fine, just busy")

    await stage.time_is("2027-05-20T12:00+00:00")

    assert "hour 5 of 6" in next(one.text for one in ada.seen if HALF in one.text)
    assert ada.sees_words.count(HALF) == grace.sees_words.count(HALF) == 1


@pytest.mark.usefixtures("pair")
async def test_whoever_pauses_over_the_middle_hears_it_when_they_are_back(stage: Stage, two: Two) -> None:
    ada, grace = two
    await stage.time_is("2027-02-15T12:00+00:00")
    await ada.types(command(ada, "pause until 10 March"))
    await ada.fills()
    await stage.time_is("2027-03-09T12:00+00:00")
    assert HALF not in ada.sees_words + grace.sees_words

    await stage.time_is("2027-04-30T12:00+00:00")

    assert ada.sees_words.count(HALF) == grace.sees_words.count(HALF) == 1


async def test_a_pair_that_has_ended_hears_nothing_of_it(stage: Stage, two: Two, pair: Pair) -> None:
    ada, grace = two
    met(stage, pair, 4)
    await stage.time_is("2027-02-15T12:00+00:00")
    await grace.types(command(grace, "leave"))
    await grace.fills()

    await stage.time_is("2027-03-30T12:00+00:00")

    assert HALF not in ada.sees_words + grace.sees_words
