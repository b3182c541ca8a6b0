"""The words by which somebody is looked for: addresses in lower case, names without case and accents."""

import unicodedata
from dataclasses import replace

from bot.people import Person


def plainly(person: Person) -> Person:
    outside, manager = plain(person.outside), plain(person.manager)
    return replace(person, email=plain(person.email), manager=manager, outside=outside)


def found_by(person: Person) -> dict[str, object]:
    """What the row knows and the noun does not: the words by which somebody is looked for."""
    if person.outside:
        return {"sought": ""}
    return {"sought": sought(f"{person.name} {person.email}")}


def sought(words: str) -> str:
    """Without case and accents, as people type names."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())


def plain(email: str) -> str:
    return email.strip().lower()
