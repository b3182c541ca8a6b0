"""Ask one particular mentor, with a word of your own."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.asking import cannot, is_busy, make, why_not
from bot.conversation import Flow, only
from bot.enrolment import enrolment_of, only_matched, open_programme
from bot.facts import LONGEST_CHOICE, mark, person_facts, short, skill_names, the_ask
from bot.finding import found_for, listed, one_found, reasons
from bot.flows import Instead
from bot.message import Facts, Field, Kind, Option, Page, Say
from bot.people import Person
from bot.ports import Visit
from bot.records import NotYours, ids_in, is_id, named
from bot.whom import label, people_meant

FRESH = True
LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Asking:
    """Who may be meant, and how to know of one of them what the mentee should read before asking."""

    meant: tuple[Person, ...]
    about: Callable[[int], Facts]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom somebody wants to ask, and their word to them."""

    mentor_id: int
    line: str


def subject(visit: Visit, about: str) -> str:
    """Everybody who may be meant, by number: settled now, whoever is hired meanwhile."""
    if number := named(about):
        return number
    return ",".join(str(one.id) for one in people_meant(visit, about)) or ("?" if about.strip() else "")


def gather(visit: Visit, about: str) -> Asking:
    """Whether that one mentor can be asked is said at once, before anything is written."""
    here = visit.records.people
    numbers = ids_in(about)
    known = here.some(numbers)
    meant = tuple(known[one] for one in numbers if one in known)
    asking = Asking(meant, lambda number: _of(visit, number))
    if about == "?":
        raise Instead(Say("requests/unknown"))
    if not meant:
        _may_ask(visit)
    if len(meant) == 1:
        asking.about(meant[0].id)
    return asking


def request(here: Asking) -> Flow[Asked]:
    """Whom, where that is not clear, and then the word to them."""
    if len(here.meant) == 1:
        number = here.meant[0].id
    elif here.meant:
        choice = tuple(Option(str(one.id), short(label(one), LONGEST_CHOICE)) for one in here.meant)
        told = yield Page("request/which", (Field("mentor", Kind.CHOICE, choice),))
        number = int(str(told["mentor"]))
    else:
        told = yield Page("request/whom", (Field("mentors", Kind.SEARCH, source="mentors", most=1),))
        number = _number(told["mentors"])
    facts = here.about(number)
    line = Field("line", Kind.LINES, required=False, most=LONGEST_LINE)
    told = yield Page("request/line", (line,), facts, seen=mark(number))
    return Asked(number, str(told["line"] or ""))


def finish(visit: Visit, about: str, asked: Asked) -> Say:
    """Ask them, or put the question in their line."""
    del about
    return make(visit, visit.records.people.get(asked.mentor_id), asked.line)


def _of(visit: Visit, number: int) -> Facts:
    """What the mentee should know before they ask. Raises Instead where they cannot."""
    mentor = visit.records.people.some([number]).get(number)
    if mentor is None:
        raise Instead(Say("requests/unknown"))
    programme = open_programme(visit)
    if why := why_not(visit, programme, mentor):
        raise Instead(cannot(visit, mentor, why))
    enrolment = listed(visit, programme, mentor)
    if enrolment is None:
        raise NotYours(number)
    found = one_found(visit, programme, enrolment)
    return {
        "mentor": person_facts(mentor),
        "leader": mentor.leader,
        "offers": skill_names(visit, found.mentor.offers),
        "reasons": reasons(visit, found.fit),
        "busy": is_busy(visit, programme.id, mentor),
        **the_ask(programme),
    }


def _may_ask(visit: Visit) -> None:
    if only_matched(open_programme(visit)):
        raise Instead(found_for(visit))
    if enrolment_of(visit) is None:
        raise Instead(cannot(visit, visit.person, "join"))


def _number(chosen: object) -> int:
    first = only(chosen)
    return int(first) if is_id(first) else 0
