"""Say on which day you may be asked again for your support as a leader."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.advocacy import postpone
from bot.ask_book import mine
from bot.asks import OPEN, AskState
from bot.conversation import Flow
from bot.flows import Instead
from bot.message import Field, Kind, Page, Say
from bot.ports import Visit
from bot.records import id_in, is_id
from bot.working_time import local_day

FRESH = True
INSTEAD = True
# Longer than this, nobody knows the day.
LONGEST = timedelta(days=365)
MAY_WAIT = frozenset({*OPEN, AskState.NOT_NOW, AskState.YES})


@dataclass(frozen=True, slots=True)
class Waiting:
    """From which day it may be, and whether anybody asks again at all."""

    today: date


def subject(visit: Visit, about: str) -> str:
    """What was asked: by its number, else the newest that may wait."""
    if is_id(about):
        return about
    waits = [one for one in visit.records.campaigns.asks_of(visit.person.id) if one.state in MAY_WAIT]
    return str(waits[-1].id) if waits else ""


def gather(visit: Visit, about: str) -> Waiting:
    """Today, unless there is nothing that waits."""
    if not about or mine(visit, id_in(about)).state not in MAY_WAIT:
        raise Instead(Say("later/nothing"))
    return Waiting(local_day(visit.now, visit.person.zone))


def later(here: Waiting) -> Flow[date]:
    """One day."""
    asked = Field("day", Kind.DATE, earliest=here.today + timedelta(days=1), latest=here.today + LONGEST)
    told = yield Page("later/day", (asked,))
    return date.fromisoformat(str(told["day"]))


def finish(visit: Visit, about: str, day: date) -> Say:
    """Nobody asks before it."""
    return postpone(visit, about, day)
