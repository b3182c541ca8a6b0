"""Verifying a result from its files, by what shares no code with the solver, against matching from a file."""

import json
from collections.abc import Iterator
from hashlib import sha256

from benchmarks.cohorts import DAY, MENTEES, NORMAL, POPULAR, People, people, seeds
from benchmarks.side_by_side import Row, row, scaled, watched
from bot.cohort_file import read_cohort
from bot.matching.answer import answer
from bot.matching.candidates import Candidate
from bot.matching.cohort import cohort
from bot.matching.documents import certificate
from bot.matching.run import Run
from bot.model import ProgrammeKind
from bot.skills import Skills
from bot.verifying import verify_cohort
from handlers.shell.match_tables import pair_rows
from handlers.shell.tables import csv_of

LARGE = 5
COLUMNS = (
    *("email", "name", "department", "location", "timezone", "languages", "level", "leader"),
    *("manager", "role", "capacity", "offers", "wants", "interests", "goals", "avoid"),
)
PAIRS = ("mentee", "mentor", "score", "reasons")


def measure(scale: float) -> Iterator[Row]:
    for shape in (NORMAL, POPULAR):
        ratios = [ratio(people(scaled(MENTEES, scale), shape, seed)) for seed in seeds(scale)]
        yield row(f"verifying: {shape.name}, processor", "matching from the same file", ratios)


def ratio(who: People) -> float:
    data = file(who)
    with watched() as matching:
        both = read_cohort(data, Skills(), ProgrammeKind.TRADITIONAL, 2)
        among = cohort(both.mentors, both.mentees, Run(ProgrammeKind.TRADITIONAL, DAY, one_way=False))
        found = answer(among)
    pairs = b"".join(csv_of(PAIRS, pair_rows(among, found)))
    proof = json.dumps(certificate(among, found, {"people.csv": sha256(data).hexdigest()})).encode()
    with watched() as verifying:
        verdict = verify_cohort(data, pairs, proof, Skills())
    assert not verdict.failed, verdict.failures
    return verifying.cpu / matching.cpu


def file(who: People) -> bytes:
    """Them as the file of `match`, which knows no wishes."""
    lines = [_line(one, "mentor") for one in who.mentors] + [_line(one, "mentee") for one in who.mentees]
    return b"".join(csv_of(COLUMNS, lines))


def _line(one: Candidate, role: str) -> tuple[str, ...]:
    person = one.person
    return (
        *(person.email, person.name, person.department, person.location, person.timezone),
        *(";".join(sorted(one.languages)), str(person.level), "yes" if person.leader else "no"),
        *(person.manager, role, str(one.capacity) if role == "mentor" else ""),
        *(";".join(words) for words in (one.offers, one.wants, one.interests)),
        *(one.goals, ";".join(sorted(one.avoid))),
    )
