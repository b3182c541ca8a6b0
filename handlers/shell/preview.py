"""`preview`: every message everybody would get, on a copy of what is stored. It only reads."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path

from bot.playing import Act
from bot.previews import Fate, Line
from bot.rehearsal import Ahead, Played, Rehearsal
from bot.working_time import months_after
from handlers.shell import acts_file
from handlers.shell.logs import Redactor
from handlers.shell.progress import Progress
from handlers.shell.reading import bytes_of
from handlers.shell.settings import Settings, settings_from
from handlers.shell.spool import Spool
from handlers.shell.tables import csv_of
from handlers.shell.toolbox import Refused, Toolbox

LONGEST = 24
_FIRST_WORDS = 80
COLUMNS = (
    *("at_utc", "local_time", "timezone", "email", "name", "platform", "template", "title", "text"),
    *("buttons", "state", "reason"),
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    preview = commands.add_parser(
        "preview", help="every message everybody would get, without sending any", allow_abbrev=False
    )
    preview.add_argument("--months", type=_months, default=6, metavar="N", help=f"1 to {LONGEST}; else 6")
    preview.add_argument("--person", metavar="EMAIL", help="show what this person gets, and nobody else")
    preview.add_argument("--csv", action="store_true", help="as a table")
    preview.add_argument("--script", type=Path, metavar="ACTS.csv", help="what people do meanwhile")
    preview.set_defaults(run=preview_all)


def _months(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and 1 <= int(word[:9]) <= LONGEST):
        raise argparse.ArgumentTypeError(f"{word!r} is not from 1 to {LONGEST}")
    return int(word)


def preview_all(wanted: argparse.Namespace, toolbox: Toolbox) -> int:
    settings = settings_from(toolbox.environ)
    try:
        return _preview(wanted, settings, toolbox)
    except Refused as refused:  # others' errors come on several lines, and may quote what they were given
        words = Redactor(settings.secrets)(str(refused))
        raise Refused(" ".join(words.split())) from refused


def _preview(wanted: argparse.Namespace, settings: Settings, toolbox: Toolbox) -> int:
    script = bytes_of(wanted.script) if wanted.script else None
    with toolbox.rehearsal(settings, toolbox.clock) as rehearsal, Spool() as spool:
        person = _person(rehearsal, wanted.person) if wanted.person is not None else None
        until = months_after(rehearsal.start, wanted.months, "UTC")
        ahead = Ahead(until, _acts(rehearsal, script, until) if script is not None else ())

        def tell(line: Line) -> None:
            if person in (None, line.person_id):
                spool.add(line)

        played = _play(rehearsal, ahead, tell)
        told = [*_assumed(wanted.script, played), *_notes(settings, rehearsal)]
        if wanted.csv:
            print("\n".join(told), file=sys.stderr)
            _print(piece.decode() for piece in csv_of(COLUMNS, map(_row, spool)))
        else:
            print("\n".join(told))
            _print(_text(spool))
    return 0


def _person(rehearsal: Rehearsal, email: str) -> int:
    with rehearsal.ledger() as records:
        found = records.people.by_email(email.strip().lower())
    if found is None:
        raise Refused(f"Nobody here has the address {email!r}. `people import` adds people.")
    return found.id


def _acts(rehearsal: Rehearsal, script: bytes, until: datetime) -> tuple[Act, ...]:
    with rehearsal.ledger() as records:
        zones = {one.email: one.zone or "UTC" for one in records.people.everybody() if one.email}
    acts, wrong = acts_file.read_acts(script, acts_file.Bounds(rehearsal.start, until, zones.get))
    for one in wrong:
        print(f"line {one.line}: {one.reason}", file=sys.stderr)
    if wrong:
        lines = "1 line" if len(wrong) == 1 else f"{len(wrong):,} lines"
        raise Refused(f"Nothing was played: {lines} of the script will not do.")
    return acts


def _play(rehearsal: Rehearsal, ahead: Ahead, tell: Callable[[Line], None]) -> Played:
    progress = Progress(max(1, (ahead.until - rehearsal.start).days))
    last = rehearsal.start.date()

    def goes_on(now: datetime) -> bool:
        nonlocal last
        while last < now.date():
            last = min(now.date(), last.fromordinal(last.toordinal() + 1))
            progress.step(f"played until {last}")
        return True

    try:
        with _silence():
            return asyncio.run(rehearsal.plays(ahead, tell, goes_on))
    finally:
        progress.end()


@contextmanager
def _silence() -> Iterator[None]:
    """What the product would log is told in the lines themselves."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _assumed(script: Path | None, played: Played) -> Iterator[str]:
    """What was taken for granted, first of all."""
    if script is None:
        yield "Nobody presses anything: this is what everybody would get if they never answered."
        return
    failed = len(played.failed)
    yield f"Played by the script {script.name}: {_acts_of(played.acts)} played, {failed:,} could not be."
    for act, cannot in played.failed:
        yield f"line {act.line}: {act.email} {acts_file.why(cannot)}"


