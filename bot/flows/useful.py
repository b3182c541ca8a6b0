"""Say how useful your mentoring is to you, from 1 to 5."""

from bot import pulses
from bot.message import Say
from bot.plans import lasting
from bot.ports import Visit
from bot.records import named


def answer(visit: Visit, rest: str) -> Say:
    """The pulse of the pair that is named, else of the first that has one."""
    pairs = lasting(visit.records, visit.person.id)
    if number := named(rest):
        pairs = [pair for pair in pairs if str(pair.id) == number]
    found = (pulses.current(visit, pair) for pair in pairs)
    return next((say for say in found if say), Say("pulses/none", {"paired": bool(pairs)}))
