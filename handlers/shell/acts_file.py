"""A script: a CSV file that says who does what and when, read whole before anything is played."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.playing import Act, Cannot, Doing
from bot.working_time import zone

COLUMNS = ("at", "email", "act", "value", "about")
REQUIRED = ("at", "email", "act")
MOST = 100_000
# Why an act could not be played, as `Cannot` says it.
WHY: Mapping[str, str] = {
    "account": "cannot be reached on any platform",
    "button": "has no message with the button {0!r}",
    "form": "has no form open",
    "field": "the form has no field {0!r}; it has: {1}",
    "choice": "{0!r} does not offer {1!r}",
    "refused": "the form says: {0}",
    "sealed": "{0}",
}
_BETWEEN = re.compile(r"(?<!\\);")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a line."""

    line: int
    reason: str


class Unfit(ValueError):
    """A line that says nothing that can be done."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what moments a script plays, and the time zone of everybody who may be in it, by address."""

    start: datetime
    until: datetime
    zone_of: Callable[[str], str | None]


def read_acts(data: bytes, bounds: Bounds) -> tuple[tuple[Act, ...], tuple[Wrong, ...]]:
    """The acts in the order of their moments, and everything that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (), (Wrong(1, "the file is not UTF-8"),)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    acts, wrong = list[Act](), list[Wrong]()
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        if amiss := _amiss(header):
            return (), (Wrong(1, amiss),)
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                acts.append(_act(header, cells, lines.line_num, bounds))
            except Unfit as unfit:
                wrong.append(Wrong(lines.line_num, str(unfit)))
    except csv.Error as broken:
        wrong.append(Wrong(lines.line_num, f"it cannot be read as CSV: {broken}"))
    if len(acts) > MOST:
        wrong.append(Wrong(lines.line_num, f"a script has at most {MOST:,} acts"))
    return tuple(sorted(acts, key=lambda act: (act.at, act.line))), tuple(wrong)


def why(cannot: Cannot) -> str:
    """The reason why an act could not be played."""
    return WHY[cannot.why].format(*cannot.told)


def _amiss(header: list[str]) -> str:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        return f"the header needs {', '.join(REQUIRED)}, and misses {', '.join(missing)}"
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        return f"unknown columns: {', '.join(map(repr, unknown))}; there are {', '.join(COLUMNS)}"
    return "a column is there twice" if len(set(header)) < len(header) else ""


def _act(header: list[str], cells: list[str], line: int, bounds: Bounds) -> Act:
    if len(cells) > len(header):
        raise Unfit("it has more cells than the header; quote a cell that has a comma in it")
    told = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    email = told.get("email", "").lower()
    there = bounds.zone_of(email)
    if there is None:
        raise Unfit(f"nobody has the address {email!r}")
    value = told.get("value", "")
    doing = _doing(told.get("act", ""))
    if not value and doing is not Doing.FILLS:
        raise Unfit(f"{doing.value} what? The column value is empty")
    return Act(
        at=_moment(told.get("at", ""), there, bounds),
        email=email,
        doing=doing,
        value=value,
        about=told.get("about", ""),
        fields=_fields(value) if doing is Doing.FILLS else (),
        line=line,
    )


def _doing(word: str) -> Doing:
    try:
        return Doing(word.lower())
    except ValueError:
        raise Unfit(f"{word!r} is no act; there are {', '.join(Doing)}") from None


def _moment(word: str, there: str, bounds: Bounds) -> datetime:
    try:
        at = datetime.fromisoformat(word)
    except ValueError:
        raise Unfit(f"{word!r} is no moment; write 2027-01-15T09:30, or with its offset from UTC") from None
    try:
        at = (at if at.tzinfo else at.replace(tzinfo=zone(there))).astimezone(UTC)
    except OverflowError:
        raise Unfit(f"{word!r} is too far away") from None
    if not bounds.start <= at <= bounds.until:
        within = f"{bounds.start:%Y-%m-%d %H:%M} to {bounds.until:%Y-%m-%d %H:%M} UTC"
        raise Unfit(f"{word} is not within this preview: {within}")
    return at


def _fields(value: str) -> tuple[tuple[str, str], ...]:
    found = []
    for part in _BETWEEN.split(value):
        if not part.strip():
            continue
        name, equals, answer = part.partition("=")
        if not equals:
            raise Unfit(f"{part.strip()!r} is no field; write name=value;name=value")
        found.append((name.strip(), answer.strip().replace("\\;", ";")))
    return tuple(found)
