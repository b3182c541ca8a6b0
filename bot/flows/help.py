"""See what you can do here."""

from bot.flows import find_flows
from bot.message import Say
from bot.ports import Visit


def answer(visit: Visit, rest: str) -> Say:
    """List the commands this person may use."""
    del rest
    shown = [one for one in find_flows().values() if visit.coordinates or not one.coordinators]
    return Say("help/help", {"commands": tuple({"name": one.command, "help": one.help} for one in shown)})
