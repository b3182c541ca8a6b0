"""Read short guides on listening, questions, goals and more."""

from bot.message import Say
from bot.ports import Visit
from bot.resources import menu


def answer(visit: Visit, rest: str) -> Say:
    """A menu."""
    del rest
    return menu(visit)
