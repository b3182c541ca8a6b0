"""Open another programme beside those there are."""

from collections.abc import Mapping

from bot.conversation import Flow
from bot.message import Page, Say
from bot.ports import Visit
from bot.programme_desk import KINDS, Plan, fields, names, open_new, plan

COORDINATORS = True
FRESH = True


def gather(visit: Visit, about: str) -> frozenset[str]:
    """The names that are taken."""
    del about
    return names(visit)


def admin_programme_new(taken: frozenset[str]) -> Flow[Plan]:
    """One page, filled in with what is usual."""

    def amiss(told: Mapping[str, object]) -> Mapping[str, str]:
        return {"name": "taken"} if plan(told).name.casefold() in taken else {}

    return plan((yield Page("admin_programme_new/plan", fields(None, KINDS), amiss=amiss)))


def finish(visit: Visit, about: str, wanted: Plan) -> Say:
    """Open it; nobody hears of it yet."""
    del about
    return open_new(visit, wanted)
