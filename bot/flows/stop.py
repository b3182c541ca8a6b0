"""Get no more announcements, and still take part."""

from bot import campaigns
from bot.message import Say
from bot.ports import Visit


def answer(visit: Visit, rest: str) -> Say:
    """From now on; a second time changes nothing, and the way back is a button."""
    del rest
    return campaigns.stop(visit)
