"""Plan which leaders are asked first, and with which line of yours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation import Answers, Flow, several
from bot.flows import Instead
from bot.leaders import CARD, DESK, leader
from bot.message import Field, Kind, Option, Page, Say
from bot.people import Person
from bot.ports import Visit
from bot.records import is_id
from bot.waves import FIRST, LAST, SECOND, likely_first, may_be_asked, overview, plan
from bot.whom import label

COORDINATORS = True
FRESH = True
LONGEST_LINE = 500
MOST_WAVES = 9
MOST = 100


@dataclass(frozen=True, slots=True)
class Planning:
    """Who may be asked, in the waves in which they are; `one` of them alone, where one was named."""

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
    people = may_be_asked(visit, seen)
    one = leader(visit, about).id if about else 0
    if not people or (one and one not in {person.id for person in people}):
        raise Instead(Say("admin_leaders_plan/nobody", {"one": bool(one)}))
    return Planning(
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
        Field("others", Kind.CHOICE, (Option("third"), Option("nobody")), initial="third"),
        Field("line", Kind.LINES, required=False, most=LONGEST_LINE),
    )
    told = yield Page("admin_leaders_plan/waves", fields, {"count": len(here.people)}, amiss=_twice)
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


def _twice(told: Mapping[str, object]) -> Mapping[str, str]:
    return {"second": "twice"} if set(_chosen(told["first"])) & set(_chosen(told["second"])) else {}


def _waves(here: Planning, told: Answers) -> Mapping[int, int]:
    first, second = _chosen(told["first"]), _chosen(told["second"])
    rest = [one.id for one in here.people] if told["others"] == "third" else []
    return {**dict.fromkeys(rest, LAST), **dict.fromkeys(second, SECOND), **dict.fromkeys(first, FIRST)}


def _chosen(value: object) -> Sequence[int]:
    return [int(one) for one in several(value) if is_id(one)]
