"""Open another programme beside those there are."""

from bot.conversation import Flow
from bot.message import Say
from bot.model import Programme
from bot.ports import Visit
from bot.programme_desk import KINDS, names, open_new
from bot.programme_pages import Asking, Plan, asked

COORDINATORS = True
FRESH = True


def gather(visit: Visit, about: str) -> frozenset[str]:
    """The names that are taken."""
    del about
    return names(visit)


def admin_programme_new(taken: frozenset[str]) -> Flow[Plan]:
    """Two pages, filled in with what is usual."""
    return (yield from asked(Asking("admin_programme_new/plan", Programme(0, 0, ""), KINDS, taken, {})))


def finish(visit: Visit, about: str, wanted: Plan) -> Say:
    """Open it; nobody hears of it yet."""
    del about
    return open_new(visit, wanted)
