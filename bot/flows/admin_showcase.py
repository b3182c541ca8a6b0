"""Ask somebody whether they may be shown in a channel, with words of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.conversation import Flow, only
from bot.facts import LONGEST_CHOICE, moment, short
from bot.flows import Instead
from bot.message import Amiss, Fact, Field, Kind, Option, Page, Problems, Say
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


@dataclass(frozen=True, slots=True)
class Showing:
    """Where something can be shown, and who may be asked only from a `later` day on, by number."""

    places: Sequence[Place]
    later: Mapping[str, Fact]


def gather(visit: Visit, about: str) -> Showing:
    """Where something can be shown, and whoever of the leaders has said "not now"."""
    del about
    found = places(visit)
    if not found:
        raise Instead(Say("admin_showcase/no_place"))
    days = visit.records.campaigns.later(visit.now)
    people = visit.records.people.some(days)
    later: dict[str, Fact] = {
        str(one): {"name": people[one].name, "until": moment(day, visit.person)}
        for one, day in days.items()
        if one in people
    }
    return Showing(found, later)


def admin_showcase(here: Showing) -> Flow[Wanted]:
    """Everything on one page."""
    options = tuple(Option(str(place.id), short(place.name, LONGEST_CHOICE)) for place in here.places)
    told = yield Page(
        "admin_showcase/whom",
        (
            Field("person", Kind.SEARCH, source="people", most=1),
            Field("place", Kind.CHOICE, options),
            Field("why", Kind.LINES, most=LONGEST_WHY),
            Field("text", Kind.LINES, most=LONGEST_TEXT),
        ),
        amiss=partial(_amiss, here.later),
    )
    return Wanted(only(told["person"]), int(str(told["place"])), str(told["why"]), str(told["text"]))


def _amiss(later: Mapping[str, Fact], told: Mapping[str, object]) -> Problems:
    """Nobody is asked before the day that they have named."""
    person = only(told["person"])
    return {"person": Amiss("later", {"later": later[person]})} if person in later else {}


def finish(visit: Visit, about: str, wanted: Wanted) -> Say:
    """Ask them."""
    del about
    found = visit.records.people.some([int(wanted.person)] if is_id(wanted.person) else [])
    person = next((one for one in found.values() if not one.outside), None)
    if person is None:
        return Say("admin_people/whom")
    return ask(visit, person, wanted.place_id, wanted.why, wanted.text)
