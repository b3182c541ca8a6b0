"""A company in which several mentors can be found: the cast of the journeys of finding and asking."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.enrolment import first_programme
from bot.model import Enrolment, Request, Role
from bot.people import Person, Platform
from tests.stage import POINTERS, Actor, Seen, Stage, command

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LISBON = {"zone": "Europe/Lisbon", "country": "PT"}


def mentee(stage: Stage, name: str, platform: Platform, **facts: str) -> Actor:
    facts = {"level": "3", "languages": "en", "department": "Engineering", **LISBON, **facts}
    return stage.person(name, platform, **facts)


def mentor(stage: Stage, name: str, platform: Platform, **facts: str) -> Actor:
    facts = {"level": "7", "languages": "en", "department": "Operations", **LISBON, **facts}
    return stage.person(name, platform, **facts)


def enrol(stage: Stage, actor: Actor, role: Role = Role.MENTEE, **facts: object) -> None:
    """Take part as if they had joined; `facts` are fields of the enrolment."""
    one = number(stage, actor)
    with stage.onehour.ledger() as records:
        programme = first_programme(records)
        told = {"capacity": 1 if role is Role.MENTOR else 0, "languages": ("en",), **facts}
        enrolment = Enrolment(0, programme.id, one, role, NOON, **told)  # type: ignore[arg-type]
        records.programmes.enrol(enrolment)


def person(stage: Stage, actor: Actor) -> Person:
    with stage.onehour.ledger() as records:
        found = records.people.by_email(actor.human.email)
        assert found
        return found


def number(stage: Stage, actor: Actor) -> int:
    return person(stage, actor).id


def requests(stage: Stage) -> Mapping[tuple[str, str], Request]:
    """Every request, the last one of each two people, by their first names."""
    with stage.onehour.ledger() as records:
        names = {one.id: one.first_name for one in records.people.everybody()}
        found = records.requests.in_programme(first_programme(records).id)
        return {(names[one.mentee_id], names[one.mentor_id]): one for one in found}


async def asks(mentee: Actor, mentor: Actor, line: str = "") -> None:
    """Ask by name, with a word or without."""
    await mentee.types(command(mentee, f"request {mentor.human.name}"))
    await mentee.fills(line=line)


def last(actor: Actor) -> Seen:
    """The newest message in front of them that is more than a pointer to another."""
    return next(seen for seen in reversed(actor.seen) if seen.title not in POINTERS)
