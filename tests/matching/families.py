"""Families of instances on which solvers of assignments have been measured, and a few that are ours to fear."""

from collections.abc import Callable
from random import Random

from tests.matching.given import Given

Family = Callable[[Random, int, int], int]

# What an edge from row i to column j scores.
FAMILIES: dict[str, Family] = {
    "uniform": lambda draw, i, j: draw.randint(0, 1000),
    "few different": lambda draw, i, j: draw.randint(0, 4),
    "below zero": lambda draw, i, j: draw.randint(-1000, -1),
    "popularity": lambda draw, i, j: 30 * (j % 17) + draw.randint(0, 9),
    "ladder": lambda draw, i, j: 1000 - abs(3 * i - 2 * j),
    "products": lambda draw, i, j: (i + 1) * (j + 1) % 1009,
    "two sorts": lambda draw, i, j: 700 * ((i ^ j) & 1) + draw.randint(0, 3),
}


def given(family: str, seed: int, mentees: int, mentors: int, density: float = 1.0) -> Given:
    """An instance of it, with a few places for each mentor, or none."""
    draw = Random(f"{family} {seed}")
    score = FAMILIES[family]
    scores = {
        (i, j): score(draw, i, j) for i in range(mentees) for j in range(mentors) if draw.random() < density
    }
    return Given(scores, mentees, [draw.choice([0, 1, 1, 2, 3]) for _ in range(mentors)])
