"""What somebody wishes for: what is known of it before they are asked, and keeping what they say."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.enrolment import enrolment_of, is_of_groups, is_of_peers, open_programme
from bot.facts import person_facts
from bot.late_joiners import wake
from bot.message import Fact, Option, Say
from bot.model import Enrolment, Role
from bot.moves import follow
from bot.people import Person, Prefill
from bot.ports import Visit
from bot.skills import Skills
from bot.whom import label


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody agreed to and would like. `avoids` are people by number."""

    role: Role
    capacity: int = 0
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    goals: str = ""
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    other_department: bool = False
    other_site: bool = False
    listed: bool = True
    avoids: tuple[int, ...] = ()
    country: str = ""
    opens: time = time(9)
    closes: time = time(17)


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of somebody before they are asked. An empty `role` is unknown."""

    person: Person
    role: str
    wishes: Wishes
    avoided: tuple[Option, ...]
    language: str
    skills: Skills
    months: int
    peers: bool = False
    groups: bool = False


def known(visit: Visit, role: str = "") -> Before:
    """An earlier enrolment, else what the people file said. A `role` asked for just now comes first."""
    person, programme = visit.person, open_programme(visit)
    enrolment = visit.records.programmes.enrolment(programme.id, person.id)
    told = visit.records.people.prefill(person.id) or Prefill(person.id)
    avoided = visit.records.people.some(visit.records.people.avoids(person.id))
    wishes = _as_enrolled(enrolment) if enrolment else _as_told(told)
    spoken = wishes.languages or person.languages or (visit.language,)
    return Before(
        person,
        role or (enrolment.role.value if enrolment else told.role),
        replace(wishes, languages=tuple(dict.fromkeys(one.split("-")[0] for one in spoken))),
        tuple(Option(str(one.id), label(one)) for one in avoided.values()),
        visit.language,
        visit.house.wording.skills,
        programme.months,
        is_of_peers(visit),
        is_of_groups(visit),
    )


def already(visit: Visit) -> Say | None:
    """That they take part already, and how to change that; None for whoever does not."""
    enrolment, programme = enrolment_of(visit), open_programme(visit)
    if enrolment is None:
        return None
    facts: dict[str, Fact] = {
        "to": person_facts(visit.person),
        "role": enrolment.role.value,
        "peers": is_of_peers(visit),
        "programme": programme.name,
        "several": visit.knows_several,
    }
    return Say("join/already", facts)


def keep(visit: Visit, wishes: Wishes, consented_at: datetime) -> None:
    """Enrol them, or bring what they said up to date. Whom they avoid is kept apart from everything else."""
    programme, person = open_programme(visit), visit.person
    visit.records.programmes.enrol(
        Enrolment(
            0,
            programme.id,
            person.id,
            wishes.role,
            consented_at,
            wishes.capacity,
            wishes.offers,
            wishes.wants,
            wishes.goals,
            wishes.languages,
            interests=wishes.interests,
            other_department=wishes.other_department,
            other_site=wishes.other_site,
            listed=wishes.listed,
        )
    )
    wake(visit, programme.id)
    working = replace(person, country=wishes.country, opens=wishes.opens, closes=wishes.closes)
    if working != person:
        visit.records.people.keep(working)
        follow(visit.records, [working])
    others = set(visit.records.people.some(wishes.avoids)) - {person.id}
    if others != visit.records.people.avoids(person.id):
        visit.records.people.keep_avoids(person.id, others)


def _as_enrolled(enrolment: Enrolment) -> Wishes:
    return Wishes(
        enrolment.role,
        enrolment.capacity,
        enrolment.offers,
        enrolment.wants,
        enrolment.goals,
        enrolment.interests,
        enrolment.languages,
        enrolment.other_department,
        enrolment.other_site,
        enrolment.listed,
    )


def _as_told(told: Prefill) -> Wishes:
    return Wishes(
        Role.MENTEE, told.capacity or 0, told.offers, told.wants, told.goals, interests=told.interests
    )
