"""Look up one leader: what was asked, what they said, and what comes next."""

from bot.conversation import Flow, only
from bot.leaders import CARD, DESK, leader
from bot.message import Field, Kind, Page, Say
from bot.ports import Visit
from bot.records import NotYours

COORDINATORS = True
FRESH = True


def gather(visit: Visit, about: str) -> None:
    """Nothing is needed before they are named."""
    del visit, about


def admin_leaders_see(here: None) -> Flow[str]:
    """By a part of their name."""
    del here
    found = yield Page("admin_leaders_see/find", (Field("whom", Kind.SEARCH, source="leaders", most=1),))
    return only(found["whom"])


def finish(visit: Visit, about: str, found: str) -> Say:
    """Their page comes as a message, where its buttons keep working."""
    del about
    try:
        return Say(CARD, {"leader": str(leader(visit, found).id)})
    except NotYours:
        return Say(DESK, {"told": ""})
