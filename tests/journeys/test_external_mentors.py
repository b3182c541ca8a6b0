"""A mentor from outside: the leader gets everything, and not one word ever goes to the outsider."""

from collections.abc import Sequence
from urllib.parse import unquote

import pytest

from bot.people import Person, Platform
from bot.post import Nudge
from tests.journeys.asking import last, number
from tests.stage import Actor, Seen, Stage, command

PETRA = "Petra Vogel petra@vogel.example"
LISBON = {"zone": "Europe/Lisbon", "country": "PT"}


@pytest.fixture
async def leader(stage: Stage, platform: Platform) -> Actor:
    """Lena leads, Carla coordinates, Ada does neither."""
    there = next(one for one in Platform if one is not platform)
    lena = stage.person("Lena Hart", platform, level="9", leader="yes", **LISBON)
    stage.person("Carla Mendes", there, level="5", **LISBON)
    stage.person("Ada Pereira", there, level="3", **LISBON)
    await stage.opens()
    return lena


def outsiders(stage: Stage) -> list[Person]:
    with stage.onehour.ledger() as records:
        return [one for one in records.crowd.everybody() if one.outside]


def outbox(stage: Stage, person_id: int) -> Sequence[Nudge]:
    with stage.onehour.ledger() as records:
        return records.outbox.owed_to(person_id)


def nudges(stage: Stage) -> Sequence[object]:
    with stage.onehour.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT * FROM nudges").all()


async def brings(who: Actor, words: str = PETRA) -> None:
    await who.types(command(who, f"external {words}"))
    await who.fills()


def letter(seen: Seen) -> str:
    """Where the button of the letter leads."""
    return unquote(str(seen.entry.payload))


async def test_a_leader_meets_a_mentor_from_outside_for_two_months(leader: Actor, stage: Stage) -> None:
    await leader.types(command(leader, f"external {PETRA}"))
    assert "I never write to them" in leader.form_text
    await leader.fills()
    begun = leader.sees("You and Petra begin your hours")
    assert "petra@vogel.example" in begun.text
    [petra] = outsiders(stage)

    for month, (day, after) in enumerate(
        (("2026-11-25", "2026-11-30"), ("2026-12-24", "2026-12-31")), start=1
    ):
        await stage.time_is(f"{day}T18:00+00:00")
        asked = leader.sees("An hour with Petra")
        assert f"hour {month} of 6" in asked.text
        assert "mailto:petra@vogel.example?subject=Our hour of mentoring" in letter(asked)
        assert "Would one of these times suit you" in letter(asked)
        assert "Europe/Lisbon" in letter(asked)
        times = [label for label in asked.buttons if ":" in label]
        assert len(times) == 3
        await leader.presses(times[0], asked)
        booked = next(seen for seen in reversed(leader.seen) if seen.title.startswith("You meet Petra"))
        assert "petra@vogel.example" in letter(booked), "the calendar's form invites by address"
        assert {"calendar.google.com", "outlook.office.com", "teams.microsoft.com"} <= leader.links
        await stage.time_is(f"{after}T18:00+00:00")
        await leader.presses("Yes, we met")
        await leader.types(command(leader, "reflect"))
        await leader.fills(text=f"Month {month}: I heard what nobody here says.")

    await leader.types(command(leader, "status"))
    assert "Petra Vogel" in last(leader).text
    assert "2 hours so far" in last(leader).text
    await leader.types(command(leader, "external"))
    assert "2 hours so far" in leader.sees("Petra Vogel").text
    assert outbox(stage, petra.id) == ()


async def test_in_half_a_year_not_one_row_names_the_outsider(leader: Actor, stage: Stage) -> None:
    await brings(leader)
    [petra] = outsiders(stage)
    await stage.time_is("2026-11-25T18:00+00:00")
    assert "petra" not in str(nudges(stage)).casefold()
    await leader.types(command(leader, "pause 2027-01-10"))
    await leader.fills()
    assert "Please tell Petra yourself" in last(leader).text
    await stage.time_is("2027-06-10T18:00+00:00")

    assert outbox(stage, petra.id) == ()
    assert sum(title == "An hour with Petra" for title in leader.has_heard) >= 4
    assert "petra" not in str(nudges(stage)).casefold()


