"""`serve`: the real bot, until it is told to stop."""

import argparse

from handlers.shell import checks
from handlers.shell.running import run
from handlers.shell.settings import Settings, settings_from
from handlers.shell.toolbox import Refused, Role, State, Toolbox

BOTH = "both"
ONE_PROCESS = "On SQLite one process does everything: leave --role out, or use PostgreSQL."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serving = commands.add_parser("serve", help="run the bot", allow_abbrev=False)
    serving.add_argument(
        "--role", choices=[*map(str, Role), BOTH], default=BOTH, help="hear, send what is due, or both"
    )
    serving.set_defaults(run=serve)


def serve(wanted: argparse.Namespace, toolbox: Toolbox) -> int:
    settings = settings_from(toolbox.environ)
    roles = frozenset(Role) if wanted.role == BOTH else frozenset({Role(wanted.role)})
    _check(settings, roles)
    run(toolbox.serve(settings, roles), settings)
    return 0


def _check(settings: Settings, roles: frozenset[Role]) -> None:
    if settings.on_sqlite and roles != frozenset(Role):
        raise Refused(ONE_PROCESS)
    problems = [check for check in checks.serving(settings) if check.state is State.PROBLEM]
    if problems:
        raise Refused("\n".join(f"{problem.what}: {problem.remedy}." for problem in problems))
