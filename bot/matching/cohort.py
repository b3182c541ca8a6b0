"""Everybody of a run: who could be with whom, how well each pair fits, and who is placed already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.matching.candidates import Candidate, by_id
from bot.matching.columns import Columns, Ints, columns
from bot.matching.fit import Fit
from bot.matching.fitting import Fitting
from bot.matching.goals import HEAVIEST
from bot.matching.levels import Wanted, lots
from bot.matching.problem import Problem
from bot.matching.rules import Bar, Met, Rules
from bot.matching.run import Refused, Run
from bot.matching.scores import Scores, score
from bot.matching.stages import Cast
from bot.model import ProgrammeKind

Pair = tuple[int, int]


@dataclass(frozen=True)
class Cohort:
    """The people of a run, each side in the order of their addresses, so that no other order counts.

    Pairs are (mentee, mentor), as numbers of these sides. `locked` ones are made before anybody chooses.
    """

    run: Run
    people: Columns
    rules: Rules
    fitting: Fitting
    places: Ints
    locked: tuple[Pair, ...]

    @cached_property
    def mentees(self) -> tuple[Candidate, ...]:
        return tuple(self.people.mentees.people)

    @cached_property
    def mentors(self) -> tuple[Candidate, ...]:
        return tuple(self.people.mentors.people)

    @cached_property
    def scores(self) -> Scores:
        """The score of everybody with everybody."""
        found = score(self.fitting, self.rules)
        if self.run.kind is ProgrammeKind.PEER:
            table = found.table.astype(np.int32)
            both = (table + table.T) // 2
            found = Scores(np.where((table < 0) | (table.T < 0), -1, both).astype(np.int16))
        if self.locked:
            # whoever is locked in chooses no more, and keeps the score of what was locked
            found.table[[mentee for mentee, _ in self.locked]] = -1
            if self.run.kind is ProgrammeKind.PEER:
                out = [one for pair in self.locked for one in pair]
                found.table[out] = found.table[:, out] = -1
            elif self.run.one_way:
                for pair in filter(None, map(self.turned, self.locked)):
                    found.table[pair] = -1
        return found

    def turned(self, pair: Pair) -> Pair | None:
        """The pair in which these two guide each other the other way round, if both are on both sides."""
        mentee, mentor = self.mentees[pair[0]].id, self.mentors[pair[1]].id
        if mentor in self.guided and mentee in self.guides:
            return self.guided[mentor], self.guides[mentee]
        return None

    @cached_property
    def guided(self) -> Mapping[int, int]:
        """The number of each mentee, by who they are."""
        return by_id(self.mentees)

    @cached_property
    def guides(self) -> Mapping[int, int]:
        """The number of each mentor, by who they are."""
        return by_id(self.mentors)

    @cached_property
    def cast(self) -> Cast:
        """Who chooses, for the engine."""
        here, there = self.people.mentees, self.people.mentors
        sides = ("peer", "peer") if self.run.kind is ProgrammeKind.PEER else ("mentee", "mentor")
        mentees, mentors = ([_name(one) for one in side.people] for side in (here, there))
        taken = np.zeros(len(there), bool)
        taken[[mentor for _, mentor in self.locked]] = True
        # a leader who has a mentee already counts as placed, whoever else comes
        return Cast(
            self.places, here.leader, there.leader & ~taken, lots(self.run.seed, mentees, mentors, sides)
        )

    @cached_property
    def problem(self) -> Problem:
        """What the engine is asked."""
        kept = _numbers(self, self.run.kept)
        aim = self.run.aim
        least = aim.floor if aim.quality_first else 0
        return Problem(self.scores, self.cast, kept, least, self.run.told)

    @property
    def wanted(self) -> Wanted:
        """Which levels count."""
        aim = self.run.aim
        floor = aim.floor if aim.floor and not aim.quality_first else None
        return Wanted(floor, aim.bands, kept=bool(self.run.kept))

    def fit(self, pair: Pair) -> Fit:
        """The reasons for a pair."""
        return self.fitting.fit(*pair)

    def bar(self, pair: Pair) -> Bar | None:
        """Why two cannot be a pair, or None."""
        return self.rules.bar(*pair)


def cohort(mentors: Iterable[Candidate], mentees: Iterable[Candidate], run: Run) -> Cohort:
    """Read a run's people. Raises Refused where what is locked or how it is weighed cannot be."""
    here, there = sorted(mentees, key=_order), sorted(mentors, key=_order)
    if run.kind is ProgrammeKind.PEER:
        here = there = sorted({one.id: one for one in (*here, *there)}.values(), key=_order)
    people = columns(here, there, run.on)
    rules = Rules(people, run.rulebook)
    if run.semantic and run.weights.get("goals", 0) > HEAVIEST:
        raise Refused("goals_by_meaning", facts={"most": HEAVIEST})
    try:
        fitting = Fitting(people, run.weights, run.semantic, run.told)
    except ValueError as wrong:
        raise Refused("weights") from wrong
    free = np.array([one.capacity - run.taken.get(one.id, 0) for one in there], np.int64)
    # whoever takes fewer than before keeps those they have, and gets no more
    places = np.maximum(0, free)
    locked = _locked(run, here, there, rules)
    for _, mentor in locked:
        places[mentor] -= 1
        if places[mentor] < 0:
            raise Refused("full", _ids(here, there, locked, mentor))
    return Cohort(run, people, rules, fitting, places, locked)


def _locked(run: Run, here: list[Candidate], there: list[Candidate], rules: Rules) -> tuple[Pair, ...]:
    """The pairs that a coordinator has decided on, as far as both take part."""
    guided, guides = by_id(here), by_id(there)
    found: list[Pair] = []
    busy = set[int]()
    for mentor, mentee in sorted(run.locked):
        if mentee in guided and mentor in guides:
            pair = guided[mentee], guides[mentor]
            if why := rules.bar(*pair):
                raise Refused("barred", (mentor, mentee), {"rule": why.shown})
            # of peers both may be in one pair only
            once = {*pair} if run.kind is ProgrammeKind.PEER else {pair[0]}
            if busy & once:
                raise Refused("twice", (mentor, mentee))
            busy |= once
            found.append(pair)
    return tuple(found)


def _ids(here: list[Candidate], there: list[Candidate], locked: Iterable[Pair], mentor: int) -> Pair:
    mentee = max(mentee for mentee, other in locked if other == mentor)
    return there[mentor].id, here[mentee].id


def _numbers(cohort: Cohort, pairs: Met) -> tuple[Ints, Ints]:
    """Pairs (mentor, mentee) of people as numbers of both sides, without those that cannot be."""
    guided, guides = cohort.guided, cohort.guides
    known = sorted(
        (guided[mentee], guides[mentor]) for mentor, mentee in pairs if mentee in guided and mentor in guides
    )
    possible = [pair for pair in known if cohort.scores.table[pair] >= 0 and cohort.places[pair[1]] > 0]
    rows, cols = (np.array([pair[side] for pair in possible], np.int64) for side in (0, 1))
    return rows, cols


def _order(one: Candidate) -> tuple[str, int]:
    return one.email, one.id


def _name(one: Candidate) -> str:
    return one.email or f"#{one.id}"
