"""Get everything I know about you, as a page to read and as a file."""

from bot.message import Say
from bot.ports import Visit
from bot.privacy import ask_for


def answer(visit: Visit, rest: str) -> Say:
    """At once; the files follow."""
    del rest
    return ask_for(visit)
