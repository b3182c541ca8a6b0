"""Cohorts of a few people with their pairs and certificates, ready to be verified or spoilt."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from bot.people_file import read_people
from bot.skills import Skills
from bot.verifying import Verdict, verify_assignment, verify_cohort
from bot.verifying.certificate import Options
from bot.verifying.cohorts import Cohort
from bot.verifying.lots import keys, lots
from bot.verifying.run import Run, run_of
from bot.verifying.words import Vocabulary
from tests.verifying.best import Pairs, Tiny, Two

WEIGHTS = {
    "skills": 400,
    "wished": 75,
    "wished_for": 75,
    "hours": 100,
    "department": 80,
    "level": 80,
    "interests": 60,
    "site": 50,
    "languages": 40,
    "goals": 40,
}
OPTIONS: dict[str, Any] = {
    "seed": 0,
    "start": "2026-11-25",
    "reporting_levels": 2,
    "least_overlap": 120,
    "floor": None,
    "protect_worst": False,
    "weights": WEIGHTS,
}
NO_SKILLS = Skills()


def people(*lines: Mapping[str, object]) -> str:
    """A people file; whoever has no e-mail has one by their name."""
    columns = list(dict.fromkeys(["email", "name", *(column for line in lines for column in line)]))
    rows = [{"email": f"{line['name']}@example.org", **line} for line in lines]
    return "\n".join(
        [",".join(columns), *(",".join(str(row.get(one, "")) for one in columns) for row in rows)]
    )


def run(text: str, kind: str = "traditional", skills: Skills = NO_SKILLS, **changes: Any) -> Run:
    told = OPTIONS | changes
    read = read_people(text.encode(), frozenset()).lines
    options = Options(
        told["seed"],
        date.fromisoformat(told["start"]),
        told["reporting_levels"],
        told["least_overlap"],
        told["floor"],
        told["protect_worst"],
        tuple(told.get("bands", ())),
        told["weights"],
    )
    return run_of(read, kind, options)


@dataclass(frozen=True)
class Edge:
    """`leads`: the mentee is a leader."""

    score: int
    lot: int
    leads: int


def edges(of: Run, skills: Skills = NO_SKILLS) -> dict[Two, Edge]:
    """Every edge, by names."""
    sides = [("mentee", of.mentees), ("mentor", of.mentors)]
    ones, others = (keys(of.options.seed, "peer" if of.is_peer else side, two.names) for side, two in sides)
    tickets = lots(ones, others)
    return {
        (of.mentees.names[i], of.mentors.names[j]): Edge(
            int(block.scores[i - block.rows.start, j]),
            int(tickets[i, j]),
            int(of.mentees.leaders[i]),
        )
        for block in Cohort(of, Vocabulary(skills)).blocks()
        for i in block.rows
        for j in range(len(of.mentors))
        if block.exists[i - block.rows.start, j]
    }


@dataclass(frozen=True)
class Case:
    """What is handed to `verify`."""

    people: str
    pairs: str
    certificate: dict[str, Any]
    capacities: str | None = None
    skills: Skills = NO_SKILLS
    every_choice: tuple[Pairs, ...] = ()

    def verdict(self) -> Verdict:
        told = json.dumps(self.certificate).encode()
        if self.capacities is None:
            return verify_cohort(self.people.encode(), self.pairs.encode(), told, self.skills)
        return verify_assignment(self.people.encode(), self.capacities.encode(), self.pairs.encode(), told)

    @property
    def failures(self) -> str:
        return "\n".join(self.verdict().failures)

    def with_people(self, text: str) -> "Case":
        return replace(self, people=text)

    def with_pairs(self, *rows: Sequence[object]) -> "Case":
        return replace(self, pairs=written(rows))

    def with_certificate(self, change: Callable[[dict[str, Any]], object]) -> "Case":
        copy = json.loads(json.dumps(self.certificate))
        change(copy)
        return replace(self, certificate=copy)


def written(rows: Sequence[Sequence[object]]) -> str:
    return "\n".join(["mentee,mentor,score,reasons", *(",".join(map(str, (*row, ""))) for row in rows)])


def best_case(text: str, kind: str = "traditional", **changes: Any) -> Case:
    """The best pairs of a tiny cohort, and the certificate that proves them."""
    of = run(text, kind, **changes)
    levels, found = list(of.options.levels), edges(of)
    worst, second = _worst(of, found, levels[: levels.index("worst")]) if "worst" in levels else (0, None)
    tiny = _tiny(of, found, levels, worst)
    pairs = tiny.best()
    totals = dict(zip(levels, tiny.total(pairs), strict=True))
    mentees, mentors = tiny.prices(pairs)
    certificate = {
        "version": 1,
        "kind": kind,
        "levels": levels,
        "options": OPTIONS | changes,
        "inputs": {"people.csv": digest(text)},
        "totals": totals | ({"worst": worst} if second else {}),
        "prices": {"mentees": mentees, "mentors": mentors},
        "worst": second,
    }
    rows = [(one, other, found[one, other].score) for one, other in pairs.items()]
    return Case(text, written(rows), certificate, every_choice=tuple(tiny.every()))


def assignment(lines: Mapping[tuple[str, str], int], capacities: Mapping[str, int]) -> Case:
    tiny = Tiny({pair: (1, score) for pair, score in lines.items()}, capacities, 2)
    pairs = tiny.best()
    mentees, mentors = tiny.prices(pairs)
    text = "\n".join(["mentee,mentor,score", *(f"{one},{other},{lines[one, other]}" for one, other in lines)])
    places = "\n".join(["mentor,capacity", *(f"{name},{many}" for name, many in capacities.items())])
    certificate = {
        "version": 1,
        "kind": "assign",
        "levels": ["mentees", "score"],
        "options": {},
        "inputs": {"edges.csv": digest(text), "capacities.csv": digest(places)},
        "totals": dict(zip(("mentees", "score"), tiny.total(pairs), strict=True)),
        "prices": {"mentees": mentees, "mentors": mentors},
    }
    rows = [(*pair, lines[pair]) for pair in pairs.items()]
    return Case(text, written(rows), certificate, places, every_choice=tuple(tiny.every()))


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _worst(of: Run, found: Mapping[Two, Edge], before: Sequence[str]) -> tuple[int, dict[str, Any] | None]:
    """The highest lowest score, by trying each from the best down, and the object that excludes a higher one."""
    every = _tiny(of, found, before, 0)
    most = every.total(every.best())
    for worst in sorted({edge.score for edge in found.values()}, reverse=True):
        tiny = _tiny(of, found, before, 0, least=worst)
        if tiny.total(tiny.best()) == most:
            more = _tiny(of, found, before, 0, least=worst + 1)
            pairs = more.best()
            mentees, mentors = more.prices(pairs)
            prices = {"mentees": mentees, "mentors": mentors}
            return worst, {"levels": before, "counted": sorted(set(pairs.values())), "prices": prices}
    return 0, None


def _tiny(of: Run, found: Mapping[Two, Edge], levels: Sequence[str], worst: int, least: int = 0) -> Tiny:
    values = {
        pair: tuple(_value(of.options, edge, level, worst) for level in levels)
        for pair, edge in found.items()
        if edge.score >= least
    }
    capacities = {name: of.capacity(place) for place, name in enumerate(of.mentors.names)}
    leaders = frozenset(one.email for one in of.mentors.people if one.leader)
    return Tiny(values, capacities, len(levels), leaders)


def _value(options: Options, edge: Edge, level: str, worst: int) -> int:
    match level:
        case "mentees":
            return 1
        case "leaders":
            return edge.leads
        case "score":
            return edge.score
        case "tie_break":
            return edge.lot
        case "below_floor":
            return -(edge.score < (options.floor or 0))
        case "worst":
            return -(edge.score < worst)
        case _:
            bound = int(level.removeprefix("band_"))
            before = max((one for one in options.bands if one < bound), default=0)
            return -(before <= edge.score < bound)
