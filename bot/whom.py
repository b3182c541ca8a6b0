"""Whom somebody means: by mention, by e-mail address, or by name."""

import re
from collections.abc import Sequence

from bot.message import Option
from bot.people import Address, Person, Platform
from bot.ports import Visit

# As many as fit under one question.
MOST_MEANT = 5

_MENTION = re.compile(r"<@(slack|teams):([^:>]+):([^>]+)>")
_EMAIL = re.compile(r"[^\s<>@,;|]+@[^\s<>@,;|]+\.[^\s<>@,;|]+")


def people_meant(visit: Visit, words: str) -> Sequence[Person]:
    """Everybody who may be meant, the likeliest first; one alone where there is no doubt.

    Whoever asks is never among them, nor is anybody who has left the company.
    """
    if mention := _MENTION.search(words):
        platform, tenant, user = mention.groups()
        found = visit.records.people.at(Address(Platform(platform), tenant, user))
        return _others(visit, (found,) if found else ())
    if email := _EMAIL.search(words):
        known = visit.records.people.by_email(email.group().removeprefix("mailto:"))
        return _others(visit, (known,) if known else ())
    return _by_name(visit, words.strip().strip("@.,;:!?\"'“”").strip(), MOST_MEANT)


def suggested(visit: Visit, typed: str) -> Sequence[Option]:
    """Colleagues whose name or address has what was typed, for a search."""
    return [Option(str(one.id), label(one)) for one in _by_name(visit, typed, 15)]


def anybody(visit: Visit, typed: str) -> Sequence[Option]:
    """The same with whoever asks: coordinators take part as well."""
    found = visit.records.people.search(typed, 15) if typed else ()
    return [Option(str(one.id), label(one)) for one in found if one.gone_at is None]


def leaders(visit: Visit, typed: str) -> Sequence[Option]:
    """Senior leaders alone, for whoever coordinates."""
    found = visit.records.people.search(typed, 50) if typed and visit.coordinates else ()
    return [Option(str(one.id), label(one)) for one in found if one.leader and one.gone_at is None]


def label(person: Person) -> str:
    """Enough to tell two people of one name apart."""
    about = person.title or person.department or person.location
    return f"{person.name}, {about}" if about else person.name


def _by_name(visit: Visit, typed: str, most: int) -> Sequence[Person]:
    # one more, since whoever asks may be among them
    found = _others(visit, visit.records.people.search(typed, most + 1)) if typed else ()
    exact = [one for one in found if one.name.casefold() == typed.casefold()]
    return exact if len(exact) == 1 else found[:most]


def _others(visit: Visit, found: Sequence[Person]) -> Sequence[Person]:
    return tuple(one for one in found if one.id != visit.person.id and one.gone_at is None)
