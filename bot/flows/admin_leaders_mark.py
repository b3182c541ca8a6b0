"""Mark who is a senior leader, one by one or by a rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation import Answers, Flow, several
from bot.facts import mark
from bot.leader_marks import LEVELS, Rule, keep_marks
from bot.leaders import DESK
from bot.message import Facts, Field, Kind, Option, Page, Say
from bot.people import Person
from bot.ports import Visit
from bot.records import is_id

COORDINATORS = True
FRESH = True
SHOWN = 10
BY_HAND, BY_RULE = "hand", "rule"
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Marks:
    """Who shall be a leader from now on, or shall be none any more, by number."""

    people: tuple[int, ...]
    leader: bool


def gather(visit: Visit, about: str) -> Sequence[Person]:
    """Everybody who is with the company."""
    del about
    return [one for one in visit.records.people.everybody() if one.gone_at is None]


def admin_leaders_mark(people: Sequence[Person]) -> Flow[Marks]:
    """By hand, or by a rule whose people are counted and shown before anything is kept."""
    ways = (Option(BY_HAND), Option(BY_RULE))
    way = yield Page("admin_leaders_mark/way", (Field("way", Kind.CHOICE, ways, initial=BY_HAND),))
    if way["way"] == BY_HAND:
        whom = Field("whom", Kind.SEARCH, source="anybody", most=LEVELS[1])
        are = Field("are", Kind.CHOICE, (Option("yes"), Option("no")), initial="yes")
        told = yield Page("admin_leaders_mark/hand", (whom, are))
        chosen = told["whom"]
        numbers = [int(one) for one in several(chosen) if is_id(one)]
        return Marks(tuple(numbers), told["are"] == "yes")
    fields = (
        Field("level", Kind.NUMBER, required=False, least=LEVELS[0], most=LEVELS[1]),
        Field("title", Kind.LINE, required=False, most=LONGEST_TITLE),
    )
    rule = _rule((yield Page("admin_leaders_mark/rule", fields, amiss=_says_nothing)))
    new = [one for one in people if rule.fits(one) and not one.leader]
    numbers = [one.id for one in new]
    yield Page("admin_leaders_mark/review", (), _counted(people, rule, new), seen=mark(numbers))
    return Marks(tuple(numbers), leader=True)


def finish(visit: Visit, about: str, marks: Marks) -> Say:
    """Keep it; each is written down."""
    del about
    keep_marks(visit, marks.people, leader=marks.leader)
    return Say(DESK, {"told": "marked"})


def _rule(told: Answers) -> Rule:
    level = told["level"]
    return Rule(level if isinstance(level, int) else None, str(told["title"] or ""))


def _says_nothing(told: Mapping[str, object]) -> Mapping[str, str]:
    return {} if told["level"] or told["title"] else {"level": "empty"}


def _counted(people: Sequence[Person], rule: Rule, new: Sequence[Person]) -> Facts:
    names = sorted(one.name for one in new)
    return {
        "count": len(names),
        "already": sum(one.leader for one in people),
        "unknown": sum(one.level is None for one in people) if rule.level else 0,
        "names": tuple(names[:SHOWN]),
        "more": max(0, len(names) - SHOWN),
    }
