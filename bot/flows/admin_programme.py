"""See the programmes, open another one, change or close one."""

from bot.message import Say
from bot.ports import Visit
from bot.programme_desk import menu

COORDINATORS = True


def answer(visit: Visit, rest: str) -> Say:
    """Each in a few numbers, with a button that leads to it."""
    del rest
    return menu(visit)
