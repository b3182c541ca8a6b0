"""See what you agreed to have shown or told of you, and take it back with one tap."""

from bot.consents import overview
from bot.message import Say
from bot.ports import Visit


def answer(visit: Visit, rest: str) -> Say:
    """All that stands just now."""
    del rest
    return overview(visit)
