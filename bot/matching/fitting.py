"""The points of every part of a score, for one pair as for millions: docs/matching.md in numbers.

Numbers of people go in, in any shapes that numpy can spread over each other, and points come out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from bot.matching.candidates import Candidate, by_id
from bot.matching.columns import Columns, Ints, columns
from bot.matching.fit import Fit, Part, fit, weights
from bot.matching.goals import ByWords, Goals, by_meaning
from bot.matching.semantic import Semantic
from bot.matching.shared import Shared, rarities, sums
from bot.skills import term_set, terms

RANKS = 5
Wished = Mapping[tuple[int, int], tuple[int, int]]
_FULL_DAY = 480  # minutes
_NEAR = 3  # levels: far enough to see further, near enough to remember


class Fitting:
    """The points of every part, for a run's people. Rows are mentees, columns mentors.

    With `semantic` goals earn by what they mean, else by their words.
    """

    def __init__(
        self,
        people: Columns,
        changed: Mapping[str, int] | None = None,
        semantic: Semantic | None = None,
        told: Callable[[str], None] | None = None,
    ) -> None:
        self.people = people
        self.weights = weights(changed or {})
        mentees, mentors = people.mentees.people, people.mentors.people
        offers = [term_set(one.offers) for one in mentors]
        rarity = rarities(offers, len(mentors))
        offered = frozenset(rarity)
        wants = [term_set(one.wants) & offered for one in mentees]
        self.skills = Shared(wants, offers, rarity, self.weights["skills"])
        self.wanted = sums(wants, rarity)
        likes, others = ([term_set(one.interests) for one in side] for side in (mentees, mentors))
        self.interests = Shared(likes, others, times=self.weights["interests"])
        weight = self.weights["goals"]
        self.goals: Goals = (
            by_meaning(mentees, mentors, weight, semantic, told)
            if semantic
            else ByWords(mentees, mentors, weight)
        )
        self._wishes = self._wished(mentees, mentors)

    def place(self, mentees: Ints, mentors: Ints) -> Mapping[str, Ints]:
        """Points for department and site."""
        here, there, weight = self.people.mentees, self.people.mentors, self.weights
        mine, theirs = here.department[mentees], there.department[mentors]
        wishes = here.other_department[mentees] + there.other_department[mentors]
        other = (mine > 0) & (theirs > 0) & (mine != theirs)
        at, home = here.location[mentees], there.location[mentors]
        elsewhere = here.other_site[mentees] + there.other_site[mentors]
        away = np.where(at == home, 0, weight["site"] * elsewhere // 2)
        near = np.where((at == home) & (elsewhere == 0), weight["site"], away)
        return {
            "department": np.where(other, weight["department"] * (6 + wishes) // 8, 0),
            "site": np.where((at > 0) & (home > 0), near, 0),
        }

    def standing(self, mentees: Ints, mentors: Ints) -> Mapping[str, Ints]:
        """Points for hours, level and languages."""
        here, there, weight = self.people.mentees, self.people.mentors, self.weights
        minutes = self.people.shared_minutes[here.hours[mentees], there.hours[mentors]]
        common = self.people.shared_languages[here.speaks[mentees], there.speaks[mentors]]
        low, high = here.level[mentees], there.level[mentors]
        beyond = np.maximum(0, np.abs(high - low) - _NEAR)
        near = np.where((low > 0) & (high > 0), np.maximum(0, 5 - beyond), 0)
        led = 5 * (here.leader[mentees] | there.leader[mentors])
        return {
            "hours": weight["hours"] * minutes // _FULL_DAY,
            "level": weight["level"] * (led + near) // 10,
            "languages": weight["languages"] * np.clip(common - 1, 0, 2) // 2,
        }

    @property
    def wished(self) -> tuple[Ints, Ints, Ints]:
        """The mentees and the mentors of all pairs with points for wishes, and these points."""
        pairs = ((*pair, sum(points)) for pair, points in self._wishes.items())
        mentees, mentors, points = np.array([*pairs], np.int64).reshape(-1, 3).T
        return mentees, mentors, points

    def fit(self, mentee: int, mentor: int) -> Fit:
        """The reasons for one pair."""
        weight, a, b = self.weights, np.array(mentee), np.array(mentor)
        wished, wished_for = self._wishes.get((mentee, mentor), (0, 0))
        points = {
            "skills": _share(weight["skills"], self.skills.of(mentee, mentor), int(self.wanted[mentee])),
            "wished": wished,
            "wished_for": wished_for,
            "interests": weight["interests"] * min(3, self.interests.of(mentee, mentor)) // 3,
            "goals": self.goals.of(mentee, mentor),
            **{code: int(one) for code, one in self.place(a, b).items()},
            **{code: int(one) for code, one in self.standing(a, b).items()},
        }
        parts = (self._part(name, value, mentee, mentor) for name, value in points.items() if value > 0)
        return fit(parts, "goals" if self.goals.faint else "")

    def _part(self, name: str, points: int, mentee: int, mentor: int) -> Part:
        """A part with what its sentence says, in the words of whoever wrote them first."""
        here, there = self.people.mentees, self.people.mentors
        one, other = here.people[mentee], there.people[mentor]
        match name:
            case "skills":
                return Part(name, points, {"skills": _in_common(one.wants, other.offers)})
            case "interests":
                return Part(name, points, {"interests": _in_common(one.interests, other.interests)})
            case "languages":
                return Part(name, points, {"languages": tuple(sorted(one.languages & other.languages))})
            case "hours":
                minutes = int(self.people.shared_minutes[here.hours[mentee], there.hours[mentor]])
                return Part(name, points, {"hours": str(minutes // 60)})
            case "department":
                return Part("other_department", points, {"department": other.department})
            case "site":
                same = here.location[mentee] == there.location[mentor]
                return Part("same_site" if same else "other_site", points, {"site": other.location})
            case "level":
                leads = "mentor" if other.leader else "mentee" if one.leader else ""
                apart = str(abs((one.level or 0) - (other.level or 0))) if one.level and other.level else ""
                return Part(name, points, {"leader": leads, **({"levels": apart} if apart else {})})
            case _:
                return Part(name, points)

    def _wished(self, mentees: Sequence[Candidate], mentors: Sequence[Candidate]) -> Wished:
        """Who has a place on whose list: points for being `wished` and `wished_for`, by pair."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        lists, guides = [one.wishes for one in mentees], by_id(mentors)
        for mentee, mentor, points in _ranked(lists, guides, self.weights["wished"]):
            found[mentee, mentor] = points, 0
        lists, guided = [one.would_guide for one in mentors], by_id(mentees)
        for mentor, mentee, points in _ranked(lists, guided, self.weights["wished_for"]):
            found[mentee, mentor] = found.get((mentee, mentor), (0, 0))[0], points
        return found


def _ranked(
    lists: Sequence[tuple[int, ...]], numbers: Mapping[int, int], weight: int
) -> Iterator[tuple[int, int, int]]:
    """Who has whom on their list, and what that is worth: the first everything, the last a fifth of it."""
    for number, named in enumerate(lists):
        for rank, id_ in enumerate(named[:RANKS]):
            if id_ in numbers:
                yield number, numbers[id_], weight * (RANKS - rank) // RANKS


def fit_of(mentor: Candidate, mentee: Candidate, on: date) -> Fit:
    """The reasons for two people by themselves, without a cohort around them."""
    return Fitting(columns([mentee], [mentor], on)).fit(0, 0)


def _share(weight: int, part: int, whole: int) -> int:
    return weight * part // whole if whole else 0


def _in_common(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    theirs = terms(other)
    return tuple(words for key, words in terms(one).items() if key in theirs)
