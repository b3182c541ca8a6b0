"""See what was announced, what is planned, and how it goes."""

from dataclasses import replace

from bot.campaign_desk import listed
from bot.message import Say
from bot.ports import Visit
from bot.post_desk import planned

COORDINATORS = True


def answer(visit: Visit, rest: str) -> Say:
    """The newest, each with a button."""
    del rest
    found = listed(visit)
    return replace(found, facts={**found.facts, "posts": planned(visit)})
