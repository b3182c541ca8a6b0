"""Find a mentor who fits, on any topic or on one of your own."""

from bot.finding import look
from bot.message import Say
from bot.ports import Visit


def answer(visit: Visit, rest: str) -> Say:
    """At once, and with the reasons."""
    return look(visit, rest)
