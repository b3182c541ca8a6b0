"""Write down, for yourself, what you took from your last hour."""

from dataclasses import dataclass

from bot.conversation import Flow
from bot.facts import person_facts
from bot.flows import Instead
from bot.message import Field, Kind, Page, Say
from bot.pairs import partner_in
from bot.people import Person
from bot.ports import Visit
from bot.records import id_in
from bot.reflections import keep, latest_meeting, prompt_of

LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Reflecting:
    """Whom this person met, and the question they get."""

    partner: Person
    prompt: str


def subject(visit: Visit, about: str) -> str:
    """The meeting that was named, else the last one: settled now, whenever it is answered."""
    if about.isascii() and about.isdecimal():
        return about
    meeting = latest_meeting(visit)
    return str(meeting.id) if meeting else ""


def gather(visit: Visit, about: str) -> Reflecting:
    """Who was met, and the question for that meeting."""
    if not about:
        raise Instead(Say("reflect/nothing"))
    meeting = visit.records.meetings.of(visit.person.id, id_in(about))
    if meeting.at is None or meeting.at > visit.now:
        raise Instead(Say("reflect/nothing"))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    partner = partner_in(visit, pair)
    return Reflecting(partner, prompt_of(visit, pair, meeting, visit.person))


def reflect(here: Reflecting) -> Flow[str]:
    """One question, one text."""
    told = yield Page(
        "reflect/write",
        (Field("text", Kind.LINES, most=LONGEST),),
        {"partner": person_facts(here.partner)},
        (Say(here.prompt),),
    )
    return str(told["text"])


def finish(visit: Visit, about: str, text: str) -> Say:
    """Keep it for its writer alone."""
    keep(visit, id_in(about), text)
    return Say("reflect/kept")
