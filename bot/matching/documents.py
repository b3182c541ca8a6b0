"""What is handed to others: pairs, edges and the certificate, as plain rows and facts."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from bot.matching.answer import Answer
from bot.matching.assignment import Assigned
from bot.matching.candidates import Candidate
from bot.matching.certificate import Facts, by_name, of_prices, second
from bot.matching.cohort import Cohort
from bot.matching.levels import MENTEES, SCORE
from bot.matching.peers import Peers
from bot.model import ProgrammeKind

VERSION = 1


def edges(cohort: Cohort) -> Iterator[tuple[str, str, int]]:
    """Every possible pair with its score, by the mentee's address and then the mentor's; peers once."""
    mentors = [one.email for one in cohort.mentors]
    peers = cohort.run.kind is ProgrammeKind.PEER
    for number, mentee in enumerate(cohort.mentees):
        row = cohort.scores.table[number]
        first = number + 1 if peers else 0
        for mentor in (np.flatnonzero(row[first:] >= 0) + first).tolist():
            yield mentee.email, mentors[mentor], int(row[mentor])


def certificate(cohort: Cohort, found: Answer, inputs: Mapping[str, str]) -> Facts:
    """The proof as docs/matching.md describes it; `inputs` are hashes by name of file."""
    head = {"version": VERSION, "kind": cohort.run.kind.value}
    options = {"options": _options(cohort), "inputs": dict(inputs)}
    if found.peers is not None:
        return {**head, **_of_peers(found.peers, cohort.mentees), **options}
    assert found.best is not None and found.prices is not None  # noqa: S101, PT018  # one of the two there is
    names = [[one.email for one in side] for side in (cohort.mentees, cohort.mentors)]
    bound = found.best.bound
    return {
        **head,
        "levels": list(found.best.totals),
        **options,
        "totals": dict(found.best.totals),
        "prices": of_prices(found.prices, found.best.mate, *names),
        **({"worst": second(bound, cohort.cast, *names)} if bound else {}),
    }


def of_assignment(
    found: Assigned, mentees: Sequence[str], mentors: Sequence[str], inputs: Mapping[str, str]
) -> Facts:
    """The same for edges that others have scored."""
    return {
        "version": VERSION,
        "kind": "assign",
        "levels": [MENTEES, SCORE],
        "inputs": dict(inputs),
        "totals": {MENTEES: len(found.pairs), SCORE: found.total},
        "prices": {"mentees": by_name(mentees, found.mentees), "mentors": by_name(mentors, found.mentors)},
    }


def _options(cohort: Cohort) -> Facts:
    run = cohort.run
    return {
        "seed": run.seed,
        "start": run.on.isoformat(),
        "reporting_levels": run.reporting_levels,
        "least_overlap": run.least_overlap,
        "floor": cohort.wanted.floor,
        "protect_worst": run.aim.protect_worst,
        **({"bands": list(run.aim.bands)} if run.aim.bands else {}),
        **({"semantic": run.semantic.digest} if run.semantic else {}),
        "weights": dict(cohort.fitting.weights),
    }


def _of_peers(peers: Peers, people: tuple[Candidate, ...]) -> Facts:
    matched = peers.matched
    return {
        "levels": list(peers.units),
        "units": dict(peers.units),
        "totals": dict(peers.totals),
        "prices": {
            "people": {people[number].email: price for number, price in matched.prices.items() if price},
            "odd_sets": [
                {"people": sorted(people[one].email for one in odd.people), "price": odd.price}
                for odd in matched.odd_sets
            ],
        },
        **({"worst": _second(peers.bound, people)} if peers.bound else {}),
    }


def _second(bound: Peers, people: tuple[Candidate, ...]) -> Facts:
    told = _of_peers(bound, people)
    return {name: told[name] for name in ("levels", "units", "prices")}
