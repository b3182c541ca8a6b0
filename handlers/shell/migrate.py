"""`migrate`: bring the database to the newest schema."""

import argparse

from handlers.shell.settings import settings_from
from handlers.shell.toolbox import Toolbox


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("migrate", help="bring the database to the newest schema").set_defaults(run=migrate)


def migrate(_: argparse.Namespace, toolbox: Toolbox) -> int:
    print(toolbox.migrate(settings_from(toolbox.environ)))
    return 0