async def test_nobody_finds_lists_or_counts_somebody_from_outside(leader: Actor, stage: Stage) -> None:
    await brings(leader)
    [petra] = outsiders(stage)
    carla, ada = stage.actors["carla"], stage.actors["ada"]
    for words in ("find", "request Petra Vogel", "informal petra@vogel.example"):
        await ada.types(command(ada, words))
        assert "vogel.example" not in ada.sees_words
    assert await ada.looks_for("person", "Petra") == []
    await carla.types(command(carla, "admin people"))
    assert "Petra" not in carla.sees_words
    await carla.types(command(carla, "status"))
    await carla.forges("people.card", str(petra.id))
    assert "no longer open" in last(carla).title
    with stage.onehour.ledger() as records:
        assert petra.id not in {one.id for one in records.people.everybody()}
        assert records.people.by_email("petra@vogel.example") is None


async def test_a_people_file_may_bring_the_same_address_as_a_colleague(leader: Actor, stage: Stage) -> None:
    await brings(leader)
    carla = stage.actors["carla"]
    await carla.sends_file("people.csv", b"email,name\npetra@vogel.example,Petra Vogel\n")
    await carla.presses("Import")

    [petra] = outsiders(stage)
    with stage.onehour.ledger() as records:
        hired = records.people.by_email("petra@vogel.example")
    assert hired
    assert hired.id != petra.id
    await leader.types(command(leader, "external"))
    await leader.presses("End our hours")
    await leader.presses("Bring somebody else")
    await leader.fills(called="Petra Vogel", address="petra@vogel.example")
    assert "works here" in last(leader).text


async def test_a_coordinator_names_one_and_the_leader_decides(leader: Actor, stage: Stage) -> None:
    carla = stage.actors["carla"]
    await carla.types(command(carla, f"external {PETRA}"))
    await carla.fills(whom="Lena Hart")
    assert "Lena Hart is asked" in carla.has_heard
    await leader.presses("Rather not")
    assert outsiders(stage) == [], "nothing is kept of whoever is not wanted"
    assert "petra" not in str(nudges(stage)).casefold()

    await carla.types(command(carla, f"external {PETRA}"))
    await carla.fills(whom="Lena Hart")
    await leader.presses("Yes, let us begin")
    assert "You and Petra begin your hours" in leader.has_heard
    await carla.types(command(carla, "external Karl Roth karl@roth.example"))
    await carla.fills(whom="Lena Hart")
    assert last(carla).title == "One at a time"


async def test_a_leader_ends_it_and_has_the_address_erased(leader: Actor, stage: Stage) -> None:
    await brings(leader)
    [petra] = outsiders(stage)
    await stage.time_is("2026-11-25T18:00+00:00")
    await leader.types(command(leader, "external"))
    await leader.presses("End our hours")
    assert "have come to an end" in leader.sees("Petra Vogel").text
    await leader.presses("End and erase the name and address")

    assert last(leader).title == "Erased"
    assert outsiders(stage) == []
    assert "vogel" not in stage.kept().casefold()
    assert outbox(stage, petra.id) == ()
    await leader.types(command(leader, "status"))
    assert "Petra" not in last(leader).text


async def test_whoever_forgets_themselves_takes_the_outsider_along(leader: Actor, stage: Stage) -> None:
    await brings(leader)
    await leader.types(command(leader, "forget-me"))
    await leader.fills()
    await leader.fills(word="forget me")

    assert "vogel" not in stage.kept().casefold()


async def test_only_leaders_bring_somebody_and_bad_addresses_are_refused_kindly(
    leader: Actor, stage: Stage
) -> None:
    ada = stage.actors["ada"]
    await ada.types(command(ada, f"external {PETRA}"))
    assert last(ada).title == "That is for senior leaders"
    await leader.types(command(leader, "external"))
    for wrong in ("petra", "petra@vogel", "a@b.example,c@d.example", "petra@vogel.example?bcc=x@y.example"):
        await leader.fills(called="Petra Vogel", address=wrong)
        assert "does not look like an e-mail address" in leader.form_text + str(leader.problems)
    await leader.fills(called="Petra Vogel", address="Petra@Vogel.example")
    assert [one.outside for one in outsiders(stage)] == ["petra@vogel.example"]
    assert number(stage, leader)
