"""See what coordinators can do, and what may not have arrived."""

from bot.deliveries import menu
from bot.message import Say
from bot.ports import Visit

COORDINATORS = True


def answer(visit: Visit, rest: str) -> Say:
    """A menu."""
    del rest
    return menu(visit)
