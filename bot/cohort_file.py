"""A spreadsheet as a cohort: who takes part by their lines, without any platform or database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.matching.candidates import Candidate, address, language, reporting_line
from bot.matching.groups import LARGEST
from bot.model import ProgrammeKind
from bot.people import Person
from bot.people_file import read_people
from bot.people_lines import PersonLine
from bot.people_reasons import Problem
from bot.skills import Skills

MENTORS, MENTEES = ("mentor", "both"), ("mentee", "both")


@dataclass(frozen=True, slots=True)
class CohortFile:
    """Both sides, and what to know about the file. Nobody takes part while there is a problem.

    `roleless` is how many people have no role; `unknown` counts people by what is missing of them, which
    switches a rule off: `level`, `timezone` or `languages`.
    """

    mentors: tuple[Candidate, ...] = ()
    mentees: tuple[Candidate, ...] = ()
    roles: Mapping[str, str] | None = None
    roleless: int = 0
    unknown: Mapping[str, int] | None = None
    ignored_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_cohort(data: bytes, skills: Skills, kind: ProgrammeKind, reporting_levels: int) -> CohortFile:
    """Read a people file for one run. Of a peer run both sides are everybody with a role."""
    file = read_people(data, frozenset())
    # managers need not take part
    problems = tuple(problem for problem in file.problems if problem.why.code != "manager")
    if problems:
        return CohortFile(ignored_columns=file.ignored_columns, problems=problems)
    by_email = {line.email: line for line in file.lines}
    taking = [line for line in file.lines if line.role]
    people = {
        line.email: _candidate(number, line, by_email, skills, reporting_levels)
        for number, line in enumerate(taking)
    }
    if kind is ProgrammeKind.GROUP:
        # whoever does not say how many takes as many as a group may have
        roomy = (line.email for line in taking if line.capacity is None)
        people |= {email: replace(people[email], capacity=LARGEST) for email in roomy}
    peers = kind is ProgrammeKind.PEER
    missing = ("level", "timezone", "languages")
    return CohortFile(
        tuple(people[line.email] for line in taking if peers or line.role in MENTORS),
        tuple(people[line.email] for line in taking if peers or line.role in MENTEES),
        {line.email: line.role for line in taking},
        len(file.lines) - len(taking),
        {name: sum(not getattr(line, name) for line in taking) for name in missing},
        file.ignored_columns,
    )


def _candidate(
    number: int, line: PersonLine, by_email: Mapping[str, PersonLine], skills: Skills, levels: int
) -> Candidate:
    person = Person(
        number,
        0,
        line.name,
        line.email,
        line.title,
        line.department,
        line.location,
        line.country,
        line.timezone,
        line.languages,
        line.level,
        line.leader,
        line.manager,
    )
    return Candidate(
        person,
        line=reporting_line(line, by_email, levels),
        timezone=line.timezone,
        languages=frozenset(map(language, line.languages)),
        capacity=line.capacity or 1,
        offers=skills.settled(line.offers),
        wants=skills.settled(line.wants),
        goals=line.goals,
        avoid=frozenset(line.avoid),
        interests=skills.settled(line.interests),
    )


def by_address(people: Sequence[Candidate], named: str) -> Candidate | None:
    """The one of that address, whatever its case."""
    sought = address(named)
    return next((one for one in people if one.email == sought), None)
