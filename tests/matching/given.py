"""Scores that others bring, as files: assigned by us, and looked at by whoever did not assign them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from bot.matching.assignment import Assigned, Scored, assign
from bot.matching.documents import of_assignment
from bot.verifying import Verdict, verify_assignment
from handlers.shell.tables import csv_of

HUGE = 10**30  # scores times this need more than 64 bits, so that the seating decides instead of the flow


@dataclass(frozen=True)
class Given:
    """Edges as (mentee, mentor) with their scores, and the places of each mentor."""

    scores: Mapping[tuple[int, int], int]
    mentees: int
    places: Sequence[int]

    def times(self, factor: int) -> "Given":
        return Given({pair: score * factor for pair, score in self.scores.items()}, self.mentees, self.places)

    def plus(self, more: int) -> "Given":
        return Given({pair: score + more for pair, score in self.scores.items()}, self.mentees, self.places)

    @cached_property
    def assigned(self) -> Assigned:
        pairs = np.array(sorted(self.scores), np.int64).reshape(-1, 2)
        scores = [self.scores[one, other] for one, other in pairs.tolist()]
        return assign(Scored(pairs[:, 0], pairs[:, 1], scores), self.mentees, self.places)

    @property
    def reached(self) -> tuple[int, int]:
        """How many are placed, and the total."""
        return len(self.assigned.pairs), self.assigned.total

    @property
    def people(self) -> tuple[list[str], list[str]]:
        return [f"mentee {n}" for n in range(self.mentees)], [f"mentor {n}" for n in range(len(self.places))]

    def verified(self) -> Verdict:
        """What `verify` says of it."""
        mentees, mentors = self.people
        lines = [(mentees[one], mentors[other], score) for (one, other), score in self.scores.items()]
        edges = b"".join(csv_of(("mentee", "mentor", "score"), lines))
        capacities = b"".join(csv_of(("mentor", "capacity"), zip(mentors, self.places, strict=True)))
        found = [(mentees[one], mentors[other], score) for one, other, score in self.assigned.pairs]
        pairs = b"".join(csv_of(("mentee", "mentor", "score"), found))
        inputs = {
            name: sha256(data).hexdigest() for name, data in (("edges", edges), ("capacities", capacities))
        }
        told = of_assignment(self.assigned, mentees, mentors, inputs)
        return verify_assignment(edges, capacities, pairs, json.dumps(told).encode())
