"""See everything of yours at a glance."""

from bot.home import at_a_glance
from bot.message import Say
from bot.ports import Visit

GLANCE = True


def answer(visit: Visit, rest: str) -> Say:
    """What is kept up to date as one's home."""
    del rest
    return at_a_glance(visit)
