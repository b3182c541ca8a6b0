"""Try another partner, without leaving and without a reason."""

from dataclasses import dataclass

from bot.conversation import Flow
from bot.enrolment import role_in
from bot.facts import person_facts
from bot.flows import Instead
from bot.leaving import end_pair
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.model import Pair
from bot.people import Person
from bot.plans import hour, lasting
from bot.ports import Visit
from bot.records import id_in

FRESH = True


@dataclass(frozen=True, slots=True)
class Changing:
    """Somebody's pairs, and whom they meet in each."""

    pairs: tuple[tuple[Pair, Person], ...]


def gather(visit: Visit, about: str) -> Changing:
    """Every pair that goes on."""
    del about
    pairs = lasting(visit.records, visit.person.id)
    if not pairs:
        raise Instead(Say("change/nobody"))
    people = visit.records.people
    return Changing(tuple((pair, people.get(pair.partner_of(visit.person.id))) for pair in pairs))


def change(here: Changing) -> Flow[str]:
    """Which one, where there are several, and one press."""
    if len(here.pairs) == 1:
        [(pair, partner)] = here.pairs
        yield Page("change/sure", facts={"partner": person_facts(partner)})
        return str(pair.id)
    options = tuple(Option(str(pair.id), partner.name) for pair, partner in here.pairs)
    told = yield Page("change/which", (Field("pair", Kind.CHOICE, options),))
    return str(told["pair"])


def finish(visit: Visit, about: str, chosen: str) -> Say:
    """End that pair; both go back to matching, and never to each other."""
    del about
    pair = visit.records.pairs.of(visit.person.id, id_in(chosen))
    partner = visit.records.people.get(pair.partner_of(visit.person.id))
    off = end_pair(visit, pair, visit.person, "change/partner")
    facts: dict[str, Fact] = {"partner": person_facts(partner), "role": role_in(visit, pair, visit.person.id)}
    return Say("change/done", {**facts, "off": hour(off, visit.person)})
