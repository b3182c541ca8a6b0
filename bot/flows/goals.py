"""See what you work towards, set a goal, and say how far you have come."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import goals as subjects
from bot.conversation import Flow
from bot.enrolment import met_in
from bot.facts import LONGEST_CHOICE, short
from bot.first_goals import FURTHEST, LONGEST, LONGEST_SIGN, has_room, today
from bot.flows import Instead
from bot.goal_lists import card, overview, within
from bot.goals import Wanted
from bot.intent.phrases import book
from bot.intent.words import fold
from bot.message import Field, Kind, Option, Page, Raw, Say
from bot.model import Pair
from bot.plans import lasting
from bot.ports import Visit
from bot.progress import Goal, GoalState
from bot.records import id_in

FRESH = True
# What buttons begin: a new one in this pair, or other words for that one. A number alone is a pair to see.
_BEGUN = re.compile(r"(?:add|edit):\d{1,18}|\d{1,18}")


@dataclass(frozen=True, slots=True)
class Setting:
    """In which pairs there can be a new goal, or the one to change; and who else will read it."""

    today: date
    pairs: tuple[Option, ...]
    readers: tuple[str, ...]
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Set:
    """What was wanted, and in which pair where there was a choice."""

    wanted: Wanted
    pair: str = ""


def subject(visit: Visit, about: str) -> str:
    """What it is about, without a word of the goal: those are kept where answers are."""
    del visit
    if _BEGUN.fullmatch(about):
        return about
    return "" if _added(about) is None else "add"


def opening(visit: Visit, about: str) -> Mapping[str, Mapping[str, Raw]]:
    """The words of the goal, if it was begun with them."""
    del visit
    text = _added(about)
    return {"goals/set": {"text": text}} if text else {}


def gather(visit: Visit, about: str) -> Setting:
    """Where it can be set; or the list, where nothing is to be set."""
    what, _, number = about.partition(":")
    if what == "edit":
        return _editing(visit, visit.records.goals.of(visit.person.id, id_in(number)))
    if what != "add":
        raise Instead(subjects.look(visit, about))
    pairs = [subjects.going_on(visit, id_in(number))] if number else lasting(visit.records, visit.person.id)
    if not pairs:
        raise Instead(overview(visit))
    open_ones = [pair for pair in pairs if has_room(visit, pair)]
    if not open_ones:
        raise Instead(within(visit, pairs[0], "enough"))
    return _adding(visit, open_ones)


def goals(here: Setting) -> Flow[Set]:
    """One page: what will be different, by when, and how they will notice."""
    was = here.goal
    fields: tuple[Field, ...] = (
        Field("text", Kind.LINES, initial=was.text if was else "", most=LONGEST),
        Field(
            "by",
            Kind.DATE,
            initial=was.by.isoformat() if was else "",
            earliest=here.today + timedelta(days=1),
            latest=here.today + FURTHEST,
        ),
        Field("sign", Kind.LINE, required=False, initial=was.sign if was else "", most=LONGEST_SIGN),
    )
    if len(here.pairs) > 1:
        fields = (Field("pair", Kind.CHOICE, here.pairs), *fields)
    told = yield Page("goals/set", fields, {"with": here.readers, "new": was is None})
    by = told["by"]
    wanted = Wanted(str(told["text"]), by if isinstance(by, date) else here.today, str(told["sign"] or ""))
    pair = here.pairs[0].value if len(here.pairs) == 1 else str(told.get("pair") or "")
    return Set(wanted, pair)


def finish(visit: Visit, about: str, done: Set) -> Say:
    """Keep it, for them and for whoever meets them there."""
    if about.startswith("edit:"):
        return subjects.change(visit, id_in(about), done.wanted)
    return subjects.add(visit, id_in(done.pair), done.wanted)


def _added(about: str) -> str | None:
    """The words that are to be a goal, if it is begun with `add` and maybe some words."""
    first, _, text = about.partition(" ")
    return text.strip() if fold(first.rstrip(":")) in book().lists["adding"] else None


def _adding(visit: Visit, pairs: Sequence[Pair]) -> Setting:
    readers = _names(visit, pairs[0]) if len(pairs) == 1 else ()
    called = (Option(str(one.id), short(", ".join(_names(visit, one)), LONGEST_CHOICE)) for one in pairs)
    return Setting(today(visit), tuple(called), readers)


def _editing(visit: Visit, goal: Goal) -> Setting:
    if goal.state is not GoalState.OPEN:
        raise Instead(card(visit, goal))
    pair = visit.records.pairs.of(visit.person.id, goal.pair_id)
    return Setting(today(visit), (), _names(visit, pair), goal)


def _names(visit: Visit, pair: Pair) -> tuple[str, ...]:
    return tuple(one.first_name for one in met_in(visit, pair, visit.person.id))
