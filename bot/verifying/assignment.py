"""`verify EDGES.csv pairs.csv certificate.json --capacities CAPACITIES.csv`: one's own scores."""

from collections.abc import Mapping

import numpy as np

from bot.verifying.certificate import Vectors
from bot.verifying.covering import Covering, Edges
from bot.verifying.findings import Findings, Verdict, concluded, count, different, number, numbers
from bot.verifying.given import Given
from bot.verifying.places import Chosen, Seating
from bot.verifying.vectors import Hall, VectorPrices, column

_STEP = 1 << 20  # edges at a time


class Assignment:
    """Whatever fails is in `findings`."""

    def __init__(self, given: Given, prices: Vectors, seating: Seating, findings: Findings) -> None:
        self._given, self._seating, self._findings = given, seating, findings
        self._mentees, self._mentors = tuple(given.mentees), tuple(given.mentors)
        hall = Hall(self._mentees, self._mentors, given.capacities)
        self._prices = VectorPrices(prices, hall, findings.about("prices"))
        self._total = 0

    def check(self, totals: Mapping[str, int]) -> Verdict:
        chosen = np.zeros(len(self._given.scores), np.bool_)
        for pair in self._seating.chosen:
            at = self._given.find(pair.mentee, pair.mentor)
            self._check_pair(pair, at)
            if at is not None:
                chosen[at] = True
                self._total += self._given.scores[at]
        self._findings.extend(different(totals, {"mentees": len(self._seating.chosen), "score": self._total}))
        self._cover(chosen)
        self._prices.are_prices()
        self._prices.fit_the_places(self._seating.placed, self._seating.mentees_of)
        reached = (len(self._seating.chosen), self._total)
        if (bound := self._prices.bound()) != reached:
            self._findings.add(
                f"prices: they allow {numbers(bound)}, and the pairs reach {numbers(reached)}."
            )
        return concluded(self._findings, *self._told())

    def _check_pair(self, pair: Chosen, at: int | None) -> None:
        whom = f"pairs, line {pair.line}: {self._named(pair.mentee, pair.mentor)}"
        if at is None:
            self._findings.add(f"{whom} cannot be a pair: there is no such edge.")
        elif (score := self._given.scores[at]) != pair.score:
            self._findings.add(f"{whom} have the score {number(score)}, not {number(pair.score)}.")

    def _cover(self, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        covering = Covering("prices", self._named, self._findings)
        given, ones, others = self._given, self._given.ones, self._given.others
        for first in range(0, len(chosen), _STEP):
            part = slice(first, first + _STEP)
            scores = column(given.scores[part])
            edges = Edges(
                ones[part],
                others[part],
                np.ones(len(scores), np.bool_),
                (np.array(1, np.int64), scores),
            )
            covering.check(self._prices, edges, chosen[part])

    def _named(self, mentee: int, mentor: int) -> str:
        return f"{self._mentees[mentee]} and {self._mentors[mentor]}"

    def _told(self) -> tuple[str, str]:
        given, pairs = self._given, len(self._seating.chosen)
        people = f"{count(len(given.mentees), 'mentee')}, {count(len(given.mentors), 'mentor')}"
        seen = f"{people}, {count(len(given.scores), 'edge')}, {count(pairs, 'pair')}"
        reached = f"{count(pairs, 'mentee')} placed, score {number(self._total)}"
        return (
            f"Proven: {reached}. No other choice is better by: mentees, score.",
            f"Checked: {seen}; every capacity, score and total, and the prices of every edge.",
        )
