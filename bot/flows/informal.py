"""Let mentoring count that already happens, with a colleague you name."""

from dataclasses import dataclass

from bot import informal as counting
from bot.conversation import Flow
from bot.flows import Instead
from bot.message import Field, Kind, Option, Page, Raw, Say
from bot.model import Role
from bot.people import Person
from bot.ports import Visit
from bot.records import id_in, ids_in
from bot.whom import label, people_meant

FRESH = True
# Words that name nobody we know, and words for whoever says them.
NOBODY = "?"
ONESELF = "="


@dataclass(frozen=True, slots=True)
class Naming:
    """Who may be meant, and whether words were said that name nobody."""

    meant: tuple[Person, ...]
    unknown: bool


@dataclass(frozen=True, slots=True)
class Named:
    """With whom, and as what."""

    other: int
    role: Role


def subject(visit: Visit, about: str) -> str:
    """Who is meant, by number: settled now, whatever people are called tomorrow."""
    if not about:
        return ""
    person, said = visit.person, about.strip().casefold()
    if said in {person.name.casefold(), person.email, visit.account.address.mention.casefold()}:
        return ONESELF
    return ",".join(str(one.id) for one in people_meant(visit, about)) or NOBODY


def gather(visit: Visit, about: str) -> Naming:
    """The people behind the numbers."""
    if about == ONESELF:
        raise Instead(Say("informal/yourself"))
    numbers = ids_in(about)
    found = visit.records.people.some(numbers)
    return Naming(tuple(found[one] for one in numbers if one in found), unknown=about == NOBODY)


def informal(here: Naming) -> Flow[Named]:
    """With whom, and who mentors whom."""
    roles = (Option(Role.MENTOR.value), Option(Role.MENTEE.value))
    told = yield Page(
        "informal/who",
        (_whom(here.meant), Field("role", Kind.CHOICE, roles)),
        {"unknown": here.unknown, "several": len(here.meant) > 1},
    )
    chosen: Raw = told["person"] if isinstance(told["person"], tuple) else (str(told["person"]),)
    return Named(id_in(chosen[0]), Role(str(told["role"])))


def finish(visit: Visit, about: str, named: Named) -> Say:
    """Ask the other to confirm it."""
    del about
    return counting.ask(visit, named.other, named.role)


def _whom(meant: tuple[Person, ...]) -> Field:
    """A search, or a choice where a name fits several people."""
    options = tuple(Option(str(one.id), label(one)) for one in meant)
    if len(options) > 1:
        return Field("person", Kind.CHOICE, options)
    initial = tuple(one.value for one in options)
    return Field("person", Kind.SEARCH, options=options, initial=initial, source="people", most=1)
