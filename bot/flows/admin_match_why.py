"""See why two people are not matched with each other."""

from bot.conversation import Flow, only
from bot.matching_desk import DESK
from bot.message import Field, Kind, Page, Say
from bot.pair_questions import ANSWER
from bot.ports import Visit
from bot.records import is_id

COORDINATORS = True
FRESH = True

Asked = tuple[str, str]


def gather(visit: Visit, about: str) -> None:
    """Nothing is needed before they are named."""
    del visit, about


def admin_match_why(here: None) -> Flow[Asked]:
    """A mentee and a mentor."""
    del here
    told = yield Page(
        "admin_match_why/whom",
        (
            Field("mentee", Kind.SEARCH, source="anybody", most=1),
            Field("mentor", Kind.SEARCH, source="anybody", most=1),
        ),
    )
    return only(told["mentor"]), only(told["mentee"])


def finish(visit: Visit, about: str, asked: Asked) -> Say:
    """The answer comes as a message, where its buttons keep working."""
    del about
    numbers = [int(one) for one in asked if is_id(one)]
    if len(visit.records.people.some(numbers)) < len({*asked}):
        return Say(DESK)
    mentor, mentee = asked
    return Say(ANSWER, {"mentor": mentor, "mentee": mentee})
