"""The files of `assign`: who may be placed with whom at which score, and how many each mentor takes."""

from array import array
from collections.abc import Mapping

import numpy as np

from bot.people_cells import quoted
from bot.verifying.findings import Findings
from bot.verifying.tables import rows, whole
from bot.verifying.words import Numbers


class Given:
    """The edges in the order in which they came, people by their place. There may be millions of them."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self.capacities = tuple(places.values())
        self.mentors = {mentor: place for place, mentor in enumerate(places)}
        self.mentees: dict[str, int] = {}
        self.scores: list[int] = []
        self._ones, self._others, self._lines = array("q"), array("q"), array("q")
        self._keys = self._order = np.array((), np.int64)

    @property
    def ones(self) -> Numbers:
        return np.array(self._ones, np.int64)

    @property
    def others(self) -> Numbers:
        return np.array(self._others, np.int64)

    def add(self, line: int, mentee: str, mentor: str, score: int) -> None:
        self._ones.append(self.mentees.setdefault(mentee, len(self.mentees)))
        self._others.append(self.mentors[mentor])
        self._lines.append(line)
        self.scores.append(score)

    def sort(self) -> list[tuple[int, int, int]]:
        """Get ready to find edges; gives those that are there already, by their line and their two."""
        keys = self.ones * len(self.mentors) + self.others
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]
        again = self._order[1:][self._keys[1:] == self._keys[:-1]]
        return [(self._lines[at], self._ones[at], self._others[at]) for at in np.sort(again).tolist()]

    def find(self, mentee: int, mentor: int) -> int | None:
        """Where the edge of these two is."""
        key = mentee * len(self.mentors) + mentor
        at = int(np.searchsorted(self._keys, key))
        return int(self._order[at]) if at < len(self._keys) and self._keys[at] == key else None


def read_given(edges: bytes, capacities: bytes, findings: Findings) -> Given:
    """Raises Unusable; single lines that will not do are told and left out."""
    given = Given(_capacities(capacities, findings))
    for line, (mentee, mentor, cell) in rows(edges, "edges", ("mentee", "mentor", "score")):
        score = whole(cell)
        if not mentee or not mentor:
            findings.add(f"edges, line {line}: somebody has no name.")
        elif mentor not in given.mentors:
            findings.add(f"edges, line {line}: {quoted(mentor)} has no line in the capacities file.")
        elif score is None:
            findings.add(f"edges, line {line}: the score {quoted(cell)} is not a whole number.")
        else:
            given.add(line, mentee, mentor, score)
    ones, others = tuple(given.mentees), tuple(given.mentors)
    for line, one, other in given.sort():
        two = f"{quoted(ones[one])} and {quoted(others[other])}"
        findings.add(f"edges, line {line}: {two} have a line already.")
    return given


def _capacities(data: bytes, findings: Findings) -> dict[str, int]:
    found: dict[str, int] = {}
    for line, (mentor, cell) in rows(data, "capacities", ("mentor", "capacity")):
        capacity = whole(cell)
        if not mentor:
            findings.add(f"capacities, line {line}: the mentor has no name.")
        elif mentor in found:
            findings.add(f"capacities, line {line}: {quoted(mentor)} has a line already.")
        elif capacity is None or capacity < 0:
            findings.add(f"capacities, line {line}: {quoted(cell)} is not a whole number from 0.")
        else:
            found[mentor] = capacity
    return found
