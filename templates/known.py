"""What an announcement may name, and to whom it may go."""

from collections.abc import Collection, Mapping

from bot.audiences import KINDS
from bot.message import Fact, Facts
from bot.post import ANNOUNCEMENTS
from templates.files import ENGLISH, Source
from templates.rendering import sample_facts

# Without these a text has to be worded as well: there is no line, nobody has met yet, the reader is new.
_MAY_BE_EMPTY = (
    *("line", "ask", "role", "occasion", "angles", "named"),
    *("people", "leaders", "pairs", "meetings", "hours", "goals", "pulse"),
)


def announcement_sample(shipped: Mapping[tuple[str, str], Source]) -> Facts:
    """Every variable of an announcement with an example, as our own announcements name them."""
    known: dict[str, Fact] = {}
    for (name, language), source in shipped.items():
        if name.startswith(ANNOUNCEMENTS) and language == ENGLISH and "audience" in source.head:
            known |= {key: merged(known.get(key), value) for key, value in sample_facts(source).items()}
    return known


def with_nothing(given: Facts) -> Facts:
    """The same where whatever may be missing is."""
    return {name: _empty(value) if name in _MAY_BE_EMPTY else value for name, value in given.items()}


def audiences() -> Collection[str]:
    """Whom an announcement may be for."""
    return KINDS.keys()


def merged(one: Fact, other: Fact) -> Fact:
    """The other one, with whatever it lacks of the first where both are tables."""
    return {**one, **other} if isinstance(one, Mapping) and isinstance(other, Mapping) else other


def _empty(value: Fact) -> Fact:
    match value:
        case str():
            return ""
        case tuple():
            return ()
        case int():
            return 0
        case _:
            return None
