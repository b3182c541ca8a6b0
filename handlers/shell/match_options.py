"""What may be asked of `match`, and what of it cannot be."""

import argparse
from datetime import date
from pathlib import Path

from handlers.shell.toolbox import Refused

_LONGEST = 6  # digits of a number somebody types
KINDS = ("traditional", "reverse", "peer", "group")


def add_to(matching: argparse.ArgumentParser) -> None:
    """Every option, each with its check."""
    matching.add_argument("file", metavar="FILE.csv", type=Path)
    matching.add_argument("--kind", choices=KINDS, default="traditional")
    for name, what in (
        ("out", "who with whom, and why"),
        ("unmatched", "who is left, and what would help"),
        ("edges", "every possible pair and its score"),
        ("certificate", "the proof, for `verify`"),
    ):
        matching.add_argument(f"--{name}", metavar="FILE", type=Path, help=what)
    matching.add_argument("--why", nargs=2, metavar=("MENTEE", "MENTOR"), help="why these two, or why not")
    matching.add_argument("--seed", type=int, default=0, help="decides between choices that are as good")
    matching.add_argument("--start", type=_day, metavar="DATE", help="the day whose clocks count (today)")
    matching.add_argument("--floor", type=_score, metavar="N", help="as few pairs below this score as can be")
    matching.add_argument("--protect-worst", action="store_true", help="the lowest score as high as can be")
    matching.add_argument(
        "--bands", type=_bands, default=(), metavar="N,N", help="keep low bands of scores empty"
    )
    matching.add_argument("--reporting-levels", type=_small, default=2, metavar="N")
    matching.add_argument("--least-overlap", type=_minutes, default=120, metavar="MINUTES")
    matching.add_argument("--weights", type=_weights, default={}, metavar="PART=N,PART=N")
    matching.add_argument("--one-way", action="store_true", help="nobody guides the one who guides them")
    matching.add_argument(
        "--per-department", type=_some, metavar="N", help="of one department for each mentor"
    )
    matching.add_argument("--publish", action="store_true", help="offer the pairs to both sides; needs --by")
    matching.add_argument("--by", metavar="EMAIL", help="the coordinator who publishes")
    matching.add_argument("--semantic", action="store_true", help="read goals by meaning (`make semantic`)")


def refuse_what_excludes(wanted: argparse.Namespace) -> None:
    """Raises Refused where two options cannot be had together."""
    from handlers.shell.match_words import REFUSALS

    if wanted.publish and not wanted.by:
        raise Refused(REFUSALS["by"])
    if wanted.kind == "group" and wanted.certificate:
        raise Refused(REFUSALS["groups_proof"])
    if wanted.one_way or wanted.per_department:
        if wanted.certificate:
            raise Refused(REFUSALS["proof"])
        if wanted.kind in ("peer", "group"):
            raise Refused(REFUSALS["peers"])


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    # at both ends of the calendar the day of another time zone may not exist
    if not date.min.year < day.year < date.max.year:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-12-01")
    return day


def _whole(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not text.isascii() or len(text) > _LONGEST or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
    return int(text)


def _score(text: str) -> int:
    return _whole(text, 1, 1000)


def _some(text: str) -> int:
    return _whole(text, 1, 8)


def _small(text: str) -> int:
    return _whole(text, 0, 10)


def _minutes(text: str) -> int:
    return _whole(text, 0, 480)


def _bands(text: str) -> tuple[int, ...]:
    bounds = tuple(_score(one.strip()) for one in text.split(","))
    if list(bounds) != sorted(set(bounds)):
        raise argparse.ArgumentTypeError("bands rise, such as 150,250,350")
    return bounds


def _weights(text: str) -> dict[str, int]:
    from bot.matching.fit import MOST, weights

    changed: dict[str, int] = {}
    for one in text.split(","):
        name, _, number = one.partition("=")
        changed[name.strip()] = _whole(number.strip(), 0, MOST)
    try:
        return dict(weights(changed))
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None
