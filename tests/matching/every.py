"""Every choice there is in a small cohort, and what each reaches, level by level: docs/matching.md by hand.

Nothing here asks the engine. The score of a pair is that of its reasons, one by one.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from bot.matching.cohort import Cohort, Pair
from bot.model import ProgrammeKind
from bot.verifying.lots import keys, lots

Choice = tuple[Pair, ...]
Totals = dict[str, int]


class Every:
    """The possible pairs of a cohort besides the locked ones, and every choice among them."""

    def __init__(self, among: Cohort) -> None:
        self.among = among
        self.peers = among.run.kind is ProgrammeKind.PEER
        aim = among.run.aim
        least = aim.floor if aim.quality_first else 0
        turned = {self._ids(pair)[::-1] for pair in among.locked if among.run.one_way}
        self.scores = {
            pair: score for pair, score in self._edges() if score >= least and self._ids(pair) not in turned
        }
        sides = ("peer", "peer") if self.peers else ("mentee", "mentor")
        ones, others = (
            keys(among.run.seed, side, [one.email for one in people])
            for side, people in zip(sides, (among.mentees, among.mentors), strict=True)
        )
        self.lots = lots(ones, others)

    def _edges(self) -> Iterator[tuple[Pair, int]]:
        among = self.among
        out = {mentee for mentee, _ in among.locked}
        if self.peers:
            out |= {other for _, other in among.locked}
        for one in set(range(len(among.mentees))) - out:
            for other in range(len(among.mentors)):
                if not self.peers and among.bar((one, other)) is None:
                    yield (one, other), among.fit((one, other)).score
                elif self.peers and one < other and other not in out and self._meet(one, other):
                    both = among.fit((one, other)).score + among.fit((other, one)).score
                    yield (one, other), both // 2

    def _meet(self, one: int, other: int) -> bool:
        return self.among.bar((one, other)) is None and self.among.bar((other, one)) is None

    def choices(self) -> Iterator[Choice]:
        """Every one that keeps the capacities, and no circle where none may be."""
        edges = sorted(self.scores)
        free = Counter(dict(enumerate(self.among.places.tolist())))
        yield from self._from(edges, (), free)

    def _from(self, edges: list[Pair], chosen: Choice, free: Counter[int]) -> Iterator[Choice]:
        if not edges:
            yield chosen
            return
        (one, other), *rest = edges
        yield from self._from(rest, chosen, free)
        if self.peers:
            yield from self._from(
                [pair for pair in rest if not {one, other} & {*pair}], (*chosen, (one, other)), free
            )
        elif free[other] and not self._is_excluded((one, other), chosen):
            left = [pair for pair in rest if pair[0] != one]
            yield from self._from(left, (*chosen, (one, other)), free - Counter([other]))

    def _is_excluded(self, pair: Pair, chosen: Choice) -> bool:
        run, pairs = self.among.run, (*chosen, *self.among.locked)
        if run.one_way and self._ids(pair)[::-1] in map(self._ids, pairs):
            return True
        department = self.among.mentees[pair[0]].department
        alike = sum(
            self.among.mentees[one].department == department for one, other in pairs if other == pair[1]
        )
        return bool(run.per_department and department) and alike >= (run.per_department or 0)

    def _ids(self, pair: Pair) -> Pair:
        return self.among.mentees[pair[0]].id, self.among.mentors[pair[1]].id

    @cache  # noqa: B019  # as long as its test
    def best(self) -> Totals:
        """What the best choice reaches."""
        return max(map(self.reached, self.choices()), key=lambda totals: tuple(totals.values()))

    def reached(self, chosen: Choice) -> Totals:
        """The levels that were asked for, in their order."""
        aim, kept = self.among.run.aim, self.among.run.kept
        scores = [self.scores[pair] for pair in chosen]
        found = {"mentees": len(chosen), "leaders": self._leaders(chosen)}
        if kept:
            found["kept"] = sum(self._ids(pair)[::-1] in kept for pair in chosen)
        if aim.floor and not aim.quality_first:
            found["below_floor"] = -sum(score < aim.floor for score in scores)
        if aim.protect_worst:
            found["worst"] = min(scores, default=0)
        for before, bound in zip((0, *aim.bands), aim.bands, strict=False):
            found[f"band_{bound}"] = -sum(before <= score < bound for score in scores)
        return found | {"score": sum(scores), "tie_break": sum(int(self.lots[pair]) for pair in chosen)}

    def _leaders(self, chosen: Choice) -> int:
        """Those whom the choice places in addition to the locked pairs."""
        among, locked = self.among, self.among.locked
        before = {mentor for _, mentor in locked}
        new = {mentor for _, mentor in chosen} - before
        return sum(among.mentees[one].leader for one, _ in chosen) + sum(
            among.mentors[other].leader for other in new
        )
