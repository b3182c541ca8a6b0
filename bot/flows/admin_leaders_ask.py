"""Ask one leader for one thing: a talk, a panel, a word at the all-hands, or less."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.appointments import ask_one
from bot.ask_book import asked_from, has_refused
from bot.asks import DATED, Ask, AskKind, AskState
from bot.clock_times import Naming, moment_in, naming, page
from bot.conversation import Flow
from bot.facts import moment
from bot.flows import Instead
from bot.leaders import CARD, desk, leader
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.ports import Visit
from bot.records import id_in, is_id

COORDINATORS = True
FRESH = True
INSTEAD = True
KINDS = (
    *(AskKind.CONVERSATION, AskKind.PANEL, AskKind.ALL_HANDS, AskKind.STORY, AskKind.SHOWCASE),
    AskKind.CHAMPION,
)
ON_STAGE = DATED - {AskKind.CONVERSATION}
LONGEST_LINE = 500
LONGEST_PLACE = 120
# Before the number of a leader who wants to talk.
TALK = "talk:"


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom it is about, by which clock a day is named, and whether it is a talk that they want themselves."""

    person: int
    naming: Naming
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What, with which line, and on which day if that is known."""

    kind: AskKind
    line: str
    at: datetime | None
    place: str


def subject(visit: Visit, about: str) -> str:
    """The leader who was named, and whether it is about a talk that they want."""
    del visit
    return about if is_id(about.removeprefix(TALK)) else ""


def gather(visit: Visit, about: str) -> Asking:
    """Nobody is asked again who has said no to all of it; nor who has said "not now", before their day."""
    if not about:
        raise Instead(desk(visit))
    person = leader(visit, about)
    if has_refused(visit, person.id):
        raise Instead(Say("admin_leaders_ask/refused", {"name": person.name}))
    theirs = about.startswith(TALK)
    if not theirs and (until := asked_from(visit, person.id)):
        facts: dict[str, Fact] = {
            "name": person.name,
            "until": moment(until, visit.person),
            "talk": f"{TALK}{person.id}",
        }
        raise Instead(Say("admin_leaders_ask/later", facts))
    return Asking(person.id, naming(visit, {"name": person.name}), theirs)


def admin_leaders_ask(here: Asking) -> Flow[Wanted]:
    """What; and of what takes place on a stage, when and where."""
    own_line = Field("line", Kind.LINES, required=False, most=LONGEST_LINE)
    if here.theirs:
        told = yield Page("admin_leaders_ask/talk", (own_line,), here.naming.facts)
        return Wanted(AskKind.CONVERSATION, str(told["line"] or ""), None, "")
    kinds = tuple(Option(one.value) for one in KINDS)
    asked = (
        Field("what", Kind.CHOICE, kinds, initial=AskKind.CONVERSATION.value),
        own_line,
    )
    told = yield Page("admin_leaders_ask/what", asked, here.naming.facts)
    kind, line = AskKind(str(told["what"])), str(told["line"] or "")
    if kind not in ON_STAGE:
        return Wanted(kind, line, None, "")
    place = Field("place", Kind.LINE, required=False, most=LONGEST_PLACE)
    told = yield page("admin_leaders_ask/when", here.naming, beside=(place,))
    return Wanted(kind, line, moment_in(told, here.naming), str(told["place"] or ""))


def finish(visit: Visit, about: str, wanted: Wanted) -> Say:
    """It goes out in their working hours."""
    person = visit.records.people.get(id_in(about))
    ask = Ask(0, None, person.id, None, AskState.PLANNED, kind=wanted.kind, line=wanted.line)
    ask_one(visit, person, replace(ask, at=wanted.at, place=wanted.place), theirs=about.startswith(TALK))
    return Say(CARD, {"leader": str(person.id)})
