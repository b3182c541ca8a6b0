"""What a template may be told of people and moments, and never more than that."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from enum import StrEnum
from hashlib import sha256

from bot.message import Fact, Facts, Moment
from bot.model import Programme
from bot.people import Person
from bot.ports import Visit


def person_facts(person: Person) -> dict[str, Fact]:
    """What a partner may see: name, title, site and work e-mail; and whether they are from `outside`."""
    return {
        "name": person.name,
        "first_name": person.first_name,
        "title": person.title,
        "location": person.location,
        "email": person.address,
        "outside": bool(person.outside),
    }


def the_ask(programme: Programme) -> dict[str, Fact]:
    """What taking part asks of anybody: how long, how often, and for how many months."""
    return {"minutes": programme.minutes, "months": programme.months, "rhythm": programme.rhythm.value}


# What a choice can show on every platform.
LONGEST_CHOICE = 75


def short(words: str, most: int = 40) -> str:
    """The beginning of what is too long for a button or a choice: names come from elsewhere."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


# What people wrote freely is compared by its words alone: it may add to other reasons, never stand for them.
FAINT = "goals"
# Whom somebody has named counts, and nobody hears of it; what the two may read of it, `proposals` says.
WISHES = frozenset({"wished", "wished_for"})


def told_reasons(visit: Visit, reasons: Iterable[Facts], most: int | None = None) -> tuple[Facts, ...]:
    """The reasons for a pair as this reader has them, the weightiest first; at most so many. Never a wish."""
    known = [one for one in reasons if one.get("code") not in WISHES]
    firm = [one for one in known if one.get("code") != FAINT]
    faint = [one for one in known if one.get("code") == FAINT] if firm else []
    return tuple(reason_facts(visit, one) for one in (*firm, *faint)[:most])


def reason_facts(visit: Visit, reason: Facts) -> Facts:
    """A reason for a pair as this reader has it: what is listed is called what their language calls it."""
    shared = {name: reason[name] for name in ("skills", "interests") if name in reason}
    called = {
        name: skill_names(visit, map(str, words))
        for name, words in shared.items()
        if isinstance(words, tuple)
    }
    return {**reason, **called}


def skill_names(visit: Visit, skills: Iterable[str]) -> tuple[str, ...]:
    """Skills as this reader calls them."""
    return tuple(visit.house.wording.skills.called(skill, visit.language) for skill in skills)


def mark(*seen: object) -> str:
    """A short mark of what somebody was shown: the same again for the same, another for anything else."""
    return sha256(repr(seen).encode()).hexdigest()[:12]


def moment(at: datetime, reader: Person) -> Moment:
    """A moment as this reader's day has it."""
    return Moment(at, reader.zone or "UTC")


def told(reader: Person, noun: object, *names: str) -> dict[str, Fact]:
    """These fields of it, as facts."""
    return {name: fact_of(reader, getattr(noun, name)) for name in names}


def fact_of(reader: Person, value: object) -> Fact:
    """A value as a fact; moments are the reader's."""
    match value:
        case datetime():
            return moment(value, reader)
        case time():
            return f"{value:%H:%M}"
        case StrEnum():
            return value.value
        case str() | int() | None:
            return value
        case Mapping():
            return {str(key): fact_of(reader, one) for key, one in value.items()}
        case Sequence():
            return tuple(fact_of(reader, one) for one in value)
        case _:
            raise TypeError(type(value))
