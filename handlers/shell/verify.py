"""`verify`: check pairs and their certificate without the solver. Ends with 0 only if they are proven."""

import argparse
import sys
from pathlib import Path

from handlers.shell.reading import LARGEST_EDGES, bytes_of
from handlers.shell.settings import settings_from
from handlers.shell.toolbox import Toolbox


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verifying = commands.add_parser(
        "verify", help="check that pairs are the best there can be", allow_abbrev=False
    )
    verifying.add_argument("file", metavar="FILE.csv", type=Path, help="the people, or the edges of `assign`")
    verifying.add_argument("pairs", metavar="pairs.csv", type=Path)
    verifying.add_argument("certificate", metavar="certificate.json", type=Path)
    verifying.add_argument(
        "--capacities", metavar="CAPACITIES.csv", type=Path, help="FILE.csv are the edges of `assign`"
    )
    verifying.set_defaults(run=verify)


def verify(wanted: argparse.Namespace, toolbox: Toolbox) -> int:
    # what is verified brings numpy along, which no other command has to wait for
    from bot.verifying import verify_assignment, verify_cohort

    file, pairs, certificate = (
        bytes_of(path, LARGEST_EDGES) for path in (wanted.file, wanted.pairs, wanted.certificate)
    )
    if wanted.capacities is None:
        skills = toolbox.house(settings_from(toolbox.environ)).wording.skills
        verdict = verify_cohort(file, pairs, certificate, skills)
    else:
        verdict = verify_assignment(file, bytes_of(wanted.capacities, LARGEST_EDGES), pairs, certificate)
    for line in verdict.lines:
        print(line)
    for failure in verdict.failures:
        print(failure, file=sys.stderr)
    if verdict.failed:
        more = verdict.failed - len(verdict.failures)
        unsaid = f" The other {more:,} are not shown." if more else ""
        print(f"Not proven: {_count(verdict.failed)}.{unsaid}", file=sys.stderr)
    return int(bool(verdict.failed))


def _count(failures: int) -> str:
    return "1 failure" if failures == 1 else f"{failures:,} failures"
