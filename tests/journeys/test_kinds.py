"""A peer programme and a reverse one beside the first: joined, matched, published and begun, in words that fit."""

import pytest

from bot.model import ProgrammeKind, Role
from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.matching import publishes, read
from tests.journeys.programmes import SECOND, looks_at, opened, roles, takes_part
from tests.stage import Actor, Stage, command

Cast = tuple[Actor, Actor, Actor]


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    here, there = platforms
    zone = {"zone": "Europe/Lisbon", "country": "PT", "languages": "en"}
    carla = stage.person("Carla Mendes", there, level="9", **zone)
    ada = stage.person("Ada Pereira", here, level="4", **zone)
    ben = stage.person("Ben Okafor", there, level="5", **zone)
    await stage.opens()
    return carla, ada, ben


async def test_peers_join_without_being_asked_for_a_role(cast: Cast, stage: Stage) -> None:
    _, ada, ben = cast
    opened(stage, kind=ProgrammeKind.PEER)
    for one, skills in ((ada, ("law", "python")), (ben, ("python", "law"))):
        await looks_at(one, SECOND)
        await one.presses("Take part")
        assert "as equals" in one.form_text
        await one.fills()
        assert "How many mentees" not in one.form_text
        assert "Your partner will see this" in one.form_text
        await one.fills(more_offers=skills[0], more_wants=skills[1])
        assert "May colleagues" not in one.form_text
        await one.fills()
        assert "as an equal among equals" in last(one).text
        assert roles(stage, one) == {SECOND: "both"}
        await one.types(command(one, "find"))
        assert last(one).title == "Here, I find somebody for you"
        for words in ("rank", "request Carla Mendes"):
            await one.types(command(one, words))
            assert last(one).title == "Here, I find somebody for you"


async def test_peers_are_matched_and_begin_without_a_word_of_mentors(cast: Cast, stage: Stage) -> None:
    carla, ada, ben = cast
    second = opened(stage, kind=ProgrammeKind.PEER)
    for one in (ada, ben):
        takes_part(stage, one, second.id, Role.BOTH)
    await looks_at(carla, SECOND)
    await carla.types(command(carla, "admin match"))
    assert "2 of 2 people who wait would get a partner" in read(carla, f"Matching in {SECOND}")
    await carla.presses("Look at the pairs")
    await carla.presses("Lock 1")
    assert "· locked" in read(carla, "The pairs")
    await publishes(carla)

    for one, other in ((ada, "Ben Okafor"), (ben, "Ada Pereira")):
        asked = one.sees(f"Meet {other}")
        assert "learn from each other, as equals" in asked.text
        assert "mentor" not in asked.text.casefold()
        await one.presses("Yes, let us meet", asked)
    for one, other in ((ada, "Ben"), (ben, "Ada")):
        begun = one.sees(f"You and {other} are a pair")
        assert "mentor" not in begun.text.casefold()
        await one.types(command(one, "status"))
        assert "is your partner" in last(one).text
        await one.types(command(one, "profile"))
        await one.fills()
        await one.fills()
        assert "You offer" in one.sees("Your profile is saved").text
    await carla.types(command(carla, "admin match"))
    assert "People without a partner: 0" in read(carla, "No pairs yet"), (
        "nobody is matched on the other side too"
    )


async def test_whoever_is_left_among_peers_hears_it_as_an_equal(cast: Cast, stage: Stage) -> None:
    carla, ada, ben = cast
    second = opened(stage, kind=ProgrammeKind.PEER)
    for one in (carla, ada, ben):
        takes_part(stage, one, second.id, Role.BOTH)
    await carla.types(command(carla, "admin match"))
    assert "1 person: nobody with the right distance in experience" in read(carla, f"Matching in {SECOND}")
    await carla.presses("Who is left")
    assert "Carla Mendes (on equal terms)" in read(carla, "Who is left")
    await publishes(carla)

    told = carla.sees("No match for you this time, Carla")
    assert "Nobody who is free has about the same experience as you" in told.text
    assert "mentor" not in told.text.casefold()
    await ada.presses("Yes, let us meet")
    await ben.presses("Yes, let us meet")
    await ada.types(command(ada, "change"))
    await ada.fills()
    assert "The next round of matching looks for somebody else" in last(ada).text


async def test_in_a_reverse_programme_the_junior_is_the_mentor(cast: Cast, stage: Stage) -> None:
    carla, ada, _ = cast
    opened(stage, kind=ProgrammeKind.REVERSE)
    await looks_at(ada, SECOND)
    await ada.presses("Take part")
    assert "Here it is turned round" in ada.form_text
    await ada.goes_through_the_pages("mentor", more_offers="artificial intelligence")
    await looks_at(carla, SECOND)
    await carla.presses("Take part")
    await carla.goes_through_the_pages("mentee", more_wants="artificial intelligence")
    await carla.types(command(carla, "find"))
    assert "Ada Pereira" in last(carla).text

    await publishes(carla)

    assert "as your mentee" in ada.sees("Meet Carla Mendes").text
    assert "as your mentor" in carla.sees("Meet Ada Pereira").text
    await ada.presses("Yes, let us meet")
    await carla.presses("Yes, let us meet")
    assert "is your mentor for the next 3 months" in carla.sees("You and Ada are a pair").text


async def test_peers_read_german_as_well(stage: Stage) -> None:
    ada = stage.person("Ada Pereira", Platform.SLACK, level="4", languages="de", locale="de-DE")
    ben = stage.person("Ben Okafor", Platform.TEAMS, level="5", languages="de", locale="de-DE")
    carla = stage.person("Carla Mendes", Platform.TEAMS, level="9")
    await stage.opens()
    opened(stage, kind=ProgrammeKind.PEER)
    for one in (ada, ben):
        await one.types(command(one, "programmes"))
        await one.presses(f"{SECOND} ansehen")
        await one.presses("Mitmachen")
        assert "auf Augenhöhe" in one.form_text
        await one.fills()
        await one.fills(more_offers="Jura", more_wants="Jura")
        await one.fills()
    await looks_at(carla, SECOND)
    await publishes(carla)

    asked = ben.sees("Ein Vorschlag: Ada Pereira")
    assert "damit ihr voneinander lernt, auf Augenhöhe" in asked.text
    assert f"Das gehört zu {SECOND}" in asked.text.replace(" .", ".")
    assert "Mentor" not in asked.text
