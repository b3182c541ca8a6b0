"""Finding one person's name inside what is kept as JSON, and taking it out."""

import json
import re
from collections.abc import Mapping

from sqlalchemy import ColumnElement, String, cast, func

from bot.people import Person


def holding(column: ColumnElement[object], words: str) -> ColumnElement[bool]:
    """Rows whose JSON has these words somewhere, as JSON writes them, whatever the case."""
    written = json.dumps(words)[1:-1].lower()
    return func.lower(cast(column, String)).contains(written, autoescape=True)


def without(kept: object, person: Person, instead: str) -> object:
    """The same without them: facts about this person are emptied, their name in a text is replaced."""
    match kept:
        case str():
            return _reworded(kept, person, instead)
        case tuple():
            return tuple(without(one, person, instead) for one in kept)
        case Mapping() if _speaks_of(kept, person):
            names = {"name", "first_name"}
            return {key: instead if key in names else "" for key in kept}
        case Mapping():
            return {key: without(one, person, instead) for key, one in kept.items()}
        case _:
            return kept


def _speaks_of(facts: Mapping[str, object], person: Person) -> bool:
    email = facts.get("email")
    if email and person.address:
        return str(email).lower() == person.address
    return facts.get("name") == person.name


def _reworded(text: str, person: Person, instead: str) -> str:
    for name, replacement in ((person.address, ""), (person.name, instead)):
        if name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", replacement, text, flags=re.IGNORECASE)
    return text
