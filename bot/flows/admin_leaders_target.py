"""Set how many of the leaders shall take part, and whether everybody sees how many do."""

from dataclasses import dataclass, replace

from bot.audit import note
from bot.conversation import Flow
from bot.enrolment import open_programme
from bot.leaders import DESK
from bot.message import Field, Kind, Option, Page, Say
from bot.ports import Visit

COORDINATORS = True
FRESH = True
PERCENT = (1, 100)


@dataclass(frozen=True, slots=True)
class Target:
    """So many per cent; and whether everybody sees it."""

    percent: int
    shown: bool


def gather(visit: Visit, about: str) -> Target:
    """As it is now."""
    del about
    programme = open_programme(visit)
    return Target(programme.leader_target, programme.leaders_shown)


def admin_leaders_target(here: Target) -> Flow[Target]:
    """Two questions."""
    fields = (
        Field("percent", Kind.NUMBER, initial=str(here.percent), least=PERCENT[0], most=PERCENT[1]),
        Field("shown", Kind.CHOICE, (Option("yes"), Option("no")), initial="yes" if here.shown else "no"),
    )
    told = yield Page("admin_leaders_target/target", fields)
    return Target(int(str(told["percent"])), told["shown"] == "yes")


def finish(visit: Visit, about: str, target: Target) -> Say:
    """It holds for the programme in view."""
    del about
    held = visit.records.programmes.hold(open_programme(visit).id)
    after = replace(held, leader_target=target.percent, leaders_shown=target.shown)
    if after != held:
        visit.records.programmes.keep(after)
        note(visit, "leader target", f"programme:{held.id}")
    return Say(DESK, {"told": "target"})
