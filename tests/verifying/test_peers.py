"""Peers: prices of people and of odd sets, in integers that no machine word holds."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest

from tests.verifying.best import Two
from tests.verifying.cases import OPTIONS, Case, Edge, digest, edges, people, run, written

Certificate = dict[str, Any]
Pairing = list[Two]

# Three who could each meet each other, and two more who speak another language.
COHORT = people(
    {"name": "ada", "role": "both", "wants": "python", "offers": "chess", "languages": "en", "leader": "yes"},
    {"name": "bea", "role": "mentor", "wants": "chess", "offers": "python", "languages": "en"},
    {"name": "cem", "role": "mentee", "wants": "go", "languages": "en", "location": "Oslo"},
    {"name": "dee", "role": "mentee", "languages": "fr", "location": "Oslo"},
    {"name": "eli", "role": "mentee", "languages": "fr", "location": "Oslo"},
    {"name": "fay", "languages": "en"},
)
ADA, BEA, CEM, DEE, ELI = (f"{name}@example.org" for name in ("ada", "bea", "cem", "dee", "eli"))
LEVELS = ["mentees", "leaders", "score", "tie_break"]


def units(levels: Sequence[str]) -> dict[str, int]:
    """Far enough apart for a cohort of any size: the pairs' prices need more than 64 bits."""
    return {level: 2 ** (40 * place) for place, level in enumerate(reversed(levels))}


def value(edge: Edge, leaders: int, levels: Sequence[str], worst: int) -> int:
    at = {
        "mentees": 1,
        "leaders": leaders,
        "score": edge.score,
        "tie_break": edge.lot,
        "worst": -(edge.score < worst),
    }
    return sum(unit * at[level] for level, unit in units(levels).items())


def packed(found: dict[Two, int], three: Sequence[str], two: Sequence[str]) -> tuple[Pairing, dict[str, Any]]:
    """The best pairs of three who all know each other, and of two, with their doubled prices."""
    best = max(combinations(three, 2), key=lambda pair: found[pair])
    [left] = set(three).difference(best)
    one, other = best
    many, other_left, one_left = found[best], found[ordered(other, left)], found[ordered(one, left)]
    prices = {one: 2 * (many - other_left), other: 2 * (many - one_left), two[0]: 2 * found[two[0], two[1]]}
    odd = [{"people": list(three), "price": 2 * (one_left + other_left - many)}]
    return [best, (two[0], two[1])], {"people": prices, "odd_sets": odd}


def ordered(one: str, other: str) -> Two:
    return min(one, other), max(one, other)


def peers(text: str, levels: Sequence[str], worst: int = 0, **changes: Any) -> Case:
    of = run(text, "peer", **changes)
    found = edges(of)
    leads = {one.email: int(one.leader) for one in of.taking_part}
    values = {
        pair: value(edge, leads[pair[0]] + leads[pair[1]], levels, worst) for pair, edge in found.items()
    }
    pairs, prices = packed(values, [ADA, BEA, CEM], [DEE, ELI])
    totals = {
        "mentees": len(pairs),
        "leaders": sum(leads[one] + leads[other] for one, other in pairs),
        "score": sum(found[pair].score for pair in pairs),
        "tie_break": sum(found[pair].lot for pair in pairs),
    }
    certificate = {
        "version": 1,
        "kind": "peer",
        "levels": list(levels),
        "options": OPTIONS | changes,
        "inputs": {"people.csv": digest(text)},
        "units": units(levels),
        "prices": prices,
        "totals": totals | ({"worst": worst} if "worst" in levels else {}),
    }
    return Case(text, written([(*pair, found[pair].score) for pair in pairs]), certificate)


CASE = peers(COHORT, LEVELS)


def test_pairs_of_peers_are_proven() -> None:
    assert CASE.verdict().failures == ()
    assert CASE.verdict().lines == (
        "Proven: 2 pairs, 1 leader among them, score 490. No other choice is better by: mentees, leaders, score, tie_break.",
        "Checked: 5 people, 4 edges, 2 pairs; every rule, capacity, score and total, and the prices of every edge.",
    )


def test_who_of_a_pair_is_written_first_does_not_matter() -> None:
    assert CASE.with_pairs((BEA, ADA, 440), (ELI, DEE, 50)).failures == ""


def priced(name: str, more: int) -> Callable[[Certificate], object]:
    return lambda told: told["prices"]["people"].update({name: told["prices"]["people"].get(name, 0) + more})


def odd(**changes: object) -> Callable[[Certificate], object]:
    return lambda told: told["prices"]["odd_sets"][0].update(changes)


def unit(level: str, value: int) -> Callable[[Certificate], object]:
    return lambda told: told["units"].update({level: value})


