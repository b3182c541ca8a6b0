"""All edges of a cohort, some mentees at a time: which exist, and what each scores."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.matching.semantic import Semantic
from bot.verifying.hours import shared_minutes
from bot.verifying.rules import Rules, Truths
from bot.verifying.run import Run
from bot.verifying.scores import Scores
from bot.verifying.words import Numbers, Shared, Vocabulary, language_halves


@dataclass(frozen=True, slots=True)
class Block:
    """Some mentees, and every mentor. Of peers only the pairs whose first is the lower place exist."""

    rows: range
    exists: Truths
    scores: Numbers


class Cohort:
    def __init__(self, run: Run, vocabulary: Vocabulary, semantic: Semantic | None = None) -> None:
        minutes = shared_minutes(run.zones, run.options.start)
        self._run = run
        ones, others = (
            [language_halves(one.languages) for one in side.people] for side in (run.mentees, run.mentors)
        )
        self._languages = Shared(ones, others)
        self._rules = Rules(run, minutes)
        self._scores = Scores(run, minutes, vocabulary, semantic)

    def blocks(self) -> Iterator[Block]:
        for rows in self._run.blocks():
            languages = self._languages.rows(rows)
            broken = np.zeros(languages.shape, np.bool_)
            for _, where in self._rules.broken(rows, languages):
                broken |= where
            exists = ~broken
            if self._run.is_peer:
                exists &= np.arange(rows.start, rows.stop)[:, None] < np.arange(languages.shape[1])
            yield Block(rows, exists, self._scores.rows(rows, languages))

    def why_not(self, mentee: int, mentor: int) -> str:
        """The first rule that keeps these two apart, in words."""
        rows = range(mentee, mentee + 1)
        told = self._rules.broken(rows, self._languages.rows(rows))
        return self._rules.why(next(rule for rule, where in told if where[0, mentor]))
