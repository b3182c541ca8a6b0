"""Go on with somebody for some more months, if both of you agree."""

from dataclasses import dataclass

from bot import extending
from bot.conversation import Flow
from bot.enrolment import role_in
from bot.flows import Instead
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.model import PairState
from bot.pairs import met_by
from bot.plans import lasting
from bot.ports import Visit
from bot.records import id_in, named

FRESH = True


@dataclass(frozen=True, slots=True)
class GoingOn:
    """With whom, and what the page says; for how many months more, with how many meetings each brings."""

    facts: dict[str, Fact]
    offers: dict[int, int]


def subject(visit: Visit, about: str) -> str:
    """The pair that was named, else the one that began first."""
    if number := named(about):
        return number
    pairs = lasting(visit.records, visit.person.id)
    return str(pairs[0].id) if pairs else ""


def gather(visit: Visit, about: str) -> GoingOn:
    """How long they may go on; or what has been asked already, with both answers for whoever was asked."""
    if not about:
        raise Instead(Say("extend/nobody"))
    pair = visit.records.pairs.of(visit.person.id, id_in(about))
    if pair.state is not PairState.ACTIVE or pair.informal:
        raise Instead(Say("extend/nobody"))
    if wish := extending.open_wish(visit, pair):
        raise Instead(extending.standing(visit, pair, wish))
    partner = met_by(visit, pair)
    if not extending.may_ask(pair):
        raise Instead(extending.too_long(visit, pair))
    facts: dict[str, Fact] = {
        "partner": partner,
        "role": role_in(visit, pair, visit.person.id),
        "rounds": pair.rounds,
        "minutes": visit.records.programmes.get(pair.programme_id).minutes,
        "rhythm": pair.rhythm.value,
    }
    return GoingOn(facts, {months: extending.added(pair, months) for months in extending.offers(pair)})


def extend(here: GoingOn) -> Flow[int]:
    """For how many meetings, which the months make that are added."""
    options = tuple(Option(str(months)) for months in here.offers)
    facts = {**here.facts, "added": {str(months): more for months, more in here.offers.items()}}
    more = Field("more", Kind.CHOICE, options, initial=options[0].value)
    told = yield Page("extend/months", (more,), facts)
    return int(str(told["more"]))


def finish(visit: Visit, about: str, more: int) -> Say:
    """Ask the other."""
    return extending.ask(visit, id_in(about), more)
