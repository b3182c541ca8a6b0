"""Tables that people open in a spreadsheet: written whole or not at all, and never as formulas."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from errno import EISDIR
from itertools import chain, islice
from pathlib import Path

from handlers.shell.toolbox import Refused

_AT_A_TIME = 10_000
# What spreadsheets take for the beginning of a formula; a tab or a line break before one hides it.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def harmless(cell: object) -> object:
    """A cell that no spreadsheet runs. Numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(_RUNS):
        return f"'{cell}"
    return cell


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A table in pieces, since the edges of a large cohort are millions."""
    for piece in batched(chain((header,), rows)):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in piece)
        yield text.getvalue().encode()


def batched(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[Sequence[object]]]:
    """Some rows at a time."""
    every = iter(rows)
    while piece := tuple(islice(every, _AT_A_TIME)):
        yield piece


def write_all(files: Sequence[tuple[Path, Iterable[bytes]]]) -> None:
    """Write every file or none: beside its place first, and put there once all are written.

    Raises Refused where one cannot be written, or two are to be the same file.
    """
    places = [path.resolve() for path, _ in files]
    if len(set(places)) < len(places):
        raise Refused("Two of the files to write are the same; nothing was written.")
    waiting: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in files:
            waiting.append((_beside(path), path))
            with waiting[-1][0].open("wb") as file:
                file.writelines(content)
        for written, path in waiting:
            written.replace(path)
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or wrong
        raise Refused(f"{str(path)!r} cannot be written: {why}.") from wrong
    finally:
        for written, _ in waiting:
            with suppress(OSError):
                written.unlink()


def _beside(path: Path) -> Path:
    """An empty file in the same folder, with the rights that a new file has there."""
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a folder")
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(number)
    mask = os.umask(0)
    os.umask(mask)
    written = Path(name)
    written.chmod(0o666 & ~mask)
    return written
