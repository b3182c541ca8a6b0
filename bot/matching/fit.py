"""How well a possible pair fits: the sum of a few capped parts, each of which can be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.matching.candidates import Candidate
from bot.skills import term, terms
from bot.working_time import overlap_minutes

MOST_FOR_SKILLS = 550
MOST_FOR_HOURS = 100
MOST_FOR_DEPARTMENT = 100
MOST_FOR_LEVEL = 100
MOST_FOR_SITE = 50
MOST_FOR_LANGUAGES = 50
MOST_FOR_INTERESTS = 50

_FULL_DAY = 480  # minutes
_FOR_EACH_LANGUAGE = 25
_FOR_EACH_INTEREST = 25
_FOR_ANOTHER_DEPARTMENT = 80
_FOR_EACH_WISH_FOR_ONE = 10
_FOR_EACH_WISH_FOR_A_SITE = 25
_FOR_A_LEADER = 50
_NEAR = 3  # levels: far enough to see further, near enough to remember
_FOR_EACH_LEVEL_BEYOND = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for a pair: `code` names its sentence in the templates, `facts` go into it."""

    code: str
    points: int
    facts: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """The reasons for a pair, weightiest first. The score, 0 to 1000, is their sum and nothing else."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling each skill is among some mentors: 1 if all offer it, 2 if half of them, 3 if a quarter."""

    weights: Mapping[str, int]


def rarity(mentors: Iterable[Candidate]) -> Rarity:
    """What the mentors of a cohort offer, and how rare it is."""
    offered = [set(terms(mentor.offers)) for mentor in mentors]
    counts: dict[str, int] = {}
    for skills in offered:
        for skill in skills:
            counts[skill] = counts.get(skill, 0) + 1
    return Rarity({skill: (len(offered) // count).bit_length() for skill, count in counts.items()})


def fit(mentor: Candidate, mentee: Candidate, on: date, among: Rarity) -> Fit:
    """The reasons for this pair. `on` sets the offsets of the clocks, `among` is the cohort's rarity."""
    parts = (
        _skills(mentor, mentee, among),
        _hours(mentor, mentee, on),
        _department(mentor, mentee),
        _site(mentor, mentee),
        _level(mentor, mentee),
        _languages(mentor, mentee),
        _interests(mentor, mentee),
    )
    return Fit(tuple(sorted((part for part in parts if part.points > 0), key=lambda part: -part.points)))


def _skills(mentor: Candidate, mentee: Candidate, among: Rarity) -> Part:
    # Measured against what somebody here can offer, so that nobody is held back by a wish that all miss.
    wanted = {skill: words for skill, words in terms(mentee.wants).items() if skill in among.weights}
    offered = terms(mentor.offers)
    shared = [skill for skill in wanted if skill in offered]
    total = sum(among.weights[skill] for skill in wanted)
    points = MOST_FOR_SKILLS * sum(among.weights[skill] for skill in shared) // total if total else 0
    return Part("skills", points, {"skills": tuple(wanted[skill] for skill in shared)})


def _hours(mentor: Candidate, mentee: Candidate, on: date) -> Part:
    if not mentor.timezone or not mentee.timezone:
        return Part("hours", 0)
    minutes = overlap_minutes(mentor.workday, mentee.workday, on)
    return Part("hours", MOST_FOR_HOURS * minutes // _FULL_DAY, {"hours": str(minutes // 60)})


def _department(mentor: Candidate, mentee: Candidate) -> Part:
    """Good for everybody, and better still for those who wish for it."""
    wishes = mentor.other_department + mentee.other_department
    points = min(MOST_FOR_DEPARTMENT, _FOR_ANOTHER_DEPARTMENT + _FOR_EACH_WISH_FOR_ONE * wishes)
    other = _differ(mentor.department, mentee.department)
    return Part("other_department", points * other, {"department": mentor.department})


def _site(mentor: Candidate, mentee: Candidate) -> Part:
    """Only for those who wish for it: others would rather meet over a coffee."""
    wishes = mentor.other_site + mentee.other_site
    other = bool(wishes) and _differ(mentor.location, mentee.location)
    return Part(
        "other_site",
        min(MOST_FOR_SITE, _FOR_EACH_WISH_FOR_A_SITE * wishes) * other,
        {"site": mentor.location},
    )


def _level(mentor: Candidate, mentee: Candidate) -> Part:
    """A leader's hour is worth asking for; otherwise a few levels apart is better than many."""
    leader = "mentor" if mentor.leader else "mentee" if mentee.leader else ""
    points = _FOR_A_LEADER if leader else 0
    facts = {"leader": leader}
    if mentor.level is not None and mentee.level is not None:
        apart = abs(mentor.level - mentee.level)
        points += max(0, MOST_FOR_LEVEL - _FOR_A_LEADER - _FOR_EACH_LEVEL_BEYOND * max(0, apart - _NEAR))
        facts["levels"] = str(apart)
    return Part("level", points, facts)


def _languages(mentor: Candidate, mentee: Candidate) -> Part:
    """Beyond the first, which a rule asks for."""
    shared = tuple(sorted(mentor.languages & mentee.languages))
    points = min(MOST_FOR_LANGUAGES, _FOR_EACH_LANGUAGE * (len(shared) - 1))
    return Part("languages", points, {"languages": shared})


def _interests(mentor: Candidate, mentee: Candidate) -> Part:
    """Something to begin a conversation with."""
    if not (mentor.interests and mentee.interests):
        return Part("interests", 0)
    theirs = terms(mentor.interests)
    shared = tuple(words for key, words in terms(mentee.interests).items() if key in theirs)
    points = min(MOST_FOR_INTERESTS, _FOR_EACH_INTEREST * len(shared))
    return Part("interests", points, {"interests": shared})


def _differ(one: str, other: str) -> bool:
    """Whether both are known and not the same."""
    theirs, own = term(one), term(other)
    return bool(theirs and own and theirs != own)
