"""Look back on your hours with somebody, for yourself alone."""

from dataclasses import dataclass

from bot import interviews
from bot.certificates import is_earned
from bot.closing import has_come
from bot.conversation import Flow, several
from bot.endings import Brought, ClosingInterview
from bot.flows import Instead
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.pairs import met_by
from bot.ports import Visit
from bot.records import id_in, named

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class LookingBack:
    """Whose questions, about whom, and what was written before."""

    page: str
    partner: dict[str, Fact]
    before: ClosingInterview | None


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered, and what it brought."""

    answers: dict[str, str]
    brought: tuple[str, ...]


def subject(visit: Visit, about: str) -> str:
    """The pair that was named, else the last one that is over: settled now, whenever it is answered."""
    if number := named(about):
        return number
    pairs = interviews.to_look_back_on(visit)
    return str(pairs[-1].id) if pairs else ""


def gather(visit: Visit, about: str) -> LookingBack:
    """The questions for this person's side of that pair."""
    if not about:
        raise Instead(Say("look_back/nothing"))
    pair = visit.records.pairs.of(visit.person.id, id_in(about))
    if pair.informal or not has_come(visit, pair):
        raise Instead(Say("look_back/nothing"))
    page, partner = interviews.page_for(visit, pair), met_by(visit, pair)
    return LookingBack(page, partner, interviews.written(visit, pair.id))


def look_back(here: LookingBack) -> Flow[Told]:
    """Three questions and a choice, each of which may stay empty."""
    before = here.before.answers if here.before else {}
    learned, remembered, following = (before.get(name, "") for name in interviews.QUESTIONS)
    themes = tuple(Option(theme.value) for theme in Brought)
    chosen = here.before.brought if here.before else ()
    told = yield Page(
        here.page,
        (
            Field("learned", Kind.LINES, required=False, initial=learned, most=LONGEST),
            Field("remembered", Kind.LINES, required=False, initial=remembered, most=LONGEST),
            Field("next", Kind.LINES, required=False, initial=following, most=LONGEST),
            Field("brought", Kind.CHOICES, themes, required=False, initial=chosen),
        ),
        {"partner": here.partner},
    )
    answers = {name: str(told[name]) for name in interviews.QUESTIONS if told[name]}
    brought = told["brought"]
    return Told(answers, several(brought))


def finish(visit: Visit, about: str, told: Told) -> Say:
    """Keep it for its writer alone; at the planned end it also says that the pair is complete."""
    over = interviews.keep(visit, id_in(about), told.answers, told.brought)
    pair = visit.records.pairs.of(visit.person.id, id_in(about))
    facts: dict[str, Fact] = {
        "partner": met_by(visit, pair),
        "over": over,
        "earned": is_earned(visit, pair),
        "pair": str(pair.id),
    }
    return Say("look_back/kept", facts)
