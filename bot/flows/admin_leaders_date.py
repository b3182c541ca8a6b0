"""Name the day and the place of what a leader has said yes to."""

from dataclasses import dataclass
from datetime import datetime

from bot.appointments import settle
from bot.asks import AskState
from bot.clock_times import ONE, Naming, moments, naming, page
from bot.conversation import Flow
from bot.flows import Instead
from bot.leaders import CARD, desk, leader
from bot.message import Field, Kind, Say
from bot.ports import Visit
from bot.records import id_in, is_id

COORDINATORS = True
FRESH = True
INSTEAD = True
LONGEST_PLACE = 120


@dataclass(frozen=True, slots=True)
class Dating:
    """By which clock, and where it is now."""

    naming: Naming
    place: str


def subject(visit: Visit, about: str) -> str:
    """What it is about, by its number."""
    del visit
    return about if is_id(about) else ""


def gather(visit: Visit, about: str) -> Dating:
    """What somebody has said yes to, else the table."""
    if not about:
        raise Instead(desk(visit))
    ask = visit.records.campaigns.hold_ask(id_in(about))
    person = leader(visit, str(ask.person_id))
    if ask.state is not AskState.YES:
        raise Instead(Say("admin_leaders_date/over", {"name": person.name}))
    return Dating(naming(visit, {"name": person.name, "kind": ask.kind.value}), ask.place)


def admin_leaders_date(here: Dating) -> Flow[tuple[datetime, str]]:
    """A day, its hour, and where or about what."""
    place = Field("place", Kind.LINE, required=False, initial=here.place, most=LONGEST_PLACE)
    told = yield page("admin_leaders_date/when", here.naming, needed=1, beside=(place,))
    return moments(ONE, told, here.naming.timezone)[0], str(told["place"] or "")


def finish(visit: Visit, about: str, named: tuple[datetime, str]) -> Say:
    """The leader gets it with what there is to say."""
    ask = settle(visit, id_in(about), *named)
    return Say(CARD, {"leader": str(ask.person_id)})
