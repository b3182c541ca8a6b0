"""A person as matching sees them: what they wish, where they stand, and whom they would rather not meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.model import Enrolment, EnrolmentState
from bot.people import Person, Prefill, Workday
from bot.working_time import is_zone

LEVELS_OF_LINE = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be matched.

    `line` holds the e-mail addresses of their managers upwards, nearest first; `languages` are the language
    halves of BCP 47 tags. An empty `timezone` or `languages` and a `level` of None are unknown. `avoid`
    (by address, from the people file) and `avoids` (by number, their own word) are the most private thing we
    keep: it leaves this room as "not possible", never as itself. `wishes` are the mentors they would like
    best, by number, the first first; `would_guide` the mentees.
    """

    person: Person
    line: tuple[str, ...] = ()
    timezone: str = ""
    languages: frozenset[str] = frozenset()
    capacity: int = 1
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    goals: str = ""
    avoid: frozenset[str] = frozenset()
    avoids: frozenset[int] = frozenset()
    paused: bool = False
    interests: tuple[str, ...] = ()
    other_department: bool = False
    other_site: bool = False
    wishes: tuple[int, ...] = ()
    would_guide: tuple[int, ...] = ()

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def email(self) -> str:
        return address(self.person.email)

    @property
    def workday(self) -> Workday:
        person = self.person
        return Workday(self.timezone, person.country, person.opens, person.closes)

    @property
    def level(self) -> int | None:
        return self.person.level

    @property
    def leader(self) -> bool:
        return self.person.leader

    @property
    def department(self) -> str:
        return self.person.department

    @property
    def location(self) -> str:
        return self.person.location


def candidate(
    person: Person,
    enrolment: Enrolment,
    prefill: Prefill | None,
    people: Mapping[str, Person],
    *,
    away: bool = False,
) -> Candidate:
    """What is known of somebody enrolled. `people` is the organisation by e-mail address in lower case.

    What they said when they enrolled counts; the people file adds whom to avoid, which no form asks. A time
    zone or language of last resort must not be given: it would bar pairs for what nobody knows.
    """
    languages = (language(tag) for tag in enrolment.languages or person.languages)
    return Candidate(
        person=person,
        line=reporting_line(person, people),
        timezone=person.timezone if is_zone(person.timezone) else "",
        languages=frozenset(filter(None, languages)),
        capacity=enrolment.capacity,
        offers=enrolment.offers,
        wants=enrolment.wants,
        goals=enrolment.goals,
        avoid=frozenset(filter(None, map(address, prefill.avoid))) if prefill else frozenset(),
        paused=enrolment.state is not EnrolmentState.ACTIVE or away,
        interests=enrolment.interests,
        other_department=enrolment.other_department,
        other_site=enrolment.other_site,
    )


class Reporting(Protocol):
    """Whoever has a manager, by e-mail address, or an empty one."""

    @property
    def manager(self) -> str: ...


def reporting_line(
    person: Reporting, people: Mapping[str, Reporting], levels: int = LEVELS_OF_LINE
) -> tuple[str, ...]:
    """The e-mail addresses of the managers above, nearest first, as far as they are known."""
    line: list[str] = []
    below: Reporting | None = person
    while below and len(line) < levels and (manager := address(below.manager)):
        line.append(manager)
        below = people.get(manager)
    return tuple(line)


def by_id(people: Iterable[Candidate]) -> dict[int, int]:
    """The place of each of them, by who they are."""
    return {one.id: number for number, one in enumerate(people)}


def address(email: str) -> str:
    """An e-mail address as it is compared."""
    return email.strip().lower()


def language(tag: str) -> str:
    """The language half of a BCP 47 tag: people who write pt-PT and pt-BR can talk to each other."""
    return tag.strip().replace("_", "-").split("-")[0].lower()
