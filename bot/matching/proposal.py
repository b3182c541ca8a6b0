"""A cohort's matches, each with its reasons, and a reason for everybody who is left."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import product

from bot.matching.candidates import Candidate
from bot.matching.fit import Fit, fit, rarity
from bot.matching.rules import Bar, Met, bar
from bot.matching.solve import Edge, Solution, solve
from bot.message import Facts
from bot.model import ProgrammeKind, Role
from bot.people import Person

Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked for besides the most people, then leaders, then the best fit.

    Pairs below `floor` are as few as can be, or with `quality_first` are not made at all. `protect_worst`:
    the lowest score of all is as high as it can be.
    """

    floor: int = 0
    quality_first: bool = False
    protect_worst: bool = False


class Refused(ValueError):
    """The run cannot be: `code` says why, about the pair (mentor, mentee) if it is about one."""

    def __init__(self, code: str, pair: tuple[int, int] | None = None, facts: Facts | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.pair = pair
        self.facts = facts or {}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of matching depends on besides the people.

    `on` is the day whose clocks count, `earlier` (mentor, mentee) pairs that shall not come again, `taken`
    the places already taken, by mentor. Of a coordinator: what they `aim` for, the `weights` of parts of the
    score where they are not the usual ones, and pairs `forbidden` or `locked`, (mentor, mentee). `kept` are
    pairs of an earlier proposal, which move only where somebody would be left out otherwise.
    """

    kind: ProgrammeKind
    on: date
    earlier: Met = frozenset()
    taken: Mapping[int, int] = field(default_factory=dict)
    seed: int = 0
    aim: Aim = field(default_factory=Aim)
    weights: Weights = field(default_factory=dict)
    forbidden: Met = frozenset()
    locked: Met = frozenset()
    kept: Met = frozenset()


class Reason(StrEnum):
    """Why somebody is left. The two `POSSIBLE` ones say which rule removed most, as the fact `rule`."""

    NO_MENTORS = "no_mentors"
    NO_MENTOR_POSSIBLE = "no_mentor_possible"
    ALL_FULL = "all_full"
    NO_MENTEES = "no_mentees"
    NO_MENTEE_POSSIBLE = "no_mentee_possible"
    ALL_PLACED = "all_placed"
    NO_PLACES = "no_places"
    ONLY_EACH_OTHER = "only_each_other"


@dataclass(frozen=True, slots=True)
class Offer:
    """A match, with its reasons."""

    mentor: Candidate
    mentee: Candidate
    fit: Fit


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody without a match in one of their roles. Nothing here tells who avoided, declined or paused."""

    person: Person
    role: Role
    reason: Reason
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Helpful:
    """A mentor whose kind is scarce: one more place with them would place `people` more, or add `points`."""

    mentor: Candidate
    people: int
    points: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run proposes. `totals` are mentees placed, leaders placed and the sum of scores.

    `swaps` counts mentors and mentees who would both rather have each other than what they got.
    """

    pairs: tuple[Offer, ...]
    unmatched: tuple[Left, ...]
    totals: tuple[int, int, int]
    swaps: int = 0
    helpful: tuple[Helpful, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two people are not a pair in this run.

    `code` is a rule's (as it may be shown), `together` (they are), `as_good` (it would be as good: a lot has
    decided), or `costs`, with the facts `people`, `leaders` and `points`: the programme would lose at least
    that many of the first that is not 0.
    """

    code: str
    facts: Facts = field(default_factory=dict)


def why_not(
    mentors: Iterable[Candidate], mentees: Iterable[Candidate], run: Run, pair: tuple[int, int]
) -> WhyNot:
    """Why this mentor and this mentee, by their ids, are not a pair among the best."""
    cohort = _cohort(mentors, mentees, run)
    mentor, mentee = pair
    if why := cohort.bars.get((mentee, mentor)):
        return WhyNot(why.shown)
    best = _without_circles(cohort)
    return WhyNot("together" if (mentee, mentor) in best.pairs else "as_good")


def propose(mentors: Iterable[Candidate], mentees: Iterable[Candidate], run: Run) -> Outcome:
    """The best pairs possible, by the mentees' ids, and everybody else. Somebody may stand on both sides."""
    cohort = _cohort(mentors, mentees, run)
    best = _without_circles(cohort)
    pairs = (
        Offer(cohort.mentors[mentor], cohort.mentees[mentee], cohort.fits[mentee, mentor])
        for mentee, mentor in best.pairs
    )
    return Outcome(tuple(pairs), tuple(_left(cohort, best)), best.totals)


@dataclass(frozen=True, slots=True)
class _Cohort:
    """Everybody by id, in that order, and what is possible between them, by (mentee, mentor)."""

    run: Run
    mentors: Mapping[int, Candidate]
    mentees: Mapping[int, Candidate]
    bars: Mapping[Edge, Bar]
    fits: Mapping[Edge, Fit]

    @property
    def rooms(self) -> dict[int, int]:
        # whoever takes fewer than before keeps those they have, and gets no more
        return {
            id_: max(0, mentor.capacity - self.run.taken.get(id_, 0)) for id_, mentor in self.mentors.items()
        }

    def solved(self, forbidden: frozenset[Edge] = frozenset()) -> Solution:
        edges = {pair: fit.score for pair, fit in self.fits.items() if pair not in forbidden}
        leaders = {id_ for id_, person in (*self.mentors.items(), *self.mentees.items()) if person.leader}
        return solve(self.mentees, self.rooms, edges, leaders, self.run.seed)


def _cohort(mentors: Iterable[Candidate], mentees: Iterable[Candidate], run: Run) -> _Cohort:
    guides = {mentor.id: mentor for mentor in sorted(mentors, key=lambda mentor: mentor.id)}
    guided = {mentee.id: mentee for mentee in sorted(mentees, key=lambda mentee: mentee.id)}
    among = rarity(guides.values())
    bars: dict[Edge, Bar] = {}
    fits: dict[Edge, Fit] = {}
    for mentee, mentor in product(guided.values(), guides.values()):
        if why := bar(mentor, mentee, run.kind, run.on, run.earlier | run.forbidden):
            bars[mentee.id, mentor.id] = why
        else:
            fits[mentee.id, mentor.id] = fit(mentor, mentee, run.on, among)
    return _Cohort(run, guides, guided, bars, fits)


def _without_circles(cohort: _Cohort) -> Solution:
    """The best found in which nobody guides the one who guides them.

    A flow cannot know that two of its pairs exclude each other. So each such circle is cut, both ways are
    solved and the better one is kept: the best there is for one circle, close to it for several.
    """
    best, forbidden = cohort.solved(), frozenset[Edge]()
    while circle := _circle(best):
        cuts = [forbidden | {pair} for pair in circle]
        best, forbidden = max(((cohort.solved(cut), cut) for cut in cuts), key=lambda tried: tried[0].totals)
    return best


def _circle(solution: Solution) -> tuple[Edge, ...]:
    """The first two pairs that are each other turned round."""
    chosen = set(solution.pairs)
    circles = ((pair, pair[::-1]) for pair in solution.pairs if pair[::-1] in chosen)
    return next(circles, ())


def _left(cohort: _Cohort, best: Solution) -> Iterator[Left]:
    mentees = Counter(mentor for _, mentor in best.pairs)
    free = {mentor for mentor, room in cohort.rooms.items() if room > mentees[mentor]}
    for mentee in best.unmatched:
        edges = [(mentee, mentor) for mentor in cohort.mentors if mentor != mentee]
        yield Left(cohort.mentees[mentee].person, Role.MENTEE, *_why_no_mentor(cohort, edges, free))
    for mentor in cohort.mentors.values():
        if not mentees[mentor.id] and not cohort.run.taken.get(mentor.id):
            edges = [(mentee, mentor.id) for mentee in cohort.mentees if mentee != mentor.id]
            yield Left(mentor.person, Role.MENTOR, *_why_no_mentee(cohort, edges, best.unmatched))


def _why_no_mentor(cohort: _Cohort, edges: Sequence[Edge], free: Collection[int]) -> tuple[Reason, Facts]:
    possible = [edge for edge in edges if edge in cohort.fits]
    if not edges:
        return Reason.NO_MENTORS, {}
    if not possible:
        return Reason.NO_MENTOR_POSSIBLE, {"rule": _foremost(cohort.bars[edge] for edge in edges)}
    if any(mentor in free for _, mentor in possible):
        return Reason.ONLY_EACH_OTHER, {}
    return Reason.ALL_FULL, {}


def _why_no_mentee(cohort: _Cohort, edges: Sequence[Edge], unplaced: Collection[int]) -> tuple[Reason, Facts]:
    possible = [edge for edge in edges if edge in cohort.fits]
    if not edges:
        return Reason.NO_MENTEES, {}
    if not possible:
        return Reason.NO_MENTEE_POSSIBLE, {"rule": _foremost(cohort.bars[edge] for edge in edges)}
    if any(cohort.rooms[mentor] < 1 for _, mentor in possible):
        return Reason.NO_PLACES, {}
    if any(mentee in unplaced for mentee, _ in possible):
        return Reason.ONLY_EACH_OTHER, {}
    return Reason.ALL_PLACED, {}


def _foremost(bars: Iterable[Bar]) -> str:
    """The rule that removes most, as it may be shown."""
    counts = Counter(why.shown for why in bars)
    return max(counts, key=lambda shown: (counts[shown], shown))
