"""Leave the programme, without a reason and without fault."""

from dataclasses import dataclass

from bot import leaving
from bot.conversation import Flow
from bot.enrolment import enrolment_of, open_programme
from bot.flows import Instead
from bot.message import Page, Say
from bot.plans import lasting
from bot.ports import Visit

FRESH = True


@dataclass(frozen=True, slots=True)
class Leaving:
    """What ends with it: the names of partners, and how many requests are open."""

    partners: tuple[str, ...]
    requests: int


def gather(visit: Visit, about: str) -> Leaving:
    """Who and what is concerned."""
    del about
    programme = open_programme(visit)
    mine = lasting(visit.records, visit.person.id)
    pairs = [pair for pair in mine if pair.programme_id == programme.id]
    if enrolment_of(visit) is None and not pairs:
        raise Instead(Say("leave/nothing"))
    met = visit.records.people.some([one for pair in pairs for one in pair.partners_of(visit.person.id)])
    names = tuple(partner.first_name for partner in met.values())
    return Leaving(names, len(leaving.open_requests(visit, visit.person, programme)))


def leave(here: Leaving) -> Flow[bool]:
    """Say what happens, and one press."""
    yield Page("leave/sure", facts={"partners": here.partners, "requests": here.requests})
    return True


def finish(visit: Visit, about: str, sure: bool) -> Say:  # noqa: FBT001  the outcome of the page
    """Leave, and part as friends."""
    del about, sure
    return leaving.confirmed(visit.person, leaving.leave(visit, visit.person, open_programme(visit)))
