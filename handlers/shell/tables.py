"""Tables that people open in a spreadsheet: written whole or not at all, and never as formulas."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from errno import EINVAL, EISDIR
from itertools import chain, islice
from pathlib import Path
from typing import Literal

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
        text = _text(piece, csv.QUOTE_MINIMAL)
        # a carriage return by itself would end the line for whoever reads it, unless it is quoted
        yield (_text(piece, csv.QUOTE_NONNUMERIC) if "\r" in text else text).encode()


def whole_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The same at once, of a table that begins with its header."""
    return b"".join(csv_of(rows[0], rows[1:]))


def _text(rows: Iterable[Sequence[object]], quoting: Literal[0, 2]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=quoting)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def json_of(told: object) -> Iterator[bytes]:
    """Facts as JSON. What is no character, as names of files may hold, is escaped as JSON has it."""
    yield json.dumps(told, indent=1, ensure_ascii=False).encode(errors="backslashreplace")
    yield b"\n"


def batched(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[Sequence[object]]]:
    """Some rows at a time."""
    every = iter(rows)
    while piece := tuple(islice(every, _AT_A_TIME)):
        yield piece


def keep_apart(written: Iterable[Path | None], read: Iterable[Path]) -> None:
    """Raise Refused where two files to write are the same, or one to write is one to read."""
    places = [_place(path) for path in written if path]
    if len(set(places)) < len(places):
        raise Refused("Two of the files to write are the same; nothing was written.")
    for path in read:
        if _place(path) in places:
            raise Refused(f"{str(path)!r} is read, and would be written over; nothing was written.")


def write_all(files: Iterable[tuple[Path, Iterable[bytes]]]) -> None:
    """Write every file or none: beside its place first, and put there once all are written.

    Raises Refused where one cannot be written.
    """
    waiting: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in files:
            waiting.append((_beside(_place(path)), path))
            with waiting[-1][0].open("wb") as file:
                file.writelines(content)
        for written, path in waiting:
            written.replace(_place(path))
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or wrong
        raise Refused(f"{str(path)!r} cannot be written: {why}.") from wrong
    finally:
        for written, _ in waiting:
            with suppress(OSError):
                written.unlink()


def _place(path: Path) -> Path:
    """Where a path leads; one that leads nowhere is left to whoever opens it."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # the last is what a circle of links raises
        return path


def _beside(path: Path) -> Path:
    """An empty file in the same folder, with the rights that a new file has there."""
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a folder")
    if path.exists() and not path.is_file():
        raise OSError(EINVAL, "it is a device or a pipe, and would be replaced by a file")
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(number)
    mask = os.umask(0)
    os.umask(mask)
    written = Path(name)
    written.chmod(0o666 & ~mask)
    return written
