"""Small cohorts drawn by a seed, in which a run is asked for anything it may be asked for."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from bot.matching.candidates import Candidate
from bot.matching.cohort import Cohort, Pair, cohort
from bot.matching.run import Aim, Refused, Run
from bot.model import ProgrammeKind
from tests.bot.cohort import somebody

SKILLS = ("chess", "python", "speaking")
ON = date(2026, 11, 25)


def person(random: Random, number: int, last: int) -> Candidate:
    """Somebody who shares some things with the others, and may avoid or wish for one of them."""

    def some(things: Any, most: int) -> tuple[Any, ...]:
        return tuple(random.sample(list(things), random.randint(0, most)))

    others = range(1, last + 1)
    return somebody(
        number,
        level=random.choice([None, None, 1, 2, 3]),
        leader=random.random() < 0.3,
        department=random.choice(["", "A", "B"]),
        location=random.choice(["", "X", "Y"]),
        capacity=random.randint(1, 3),
        offers=some(SKILLS, 2),
        wants=some(SKILLS, 2),
        languages=frozenset(random.choice([(), (), ("en",), ("en", "de"), ("de", "fr")])),
        avoids=frozenset(some(others, 1) if random.random() < 0.5 else ()),
        wishes=some(others, min(2, last)),
    )


def drawn(seed: int, *, peers: bool = False, most: tuple[int, int] = (5, 4)) -> Cohort:
    """Up to five mentees and four mentors, some of them the same people; up to seven peers."""
    random = Random(seed)
    mentees, mentors = (random.choice([0, *range(2, many + 1), many]) for many in most)
    last = mentees + mentors
    people = [person(random, number, last) for number in range(1, last + 1)]
    both = random.choice([0, 0, 2, 4])
    here, there = people[:mentees], people[max(0, mentees - both) :][: most[1]]
    if peers:
        here = there = people[: most[0] + 2]
    found = _run(random, here, there, peers=peers)
    try:
        return cohort(there, here, found)
    except Refused:  # what was locked cannot be
        return cohort(there, here, replace(found, locked=frozenset()))


def _run(random: Random, here: list[Candidate], there: list[Candidate], *, peers: bool) -> Run:
    kinds = [ProgrammeKind.PEER] if peers else [ProgrammeKind.TRADITIONAL, ProgrammeKind.REVERSE]

    def pairs(most: int) -> frozenset[Pair]:
        if not here or not there:
            return frozenset()
        return frozenset(
            (random.choice(there).id, random.choice(here).id) for _ in range(random.randint(0, most))
        )

    return Run(
        random.choice(kinds),
        ON,
        earlier=pairs(1),
        taken={one.id: 1 for one in there if not peers and random.random() < 0.2},
        seed=random.randint(-3, 3),
        aim=Aim(
            floor=random.choice([0, 0, 200, 300]),
            quality_first=random.random() < 0.2,
            protect_worst=random.random() < 0.4,
            bands=random.choice([(), (), (150, 250)]),
        ),
        forbidden=pairs(1),
        locked=pairs(2) if random.random() < 0.5 else frozenset(),
        kept=pairs(3) if random.random() < 0.3 and not peers else frozenset(),
        one_way=random.random() < 0.5,
        per_department=1 if random.random() < 0.2 else None,
    )
