"""What a coordinator does to have people matched, in one line each."""

import re
from collections.abc import Mapping

from bot.model import Enrolment, Role
from bot.people import Person, Platform
from tests.stage import Actor, Stage, command

DESK = "Matching in One hour a month"
MENTORS = {"Grace Whitfield": "leadership", "Otto Brandt": "python"}
MENTEES = {"Ada Pereira": "leadership", "Tom Reed": "python"}


async def company(stage: Stage, platform: Platform, locale: str = "en-GB", leader: str = "") -> Actor:
    """Carla coordinates; the others are on both sides, and have not joined yet."""
    zone = "Europe/Lisbon"
    carla = stage.person("Carla Mendes", platform, zone=zone, country="PT", level="4", locale=locale)
    for n, name in enumerate((*MENTEES, *MENTORS)):
        where = Platform.SLACK if n % 2 else Platform.TEAMS
        level = "3" if name in MENTEES else "8"
        leads = "yes" if name == leader else "no"
        stage.person(name, where, zone=zone, country="PT", level=level, languages="en", leader=leads)
    await stage.opens()
    return carla


def somebody(stage: Stage, name: str) -> Person:
    with stage.onehour.ledger() as records:
        return next(one for one in records.people.everybody() if one.name == name)


def enrol(stage: Stage, names: Mapping[str, str], role: Role) -> None:
    """As if they had joined, with one skill each: what people do for that is played elsewhere."""
    for name, skill in names.items():
        person = somebody(stage, name)
        with stage.onehour.ledger() as records:
            mentor = role is Role.MENTOR
            offers, wants = ((skill,), ()) if mentor else ((), (skill,))
            now = stage.clock.now()
            records.programmes.enrol(
                Enrolment(0, 1, person.id, role, now, int(mentor), offers, wants, languages=("en",))
            )


async def everybody_has_joined(stage: Stage, carla: Actor) -> None:
    """The programme begins when somebody first looks; then two mentors and two mentees are in it."""
    await carla.types(command(carla, "admin match"))
    enrol(stage, MENTORS, Role.MENTOR)
    enrol(stage, MENTEES, Role.MENTEE)


def two(stage: Stage, mentor: str, mentee: str) -> str:
    """How a button names these two."""
    return f"{somebody(stage, mentor).id}:{somebody(stage, mentee).id}"


async def looks_at_the_pairs(carla: Actor) -> str:
    """A dry run, and the words of its first page of pairs."""
    await carla.types(command(carla, "admin match"))
    await carla.presses("Look at the pairs")
    return read(carla, "The pairs")


async def publishes(carla: Actor) -> None:
    """A dry run, and both sides of every match are asked."""
    await carla.types(command(carla, "admin match"))
    await carla.presses("Publish")
    await carla.presses("Yes, ask them")


def read(actor: Actor, title: str) -> str:
    """The words of a message as they are read: what is bold in them is drawn as a part of its own."""
    return re.sub(r" (?=[.,:;)])|(?<=\() ", "", actor.sees(title).text)
