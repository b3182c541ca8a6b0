"""The score (docs/matching.md, section 3), for some mentees and all mentors at once."""

from collections.abc import Callable

import numpy as np

from bot.matching.semantic import Semantic
from bot.people_lines import PersonLine
from bot.verifying.hours import WORKDAY
from bot.verifying.run import Run, Side
from bot.verifying.words import (
    NONE,
    Numbers,
    Shared,
    Terms,
    Vocabulary,
    goal_words,
    rarest,
    rarities,
    total,
)


class Scores:
    """What a file does not know, the wishes, earns nothing here."""

    def __init__(self, run: Run, minutes: Numbers, vocabulary: Vocabulary, semantic: Semantic | None) -> None:
        self._run = run
        self._weights = run.options.weights
        self._hours = np.maximum(minutes, 0) * self._weights["hours"] // WORKDAY
        self._skills = _Skills(run, self._weights["skills"], vocabulary)
        weight = self._weights["goals"]
        self._goals = _Meanings(run, weight, semantic) if semantic else _Goals(run, weight)
        ones, others = (
            _of(side, lambda one: vocabulary.terms(one.interests)) for side in (run.mentees, run.mentors)
        )
        self._interests = Shared(ones, others)
        self._level = self._level_points()

    def rows(self, rows: range, languages: Numbers) -> Numbers:
        """`languages` is how many each two share."""
        weights, mentees, mentors = self._weights, self._run.mentees, self._run.mentors
        part = slice(rows.start, rows.stop)
        found = self._skills.rows(rows)
        found += self._hours[mentees.zones[part]][:, mentors.zones]
        found += self._level[_standing(mentees)[part]][:, _standing(mentors)]
        department, other = mentees.departments[part, None], mentors.departments
        found += (department > 0) * (other > 0) * (department != other) * (weights["department"] * 6 // 8)
        site = mentees.sites[part, None]
        found += (site > 0) * (site == mentors.sites) * weights["site"]
        found += np.minimum(3, self._interests.rows(rows)) * weights["interests"] // 3
        found += np.clip(languages - 1, 0, 2) * weights["languages"] // 2
        found += self._goals.rows(rows)
        return found

    def _level_points(self) -> Numbers:
        """By the standing of the one and of the other."""
        levels, leaders = np.divmod(np.arange(22), 2)
        apart = np.abs(levels[:, None] - levels)
        near = np.maximum(0, 5 - np.maximum(0, apart - 3))
        near[(levels[:, None] == 0) | (levels == 0)] = 0
        points: Numbers = self._weights["level"] * (5 * (leaders[:, None] | leaders) + near) // 10
        return points


def _standing(side: Side) -> Numbers:
    """Level and leadership in one number."""
    return side.levels * 2 + side.leaders


class _Skills:
    def __init__(self, run: Run, weight: int, vocabulary: Vocabulary) -> None:
        self._weight = weight
        offers = _of(run.mentors, lambda one: vocabulary.terms(one.offers))
        rarity = rarities(offers)
        offered = frozenset(rarity)
        wants = _of(run.mentees, lambda one: vocabulary.terms(one.wants) & offered)
        self._shared = Shared(wants, offers, rarity)
        self._wanted = np.maximum(1, total(wants, rarity))
        # among peers each is the other's mentor as well
        self._shared_back = Shared(offers, wants, rarity) if run.is_peer else None

    def rows(self, rows: range) -> Numbers:
        """Of peers the mean of both directions, rounded down: whatever else scores is the same in both."""
        found = self._shared.rows(rows) * self._weight // self._wanted[rows.start : rows.stop, None]
        if self._shared_back:
            found += self._shared_back.rows(rows) * self._weight // self._wanted
            found //= 2
        return found


class _Goals:
    def __init__(self, run: Run, weight: int) -> None:
        self._weight = weight
        words = {one.email: goal_words(one.goals) for one in run.taking_part if one.goals}
        rarity = rarities([found for found in words.values() if found])
        counting = {email: rarest(found, rarity) for email, found in words.items()}
        mentees, mentors = (
            _of(side, lambda one: counting.get(one.email, NONE)) for side in (run.mentees, run.mentors)
        )
        self._shared = Shared(mentees, mentors, rarity)
        self._mentees, self._mentors = total(mentees, rarity), total(mentors, rarity)

    def rows(self, rows: range) -> Numbers:
        of_both = self._mentees[rows.start : rows.stop, None] + self._mentors
        points: Numbers = self._shared.rows(rows) * (2 * self._weight) // np.maximum(1, of_both)
        return points


class _Meanings:
    def __init__(self, run: Run, weight: int, semantic: Semantic) -> None:
        self._weight = weight
        vectors = semantic.vectors(one.goals for one in run.taking_part)
        size = semantic.transformer.size  # also of a side without anybody
        # whole numbers of this size stay whole in 64 bits, whoever adds them up
        self._mentees, self._mentors = (
            np.array([vectors[one.goals] for one in side.people], np.float64).reshape(len(side), size)
            for side in (run.mentees, run.mentors)
        )

    def rows(self, rows: range) -> Numbers:
        products = self._mentees[rows.start : rows.stop] @ self._mentors.T
        alike = products.astype(np.int64) * 1000 // 262144
        points: Numbers = self._weight * np.minimum(400, np.maximum(0, alike - 300)) // 400
        return points


def _of(side: Side, read: Callable[[PersonLine], Terms]) -> list[Terms]:
    return [read(person) for person in side.people]
