"""One line of the people file, and who reports to whom across its lines."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from bot import people_cells as cells
from bot.people_reasons import Problem, Reason

T = TypeVar("T")

MOST_NAMED = 10  # people of a loop


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as the file has them. `given` names its columns: the others leave what is stored."""

    line: int
    given: frozenset[str]
    email: str
    name: str
    title: str
    department: str
    location: str
    country: str
    timezone: str
    languages: tuple[str, ...]
    level: int | None
    leader: bool
    manager: str
    role: str
    capacity: int | None
    offers: tuple[str, ...]
    wants: tuple[str, ...]
    interests: tuple[str, ...]
    goals: str
    avoid: tuple[str, ...]


COLUMNS = frozenset(each.name for each in fields(PersonLine)) - {"line", "given"}


class Row:
    """Reads the cells of one line, and gathers what is wrong with them."""

    def __init__(self, line: int, written: Mapping[str, str]) -> None:
        self._line = line
        self._written = written
        self.problems: list[Problem] = []

    def wrong(self, column: str, why: Reason) -> None:
        self.problems.append(Problem(self._line, column, why))

    def person(self) -> PersonLine:
        return PersonLine(
            line=self._line,
            given=COLUMNS.intersection(self._written),
            email=self._read("email", cells.email, ""),
            name=self._read("name", cells.name, ""),
            title=self._read("title", cells.plain, ""),
            department=self._read("department", cells.plain, ""),
            location=self._read("location", cells.plain, ""),
            country=self._read("country", cells.country, ""),
            timezone=self._read("timezone", cells.zone, ""),
            languages=self._read("languages", cells.languages, ()),
            level=self._read("level", cells.level, None),
            leader=self._read("leader", cells.leader, unknown=False),
            manager=self._read("manager", cells.manager, ""),
            role=self._read("role", cells.role, ""),
            capacity=self._read("capacity", cells.capacity, None),
            offers=self._read("offers", cells.words, ()),
            wants=self._read("wants", cells.words, ()),
            interests=self._read("interests", cells.words, ()),
            goals=self._read("goals", cells.goals, ""),
            avoid=self._read("avoid", cells.emails, ()),
        )

    def _read(self, column: str, read: Callable[[str], T], unknown: T) -> T:
        if column not in self._written:
            return unknown
        cell = self._written[column]
        try:
            return read(cells.short(cell))
        except cells.Unreadable as wrong:
            self.wrong(column, wrong.why)
            return unknown


def unknown_managers(lines: Sequence[PersonLine], known: Container[str]) -> Iterator[Problem]:
    for line in lines:
        if line.manager and line.manager not in known:
            yield Problem(line.line, "manager", Reason("manager", {"cell": cells.quoted(line.manager)}))


def loops(lines: Sequence[PersonLine], stored_managers: Mapping[str, str]) -> Iterator[Problem]:
    """Each ring of people who report to one another, once. Every person is passed once: no cost per pair."""
    given = {line.email: line.manager for line in lines if "manager" in line.given}
    at_line = {line.email: line.line for line in lines}
    above = {**stored_managers, **given}
    done: set[str] = set()
    for line in lines:
        path: dict[str, None] = {}
        at = line.email
        while at and at not in done and at not in path:
            path[at] = None
            at = above.get(at, "")
        if at in path:
            yield from _loop(list(path)[list(path).index(at) :], at_line)
        done.update(path)


def _loop(ring: list[str], at_line: Mapping[str, int]) -> Iterator[Problem]:
    here = [place for place, email in enumerate(ring) if email in at_line]
    if not here:
        return  # among people who are not in this file: it neither made the loop nor can it mend it
    named = [*ring[here[0] :], *ring[: here[0]]]
    shown = [*named[:MOST_NAMED], "..."] if len(named) > MOST_NAMED else named
    told = " → ".join([*shown, named[0]])
    yield Problem(at_line[named[0]], "manager", Reason("loop", {"ring": told}))
