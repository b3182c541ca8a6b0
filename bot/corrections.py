"""Correcting what is known of somebody: the same cells as in the people file, held to the same rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot import people_cells as cells
from bot.audit import note
from bot.conversation import Answers, Unclear, only, several
from bot.message import Field, Kind, Option
from bot.moves import follow
from bot.people import Person
from bot.ports import Visit

# More than any company has levels of; a ring of people who report to one another is longer than that.
MOST_LEVELS = 100
LONGEST = 200
Find = Callable[[str], Person | None]
CELLS: Mapping[str, Callable[[str], str | tuple[str, ...]]] = {
    "name": cells.name,
    "email": cells.email,
    "title": cells.plain,
    "department": cells.plain,
    "location": cells.plain,
    "country": cells.country,
    "timezone": cells.zone,
    "languages": cells.languages,
    "manager": cells.manager,
}


@dataclass(frozen=True, slots=True)
class Correcting:
    """Whom it is about, and a way to ask who has an address: all of them would be too much to take along."""

    person: Person
    by_email: Find


def fields(here: Correcting) -> tuple[Field, ...]:
    """Everything that may be corrected, as it stands."""
    now, spoken = here.person, "; ".join(here.person.languages)
    level, leads = str(now.level or ""), "yes" if now.leader else "no"
    has_email = bool(now.email)
    email, manager = partial(_email, here), partial(_manager, here)
    return (
        Field("name", Kind.LINE, initial=now.name, most=LONGEST, reads=_reads("name")),
        Field("email", Kind.LINE, required=has_email, initial=now.email, most=LONGEST, reads=email),
        Field("title", Kind.LINE, required=False, initial=now.title, most=LONGEST, reads=_reads("title")),
        Field("department", Kind.LINE, required=False, initial=now.department, reads=_reads("department")),
        Field("location", Kind.LINE, required=False, initial=now.location, reads=_reads("location")),
        Field("country", Kind.LINE, required=False, initial=now.country, reads=_reads("country")),
        Field("timezone", Kind.LINE, required=False, initial=now.timezone, reads=_reads("timezone")),
        Field("languages", Kind.LINE, required=False, initial=spoken, reads=_reads("languages")),
        Field("manager", Kind.LINE, required=False, initial=now.manager, reads=manager),
        Field("level", Kind.NUMBER, required=False, initial=level, least=1, most=10),
        Field("leader", Kind.CHOICE, (Option("yes"), Option("no")), initial=leads),
    )


def corrected(person: Person, told: Answers) -> Person:
    """The same person with what was typed."""
    level = told["level"]
    return replace(
        person,
        name=only(told["name"]),
        email=only(told["email"]),
        title=only(told["title"]),
        department=only(told["department"]),
        location=only(told["location"]),
        country=only(told["country"]),
        timezone=only(told["timezone"]),
        languages=several(told["languages"]),
        manager=only(told["manager"]),
        level=level if isinstance(level, int) else None,
        leader=told["leader"] == "yes",
    )


def keep(visit: Visit, before: Person, fresh: Person) -> bool:
    """Bring somebody up to date; whoever reports to them follows to a new address. False if unchanged."""
    if fresh == before:
        return False
    visit.records.people.keep(fresh)
    if fresh.workday != before.workday:
        follow(visit.records, [fresh])
    if before.email and fresh.email != before.email:
        for report in visit.records.people.everybody():
            if report.manager == before.email:
                visit.records.people.keep(replace(report, manager=fresh.email))
    note(visit, "correct", f"person:{before.id}")
    return True


def _reads(column: str) -> Callable[[str], tuple[str, ...]]:
    """How a cell of that column is read; what is wrong with it has the column's name."""

    def read(typed: str) -> tuple[str, ...]:
        try:
            value = CELLS[column](cells.short(typed))
        except cells.Unreadable as wrong:
            raise Unclear(column) from wrong
        return (value,) if isinstance(value, str) else value

    return read


def _email(here: Correcting, typed: str) -> tuple[str, ...]:
    """An address that nobody else has."""
    (email,) = _reads("email")(typed)
    other = here.by_email(email)
    if other and other.id != here.person.id:
        raise Unclear("taken")
    return (email,)


def _manager(here: Correcting, typed: str) -> tuple[str, ...]:
    """Somebody known, who does not report to this very person, whether directly or through others."""
    (manager,) = _reads("manager")(typed)
    above = here.by_email(manager)
    if above is None:
        raise Unclear("unknown")
    for _ in range(MOST_LEVELS):
        if above is None:
            break
        if above.id == here.person.id:
            raise Unclear("loop")
        above = here.by_email(above.manager)
    return (manager,)
