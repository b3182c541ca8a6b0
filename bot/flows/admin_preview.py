"""See every message that is to come, with its local time, before anybody gets it."""

from bot.conversation import Flow, only
from bot.message import Field, Kind, Page, Say
from bot.people_desk import somebody
from bot.ports import Visit
from bot.previews import LONGEST, ask
from bot.records import NotYours

COORDINATORS = True
FRESH = True

Wanted = tuple[int, str]


def gather(visit: Visit, about: str) -> None:
    """Nothing has to be known beforehand."""
    del visit, about


def admin_preview(here: None) -> Flow[Wanted]:
    """How far, and of whom."""
    del here
    told = yield Page(
        "admin_preview/choose",
        (
            Field("months", Kind.NUMBER, initial="6", least=1, most=LONGEST),
            Field("person", Kind.SEARCH, required=False, source="anybody", most=1),
        ),
    )
    months = told["months"]
    return (months if isinstance(months, int) else LONGEST), only(told["person"])


def finish(visit: Visit, about: str, wanted: Wanted) -> Say:
    """It is made beside everything else, and comes as a message."""
    del about
    months, person = wanted
    try:
        return ask(visit, months, somebody(visit, person) if person else None)
    except NotYours:
        return Say("admin_people/whom")
