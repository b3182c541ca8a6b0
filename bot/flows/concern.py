"""Say a word in confidence to one coordinator, whom you choose."""

from dataclasses import dataclass

from bot import concerns
from bot.conversation import Flow
from bot.enrolment import contact
from bot.facts import person_facts
from bot.flows import Instead
from bot.message import Field, Kind, Option, Page, Say
from bot.people import Person
from bot.ports import Visit
from bot.records import id_in

FRESH = True
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Confiding:
    """Who may be told."""

    listeners: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Confided:
    """To whom, and what."""

    coordinator: int
    text: str


def gather(visit: Visit, about: str) -> Confiding:
    """The coordinators who can be reached."""
    del about
    found = tuple(concerns.listeners(visit))
    if not found:
        raise Instead(Say("concern/nobody", {"contact": contact(visit.records, visit.house, visit.language)}))
    return Confiding(found)


def concern(here: Confiding) -> Flow[Confided]:
    """To whom, and the words."""
    options = tuple(Option(str(one.id), one.name) for one in here.listeners)
    told = yield Page(
        "concern/say",
        (
            Field("coordinator", Kind.CHOICE, options, initial=options[0].value),
            Field("text", Kind.LINES, most=LONGEST),
        ),
    )
    return Confided(id_in(str(told["coordinator"])), str(told["text"]))


def finish(visit: Visit, about: str, confided: Confided) -> Say:
    """Hand it over."""
    del about
    coordinator = concerns.say(visit, confided.coordinator, confided.text)
    return Say("concern/kept", {"coordinator": person_facts(coordinator)})
