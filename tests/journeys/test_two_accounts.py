"""One human with two accounts: linked by the same address or by a code, written to where they choose, taken apart."""

from dataclasses import replace

import pytest

from bot.model import Role
from bot.people import Platform
from tests.journeys.asking import enrol
from tests.stage import Actor, Stage, command

TITLE = "Your code: "


@pytest.fixture(params=[(Platform.SLACK, Platform.TEAMS), (Platform.TEAMS, Platform.SLACK)])
async def both(request: pytest.FixtureRequest, stage: Stage) -> tuple[Actor, Actor]:
    """Ada in the people file, and a second account of hers under another address, on the other platform."""
    first, second = request.param
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    ada = stage.person("Ada Pereira", first, zone="Europe/Lisbon", country="PT", level="3", languages="en")
    other = stage.person("A. Pereira", second, zone="Europe/Lisbon", country="PT", unlisted="apereira")
    await stage.opens()
    return ada, other


async def shown_code(actor: Actor) -> str:
    await actor.types(command(actor, "link"))
    [title] = [title for title in actor.has_heard if title.startswith(TITLE)][-1:]
    return title.removeprefix(TITLE)


async def link(shown: Actor, typed: Actor) -> None:
    await typed.types(command(typed, f"link {await shown_code(shown)}"))
    assert typed.has_heard[-1] == "Both accounts are you now"


def people(stage: Stage) -> list[str]:
    with stage.onehour.ledger() as records:
        return sorted(person.name for person in records.people.everybody())


async def test_a_code_shown_on_one_side_and_typed_on_the_other_makes_one_of_two(
    both: tuple[Actor, Actor], stage: Stage
) -> None:
    ada, other = both
    assert people(stage) == ["A. Pereira", "Ada Pereira", "Carla Mendes"]

    await link(ada, other)

    assert people(stage) == ["Ada Pereira", "Carla Mendes"]
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        assert {one.platform for one in records.people.accounts(hers.id)} == set(Platform)


async def test_what_was_said_on_either_side_counts_on_both(both: tuple[Actor, Actor], stage: Stage) -> None:
    ada, other = both
    await other.types(command(other, "join"))
    await other.fills(role="mentee")
    await other.fills(more_wants="leadership")
    await other.fills()

    await link(ada, other)

    await ada.types(command(ada, "status"))
    assert "as a mentee" in ada.sees("Where things stand").text


async def test_whom_either_has_named_and_who_has_named_either_is_carried_over(
    both: tuple[Actor, Actor], stage: Stage
) -> None:
    ada, other = both
    carla = stage.actors["carla"]
    await other.types(command(other, "hello"))
    for one in (other, carla):
        enrol(stage, one, Role.BOTH, capacity=1)
    for one, named in ((other, "Carla"), (carla, "A. Pereira")):
        await one.types(command(one, "rank mentees"))
        await one.fills(first=named)

    await link(ada, other)

    await ada.types(command(ada, "status"))
    assert "for your eyes only: Carla" in ada.sees("Where things stand").text
    with stage.onehour.ledger() as records:
        first, second = (person.id for person in records.people.everybody())
        assert records.wishes.of_mentors(1) == {first: (second,), second: (first,)}


async def test_whoever_has_two_accounts_chooses_where_they_are_written_to(
    both: tuple[Actor, Actor], stage: Stage
) -> None:
    ada, other = both
    await link(ada, other)
    for chosen, left in ((other, ada), (ada, other)):
        await chosen.types(command(chosen, "link"))
        if "Write to me here" in chosen.sees("Your two chats").buttons:
            await chosen.presses("Write to me here")
        before = len(left.has_heard)
        carla = stage.actors["carla"]

        await carla.types("/mentor admin announce")
        await carla.fills(template="announcements/launch")
        await carla.fills()

        assert chosen.has_heard[-1] == "One hour a month: our mentoring programme is open"
        assert len(left.has_heard) == before


async def test_the_other_chat_can_be_chosen_from_here(both: tuple[Actor, Actor], stage: Stage) -> None:
    ada, other = both
    await link(ada, other)
    await other.types(command(other, "link"))
    here = "Write to me in my other chat" in other.sees("Your two chats").buttons

    await other.presses("Write to me in my other chat" if here else "Write to me here")

    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        assert hers.nudges_on == (ada if here else other).human.platform


async def test_taken_apart_they_are_two_again_and_stay_so(both: tuple[Actor, Actor], stage: Stage) -> None:
    ada, other = both
    await link(ada, other)

    await other.presses("Take them apart")

    assert other.has_heard[-1] == "Two again"
    await stage.onehour.meets_everybody()
    await ada.types(command(ada, "hello"))
    with stage.onehour.ledger() as records:
        everybody = records.people.everybody()
        assert sorted(len(records.people.accounts(one.id)) for one in everybody) == [1, 1, 1]


async def test_a_code_is_good_for_ten_minutes_and_once(both: tuple[Actor, Actor], stage: Stage) -> None:
    ada, other = both
    code = await shown_code(ada)
    await stage.time_is("2026-11-23T14:41+00:00")

    await other.types(command(other, f"link {code}"))

    assert other.has_heard[-1] == "That code does not fit"
    fresh = await shown_code(ada)
    await other.types(command(other, f"link {fresh.lower().replace('-', ' ')}"))
    assert other.has_heard[-1] == "Both accounts are you now"
    await stage.actors["carla"].types(f"/mentor link {fresh}")
    assert stage.actors["carla"].has_heard[-1] == "That code does not fit"


async def test_after_five_wrong_codes_even_the_right_one_waits(
    both: tuple[Actor, Actor], stage: Stage
) -> None:
    ada, other = both
    code = await shown_code(ada)
    for _ in range(5):
        await other.types(command(other, "link AAAA-2222"))

    await other.types(command(other, f"link {code}"))

    assert other.has_heard[-1] == "Too many tries just now"
    await stage.time_is("2026-11-23T14:41+00:00")
    fresh = await shown_code(ada)
    await other.types(command(other, f"link {fresh}"))
    assert other.has_heard[-1] == "Both accounts are you now"


async def test_a_code_typed_where_it_was_shown_is_told_so(both: tuple[Actor, Actor]) -> None:
    ada, _ = both

    await ada.types(command(ada, f"link {await shown_code(ada)}"))

    assert ada.has_heard[-1] == "That is the code from here"


async def test_the_same_work_address_links_by_itself(stage: Stage) -> None:
    ada = stage.person("Ada Pereira", Platform.SLACK, zone="Europe/Lisbon", level="3")
    twin = stage.person("Ada Pereira", Platform.TEAMS, zone="Europe/Lisbon", unlisted="twin")
    twin.human = replace(twin.human, email="Ada@Hartwell.example")
    await stage.opens()

    await ada.types("/mentor hello")
    await twin.types("hello")

    assert people(stage) == ["Ada Pereira"]
