"""Choose what comes first in matching, and how late joiners are dealt with."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cohort import priorities
from bot.conversation import Flow
from bot.facts import mark
from bot.matching_desk import DESK, at_the_desk
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.methods import A_FLOOR, Trial, compared, keep, ways
from bot.model import Method, Priority
from bot.ports import Visit

COORDINATORS = True
FRESH = True
HIGHEST = 1000


def gather(visit: Visit, about: str) -> Trial:
    """Everybody who is free, read once: what each way would bring is only reckoned."""
    return Trial(at_the_desk(visit, about))


def admin_match_aim(here: Trial) -> Flow[Method]:
    """Choose with the price of each way in sight, then see what would change."""
    now = here.method
    told = yield Page(
        "admin_match_aim/choose",
        (
            Field(
                "priority", Kind.CHOICE, tuple(map(Option, priorities(here.kind))), initial=now.priority.value
            ),
            Field("floor", Kind.NUMBER, required=False, initial=str(now.floor or ""), least=1, most=HIGHEST),
            Field("late", Kind.CHOICE, (Option("ask"), Option("offer")), initial=_late(now)),
        ),
        {"ways": ways(here), "floor": now.floor or A_FLOOR},
        amiss=_amiss,
    )
    priority = Priority(str(told["priority"]))
    floor = int(str(told["floor"] or now.floor))
    chosen = replace(now, priority=priority, floor=floor, late=told["late"] == "offer")
    facts: dict[str, Fact] = {
        "way": priority.value,
        "floor": floor,
        "late": chosen.late,
        **compared(here, chosen),
    }
    yield Page("admin_match_aim/review", (), facts, seen=mark(facts))
    return chosen


def finish(visit: Visit, about: str, chosen: Method) -> Say:
    """Keep it, and back to the desk."""
    del about
    keep(
        visit,
        "aim",
        lambda now: replace(now, priority=chosen.priority, floor=chosen.floor, late=chosen.late),
    )
    return Say(DESK, {"note": "aim"})


def _amiss(told: Mapping[str, object]) -> Mapping[str, str]:
    missing = told["priority"] == Priority.QUALITY.value and told["floor"] is None
    return {"floor": "floor"} if missing else {}


def _late(method: Method) -> str:
    return "offer" if method.late else "ask"
