"""Files that somebody names on the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.people_reasons import Problem
from handlers.shell.toolbox import Refused

LARGEST = 200 * 1024 * 1024
# The edges of a large cohort are far more than its people.
LARGEST_EDGES = 1024 * 1024 * 1024


def bytes_of(path: Path, largest: int = LARGEST) -> bytes:
    """Raises Refused where there is no such file, or too much of it."""
    try:
        with path.open("rb") as opened:
            data = opened.read(largest + 1)
    except (OSError, ValueError) as wrong:
        words = f"{str(path)!r} cannot be read: {getattr(wrong, 'strerror', None) or wrong}."
        raise Refused(words) from wrong
    if len(data) > largest:
        raise Refused(f"{str(path)!r} is larger than {largest // 1024 // 1024} MB; divide it.")
    return data


def tell_ignored(columns: Sequence[str]) -> None:
    """Name the columns of a people file that mean nothing to us."""
    if columns:
        print(f"Ignored columns: {', '.join(map(repr, columns))}.", file=sys.stderr)


def tell_problems(problems: Sequence[Problem]) -> None:
    """Each line of a people file that will not do, with its reason."""
    for problem in problems:
        print(f"line {problem.line}, {problem.column or 'whole line'}: {problem.reason}", file=sys.stderr)
