"""A mentor names mentees: nobody hears of it, no rule gives way, and it counts when everybody is matched."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model import EnrolmentState, Pair, Role
from bot.people import Platform
from bot.records import Records
from tests.journeys.asking import NOON, asks, enrol, last, mentee, mentor, number, person
from tests.journeys.matching import looks_at_the_pairs, publishes, read
from tests.stage import Actor, Stage, command

MENTEES = ("Ada", "Tom")
Barred = Callable[[Records, int, int], None]


@pytest.fixture
async def grace(stage: Stage, platforms: tuple[Platform, Platform]) -> Actor:
    """Grace guides one mentee; Ada and Tom, who are alike in everything, look for a mentor."""
    where, there = platforms
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    grace = mentor(stage, "Grace Whitfield", where)
    mentees = [mentee(stage, f"{name} Pereira", there) for name in MENTEES]
    mentor(stage, "Otto Brandt", there)
    await stage.opens()
    enrol(stage, grace, Role.MENTOR, offers=("leadership",))
    for one in mentees:
        enrol(stage, one, wants=("leadership",))
    return grace


async def names(actor: Actor, *chosen: str) -> None:
    """Write `rank` and fill the page for mentees, in that order; what was there before goes."""
    await actor.types(command(actor, "rank mentees"))
    places = ("first", "second", "third", "fourth", "fifth")
    empty: dict[str, str | list[str]] = {place: [] for place in places}
    await actor.fills(**empty | dict(zip(places, chosen, strict=False)))


async def status(actor: Actor) -> str:
    await actor.types(command(actor, "status"))
    return read(actor, "Where things stand")


def heard(stage: Stage, but: Actor) -> dict[str, list[str]]:
    return {one.human.id: one.has_heard for one in stage.actors.values() if one is not but}


async def test_a_mentor_names_mentees_and_nobody_hears_of_it(grace: Actor, stage: Stage) -> None:
    before = heard(stage, grace)
    await grace.types(command(grace, "rank"))

    assert "Nobody is told" in grace.form_text
    assert "Otto Brandt" not in str(await grace.looks_for("first", ""))
    await grace.fills(first="Tom", second="Ada", third="Tom")

    assert "You would like to guide Tom and Ada" in read(grace, "Your list is kept")
    assert "for your eyes only: Tom and Ada" in await status(grace)
    assert heard(stage, grace) == before
    assert "eyes only" not in await status(stage.actors["tom"])


async def test_the_list_stays_until_it_is_changed_or_emptied(grace: Actor) -> None:
    await names(grace, "Tom", "Ada")
    await grace.types(command(grace, "rank"))
    await grace.fills()
    assert "for your eyes only: Tom and Ada" in await status(grace)

    await names(grace, "Ada")
    assert "You would like to guide Ada." in read(grace, "Your list is kept")

    await names(grace)
    assert "You will be matched all the same" in read(grace, "Your list is empty")
    assert "eyes only" not in await status(grace)


def avoids(records: Records, mentor_id: int, mentee_id: int) -> None:
    records.people.keep_avoids(mentee_id, {mentor_id})


def is_avoided(records: Records, mentor_id: int, mentee_id: int) -> None:
    records.people.keep_avoids(mentor_id, {mentee_id})


def reports_to_them(records: Records, mentor_id: int, mentee_id: int) -> None:
    manager = records.people.get(mentor_id).email
    records.people.keep(replace(records.people.get(mentee_id), manager=manager))


def pauses(records: Records, mentor_id: int, mentee_id: int) -> None:
    del mentor_id
    records.people.keep(replace(records.people.get(mentee_id), paused_at=NOON))


def leaves(records: Records, mentor_id: int, mentee_id: int) -> None:
    del mentor_id
    mine = records.programmes.enrolment(1, mentee_id)
    assert mine
    records.programmes.enrol(replace(mine, state=EnrolmentState.LEFT))


def has_a_mentor(records: Records, mentor_id: int, mentee_id: int) -> None:
    del mentor_id
    otto = records.people.by_email("otto@hartwell.example")
    assert otto
    records.pairs.begin(Pair(0, 1, otto.id, (mentee_id,), NOON, 6))


@pytest.mark.parametrize("bars", [avoids, is_avoided, reports_to_them, pauses, leaves, has_a_mentor])
async def test_who_cannot_be_is_neither_found_nor_kept_and_it_reads_alike(
    grace: Actor, stage: Stage, bars: Barred
) -> None:
    await names(grace, "Ada", "Tom")
    two = number(stage, grace), number(stage, stage.actors["ada"])
    with stage.onehour.ledger() as records:
        bars(records, *two)

    await grace.types(command(grace, "rank"))
    assert await grace.looks_for("third", "Ada") == []
    assert await grace.looks_for("third", "") == ["Tom Pereira, Engineering"]
    await grace.fills()

    told = read(grace, "Your list is kept")
    assert "You would like to guide Tom." in told
    assert told.endswith("Not possible just now: Ada.")
    assert "for your eyes only: Tom" in await status(grace)


async def test_whoever_is_both_says_which_list_or_is_asked(grace: Actor, stage: Stage) -> None:
    enrol(stage, grace, Role.BOTH, capacity=1, offers=("leadership",), wants=("strategy",))
    enrol(stage, stage.actors["otto"], Role.MENTOR, offers=("strategy",))
    otto = replace(person(stage, stage.actors["otto"]), level=9)
    with stage.onehour.ledger() as records:
        records.people.keep(otto)

    await grace.types(command(grace, "rank"))
    assert "there are two lists" in grace.form_text
    await grace.fills(list="mentees")
    await grace.fills(first="Ada")
    assert last(grace).title == "Your list is kept"

    await grace.types(command(grace, "rank mentors"))
    assert "I ask only the first" in grace.form_text
    await grace.fills(first="Otto")
    assert last(grace).title == "Your choices are kept"

    await grace.types(command(grace, "rank mentees"))
    assert "Nobody is told" in grace.form_text
    await grace.types(command(grace, "find"))
    await grace.presses("Rank several")
    assert "I ask only the first" in grace.form_text


async def test_a_mentor_who_would_rank_mentors_hears_what_comes_first(grace: Actor) -> None:
    await grace.types(command(grace, "rank mentors"))

    assert last(grace).title == "One step first"


async def test_of_two_alike_the_one_is_matched_with_whom_it_is_mutual(grace: Actor, stage: Stage) -> None:
    carla = stage.actors["carla"]
    before = await looks_at_the_pairs(carla)
    [chosen] = [name for name in MENTEES if f"{name} Pereira with Grace" in before]
    [other] = {*MENTEES} - {chosen}

    await names(grace, other)
    await asks(stage.actors[other.lower()], grace)

    after = await looks_at_the_pairs(carla)
    assert f"{other} Pereira with Grace Whitfield" in after
    assert "named" not in after
    assert "wish" not in after


async def test_only_two_who_named_each_other_read_it_of_each_other(grace: Actor, stage: Stage) -> None:
    await names(grace, "Tom")
    await asks(stage.actors["tom"], grace)

    await publishes(stage.actors["carla"])

    assert "You have named each other" in read(grace, "Meet Tom Pereira")
    assert "You have named each other" in read(stage.actors["tom"], "Meet Grace Whitfield")


async def test_who_was_named_alone_does_not_read_it(grace: Actor, stage: Stage) -> None:
    await names(grace, "Ada", "Tom")
    ada = number(stage, stage.actors["ada"])
    with stage.onehour.ledger() as records:
        leaves(records, 0, ada)

    await publishes(stage.actors["carla"])

    assert "You have wished for Tom yourself" in read(grace, "Meet Tom Pereira")
    told = read(stage.actors["tom"], "Meet Grace Whitfield")
    assert "named" not in told
    assert "wished" not in told


async def test_whoever_looks_for_a_mentor_does_not_see_who_named_them(grace: Actor, stage: Stage) -> None:
    ada = stage.actors["ada"]
    await ada.types(command(ada, "find"))
    before = read(ada, "Mentors for you")

    await names(grace, "Ada")
    await ada.types(command(ada, "find"))

    assert read(ada, "Mentors for you") == before


async def test_whoever_leaves_takes_their_list_along(grace: Actor, stage: Stage) -> None:
    await names(grace, "Ada")
    await grace.types(command(grace, "leave"))
    await grace.fills()

    with stage.onehour.ledger() as records:
        assert records.wishes.of_mentors(1) == {}


async def test_whoever_asks_to_be_forgotten_is_on_nobodys_list(grace: Actor, stage: Stage) -> None:
    await names(grace, "Ada", "Tom")
    ada = stage.actors["ada"]
    await ada.types(command(ada, "forget-me"))
    if ada.human.platform == "slack":
        await ada.fills()
    else:
        await ada.presses("Go on")
    await ada.fills(word="Forget me.")

    assert "for your eyes only: Tom" in await status(grace)
