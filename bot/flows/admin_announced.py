"""See what was announced, what is planned, and how it goes."""

from bot.campaign_desk import listed
from bot.message import Say
from bot.ports import Visit

COORDINATORS = True


def answer(visit: Visit, rest: str) -> Say:
    """The newest, each with a button."""
    del rest
    return listed(visit)
