"""What the certificate has to prove of a cohort, held against every edge of it."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from bot.people_cells import quoted
from bot.verifying.certificate import WORST, Certificate, Packed, Vectors
from bot.verifying.cohorts import Block, Cohort
from bot.verifying.covering import Covering, Edges
from bot.verifying.findings import Findings, different, number, numbers
from bot.verifying.packed import PackedPrices
from bot.verifying.places import Chosen, Seating
from bot.verifying.rules import Truths
from bot.verifying.run import Run
from bot.verifying.values import Worth
from bot.verifying.vectors import LEADERS, Hall, VectorPrices

Prices = VectorPrices | PackedPrices


class Proof:
    """Takes all edges in one walk, then concludes. Whatever fails is in `findings`."""

    def __init__(self, run: Run, certificate: Certificate, seating: Seating, findings: Findings) -> None:
        self._run, self._certificate = run, certificate
        self._seating, self._findings = seating, findings
        self._worth = Worth(run, certificate.totals.get(WORST, 0))
        self._chosen = {pair.mentee: pair for pair in seating.chosen}
        self._leaders = frozenset(np.flatnonzero(run.mentors.leaders).tolist())
        self._main = self._prices(certificate.main, self._leaders.intersection(seating.mentees_of))
        self._second = self._second_prices()
        self._largest = np.zeros(len(certificate.levels), np.int64)
        self.edges = 0
        self._totals: Counter[str] = Counter(dict.fromkeys(certificate.levels, 0))

    def take(self, cohort: Cohort) -> None:
        main, second = (Covering(what, self._named, self._findings) for what in ("prices", WORST))
        scores: list[int] = []
        for block in cohort.blocks():
            self.edges += int(np.count_nonzero(block.exists))
            edges = self._edges(self._main, block)
            chosen = [self._chosen[mentee] for mentee in block.rows if mentee in self._chosen]
            where = np.zeros(block.exists.shape, np.bool_)
            for pair in chosen:
                self._check_pair(pair, block, cohort)
                where[pair.mentee - block.rows.start, pair.mentor] = True
            main.check(self._main, edges, where)
            self._add_up(edges, where)
            scores += block.scores[where].tolist()
            if self._second:
                second.check(self._second, self._edges(self._second, block, above=self._worth.worst))
        self._count_once(scores)

    def conclude(self) -> None:
        """Everything that is said of all pairs, or of everybody, at once."""
        self._findings.extend(different(self._certificate.totals, self._totals))
        self._main.are_prices()
        if isinstance(self._main, PackedPrices):
            self._main.fit_the_places(self._seating.partner)
            self._main.keep_levels_apart(self._largest.tolist())
        else:
            self._main.fit_the_places(self._seating.placed, self._seating.mentees_of)
        # at the level of the worst pair, no pair falls below it
        reached = [0 if level == WORST else self._totals[level] for level in self._certificate.levels]
        bound, wanted = _weighed(self._main, reached)
        if bound != wanted:
            self._findings.add(f"prices: they allow {numbers(bound)}, and the pairs reach {numbers(wanted)}.")
        if self._second:
            self._conclude_second(self._second, reached[: len(self._second.levels)])

    def _conclude_second(self, second: Prices, reached: Sequence[int]) -> None:
        second.are_prices()
        if isinstance(second, PackedPrices):
            second.keep_levels_apart(self._largest.tolist()[: len(reached)])
        bound, wanted = _weighed(second, reached)
        if bound >= wanted:
            told = f"the bound {numbers(bound)} is not below {numbers(wanted)}"
            self._findings.add(f"worst: nothing excludes a better lowest score; {told}.")

    def _prices(self, prices: Vectors | Packed, counted: Collection[int], what: str = "prices") -> Prices:
        run, tell = self._run, self._findings.about(what)
        if isinstance(prices, Packed):
            return PackedPrices(prices, run.mentees.names, tell)
        capacities = [run.capacity(mentor) for mentor in range(len(run.mentors))]
        hall = Hall(run.mentees.names, run.mentors.names, capacities, frozenset(counted))
        return VectorPrices(prices, hall, tell)

    def _second_prices(self) -> Prices | None:
        if WORST not in self._certificate.levels or not self._chosen:
            return None  # without a pair none is the worst
        second = self._certificate.worst
        if second is None:
            self._findings.add("worst: there is no second object, which proves the lowest score.")
            return None
        named = (second.counted if isinstance(second, Vectors) else None) or frozenset()
        place = self._run.mentors.place
        for name in sorted(named.difference(place)):
            self._findings.add(f"worst: {quoted(name)} is counted, and is no mentor of this run.")
        counted = self._leaders.intersection(place.get(name, -1) for name in named)
        return self._prices(second, counted, WORST)

    def _edges(self, prices: Prices, block: Block, above: int | None = None) -> Edges:
        leaders = self._run.mentors.leaders
        if isinstance(prices, VectorPrices):
            leaders = leaders.copy()
            leaders[list(prices.counted)] = 0
        values = self._worth.values(prices.levels, block.rows, block.scores, leaders)
        mentees, mentors = np.array(block.rows, np.int64)[:, None], np.arange(len(leaders))[None, :]
        exist = block.exists if above is None else block.exists & (block.scores > above)
        return Edges(mentees, mentors, exist, values)

    def _check_pair(self, pair: Chosen, block: Block, cohort: Cohort) -> None:
        at = pair.mentee - block.rows.start, pair.mentor
        whom = f"pairs, line {pair.line}: {self._named(pair.mentee, pair.mentor)}"
        if not block.exists[at]:
            why = cohort.why_not(pair.mentee, pair.mentor)
            self._findings.add(f"{whom} cannot be a pair: {why}.")
        if (score := int(block.scores[at])) != pair.score:
            self._findings.add(f"{whom} have the score {score}, not {number(pair.score)}.")

    def _named(self, mentee: int, mentor: int) -> str:
        return f"{self._run.mentees.names[mentee]} and {self._run.mentors.names[mentor]}"

    def _add_up(self, edges: Edges, chosen: Truths) -> None:
        for place, (level, value) in enumerate(zip(self._certificate.levels, edges.values, strict=True)):
            spread = np.broadcast_to(value, chosen.shape)
            self._totals[level] += int(spread[chosen].sum())
            if self._run.is_peer:
                most = np.max(np.abs(spread) * edges.exist, initial=0)
                self._largest[place] = max(self._largest[place], most)

    def _count_once(self, scores: Sequence[int]) -> None:
        """What is no sum over pairs: the lowest score, and leaders among mentors, each once."""
        if isinstance(self._main, VectorPrices):
            self._totals[LEADERS] += len(self._main.counted)
        if WORST in self._totals:
            self._totals[WORST] = min(scores, default=0)


def _weighed(prices: Prices, reached: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The bound of the prices, and what was reached, to be compared."""
    if isinstance(prices, PackedPrices):
        return (prices.bound(),), (2 * prices.packed(reached),)
    return prices.bound(), tuple(reached)
