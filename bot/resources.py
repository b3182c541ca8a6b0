"""The support pack: short guides of our own, and what the organisation adds to them."""

from bot.enrolment import MENTEES, MENTORS, enrolment_of, is_reverse
from bot.message import Fact, Say
from bot.ports import Visit
from bot.records import NotYours

GUIDES = ("listening", "questions", "goals", "difficult_moments", "planning", "structure", "reverse")
MENU = "menu"
# Empty as shipped: an organisation writes it.
OWN = "resources/own"


def menu(visit: Visit) -> Say:
    """What there is to read; an organisation's own comes below it."""
    return Say("resources/menu", _facts(visit), also=(Say(OWN, _facts(visit)),))


def read(visit: Visit, subject: str) -> Say:
    """A guide, or the menu again, in place of what was pressed."""
    if subject == MENU:
        return menu(visit)
    if subject not in GUIDES:
        raise NotYours(subject)
    return Say(f"resources/{subject}", _facts(visit))


def _facts(visit: Visit) -> dict[str, Fact]:
    """For whom it is worded: their role, or both while they look around."""
    enrolment = enrolment_of(visit)
    return {
        "mentors": enrolment is None or enrolment.role in MENTORS,
        "mentees": enrolment is None or enrolment.role in MENTEES,
        "reverse": is_reverse(visit),
    }
