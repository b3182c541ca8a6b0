"""See what needs a decision today, and how the programme goes in figures and charts."""

from bot.message import Say
from bot.ports import Visit
from bot.reports import ask

COORDINATORS = True


def answer(visit: Visit, rest: str) -> Say:
    """At once; both follow."""
    del rest
    return ask(visit)
