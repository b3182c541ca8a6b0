"""See what coordinators can do."""

from bot.message import Say
from bot.ports import Visit

COORDINATORS = True


def answer(visit: Visit, rest: str) -> Say:
    """A menu."""
    del visit, rest
    return Say("help/admin")
