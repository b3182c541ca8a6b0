"""How useful it is: asked at day 30 and every 60 days, answered in one tap, and read as an average alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Pair, ProgrammeKind, Role
from bot.people import Platform
from bot.progress import Pulse
from tests.journeys.asking import enrol, last, mentee, mentor, number
from tests.journeys.pairing import begin_a_group, begin_a_pair, met
from tests.journeys.programmes import opened, takes_part
from tests.stage import Actor, Stage, command

Two = tuple[Actor, Actor]
ASKED = "How useful is it to you?"
# The pair begins on Monday 23 November 2026; these are days 30, 90 and 150 at their working mornings.
FIRST, SECOND, THIRD = "2026-12-23T09:00+00:00", "2027-02-22T09:00+00:00", "2027-04-22T09:00+01:00"


@pytest.fixture
async def two(stage: Stage, platforms: tuple[Platform, Platform]) -> Two:
    here, there = platforms
    ada, grace = mentee(stage, "Ada Pereira", here), mentor(stage, "Grace Whitfield", there)
    mentor(stage, "Carla Mendes", there)
    mentee(stage, "Tom Reed", here)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, grace, Role.MENTOR)
    return ada, grace


@pytest.fixture
async def pair(stage: Stage, two: Two) -> Pair:
    """Ada and Grace, whose first hour was in December."""
    ada, grace = two
    pair = await begin_a_pair(stage, grace, ada)
    await stage.time_is("2026-12-08T10:00+00:00")
    met(stage, pair, 1)
    return pair


def scores(stage: Stage, actor: Actor) -> list[tuple[int, int]]:
    who = number(stage, actor)
    with stage.onehour.ledger() as records:
        return [(one.number, one.score) for one in records.pulses.by(who)]


async def test_after_a_month_with_an_hour_it_is_asked_and_one_tap_answers(
    stage: Stage, two: Two, pair: Pair
) -> None:
    ada, grace = two
    await stage.time_is("2026-12-23T08:59+00:00")
    assert ASKED not in ada.has_heard
    await stage.time_is(FIRST)
    assert ada.has_heard.count(ASKED) == grace.has_heard.count(ASKED) == 1
    assert "never a single answer" in ada.sees(ASKED).text

    await ada.presses("2", on=ada.sees(ASKED))

    assert "You said 2 of 5" in last(ada).text
    assert "concern is a word in confidence" in last(ada).text
    await ada.presses("5 · very useful")
    assert "You said 5 of 5" in last(ada).text
    assert "in confidence" not in last(ada).text
    assert scores(stage, ada) == [(1, 5)]
    await ada.types(command(ada, "useful"))
    assert "You said 5 of 5" in last(ada).text
    await stage.time_is("2027-02-19T12:00+00:00")
    assert (ada.has_heard.count(ASKED), grace.has_heard.count(ASKED)) == (0, 1), "never twice"
    await grace.types(command(grace, "useful"))
    assert "5 of 5" not in last(grace).text


async def test_it_is_asked_again_every_sixty_days_and_an_old_tap_no_longer_counts(
    stage: Stage, two: Two, pair: Pair
) -> None:
    ada, grace = two
    await stage.time_is(FIRST)
    old = ada.sees(ASKED)
    await stage.time_is("2027-02-10T10:00+00:00")
    met(stage, pair, 3)
    await stage.time_is(SECOND)
    assert ada.has_heard.count(ASKED) == 2
    await ada.presses("1 · not useful", on=old)
    assert ada.has_heard[-1] == "This is no longer open"
    await ada.presses("4", on=ada.sees(ASKED))
    assert scores(stage, ada) == [(2, 4)]
    await stage.time_is("2027-04-10T10:00+00:00")
    met(stage, pair, 5)
    await stage.time_is(THIRD)
    assert grace.has_heard.count(ASKED) == 3
    await stage.time_is("2027-08-01T10:00+00:00")
    assert grace.has_heard.count(ASKED) == 3, "their six months are over"


async def test_after_a_month_without_an_hour_the_invitation_leads_to_it_and_nothing_is_added(
    stage: Stage, two: Two
) -> None:
    ada, grace = two
    await begin_a_pair(stage, grace, ada)

    await stage.time_is("2027-01-20T12:00+00:00")

    assert ASKED not in ada.has_heard
    assert ada.has_heard_but_notes.count("An hour with Grace") == 2
    invitation = ada.sees("An hour with Grace")
    assert "how useful is it to you so far" in invitation.text
    await ada.presses("How is it going?", on=invitation)
    await ada.presses("3")
    assert scores(stage, ada) == [(1, 3)]
    assert "How is it going?" not in ada.seen[0].buttons
    await stage.time_is("2027-01-26T12:00+00:00")
    assert ada.has_heard[-1] == "How are things with Grace?", "the third month asks that alone"


async def test_nobody_is_asked_while_away_or_after_the_end(stage: Stage, two: Two, pair: Pair) -> None:
    ada, grace = two
    await ada.types(command(ada, "pause until 28 December"))
    await ada.fills()
    await stage.time_is("2026-12-24T12:00+00:00")
    assert ASKED not in ada.has_heard
    assert ASKED in grace.has_heard
    await stage.time_is("2026-12-29T12:00+00:00")
    assert ada.has_heard.count(ASKED) == 1, "asked once they are back"
    await grace.types(command(grace, "leave"))
    await grace.fills()
    old = ada.sees(ASKED)
    await ada.presses("4", on=old)
    assert ada.has_heard[-1] == "This is no longer open"
    await stage.time_is("2027-03-30T12:00+00:00")
    assert ada.has_heard.count(ASKED) == 1
    assert scores(stage, ada) == []


async def test_a_pair_that_is_extended_goes_on_being_asked(stage: Stage, two: Two, pair: Pair) -> None:
    ada, grace = two
    for month, hour in (("2027-02-20", 3), ("2027-05-15", 5)):
        await stage.time_is(f"{month}T12:00+00:00")
        met(stage, pair, hour)
    await stage.time_is("2027-06-20T12:00+00:00")
    with stage.onehour.ledger() as records:
        records.pairs.keep(replace(pair, months=9))
    asked = ada.has_heard.count(ASKED)
    met(stage, pair, 6)

    await stage.time_is("2027-06-22T12:00+00:00")

    assert ada.has_heard.count(ASKED) == grace.has_heard.count(ASKED) == asked + 1
    with stage.onehour.ledger() as records:
        ahead = records.matching.told(f"pulse:{pair.id}", stage.clock.now())
    assert [one.template for one in ahead] == ["pulses.look"], "one look ahead, and no more"


async def test_the_programmes_card_shows_an_average_from_three_people_up(
    stage: Stage, two: Two, pair: Pair
) -> None:
    ada, grace = two
    carla, tom = stage.actors["carla"], stage.actors["tom"]
    group = begin_a_group(stage, grace, tom, ada)
    for shown in ("from 3 answers up", "from 3 answers up"):
        await carla.types(command(carla, "admin programme"))
        assert f"Pulse: {shown}; the aim is 4 of 5" in last(carla).text
        gives(stage, ada, pair, 1, 5)
        gives(stage, grace, pair, 1, 4)
    gives(stage, tom, group, 1, 4)
    await carla.types(command(carla, "admin programme"))
    assert "Pulse: 4.3 of 5 from 3 answers" in last(carla).text
    for actor, number_, score in ((ada, 2, 1), (grace, 2, 1)):
        gives(stage, actor, pair, number_, score)
        await carla.types(command(carla, "admin programme"))
        assert "Pulse: 4.3 of 5 from 3 answers" in last(carla).text, "no single answer moves it"
    gives(stage, tom, group, 2, 2)
    await carla.types(command(carla, "admin programme"))
    assert "Pulse: 1.3 of 5 from 3 answers" in last(carla).text
    for words in ("useful", "goals", "export", "admin people", "admin audit"):
        await carla.types(command(carla, words))
        if carla.form:
            await carla.closes()
    await carla.forges("pulses.give", f"5:1:{pair.id}")
    assert carla.has_heard[-1] == "This is no longer open"


async def test_each_programme_has_a_figure_of_its_own(stage: Stage, two: Two, pair: Pair) -> None:
    ada, grace = two
    carla, tom = stage.actors["carla"], stage.actors["tom"]
    second = opened(stage, kind=ProgrammeKind.PEER)
    for one in (ada, tom):
        takes_part(stage, one, second.id, Role.BOTH)
    peers = await begin_a_pair(stage, ada, tom, second.id)
    gives(stage, ada, pair, 1, 5)
    gives(stage, grace, pair, 1, 5)
    gives(stage, tom, peers, 1, 1)

    await carla.types(command(carla, "admin programme"))
    for name in ("One hour a month", second.name):
        await carla.presses(name, on=carla.sees("Programmes"))
        assert "Pulse: from 3 answers up" in carla.sees(name).text
        await carla.types(command(carla, "admin programme"))


def gives(stage: Stage, actor: Actor, pair: Pair, number_: int, score: int) -> None:
    """As if they had tapped it; a minute after whoever was last."""
    who = number(stage, actor)
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=1))
    with stage.onehour.ledger() as records:
        records.pulses.give(Pulse(0, pair.id, who, number_, score, stage.clock.now()))
