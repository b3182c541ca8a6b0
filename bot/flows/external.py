"""Bring a mentor from outside the company, if you are a senior leader."""

import re
from dataclasses import dataclass

from bot.conversation import Flow, only
from bot.flows import Instead
from bot.message import Field, Kind, Page, Say
from bot.outsiders import LONGEST_ADDRESS, LONGEST_NAME, Outsider, add, address_in, card, known_to
from bot.people import Person
from bot.ports import Visit
from bot.records import is_id

FRESH = True
# Somebody else than who is known already, with no word of whom.
ELSE = "else"
_EMAIL = re.compile(r"<?([^\s<>]+@[^\s<>]+)>?")


@dataclass(frozen=True, slots=True)
class Naming:
    """What was said already, and whether it is for whoever names them, or for a leader to be chosen."""

    name: str
    email: str
    person: Person
    chooses: bool


def subject(visit: Visit, about: str) -> str:
    """What was said of them: a name, an address, or both."""
    del visit
    return " ".join(about.split())[: LONGEST_NAME + LONGEST_ADDRESS]


def gather(visit: Visit, about: str) -> Naming:
    """Whoever has one already is shown that one."""
    if not (visit.person.leader or visit.coordinates):
        raise Instead(Say("outsiders/for_leaders"))
    mine = known_to(visit)
    if mine and not about:
        raise Instead(card(visit, mine[0]))
    about = "" if about.casefold() == ELSE else about
    found = _EMAIL.search(about)
    name = _EMAIL.sub("", about).strip(" ,;")
    return Naming(name, found[1] if found else "", visit.person, chooses=visit.coordinates)


def external(here: Naming) -> Flow[Outsider]:
    """Who it is, and by which address; a coordinator says for whom."""
    whom = Field("whom", Kind.SEARCH, source="leaders", most=1, required=not here.person.leader)
    told = yield Page(
        "external/who",
        (
            *((whom,) if here.chooses else ()),
            Field("called", Kind.LINE, initial=here.name[:LONGEST_NAME], most=LONGEST_NAME),
            Field("address", Kind.LINE, initial=here.email, most=LONGEST_ADDRESS, reads=address_in),
        ),
        {"chooses": here.chooses, "leads": here.person.leader},
    )
    chosen, email = only(told.get("whom")), told["address"]
    leader = int(chosen) if is_id(chosen) else here.person.id
    address = email[0] if isinstance(email, tuple) else str(email)
    return Outsider(leader, " ".join(str(told["called"]).split()), address)


def finish(visit: Visit, about: str, named: Outsider) -> Say:
    """Begin at once with one's own, or ask the leader."""
    del about
    return add(visit, named)
