"""Taking in a people file: what it would change, told before anything is, and changing it all at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from bot.moves import follow
from bot.people import Person, Prefill
from bot.people_file import PeopleFile, read_people
from bot.people_lines import COLUMNS, PersonLine
from bot.records import Records


class Troubled(ValueError):
    """A file with problems is stored by nobody, not even in part."""


OF_PERSON = frozenset(each.name for each in fields(Person)).intersection(COLUMNS) - {"email"}
OF_PREFILL = frozenset(each.name for each in fields(Prefill)).intersection(COLUMNS)


@dataclass(frozen=True, slots=True)
class Stored:
    """How many people were new, changed and as before; and how many forms have been filled in anew.

    `forgotten` counts the lines of people who asked to be forgotten: they were left out.
    """

    added: int
    updated: int
    unchanged: int
    prefills: int
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file would change: who is new, who is another now, and whose form is filled in otherwise.

    The wishes of those who are new stand beside them, since they have no number yet. Those who have `moved`
    live by another clock or calendar.
    """

    new: tuple[tuple[Person, Prefill | None], ...]
    changed: tuple[Person, ...]
    filled: tuple[Prefill, ...]
    counts: Stored
    moved: tuple[Person, ...] = ()


def consider(records: Records, data: bytes) -> tuple[PeopleFile, Intake | None]:
    """Read a file beside those who are known, and say what it would change; None where it has problems."""
    known = _Known.by(records)
    managers = {email: person.manager for email, person in known.people.items()}
    file = read_people(data, frozenset(managers), managers)
    return file, None if file.problems else _planned(known, file, _forgotten(records, file))


def take_in(records: Records, intake: Intake) -> Stored:
    """Change it, inside the caller's transaction."""
    added = records.crowd.add([person for person, _ in intake.new])
    records.crowd.keep(intake.changed)
    follow(records, intake.moved)
    records.crowd.keep_prefills([*_numbered(intake, added), *intake.filled])
    return intake.counts


def store_people(records: Records, file: PeopleFile) -> Stored:
    """Take in a file that has been read. Raises Troubled when it has problems."""
    if file.problems:
        raise Troubled
    return take_in(records, _planned(_Known.by(records), file, _forgotten(records, file)))


def _forgotten(records: Records, file: PeopleFile) -> frozenset[str]:
    """Those named in the file, as themselves or by others, who asked to be forgotten. May raise Shut."""
    named = {email for line in file.lines for email in (line.email, line.manager, *line.avoid)}
    return records.people.forgotten_among(named - {""})


def _without(line: PersonLine, forgotten: frozenset[str]) -> PersonLine:
    """The same line without a word of theirs."""
    avoid = tuple(email for email in line.avoid if email not in forgotten)
    return replace(line, manager="" if line.manager in forgotten else line.manager, avoid=avoid)


def _planned(known: "_Known", file: PeopleFile, forgotten: frozenset[str]) -> Intake:
    new, changed, filled = list[tuple[Person, Prefill | None]](), list[Person](), list[Prefill]()
    updated = 0
    lines = [_without(line, forgotten) for line in file.lines if line.email not in forgotten]
    for line in lines:
        before = known.people.get(line.email)
        wishes = known.wishes(before, line)
        if before is None:
            person = known.updated(Person(0, known.organisation_id, line.name, line.email), line)
            new.append((person, wishes))
            continue
        after = known.updated(before, line)
        changed += [after] if after != before else []
        filled += [wishes] if wishes else []
        updated += after != before or wishes is not None
    prefills = len(filled) + sum(wishes is not None for _, wishes in new)
    left_out = len(file.lines) - len(lines)
    counts = Stored(len(new), updated, len(lines) - len(new) - updated, prefills, left_out)
    moved = tuple(one for one in changed if one.workday != known.people[one.email.lower()].workday)
    return Intake(tuple(new), tuple(changed), tuple(filled), counts, moved)


def _numbered(intake: Intake, added: Mapping[str, int]) -> Iterator[Prefill]:
    for person, wishes in intake.new:
        if wishes:
            yield replace(wishes, person_id=added[person.email])


@dataclass(frozen=True, slots=True)
class _Known:
    """Who there is, read at once: asking for each address apart would cost a query a line."""

    organisation_id: int
    people: Mapping[str, Person]
    prefills: Mapping[int, Prefill]
    with_account: frozenset[int]

    @classmethod
    def by(cls, records: Records) -> "_Known":
        everybody = {one.email.lower(): one for one in records.crowd.everybody() if one.email}
        return cls(
            records.people.organisation().id,
            everybody,
            records.crowd.prefills(),
            records.crowd.with_account(),
        )

    def updated(self, person: Person, line: PersonLine) -> Person:
        changes = {column: getattr(line, column) for column in OF_PERSON & line.given}
        zone = changes.get("timezone", person.timezone)
        if person.timezone and zone != person.timezone and person.id in self.with_account:
            # where somebody is, their platform knows better than last year's spreadsheet
            del changes["timezone"]
        return replace(person, **changes)

    def wishes(self, person: Person | None, line: PersonLine) -> Prefill | None:
        """What fills in their form, if that is anything else than before."""
        before = self.prefills.get(person.id) if person else None
        before = before or Prefill(person.id if person else 0)
        after = replace(before, **{column: getattr(line, column) for column in OF_PREFILL & line.given})
        return after if after != before else None
