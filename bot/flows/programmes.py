"""See which programmes there are, and choose the one you look at."""

from bot.message import Say
from bot.ports import Visit
from bot.programmes import choice

SEVERAL = True


def answer(visit: Visit, rest: str) -> Say:
    """Each with a button that leads there."""
    del rest
    return choice(visit)
