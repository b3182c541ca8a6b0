"""Somebody whose platform speaks German reads German all the way, and their partner English."""

import re
from pathlib import Path

import pytest

from bot.people import Platform
from tests.journeys.matching import publishes
from tests.journeys.reflecting import asked_in
from tests.stage import Actor, Stage, command

# Words that are in no German sentence, and that hardly an English one does without.
ENGLISH = re.compile(r"\b(?:the|you|your|with|and|is|of|to)\b", re.IGNORECASE)
SLOT = re.compile(r"(?:Mo|Di|Mi|Do|Fr)\., \d\d?\. (?:Nov|Dez)\., \d\d:\d\d")


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> tuple[Actor, Actor, Actor]:
    german, english = platforms
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    jule = stage.person(
        "Jule Brandt",
        german,
        zone="Europe/Berlin",
        country="DE",
        locale="de-DE",
        level="3",
        languages="de;en",
        department="Technik",
    )
    grace = stage.person(
        "Grace Whitfield",
        english,
        zone="Europe/London",
        country="GB",
        level="9",
        languages="en",
        title="COO",
    )
    await stage.opens()
    return carla, jule, grace


def told(actor: Actor, stage: Stage) -> str:
    """Whatever has been sent to them, files included, that have no title of their own."""
    return str([entry.payload for entry in stage.playground.world.entries(actor.human.id)])


async def join(jule: Actor, grace: Actor) -> None:
    await jule.types(command(jule, "join"))
    assert "Was gespeichert wird" in jule.form_text
    assert "Ich gebe weiter, was ich gelernt habe" in jule.form_text
    await jule.fills(role="mentee")
    assert "Was möchtest du lernen?" in jule.form_text
    assert "Zurück" in jule.form_text
    await jule.goes_back()
    await jule.fills(role="mentee")
    await jule.fills(more_wants="Führung")
    assert "Wann arbeitest du?" in jule.form_text
    await jule.fills(languages=["en"])
    assert jule.has_heard[-1] == "Willkommen, Jule. Du bist dabei"
    await grace.joins("mentor", capacity="1", more_offers="leadership", languages=["en"])


async def become_a_pair(carla: Actor, jule: Actor, grace: Actor) -> None:
    await publishes(carla)
    assert jule.has_heard[-1] == "Ein Vorschlag: Grace Whitfield"
    await jule.presses("Ja, lass uns reden")
    await grace.presses("Yes, let us meet")
    assert jule.has_heard[-1] == "Grace und du seid ein Tandem"
    assert grace.has_heard[-1] == "You and Jule are a pair"


async def test_somebody_joins_and_meets_in_german_while_their_partner_reads_english(
    cast: tuple[Actor, Actor, Actor], stage: Stage
) -> None:
    carla, jule, grace = cast
    await join(jule, grace)
    await become_a_pair(carla, jule, grace)

    await stage.time_is("2026-11-25T15:00+00:00")
    *slots, other, _, touch = [
        label for label in jule.sees("Eine Stunde mit Grace").buttons if label != "Im Chat schreiben"
    ]
    assert (len(slots), other, touch) == (3, "Andere Zeiten", "Wir sind in Kontakt")
    assert all(SLOT.fullmatch(slot) for slot in slots)
    await jule.presses(slots[0])
    assert jule.has_heard[-1] == f"Du triffst Grace: {slots[0]}"
    assert grace.has_heard[-1].startswith("You meet Jule: ")
    assert "Kalenderdatei (.ics)" in told(jule, stage)
    assert "Calendar file (.ics)" in told(grace, stage)
    booked = next(seen for seen in reversed(jule.seen) if seen.title == f"Du triffst Grace: {slots[0]}")
    assert {"Google Kalender", "Teams-Besprechung"} <= set(booked.buttons)
    assert "Mentoring:%20Jule%20Brandt%20und%20Grace%20Whitfield" in str(booked.entry.payload)

    await stage.time_is("2026-12-04T15:00+00:00")
    await jule.presses("Eine Reflexion schreiben")
    assert asked_in(jule.form_text, "mentee", "de")
    await jule.fills(text="Zuhören.")
    assert jule.has_heard[-1] == "Aufgehoben, nur für dich"
    await jule.presses("Ja, wir haben uns getroffen")
    await jule.types(command(jule, "help"))
    await jule.types(command(jule, "status"))

    assert ENGLISH.findall(jule.sees_words) == []
    assert "Jule" in grace.sees_words
    assert "Mentor:in" not in grace.sees_words


