"""One's own scores: the same proof, for any integers and any names."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import pytest

from tests.verifying.cases import Case, assignment

Certificate = dict[str, Any]

CASE = assignment(
    {("Ada", "=Grace"): 7, ("Ada", "Henry Ⅷ"): -3, ("Bea", "=Grace"): 9, ("Cem", "=Grace"): 8},
    {"=Grace": 1, "Henry Ⅷ": 2, "Nobody": 0},
)


def test_an_assignment_is_proven() -> None:
    assert CASE.verdict().failures == ()
    assert CASE.verdict().lines == (
        "Proven: 2 mentees placed, score 6. No other choice is better by: mentees, score.",
        "Checked: 3 mentees, 3 mentors, 4 edges, 2 pairs; every capacity, score and total, and the prices of every edge.",
    )


@pytest.mark.parametrize("scale", [10, 10**9, 10**30])
@pytest.mark.parametrize("seed", range(8))
def test_the_best_is_proven_and_nothing_else(seed: int, scale: int) -> None:
    random = Random(seed)
    lines = {
        (f"mentee{one}", f"mentor{other}"): random.randint(-scale, scale)
        for one in range(4)
        for other in range(3)
        if random.random() < 0.8
    }
    case = assignment(lines, {f"mentor{other}": random.randint(0, 2) for other in range(3)})
    best = case.certificate["totals"]

    assert case.failures == ""
    for pairs in case.every_choice:
        score = sum(lines[pair] for pair in pairs.items())
        other = case.with_pairs(*((*pair, lines[pair]) for pair in pairs.items()))
        told = other.with_certificate(partial(stating, mentees=len(pairs), score=score))
        assert bool(told.failures) is ((len(pairs), score) != tuple(best.values()))


def stating(told: Certificate, **totals: int) -> None:
    told["totals"].update(totals)


def test_names_are_compared_as_they_are_written() -> None:
    case = CASE.with_pairs(("Ada", "Henry Ⅷ", "'-3"), (" Bea ", "'=Grace", 9))
    assert case.failures == ""
    assert "'ada' is no mentee of this run." in case.with_pairs(("ada", "Henry Ⅷ", -3)).failures
    assert "'henry Ⅷ' is no mentor of this run." in case.with_pairs(("Ada", "henry Ⅷ", -3)).failures


def edges(text: str) -> Callable[[Case], Case]:
    return lambda case: replace(case, people=text)


def capacities(text: str) -> Callable[[Case], Case]:
    return lambda case: replace(case, capacities=text)


def certificate(change: Callable[[Certificate], object]) -> Callable[[Case], Case]:
    return lambda case: case.with_certificate(change)


SPOILT: list[tuple[Callable[[Case], Case], str]] = [
    (edges(CASE.people + "\nAda,=Grace,8"), "edges, line 6: 'Ada' and '=Grace' have a line already."),
    (edges(CASE.people + "\nAda,Zoe,8"), "edges, line 6: 'Zoe' has no line in the capacities file."),
    (edges(CASE.people + "\nAda,Nobody,8.5"), "edges, line 6: the score '8.5' is not a whole number."),
    (edges(CASE.people + "\nAda,Nobody,NaN"), "edges, line 6: the score 'NaN' is not a whole number."),
    (edges(CASE.people + "\n,Nobody,1"), "edges, line 6: somebody has no name."),
    (edges(CASE.people + "\nAda,Nobody"), "edges, line 6: some cells are missing."),
    (edges(CASE.people + "\n"), "The edges file is not the one that the certificate was made for"),
    (
        edges(CASE.people.replace("Cem,=Grace,8", "Cem,=Grace,10")),
        "prices: those of Cem and =Grace, (0; 0) and (1; 8), do not cover their edge, (1; 10).",
    ),
    (edges("mentee,mentor\nAda,Zoe"), "edges: the column 'score' is missing"),
    (edges(""), "edges is empty; its first line must name the columns mentee, mentor, score."),
    (edges('mentee,mentor,score\n"Ada,Zoe,1'), "edges, line 2: this is not CSV"),
    (
        capacities("mentor,capacity\n=Grace,1\nHenry Ⅷ,2\nNobody,-1"),
        "capacities, line 4: '-1' is not a whole number from 0.",
    ),
    (
        capacities("mentor,capacity\n=Grace,1\nHenry Ⅷ,2\nNobody,"),
        "capacities, line 4: '' is not a whole number from 0.",
    ),
    (capacities("mentor,capacity\n=Grace,1\n=Grace,2"), "capacities, line 3: '=Grace' has a line already."),
    (capacities("mentor,capacity\n=Grace,1\n,2"), "capacities, line 3: the mentor has no name."),
    (capacities("mentor,capacity\n=Grace,1\nHenry Ⅷ,1\nNobody,0"), "The capacities file is not the one"),
    (
        certificate(lambda told: told["prices"]["mentors"].update({"Nobody": [0, -1]})),
        "prices: that of 'Nobody', (0; -1), is below zero.",
    ),
    (
        certificate(lambda told: told["prices"]["mentors"].update({"Henry Ⅷ": [0, 1]})),
        "prices: 'Henry Ⅷ' has a free place",
    ),
    (
        certificate(lambda told: told["prices"]["mentees"].update({"Cem": [0, 1]})),
        "prices: 'Cem' has no mentor, and the price (0; 1).",
    ),
    (
        certificate(lambda told: told["totals"].update(score=10**4000)),
        "totals: at score the certificate says a number of some 4,001 digits",
    ),
    (
        lambda case: case.with_pairs(("Bea", "Henry Ⅷ", 9)),
        "pairs, line 2: Bea and Henry Ⅷ cannot be a pair: there is no such edge.",
    ),
    (
        lambda case: case.with_pairs(("Ada", "=Grace", 6)),
        "pairs, line 2: Ada and =Grace have the score 7, not 6.",
    ),
    (
        lambda case: case.with_pairs(("Ada", "Nobody", 6)),
        "pairs, line 2: 'Nobody' has 0 places, and this is one mentee more.",
    ),
]


@pytest.mark.parametrize(("spoil", "words"), SPOILT)
def test_a_spoilt_assignment_is_not_proven(spoil: Callable[[Case], Case], words: str) -> None:
    assert words in spoil(CASE).failures


def test_a_capacity_beyond_every_number_will_do() -> None:
    many = assignment({("Ada", "Grace"): 10**50}, {"Grace": 10**60})

    assert many.failures == ""
    assert many.verdict().lines[0].startswith("Proven: 1 mentee placed, score a number of some 51 digits.")


def test_a_certificate_of_a_cohort_is_not_one_of_assign_and_the_other_way_round() -> None:
    assert (
        replace(CASE, capacities=None).failures
        == "This certificate is one of `assign`: name the capacities, with --capacities."
    )
    cohort = CASE.with_certificate(lambda told: told.update(kind="reverse"))
    assert "cannot be read" in cohort.failures
