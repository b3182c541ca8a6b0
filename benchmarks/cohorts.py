"""Made-up people for the benchmarks of matching: drawn as unevenly as a company is, and always the same.

What is wanted and offered, liked and said follows Zipf's law. Nothing is written into a table of scores: that
a cohort is hard to match comes from its people alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, product
from random import Random

from bot.matching.candidates import Candidate
from bot.matching.run import Run
from bot.model import ProgrammeKind
from bot.people import Person

MENTEES = 2_000  # at scale 1; half as many mentors
DAY = date(2026, 11, 16)

_SYLLABLES = [consonant + vowel for consonant, vowel in product("bdfgklmnprstvz", "aeiou")]
_EUROPE = tuple(f"Europe/{place}" for place in ("London", "Berlin", "Lisbon", "Paris", "Warsaw", "Athens"))
_WORLD = (*_EUROPE[:2], "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Singapore")
_ENGLISH, _OTHERS = "en", ("de", "fr", "es", "pt", "zh", "hi", "ja")
_LEADING, _STARS_LEVEL = 7, 7  # from 1 to 10
# So many of a hundred people.
_ALIKE = 90
_LEADS = 2
_TELLS_GOALS = 70
_LOOKS_ELSEWHERE = 10
_SPEAKS_ENGLISH = 90
_SPEAKS_MORE = 35
_AVOIDS = 3
_WISHES = 30


class Zipf:
    """Words of which the first is drawn most often, the second half as often, and so on."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def draw(self, random: Random, least: int, most: int) -> tuple[str, ...]:
        """Some of them, each once; fewer than asked for where chance repeats itself."""
        count = random.randint(least, most)
        drawn = dict.fromkeys(random.choices(self._words, cum_weights=self._weights, k=2 * count))
        return tuple(drawn)[:count]


_SKILLS = Zipf([f"skill {number}" for number in range(120)])
_INTERESTS = Zipf([f"interest {number}" for number in range(40)])
_GOALS = Zipf(["".join(Random(number).choices(_SYLLABLES, k=3)) for number in range(400)])
_SOUGHT = tuple(f"skill {number}" for number in range(6))


@dataclass(frozen=True, slots=True)
class Shape:
    """Places of each mentor, whether everybody wants the `same` mentors, and whether there are leaders."""

    name: str
    capacity: int = 3
    same: bool = False
    leaders: bool = True


NORMAL = Shape("normal")
SCARCE = Shape("scarce", capacity=1)
POPULAR = Shape("popular", same=True)
SHAPES = (NORMAL, SCARCE, POPULAR)
TIGHT = Shape("tight", capacity=2)  # as many places as people


@dataclass(frozen=True, slots=True)
class People:
    """Both sides of a run, as they are loaded."""

    mentors: tuple[Candidate, ...]
    mentees: tuple[Candidate, ...]


def people(mentees: int, shape: Shape = NORMAL, seed: int = 1, mentors: int = 0) -> People:
    """So many mentees, and half as many mentors if it is not said how many."""
    return _Drawing(mentees, mentors or max(2, mentees // 2), shape, seed).people()


def seeds(scale: float) -> range:
    """Three cohorts of each shape; a test is content with one."""
    return range(1, 4 if scale >= 1 else 2)


def run(kind: ProgrammeKind = ProgrammeKind.TRADITIONAL) -> Run:
    """A run as a coordinator starts it, with nothing asked for besides."""
    return Run(kind, DAY)


class _Drawing:
    """Mentors have the numbers from 0 on, mentees those after them; a popular cohort's stars come first."""

    def __init__(self, mentees: int, mentors: int, shape: Shape, seed: int) -> None:
        self._random = Random(f"{seed} {mentees} {mentors} {shape.name}")
        self._shape = shape
        self._mentors, self._mentees = range(mentors), range(mentors, mentors + mentees)
        self._stars = range(max(1, mentors // 50)) if shape.same else range(0)
        # everybody but the first reports to a mentor before them
        after = (min(number, mentors) for number in range(1, mentors + mentees))
        self._managers = [0, *map(self._random.randrange, after)]

    def people(self) -> People:
        return People(tuple(map(self._mentor, self._mentors)), tuple(map(self._mentee, self._mentees)))

    def _mentor(self, number: int) -> Candidate:
        random, star = self._random, number in self._stars
        level = _STARS_LEVEL if star else random.choices(range(3, 10), (10, 20, 25, 20, 13, 8, 4))[0]
        offers = _SKILLS.draw(random, 2, 8)
        return replace(
            self._anybody(number, level, star=star),
            capacity=self._shape.capacity,
            offers=tuple(dict.fromkeys((*_SOUGHT, *offers))) if star else offers,
            avoid=self._avoided(self._mentees),
            would_guide=self._listed(self._mentees, _WISHES),
        )

    def _mentee(self, number: int) -> Candidate:
        random, alike = self._random, self._shape.same and self._is(_ALIKE)
        level = random.choices(range(1, 7), (30, 25, 20, 13, 8, 4))[0]
        return replace(
            self._anybody(number, level),
            wants=tuple(random.sample(_SOUGHT, random.randint(3, 5)))
            if alike
            else _SKILLS.draw(random, 1, 5),
            avoid=self._avoided(self._mentors),
            wishes=self._listed(self._stars, 100) if alike else self._listed(self._mentors, _WISHES),
        )

    def _anybody(self, number: int, level: int, *, star: bool = False) -> Candidate:
        """What does not depend on somebody's side."""
        random, above = self._random, self._managers[number]
        zones = _EUROPE if self._shape.same else _WORLD
        zone = zones[0] if star else random.choices(zones, (28, 20, 20, 12, 12, 8))[0]
        line = tuple(_address(one) for one in dict.fromkeys((above, self._managers[above]))) if number else ()
        person = Person(
            number,
            1,
            f"Person {number}",
            _address(number),
            department=f"Department {random.randrange(16)}",
            location=f"Site {random.randrange(12)}",
            timezone=zone,
            level=level,
            leader=self._shape.leaders and (star or level > _LEADING or self._is(_LEADS)),
            manager=line[0] if line else "",
        )
        return Candidate(
            person,
            line,
            zone,
            self._spoken(everything=star),
            goals=" ".join(_GOALS.draw(random, 3, 8)) if self._is(_TELLS_GOALS) else "",
            interests=_INTERESTS.draw(random, 2, 6),
            other_department=self._is(_LOOKS_ELSEWHERE),
            other_site=self._is(_LOOKS_ELSEWHERE),
        )

    def _spoken(self, *, everything: bool) -> frozenset[str]:
        random = self._random
        if everything:
            return frozenset((_ENGLISH, *_OTHERS))
        english = self._is(_SPEAKS_ENGLISH)
        second = self._is(_SPEAKS_MORE) or not english
        return frozenset([_ENGLISH] * english + [random.choice(_OTHERS)] * second)

    def _avoided(self, others: range) -> frozenset[str]:
        random = self._random
        count = random.randint(1, 2) if self._is(_AVOIDS) else 0
        return frozenset(_address(random.choice(others)) for _ in range(count))

    def _listed(self, others: range, percent: int) -> tuple[int, ...]:
        """Whom somebody wishes for most, the first first."""
        random = self._random
        count = random.randint(1, 5) if self._is(percent) else 0
        return tuple(dict.fromkeys(random.choice(others) for _ in range(count)))

    def _is(self, percent: int) -> bool:
        return self._random.randrange(100) < percent


def _address(number: int) -> str:
    return f"p{number}@x.example"
