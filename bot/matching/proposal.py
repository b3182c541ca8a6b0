"""A cohort's matches, each with its reasons, and a reason for everybody who is left."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.matching.answer import Answer, answer
from bot.matching.candidates import Candidate
from bot.matching.cohort import Cohort, cohort
from bot.matching.fit import Fit
from bot.matching.left import Left, Reason, left
from bot.matching.run import Aim, Refused, Run, Weights
from bot.matching.swaps import swaps
from bot.matching.why import Helpful, WhyNot, helpful, why_not_in

__all__ = [
    "Aim",
    "Helpful",
    "Left",
    "Offer",
    "Outcome",
    "Reason",
    "Refused",
    "Run",
    "Weights",
    "WhyNot",
    "propose",
    "why_not",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """A match, with its reasons."""

    mentor: Candidate
    mentee: Candidate
    fit: Fit
    score: int
    locked: bool = False


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


def propose(mentors: Iterable[Candidate], mentees: Iterable[Candidate], run: Run) -> Outcome:
    """The best pairs possible, by the mentees' addresses, and everybody else.

    Somebody may stand on both sides. Raises Refused where what was asked cannot be.
    """
    return outcome(among := cohort(mentors, mentees, run), answer(among))


def outcome(among: Cohort, found: Answer) -> Outcome:
    """An answer in terms of people."""
    locked = set(among.locked)
    offers = tuple(
        Offer(among.mentors[j], among.mentees[i], among.fit((i, j)), score, (i, j) in locked)
        for i, j, score in found.pairs
    )
    leaders = sum(offer.mentee.leader for offer in offers) + len(
        {offer.mentor.id for offer in offers if offer.mentor.leader}
    )
    return Outcome(
        offers,
        tuple(left(among, found.mate)),
        (len(offers), leaders, sum(offer.score for offer in offers)),
        swaps(among, found.mate),
        helpful(among, found),
    )


def why_not(
    mentors: Iterable[Candidate], mentees: Iterable[Candidate], run: Run, pair: tuple[int, int]
) -> WhyNot:
    """Why this mentor and this mentee, by their ids, are not a pair among the best."""
    among = cohort(mentors, mentees, run)
    return why_not_in(among, answer(among), pair)
