"""The people file: a spreadsheet that says who there is and fills in their forms. It enrols nobody."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.message import Facts
from bot.people_cells import quoted
from bot.people_lines import COLUMNS, PersonLine, Row, loops, unknown_managers
from bot.people_reasons import Problem, Reason

MOST_LINES = 200_000
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """`lines` are those without a problem of their own; they count only when there is no problem at all."""

    lines: tuple[PersonLine, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_people(
    text_bytes: bytes, known_emails: frozenset[str], stored_managers: Mapping[str, str] = NOBODY
) -> PeopleFile:
    """Read a people file; what is wrong with it is said, never raised.

    `known_emails` may be named as managers besides those in the file; `stored_managers` says who reports to
    whom already, so that a loop is found even where only a part of it is in the file.
    """
    try:
        rows = _rows(_checked(text_bytes))
        _, header = next(rows, (1, []))
        columns = _columns(header)
        reading = _Reading(columns)
        for line, row in rows:
            reading.take(line, row)
    except _Hopeless as hopeless:
        return PeopleFile(problems=(hopeless.problem,))
    problems = [
        *reading.problems,
        *unknown_managers(reading.lines, known_emails.union(reading.seen)),
        *loops(reading.lines, stored_managers),
    ]
    ignored = tuple(column for column in columns if column and column not in COLUMNS)
    return PeopleFile(tuple(reading.lines), ignored, tuple(sorted(problems, key=lambda found: found.line)))


class _Hopeless(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int, why: Reason, column: str = "") -> None:
        super().__init__(str(why))
        self.problem = Problem(line, column, why)


def _checked(data: bytes) -> bytes:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise _Hopeless(line, Reason("encoding")) from wrong
    if b"\0" in data:
        raise _Hopeless(1, Reason("encoding"))
    return data


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on: a quoted cell may go over several. Empty rows are left out."""
    # line by line: as one text a large file takes four times its size
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    begins, count = 1, 0
    try:
        for row in reader:
            stripped = [cell.strip() for cell in row]
            if any(stripped):
                count += 1
                yield begins, stripped
            if count > MOST_LINES + 1:
                raise _Hopeless(begins, Reason("many", {"most": f"{MOST_LINES:,}"}))
            begins = reader.line_num + 1
    except csv.Error as wrong:
        raise _Hopeless(begins, Reason("not_csv", {"detail": str(wrong)})) from wrong


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(column.lower() for column in header)
    if len(columns) == 1 and ";" in columns[0]:
        raise _Hopeless(1, Reason("semicolons"))
    for column in ("email", "name"):
        if column not in columns:
            raise _Hopeless(1, Reason("missing"), column)
    for column in columns:
        if column in COLUMNS and columns.count(column) > 1:
            raise _Hopeless(1, Reason("twice"), column)
    return columns


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    columns: tuple[str, ...]
    lines: list[PersonLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def take(self, line: int, row: Sequence[str]) -> None:
        width = len(self.columns)
        if len(row) < width or any(row[width:]):
            self.problems.append(Problem(line, "", Reason("width", {"found": len(row), "wanted": width})))
            return
        found = Row(line, dict(zip(self.columns, row, strict=False)))
        person = found.person()
        if person.email and self.seen.setdefault(person.email, line) != line:
            at: Facts = {"cell": quoted(person.email), "line": self.seen[person.email]}
            found.wrong("email", Reason("again", at))
        if found.problems:
            self.problems += found.problems
        else:
            self.lines.append(person)
