"""See where things stand for you."""

from bot.home import at_a_glance
from bot.message import Say
from bot.ports import Visit

GLANCE = True


def answer(visit: Visit, rest: str) -> Say:
    """The same as at home."""
    del rest
    return at_a_glance(visit)
