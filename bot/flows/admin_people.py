"""See who there is, and correct what is known of somebody."""

from dataclasses import dataclass

from bot.conversation import Flow, only
from bot.message import Fact, Field, Kind, Page, Say
from bot.people_desk import look, summary
from bot.ports import Visit
from bot.records import NotYours

COORDINATORS = True
FRESH = True


@dataclass(frozen=True, slots=True)
class Company:
    """Who there is, in numbers."""

    facts: dict[str, Fact]


def gather(visit: Visit, about: str) -> Company:
    """Count them."""
    del about
    return Company(summary(visit))


def admin_people(here: Company) -> Flow[str]:
    """Look somebody up."""
    found = yield Page(
        "admin_people/find", (Field("person", Kind.SEARCH, source="people", most=1),), here.facts
    )
    return only(found["person"])


def finish(visit: Visit, about: str, person: str) -> Say:
    """Their card comes as a message, where its buttons keep working."""
    del about
    try:
        return look(visit, person)
    except NotYours:
        return Say("admin_people/whom")
