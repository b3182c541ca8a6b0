"""A coordinator sets what holds for the whole company, and it counts for whoever has nothing of their own."""

import pytest

from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.matching import read
from tests.stage import Actor, Stage, command

TITLE = "The settings of the company"


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    carla = stage.person("Carla Mendes", platform, zone="Europe/Lisbon", country="PT", level="4")
    stage.person("Ada Pereira", platform, level="3", languages="en")
    await stage.opens()
    return carla


async def test_the_settings_are_shown_changed_and_written_down(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin settings"))
    assert await carla.looks_for("timezone", "york") == ["America/New_York"]

    await carla.fills(
        name="Hartwell",
        timezone="America/New_York",
        country="United States",
        domains="@Hartwell.example; hartwell.test",
    )

    told = read(carla, TITLE)
    for line in ("Name: Hartwell", "Time zone: America/New_York", "Country: US", "Kept for 24 months"):
        assert line in told
    with stage.onehour.ledger() as records:
        organisation = records.people.organisation()
        assert organisation.domains == ("hartwell.example", "hartwell.test")
    await carla.types(command(carla, "admin audit"))
    assert "Carla Mendes changed the company’s settings" in last(carla).text


async def test_whoever_has_no_zone_works_by_that_of_the_company(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]
    with stage.onehour.ledger() as records:
        person = records.people.by_email(ada.human.email)
        assert person
        records.people.keep(type(person)(person.id, person.organisation_id, person.name, person.email))
    await carla.types(command(carla, "admin settings"))
    await carla.fills(timezone="America/New_York", country="US")

    with stage.onehour.ledger() as records:
        person = records.people.by_email(ada.human.email)
        assert person
        assert (person.timezone, person.zone) == ("", "America/New_York")
        assert (person.workday.timezone, person.workday.country) == ("America/New_York", "US")
        records.people.keep(person)
        again = records.people.get(person.id)
        assert (again.timezone, again.country) == ("", "")
        mine = records.people.by_email(carla.human.email)
        assert mine
        assert mine.workday.timezone == "Europe/Lisbon"


@pytest.mark.parametrize(("field", "typed"), [("domains", "not a domain"), ("country", "Atlantis")])
async def test_what_cannot_be_is_said_kindly_at_its_field(
    stage: Stage, carla: Actor, field: str, typed: str
) -> None:
    await carla.types(command(carla, "admin settings"))

    await carla.fills(**{field: typed})

    assert set(carla.problems) == {field}
    with stage.onehour.ledger() as records:
        assert not records.audit.entries()


async def test_to_keep_less_takes_one_more_press(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin settings"))
    await carla.fills(keeps_months="12")
    assert "What is older is erased within a day" in carla.form_text
    with stage.onehour.ledger() as records:
        assert records.people.organisation().keeps_months == 24

    await carla.fills()

    assert "Kept for 12 months" in read(carla, TITLE)
    await carla.presses("Change the settings")
    assert carla.form


async def test_only_coordinators_set_anything(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]

    await ada.types(command(ada, "admin settings"))

    assert ada.has_heard[-1] == "That is for coordinators"
    assert TITLE not in carla.has_heard


async def test_settings_read_german_as_well(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.TEAMS, level="4", locale="de-DE")
    await stage.opens()
    await carla.types("admin settings")
    await carla.fills(timezone="Europe/Berlin", country="DE", language="de")

    assert "Gespeichert" in read(carla, "Die Einstellungen des Unternehmens")
    assert "Zeitzone: Europe/Berlin" in read(carla, "Die Einstellungen des Unternehmens")
