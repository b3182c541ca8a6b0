"""Ask somebody whether they may be shown in a channel, with words of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import Flow, only
from bot.facts import LONGEST_CHOICE, short
from bot.flows import Instead
from bot.message import Field, Kind, Option, Page, Say
from bot.places import Place
from bot.ports import Visit
from bot.posting import places
from bot.records import is_id
from bot.showcases import LONGEST_TEXT, LONGEST_WHY, ask

COORDINATORS = True
FRESH = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to ask, where they would be shown, why, and with which words to begin."""

    person: str
    place_id: int
    why: str
    text: str


def gather(visit: Visit, about: str) -> Sequence[Place]:
    """Where something can be shown."""
    del about
    found = places(visit)
    if not found:
        raise Instead(Say("admin_showcase/no_place"))
    return found


def admin_showcase(here: Sequence[Place]) -> Flow[Wanted]:
    """Everything on one page."""
    options = tuple(Option(str(place.id), short(place.name, LONGEST_CHOICE)) for place in here)
    told = yield Page(
        "admin_showcase/whom",
        (
            Field("person", Kind.SEARCH, source="people", most=1),
            Field("place", Kind.CHOICE, options),
            Field("why", Kind.LINES, most=LONGEST_WHY),
            Field("text", Kind.LINES, most=LONGEST_TEXT),
        ),
    )
    return Wanted(only(told["person"]), int(str(told["place"])), str(told["why"]), str(told["text"]))


def finish(visit: Visit, about: str, wanted: Wanted) -> Say:
    """Ask them."""
    del about
    found = visit.records.people.some([int(wanted.person)] if is_id(wanted.person) else [])
    person = next((one for one in found.values() if not one.outside), None)
    if person is None:
        return Say("admin_people/whom")
    return ask(visit, person, wanted.place_id, wanted.why, wanted.text)
