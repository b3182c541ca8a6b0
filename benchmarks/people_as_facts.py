"""The people of a cohort as plain facts, for a program that knows nothing of ours."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bot.matching.candidates import Candidate
from bot.matching.cohort import Cohort
from bot.matching.columns import Side
from bot.matching.goal_words import foremost, goal_words
from bot.matching.shared import rarities
from bot.skills import term_set

Weights = Mapping[str, int]


def people_as_facts(among: Cohort) -> dict[str, list[dict[str, Any]]]:
    """Both sides, each person by the number they have there; terms with what they weigh."""
    here, there = among.people.mentees, among.people.mentors
    offers = [term_set(one.offers) for one in there.people]
    rarity = rarities(offers, len(offers))
    goals = [foremost_of(side.people, among) for side in (here, there)]
    wished: list[dict[str, int]] = [{} for _ in here.people]
    for mentee, mentor, points in zip(*map(np.ndarray.tolist, among.fitting.wished), strict=True):
        # a key of JSON is a text
        wished[mentee][str(mentor)] = points
    mentees = [
        {
            **_facts(here, number, goals[0][number]),
            "number": number,
            "minutes": among.people.shared_minutes[here.hours[number]].tolist(),
            "skills": (wanted := {term: rarity[term] for term in term_set(one.wants) if term in rarity}),
            "wanted": sum(wanted.values()),
            "wishes": wished[number],
        }
        for number, one in enumerate(here.people)
    ]
    mentors = [
        {
            **_facts(there, number, goals[1][number]),
            "number": str(number),
            "skills": dict.fromkeys(offers[number], 1),
        }
        for number in range(len(there.people))
    ]
    return {"mentees": mentees, "mentors": mentors}


def foremost_of(people: Sequence[Candidate], among: Cohort) -> list[Weights]:
    """The goal words of each that count, with what they weigh among everybody."""
    both = (*among.mentees, *among.mentors)
    everybody = {one.id: goal_words(one.goals) for one in both}
    said = [words for words in everybody.values() if words]
    rarity = rarities(said, len(said))
    return [{word: rarity[word] for word in foremost(everybody[one.id], rarity)} for one in people]


def _facts(side: Side, number: int, goals: Weights) -> dict[str, Any]:
    one = side.people[number]
    return {
        "interests": dict.fromkeys(term_set(one.interests), 1),
        "languages": dict.fromkeys(one.languages, 1),
        "goals": goals,
        "said": sum(goals.values()),
        "hours": int(side.hours[number]),
        "department": int(side.department[number]),
        "site": int(side.location[number]),
        "elsewhere": int(side.other_department[number]),
        "away": int(side.other_site[number]),
        "level": int(side.level[number]),
        "leader": int(side.leader[number]),
    }