@pytest.mark.parametrize("platform", Platform)
async def test_what_is_settled_or_wrong_is_said_in_german_too(stage: Stage, platform: Platform) -> None:
    jule = stage.person("Jule Brandt", platform, zone="Europe/Berlin", country="DE", locale="de-DE")
    await stage.opens()
    await jule.types("hallo")
    assert jule.sees("Hallo Jule").buttons["Mitmachen"]

    await jule.types(command(jule, "admin match"))
    assert jule.has_heard[-1] == "Das ist Sache der Koordination"
    await jule.types(command(jule, "jion"))
    assert jule.has_heard[-1] == "Das habe ich nicht ganz verstanden"
    await jule.forges("meetings.pick", "0:12")
    assert jule.has_heard[-1] == "Das ist nicht mehr offen"
    await jule.types(command(jule, "join"))
    await jule.fills(role="mentor")
    await jule.fills(capacity="2", more_offers=", ".join(map(str, range(11))))
    told = "Bitte bleib bei zehn insgesamt, jedes mit bis zu 60 Zeichen, durch Kommas getrennt."
    assert jule.problems == {"more_offers": told}


@pytest.mark.parametrize("platform", Platform)
async def test_where_the_platform_says_nothing_the_people_file_does(stage: Stage, platform: Platform) -> None:
    jule = stage.person("Jule Brandt", platform, zone="Europe/Berlin", locale="", languages="de;en")
    await stage.opens()

    await jule.types("hallo")

    assert jule.has_heard[-1] == "Hallo Jule"


@pytest.mark.parametrize("platform", Platform)
async def test_a_language_of_an_organisations_own_is_read_where_it_is_there(
    stage: Stage, tmp_path: Path, platform: Platform
) -> None:
    own = tmp_path / "texts" / "help"
    own.mkdir(parents=True)
    french = '+++\ntitle = "Ce n’est plus ouvert"\n+++\nRien n’a été changé.\n'
    (own / "stale.fr.md").write_text(french, encoding="utf-8")
    stage.settings = {"ONEHOUR_TEMPLATES": str(own.parent)}
    camille = stage.person("Camille Martin", platform, zone="Europe/Paris", country="FR", locale="fr-FR")
    jule = stage.person("Jule Brandt", platform, zone="Europe/Berlin", country="DE", locale="de-DE")
    await stage.opens()

    for person in (camille, jule):
        await person.types("hallo")
        await person.forges("meetings.pick", "0:12")

    assert camille.has_heard[-2:] == ["Hello Camille", "Ce n’est plus ouvert"]
    assert jule.has_heard[-2:] == ["Hallo Jule", "Das ist nicht mehr offen"]


@pytest.mark.parametrize("platform", Platform)
async def test_a_coordinator_announces_in_german_and_everybody_reads_their_own(
    stage: Stage, platform: Platform
) -> None:
    carla = stage.person("Carla Mendes", platform, zone="Europe/Berlin", country="DE", locale="de-DE")
    ada = stage.person("Ada Pereira", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()

    await carla.types(command(carla, "admin announce"))
    assert "Start: Das Programm ist offen" in carla.form_text
    await carla.fills(template="announcements/launch", line="Wie schön")
    assert "**" not in carla.form_text
    assert "Unser Mentoring-Programm ist offen" in carla.form_text
    if platform is Platform.SLACK:
        await carla.fills()
    else:
        await carla.presses("So machen")

    assert "Fertig: Start: Das Programm ist offen" in carla.has_heard
    assert "Eine Stunde im Monat: Unser Mentoring-Programm ist offen" in carla.has_heard
    assert ada.has_heard == ["One hour a month: our mentoring programme is open"]
