"""The CSV files beside the people file: pairs, and the edges and capacities of `assign`."""

import csv
import io
import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from bot.people_cells import FORMULA, quoted
from bot.verifying.findings import Findings, Unusable

_NUMBER = re.compile(r"[+-]?[0-9]{1,4000}")  # longer ones Python does not read


class Pair(NamedTuple):
    """A line of the pairs file, as it was written."""

    line: int
    mentee: str
    mentor: str
    score: int


def rows(data: bytes, file: str, wanted: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The wanted cells of each line that has any, with its number. Raises Unusable."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise Unusable(f"{file}, line {line}: this is not UTF-8.") from None
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline=""), strict=True)
    begins, places = 1, None
    try:
        for row in reader:
            line, begins = begins, reader.line_num + 1
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if places is None:
                places = _places(cells, file, wanted)
            elif len(cells) <= max(places):
                raise Unusable(f"{file}, line {line}: some cells are missing.")
            else:
                yield line, [cells[place] for place in places]
    except csv.Error as wrong:
        raise Unusable(f"{file}, line {begins}: this is not CSV: {wrong}.") from None
    if places is None:
        raise Unusable(f"{file} is empty; its first line must name the columns {', '.join(wanted)}.")


def _places(header: Sequence[str], file: str, wanted: Sequence[str]) -> list[int]:
    named = [cell.lower() for cell in header]
    for column in wanted:
        if named.count(column) != 1:
            why = "is there more than once" if column in named else "is missing"
            raise Unusable(f"{file}: the column {column!r} {why}; the first line names the columns.")
    return [named.index(column) for column in wanted]


def read_pairs(data: bytes, findings: Findings) -> list[Pair]:
    """Lines whose score is no number are told and left out."""
    found = []
    for line, (mentee, mentor, score) in rows(data, "pairs", ("mentee", "mentor", "score")):
        value = whole(plain(score))
        if value is None:
            findings.add(f"pairs, line {line}: the score {quoted(score)} is not a whole number.")
        else:
            found.append(Pair(line, mentee, mentor, value))
    return found


def whole(cell: str) -> int | None:
    return int(cell) if _NUMBER.fullmatch(cell) else None


def plain(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a cell."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def named(cell: str, known: Container[str]) -> str:
    """Whom a cell means: a name may itself begin with an apostrophe."""
    return cell if cell in known else plain(cell)