def _acts_of(number: int) -> str:
    return f"{number:,} {'act was' if number == 1 else 'acts were'}"


def _notes(settings: Settings, rehearsal: Rehearsal) -> Iterator[str]:
    until = rehearsal.clock.now()
    yield f"From {rehearsal.start:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} UTC; nothing was sent."
    if not settings.secret_keys:
        yield "ONEHOUR_SECRET_KEY is not set: what is sealed stays shut; a message that needs it says so."
    if not (settings.has_slack or settings.has_teams):
        yield "No platform is set up here; it is taken that both will be."


def _row(line: Line) -> tuple[str, ...]:
    return (
        f"{line.at:%Y-%m-%dT%H:%M:%SZ}",
        line.local.isoformat(timespec="minutes"),
        line.zone,
        line.email,
        line.name,
        line.platform.value if line.platform else "",
        line.template,
        line.title,
        line.text,
        " | ".join(line.buttons),
        line.fate.value,
        line.reason,
    )


def _text(lines: Iterable[Line]) -> Iterator[str]:
    shown = (line for line in lines if line.fate is not Fate.POSTPONED)
    count = 0
    for day, theirs in groupby(shown, key=lambda line: line.at.date()):
        yield f"\n{day:%A} {day.day} {day:%B %Y}\n"
        for line in theirs:
            count += line.fate is Fate.SENT
            yield f"{_printable(f'  {_when(line)}  {_whom(line)}  {_what(line)}')}\n"
    yield f"\n{count:,} {'message' if count == 1 else 'messages'} in all.\n"


def _whom(line: Line) -> str:
    """Somebody, or a channel where everybody reads it."""
    return f"{line.name} <{line.email}>" if line.email else line.name


def _when(line: Line) -> str:
    """By their own clock, with the day where it is another one there."""
    local = line.local
    day = "" if local.date() == line.at.date() else f"{local:%d %b} "
    return f"{day}{local:%H:%M} {line.zone}"


def _what(line: Line) -> str:
    where = f"[{line.platform}] " if line.platform else ""
    match line.fate:
        case Fate.SKIPPED | Fate.DEAD:
            return f"{where}not sent, {line.template}: {line.reason}"
        case Fate.ANSWERED:
            return f"{where}(answer) {_words(line)}"
        case _:
            return f"{where}{_words(line)}"


def _printable(words: str) -> str:
    """Without what a terminal would obey: names come from elsewhere."""
    return "".join(char if char.isprintable() else " " for char in words)


def _words(line: Line) -> str:
    first = " ".join(line.text.split())
    short = first if len(first) <= _FIRST_WORDS else f"{first[: _FIRST_WORDS - 1].rstrip()}…"
    return f"{line.title}: {short}" if short else line.title


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        print(piece, end="")
