"""Bring your hours with somebody to a good end, now or as planned, and look back."""

from dataclasses import dataclass

from bot import closing, interviews
from bot.conversation import Flow
from bot.enrolment import role_in
from bot.facts import LONGEST_CHOICE, short
from bot.flows import Instead
from bot.message import Facts, Field, Kind, Option, Page, Say
from bot.model import Pair
from bot.pairs import met_by
from bot.plans import lasting
from bot.ports import Visit
from bot.records import id_in

FRESH = True
# To see again what one wrote about an earlier pair, instead of closing one.
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Closing:
    """Somebody's pairs, whom they meet in each and as what, and whether they have closed one before."""

    pairs: tuple[tuple[Pair, Facts, str], ...]
    before: bool


def gather(visit: Visit, about: str) -> Closing:
    """Every pair that goes on. A mentee of a group does not close it for the others."""
    del about
    mine = lasting(visit.records, visit.person.id)
    pairs = [one for one in mine if visit.person.id == one.mentor_id or len(one.mentee_ids) == 1]
    before = [one for one in interviews.to_look_back_on(visit) if one not in pairs]
    if not pairs and before:
        raise Instead(interviews.again(visit))
    if not pairs:
        raise Instead(Say("close/nobody", {"group": bool(mine)}))
    me = visit.person.id
    return Closing(tuple((one, met_by(visit, one), role_in(visit, one, me)) for one in pairs), bool(before))


def close(here: Closing) -> Flow[str]:
    """Which one, where there are several; what happens; and one press."""
    if len(here.pairs) == 1 and not here.before:
        [(pair, partner, role)] = here.pairs
        yield Page("close/sure", facts={"partner": partner, "role": role})
        return str(pair.id)
    options = tuple(
        Option(str(pair.id), short(str(partner["name"]), LONGEST_CHOICE)) for pair, partner, _ in here.pairs
    )
    more = (Option(AGAIN),) if here.before else ()
    told = yield Page("close/which", (Field("pair", Kind.CHOICE, (*options, *more)),))
    return str(told["pair"])


def finish(visit: Visit, about: str, chosen: str) -> Say:
    """End that pair, kindly; or show what was written about an earlier one."""
    del about
    if chosen == AGAIN:
        return Say(interviews.AGAIN)
    return closing.close(visit, id_in(chosen))
