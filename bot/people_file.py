"""The people file: a spreadsheet that says who there is and fills in their forms. It enrols nobody."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType

from bot.people import Person, Prefill
from bot.people_cells import quoted
from bot.people_lines import COLUMNS, PersonLine, Problem, Row, loops, unknown_managers
from bot.records import Records

MOST_LINES = 200_000
NOBODY: Mapping[str, str] = MappingProxyType({})


class Troubled(ValueError):
    """A file with problems is stored by nobody, not even in part."""


OF_PERSON = frozenset(each.name for each in fields(Person)).intersection(COLUMNS) - {"email"}
OF_PREFILL = frozenset(each.name for each in fields(Prefill)).intersection(COLUMNS)


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """`lines` are those without a problem of their own; they count only when there is no problem at all."""

    lines: tuple[PersonLine, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """How many people were new, changed and as before; and how many forms have been filled in anew."""

    added: int
    updated: int
    unchanged: int
    prefills: int


def read_people(
    text_bytes: bytes, known_emails: frozenset[str], stored_managers: Mapping[str, str] = NOBODY
) -> PeopleFile:
    """Read a people file; what is wrong with it is said, never raised.

    `known_emails` may be named as managers besides those in the file; `stored_managers` says who reports to
    whom already, so that a loop is found even where only a part of it is in the file.
    """
    try:
        rows = _rows(_text(text_bytes))
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


def store_people(records: Records, file: PeopleFile) -> Stored:
    """Add and update, inside the caller's transaction. Raises Troubled when the file has problems."""
    if file.problems:
        raise Troubled
    # all at once: asking for each address apart would cost a query a line
    known = {person.email.lower(): person for person in records.people.everybody() if person.email}
    organisation_id = records.people.organisation().id
    added = updated = prefills = 0
    for line in file.lines:
        before = known.get(line.email)
        if before is None:
            new = Person(0, organisation_id, line.name, line.email)
            person = records.people.add(_updated(new, line, records))
        else:
            person = _updated(before, line, records)
        if before and person != before:
            records.people.keep(person)
        filled = _prefilled(records, person.id, line, new=before is None)
        added += before is None
        updated += before is not None and (filled or person != before)
        prefills += filled
    return Stored(added, updated, len(file.lines) - added - updated, prefills)


def _updated(person: Person, line: PersonLine, records: Records) -> Person:
    changes = {column: getattr(line, column) for column in OF_PERSON & line.given}
    zone = changes.get("timezone", person.timezone)
    if person.timezone and zone != person.timezone and records.people.accounts(person.id):
        del changes["timezone"]  # where somebody is, their platform knows better than last year's spreadsheet
    return replace(person, **changes)


def _prefilled(records: Records, person_id: int, line: PersonLine, *, new: bool) -> bool:
    given = {column: getattr(line, column) for column in OF_PREFILL & line.given}
    if not given:
        return False
    empty = Prefill(person_id)
    before = empty if new else records.people.prefill(person_id) or empty
    after = replace(before, **given)
    if after == before:
        return False
    records.people.keep_prefill(after)
    return True


class _Hopeless(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.problem = Problem(line, column, reason)


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise _Hopeless(line, "the file is not UTF-8; save it as 'CSV UTF-8'") from wrong
    if "\0" in text:
        raise _Hopeless(1, "the file is not UTF-8 text; save it as 'CSV UTF-8'")
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on: a quoted cell may go over several. Empty rows are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins, count = 1, 0
    try:
        for row in reader:
            stripped = [cell.strip() for cell in row]
            if any(stripped):
                count += 1
                yield begins, stripped
            if count > MOST_LINES + 1:
                raise _Hopeless(begins, f"there are more than {MOST_LINES:,} people; divide the file")
            begins = reader.line_num + 1
    except csv.Error as wrong:
        raise _Hopeless(begins, f"from here on the file is not CSV: {wrong}") from wrong


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(column.lower() for column in header)
    if len(columns) == 1 and ";" in columns[0]:
        raise _Hopeless(1, "columns are separated by commas here, not by semicolons")
    for column in ("email", "name"):
        if column not in columns:
            raise _Hopeless(1, "this column is missing; the first line names the columns", column)
    for column in columns:
        if column in COLUMNS and columns.count(column) > 1:
            raise _Hopeless(1, "this column is there twice", column)
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
            reason = f"has {len(row)} cells where the first line has {width}"
            self.problems.append(Problem(line, "", reason))
            return
        found = Row(line, dict(zip(self.columns, row, strict=False)))
        person = found.person()
        if person.email and self.seen.setdefault(person.email, line) != line:
            found.wrong("email", f"{quoted(person.email)} is on line {self.seen[person.email]} as well")
        if found.problems:
            self.problems += found.problems
        else:
            self.lines.append(person)
