"""Plan which leaders are asked first, and with which line of yours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.conversation import Answers, Flow, several
from bot.flows import Instead
from bot.leaders import CARD, DESK, leader
from bot.message import Amiss, Field, Kind, Option, Page, Problems, Say
from bot.people import Person
from bot.ports import Visit
from bot.records import is_id
from bot.waves import FIRST, LAST, NOT_YET, SECOND, likely_first, may_be_asked, overview, plan
from bot.whom import label

COORDINATORS = True
FRESH = True
INSTEAD = True
LONGEST_LINE = 500
MOST_WAVES = 9
MOST = 100


@dataclass(frozen=True, slots=True)
class Planning:
    """Who of the `leaders` may be asked, in which waves; `one` of them alone, where one was named."""

    leaders: Mapping[int, str]
    people: Sequence[Person]
    waves: Mapping[int, int]
    likely: frozenset[int]
    lines: Mapping[int, str]
    one: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes into which wave, by number, and with which line."""

    waves: Mapping[int, int]
    line: str
    one: int


def subject(visit: Visit, about: str) -> str:
    """The leader who was named, if one was."""
    del visit
    return about if is_id(about) else ""


def gather(visit: Visit, about: str) -> Planning:
    """As it is planned until now."""
    seen = overview(visit)
    people = may_be_asked(seen)
    one = leader(visit, about).id if about else 0
    if not people or (one and one not in {person.id for person in people}):
        raise Instead(Say("admin_leaders_plan/nobody", {"one": bool(one)}))
    return Planning(
        {person.id: person.name for person in seen.leaders},
        people,
        {ask.person_id: ask.wave for ask in seen.planned},
        frozenset(person.id for person in likely_first(visit, people)),
        {ask.person_id: ask.line for ask in seen.planned},
        one,
    )


def admin_leaders_plan(here: Planning) -> Flow[Plan]:
    """One leader's wave and line; or who comes first and second, and everybody else after them."""
    if here.one:
        name = next(person.name for person in here.people if person.id == here.one)
        wave = str(here.waves.get(here.one, FIRST))
        asked = (
            Field("wave", Kind.NUMBER, initial=wave, least=FIRST, most=MOST_WAVES),
            Field(
                "line", Kind.LINES, required=False, initial=here.lines.get(here.one, ""), most=LONGEST_LINE
            ),
        )
        told = yield Page("admin_leaders_plan/one", asked, {"name": name})
        return Plan({here.one: int(str(told["wave"]))}, str(told["line"] or ""), here.one)
    first = [one for one in here.people if here.waves.get(one.id) == FIRST]
    first = first or [one for one in here.people if not here.waves and one.id in here.likely]
    second = [one for one in here.people if here.waves.get(one.id) == SECOND]
    fields = (
        _search("first", first),
        _search("second", second),
        Field("others", Kind.CHOICE, (Option("third"), Option("nobody")), initial=_others(here)),
        Field("line", Kind.LINES, required=False, most=LONGEST_LINE),
    )
    told = yield Page(
        "admin_leaders_plan/waves", fields, {"count": len(here.people)}, amiss=partial(_amiss, here)
    )
    return Plan(_waves(here, told), str(told["line"] or ""), 0)


def finish(visit: Visit, about: str, wanted: Plan) -> Say:
    """Nobody hears of it before their wave is started."""
    del about
    plan(visit, wanted.waves, wanted.line)
    if wanted.one:
        return Say(CARD, {"leader": str(wanted.one)})
    return Say(DESK, {"told": "planned"})


def _search(name: str, initial: Sequence[Person]) -> Field:
    return Field(
        name,
        Kind.SEARCH,
        tuple(Option(str(one.id), label(one)) for one in initial),
        required=False,
        initial=tuple(str(one.id) for one in initial),
        most=MOST,
        source="leaders",
    )


def _others(here: Planning) -> str:
    return "nobody" if here.waves and max(here.waves.values()) < LAST else "third"


def _amiss(here: Planning, told: Mapping[str, object]) -> Problems:
    """Somebody in two waves, and whoever cannot be asked, by name."""
    first, second = _chosen(told["first"]), _chosen(told["second"])
    if set(first) & set(second):
        return {"second": "twice"}
    free = {one.id for one in here.people}
    closed = {
        name: tuple(here.leaders.get(one, "") for one in some if one not in free)
        for name, some in (("first", first), ("second", second))
    }
    return {name: Amiss("closed", {"names": names}) for name, names in closed.items() if names}


def _waves(here: Planning, told: Answers) -> Mapping[int, int]:
    first, second = _chosen(told["first"]), _chosen(told["second"])
    # a later wave that was chosen on somebody's page stays
    later = {one.id: max(LAST, here.waves.get(one.id, LAST)) for one in here.people}
    rest = later if told["others"] == "third" else dict.fromkeys(later, NOT_YET)
    return {**rest, **dict.fromkeys(second, SECOND), **dict.fromkeys(first, FIRST)}


def _chosen(value: object) -> Sequence[int]:
    return [int(one) for one in several(value) if is_id(one)]
