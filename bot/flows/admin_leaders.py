"""See where the senior leaders stand, and what comes next with each."""

from bot.leaders import desk
from bot.message import Say
from bot.ports import Visit

COORDINATORS = True


def answer(visit: Visit, rest: str) -> Say:
    """The table, with a button for each state."""
    return desk(visit, rest)