SPOILT: list[tuple[Callable[[Certificate], object], str]] = [
    (priced(ADA, -1), f"prices: those of {ADA} and {BEA}, "),
    (priced(ADA, -1), "do not cover their edge, (1; 1; 440; "),
    (priced(ADA, 1), "exceed what their pair is worth"),
    (priced(DEE, -(2**64)), f"prices: those of {DEE} and {ELI}"),
    (priced(DEE, 2**64), "exceed what their pair is worth"),
    (priced(CEM, 1), f"prices: '{CEM}' is unmatched, and has the price 1."),
    (
        priced(ELI, -(2**130)),
        f"prices: that of '{ELI}', -1,361,129,467,683,753,853,853,498,429,727,072,845,824, is below zero.",
    ),
    (priced("fay@example.org", 1), "prices: 'fay@example.org' is priced, and takes no part in this run."),
    (odd(price=0), "do not cover their edge"),
    (odd(price=-2), f"prices: that of the odd set of '{ADA}', -2, is below zero."),
    (
        odd(people=[ADA, BEA]),
        f"prices: the odd set of '{ADA}' does not hold an odd number of different people",
    ),
    (odd(people=[ADA, BEA, BEA]), f"prices: the odd set of '{ADA}' does not hold"),
    (odd(people=[]), "prices: an odd set does not hold an odd number"),
    (
        odd(people=[ADA, BEA, "fay@example.org"]),
        "prices: 'fay@example.org' is in an odd set, and takes no part in this run.",
    ),
    (
        odd(people=[ADA, CEM, DEE]),
        f"prices: in the odd set of '{ADA}' not all but one are paired with each other.",
    ),
    (
        lambda told: told["prices"]["odd_sets"].append({"people": [CEM, DEE, ELI], "price": 2}),
        "exceed what their pair is worth",
    ),
    (
        unit("score", 2 * 5 * 2**19),
        "prices: the unit of score, 5,242,880, is too small for the levels after it.",
    ),
    (unit("mentees", 0), "The certificate cannot be read: 'units' → 'mentees' is below 1."),
    (
        lambda told: told["units"].pop("score"),
        "The certificate's units do not name the same levels as its levels.",
    ),
]


@pytest.mark.parametrize(("spoil", "words"), SPOILT)
def test_a_spoilt_certificate_of_peers_proves_nothing(
    spoil: Callable[[Certificate], object], words: str
) -> None:
    assert words in CASE.with_certificate(spoil).failures


def every_pairing(pairs: Sequence[Two]) -> Iterator[Pairing]:
    for many in range(len(pairs) + 1):
        for some in combinations(pairs, many):
            if len({one for pair in some for one in pair}) == 2 * many:
                yield list(some)


def test_no_other_choice_of_peers_is_proven() -> None:
    found = edges(run(COHORT, "peer"))
    proven = [
        pairing
        for pairing in every_pairing(list(found))
        if not CASE.with_pairs(*((*pair, found[pair].score) for pair in pairing)).failures
    ]

    assert proven == [[(ADA, BEA), (DEE, ELI)]]


@pytest.mark.parametrize("cells", [1, 12])
def test_many_peers_are_walked_block_by_block(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    spoilt = CASE.with_certificate(odd(price=0))
    before = spoilt.failures
    monkeypatch.setattr("bot.verifying.run.CELLS", cells)

    assert CASE.failures == ""
    assert spoilt.failures == before


def test_somebody_is_in_one_pair_only() -> None:
    said = CASE.with_pairs((ADA, BEA, 400), (BEA, CEM, 0), (DEE, ELI, 50), (CEM, CEM, 0)).failures

    assert f"pairs, line 3: '{BEA}' is in a pair already." in said
    assert f"{CEM} and {CEM} cannot be a pair: both are the same person." in said


def test_the_lowest_score_of_peers_needs_a_second_object() -> None:
    case = peers(COHORT, ["mentees", "leaders", "worst", "score", "tie_break"], worst=50, protect_worst=True)
    most = units(["mentees", "leaders"])
    # only Ada and Bea score more than 50
    prices: dict[str, Any] = {"people": {ADA: 2 * sum(most.values())}, "odd_sets": []}
    second = {"levels": ["mentees", "leaders"], "units": most, "prices": prices}

    assert "there is no second object" in case.failures
    assert case.with_certificate(lambda told: told.update(worst=second)).failures == ""
    prices["people"][BEA] = 2 * most["mentees"]
    assert (
        "worst: nothing excludes a better"
        in case.with_certificate(lambda told: told.update(worst=second)).failures
    )
    prices["people"] = {}
    assert (
        f"worst: those of {ADA} and {BEA}, 0 and 0, do not cover"
        in case.with_certificate(lambda told: told.update(worst=second)).failures
    )
