"""Take part, as mentor, mentee or both."""

import re
from dataclasses import dataclass

from bot.conversation import Answers, Flow, Unclear
from bot.enrolment import MENTEES, MENTORS, contact, enrolment_of, open_programme
from bot.facts import person_facts
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.model import Enrolment, Programme, Role
from bot.people import Person, Prefill
from bot.ports import Visit

LANGUAGES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "hi": "हिन्दी",
    "it": "Italiano",
    "ja": "日本語",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "zh": "中文",
}
MOST_MENTEES = 8
MOST_SKILLS = 10
LONGEST_SKILL = 60
LONGEST_GOAL = 1000


@dataclass(frozen=True, slots=True)
class Joining:
    """What the conversation needs to know before it begins."""

    person: Person
    programme: Programme
    contact: str
    before: Prefill
    language: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What somebody agreed to."""

    role: Role
    capacity: int
    offers: tuple[str, ...]
    wants: tuple[str, ...]
    goals: str
    languages: tuple[str, ...]


def gather(visit: Visit, about: str) -> Joining:
    """Begin with what is known: an earlier enrolment, or what the people file said."""
    del about
    person, enrolment = visit.person, enrolment_of(visit)
    before = visit.records.people.prefill(person.id) or Prefill(person.id)
    if enrolment:
        before = Prefill(
            person.id,
            enrolment.role.value,
            enrolment.capacity or None,
            enrolment.offers,
            enrolment.wants,
            goals=enrolment.goals,
        )
    whom = contact(visit.records, visit.house, visit.language)
    return Joining(person, open_programme(visit.records), whom, before, visit.language)


def join(here: Joining) -> Flow[Joined]:
    """The ask first, then how to take part, then only what that role needs."""
    programme = here.programme
    facts: dict[str, Fact] = {
        "to": person_facts(here.person),
        "minutes": programme.minutes,
        "months": programme.months,
        "contact": here.contact,
    }
    roles = tuple(Option(role.value) for role in Role)
    chosen = yield Page("join/role", (Field("role", Kind.CHOICE, roles, initial=here.before.role),), facts)
    role = Role(str(chosen["role"]))
    told = yield Page("join/details", _details(here, role), {"months": programme.months})
    return _joined(role, told)


def finish(visit: Visit, about: str, joined: Joined) -> Say:
    """Enrol them, by their own consent given now."""
    del about
    programme = open_programme(visit.records)
    visit.records.programmes.enrol(
        Enrolment(
            0,
            programme.id,
            visit.person.id,
            joined.role,
            visit.now,
            joined.capacity,
            joined.offers,
            joined.wants,
            joined.goals,
            joined.languages,
        )
    )
    return Say(
        "join/welcome",
        {
            "to": person_facts(visit.person),
            "mentors": joined.role in MENTORS,
            "mentees": joined.role in MENTEES,
            "capacity": joined.capacity,
            "contact": contact(visit.records, visit.house, visit.language),
        },
    )


def skills_in(typed: str) -> tuple[str, ...]:
    """The skills in a line, as written. Raises Unclear with `skills` when they are too many or too long."""
    found = tuple(dict.fromkeys(" ".join(one.split()) for one in re.split(r"[,;\n]", typed) if one.strip()))
    if len(found) > MOST_SKILLS or any(len(one) > LONGEST_SKILL for one in found):
        raise Unclear("skills")
    return found


def _details(here: Joining, role: Role) -> tuple[Field, ...]:
    before = here.before
    known = here.person.languages or (here.language,)
    spoken = tuple(tag for tag in dict.fromkeys(one.split("-")[0] for one in known) if tag in LANGUAGES)
    languages = tuple(Option(tag, name) for tag, name in LANGUAGES.items())
    asked = [
        Field("capacity", Kind.NUMBER, initial=str(before.capacity or 1), least=1, most=MOST_MENTEES),
        Field("offers", Kind.LINE, initial=", ".join(before.offers), reads=skills_in),
        Field("wants", Kind.LINE, initial=", ".join(before.wants), reads=skills_in),
        Field("goals", Kind.LINES, required=False, initial=before.goals, most=LONGEST_GOAL),
        Field("languages", Kind.CHOICES, languages, initial=spoken),
    ]
    hidden = set() if role in MENTORS else {"capacity", "offers"}
    hidden |= set() if role in MENTEES else {"wants", "goals"}
    return tuple(field for field in asked if field.name not in hidden)


def _joined(role: Role, told: Answers) -> Joined:
    return Joined(
        role=role,
        capacity=_number(told.get("capacity")),
        offers=_words(told.get("offers")),
        wants=_words(told.get("wants")),
        goals=str(told.get("goals") or ""),
        languages=_words(told["languages"]),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _words(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
