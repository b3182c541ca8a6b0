"""Try another partner, without leaving and without a reason."""

from dataclasses import dataclass

from bot.conversation import Flow
from bot.enrolment import only_matched, role_in
from bot.facts import LONGEST_CHOICE, short
from bot.flows import Instead
from bot.leaving import end_pair
from bot.message import Fact, Facts, Field, Kind, Option, Page, Say
from bot.model import Pair
from bot.pairs import met_by
from bot.plans import hour, lasting
from bot.ports import Visit
from bot.records import id_in

FRESH = True


@dataclass(frozen=True, slots=True)
class Changing:
    """Somebody's pairs, and whom they meet in each."""

    pairs: tuple[tuple[Pair, Facts], ...]


def gather(visit: Visit, about: str) -> Changing:
    """Every pair that goes on."""
    del about
    pairs = [one for one in lasting(visit.records, visit.person.id) if not one.external]
    if not pairs:
        raise Instead(Say("change/nobody"))
    return Changing(tuple((pair, met_by(visit, pair)) for pair in pairs))


def change(here: Changing) -> Flow[str]:
    """Which one, where there are several, and one press."""
    if len(here.pairs) == 1:
        [(pair, partner)] = here.pairs
        yield Page("change/sure", facts={"partner": partner})
        return str(pair.id)
    options = tuple(
        Option(str(pair.id), short(str(partner["name"]), LONGEST_CHOICE)) for pair, partner in here.pairs
    )
    told = yield Page("change/which", (Field("pair", Kind.CHOICE, options),))
    return str(told["pair"])


def finish(visit: Visit, about: str, chosen: str) -> Say:
    """End that pair; both go back to matching, and never to each other."""
    del about
    pair = visit.records.pairs.of(visit.person.id, id_in(chosen))
    partner = met_by(visit, pair)
    off = end_pair(visit, pair, visit.person, "change/partner")
    facts: dict[str, Fact] = {
        "partner": partner,
        "role": role_in(visit, pair, visit.person.id),
        "seeks": not only_matched(visit.records.programmes.get(pair.programme_id)),
    }
    return Say("change/done", {**facts, "off": hour(off, visit.person)})
