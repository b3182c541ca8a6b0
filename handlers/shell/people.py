"""`people import FILE.csv`: add or update people, all or nothing."""

import argparse
import sys
from pathlib import Path

from bot.people_file import PeopleFile
from bot.people_intake import Stored, consider, take_in
from bot.records import Ledger, Shut
from handlers.shell.reading import bytes_of, tell_ignored, tell_problems
from handlers.shell.settings import settings_from
from handlers.shell.toolbox import Refused, Toolbox


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    people = commands.add_parser("people", help="who there is").add_subparsers(metavar="ACT", required=True)
    importing = people.add_parser("import", help="add or update people from a CSV file", allow_abbrev=False)
    importing.add_argument("file", metavar="FILE.csv", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    importing.set_defaults(run=import_people)


def import_people(wanted: argparse.Namespace, toolbox: Toolbox) -> int:
    data = bytes_of(wanted.file)
    ledger = toolbox.open_ledger(settings_from(toolbox.environ))
    try:
        file, stored = _import(ledger, data, dry_run=wanted.dry_run)
    except Shut as shut:
        raise Refused(f"Nobody can tell who asked to be forgotten: {shut}") from shut
    tell_ignored(file.ignored_columns)
    if stored is None:
        tell_problems(file.problems)
        print(f"Nothing was stored: {_count(len(file.problems), 'problem')} in the file.", file=sys.stderr)
        return 1
    _tell(stored, dry_run=wanted.dry_run)
    return 0


def _tell(stored: Stored, *, dry_run: bool) -> None:
    added = _count(stored.added, "person", "people")
    print(f"{added} added, {stored.updated} updated, {stored.unchanged} unchanged.")
    print(
        f"{_count(stored.prefills, 'join form')} filled in. Nobody was enrolled: people do that themselves."
    )
    if stored.forgotten:
        lines = _count(stored.forgotten, "line belongs", "lines belong")
        print(f"{lines} to people who asked to be forgotten, and were left out.")
    if dry_run:
        print("This was a dry run: nothing was stored.")


def _import(ledger: Ledger, data: bytes, *, dry_run: bool) -> tuple[PeopleFile, Stored | None]:
    """In one transaction, so that who is known cannot change between the reading and the storing."""
    with ledger() as records:
        file, intake = consider(records, data)
        if intake is None:
            return file, None
        return file, intake.counts if dry_run else take_in(records, intake)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
