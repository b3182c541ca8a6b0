"""End your pause at once."""

from bot import pauses
from bot.message import Say
from bot.ports import Visit


def answer(visit: Visit, rest: str) -> Say:
    """Back at once, or a kind word that there was no pause."""
    del rest
    return pauses.resume(visit)
