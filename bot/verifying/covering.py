"""Whether prices cover edges: the condition that is checked of every single one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.verifying.findings import Findings, numbers
from bot.verifying.rules import Truths
from bot.verifying.values import Values
from bot.verifying.vectors import Places, Signs


class Prices(Protocol):
    """Prices of people, however they are written."""

    def signs(self, mentees: Places, mentors: Places, values: Values) -> Signs: ...

    def told(self, mentee: int, mentor: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Edges:
    """Some edges by the places of their two, in arrays that numpy spreads over one another."""

    mentees: Places
    mentors: Places
    exist: Truths
    values: Values

    def two(self, at: tuple[int, ...]) -> tuple[int, int]:
        mentees, mentors = np.broadcast_arrays(self.mentees, self.mentors)
        return int(mentees[at]), int(mentors[at])


@dataclass(frozen=True, slots=True)
class Covering:
    """Says which edges break their condition. `what` is the object of prices, `named` says who two are."""

    what: str
    named: Callable[[int, int], str]
    findings: Findings

    def check(self, prices: Prices, edges: Edges, chosen: Truths | None = None) -> None:
        """`chosen` edges have to be worth exactly their prices."""
        signs = prices.signs(edges.mentees, edges.mentors, edges.values)
        self._tell(prices, edges, edges.exist & (signs < 0), "do not cover their edge")
        if chosen is not None:
            self._tell(prices, edges, edges.exist & chosen & (signs > 0), "exceed what their pair is worth")

    def _tell(self, prices: Prices, edges: Edges, wrong: Truths, words: str) -> None:
        many = int(np.count_nonzero(wrong))
        if not many:
            return
        shown = min(many, self.findings.wants_words)
        for at in zip(*(where[:shown].tolist() for where in np.nonzero(wrong)), strict=True):
            two = edges.two(at)
            told = f"{self.what}: those of {self.named(*two)}, {prices.told(*two)}, {words}"
            self.findings.add(f"{told}, {self._worth(edges, wrong.shape, at)}.")
        self.findings.add_unsaid(many - shown)

    @staticmethod
    def _worth(edges: Edges, shape: tuple[int, ...], at: tuple[int, ...]) -> str:
        return numbers(tuple(int(np.broadcast_to(value, shape)[at]) for value in edges.values))
