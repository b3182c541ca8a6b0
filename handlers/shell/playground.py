"""`playground`: the bot among demo people, on stand-ins for both platforms."""

import argparse

from handlers.shell.running import run
from handlers.shell.settings import settings_from
from handlers.shell.toolbox import Play, Toolbox
from handlers.shell.variables import Unfit, port

MOST_PEOPLE = 100_000


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    playing = commands.add_parser("playground", help="try it here, without any account", allow_abbrev=False)
    playing.add_argument("--port", type=_port, help="where the page is")
    playing.add_argument("--seed", type=int, help="makes the same demo again")
    playing.add_argument("--people", type=_people, metavar="N", help="how many demo people")
    playing.add_argument("--no-browser", action="store_true", help="only print the address")
    playing.set_defaults(run=playground)


def playground(wanted: argparse.Namespace, toolbox: Toolbox) -> int:
    settings = settings_from(toolbox.environ)
    play = Play(wanted.port, wanted.seed, wanted.people, browser=not wanted.no_browser)
    run(toolbox.playground(settings, play), settings)
    return 0


def _port(told: str) -> int:
    try:
        return port(told)
    except Unfit as unfit:
        words = f"{unfit.reason}: {unfit.remedy}"
        raise argparse.ArgumentTypeError(words) from unfit


def _people(told: str) -> int:
    if not told.isdecimal() or not 1 <= int(told[:9]) <= MOST_PEOPLE:
        words = f"{told!r} is not a number from 1 to {MOST_PEOPLE}"
        raise argparse.ArgumentTypeError(words)
    return int(told)
