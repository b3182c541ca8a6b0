"""Each condition of the certificate is broken once, and found."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.verifying.cases import best_case, people

Certificate = dict[str, Any]

ADA, BEA, CEM = (f"{name}@example.org" for name in ("ada", "bea", "cem"))
GRACE, HENRY, IRA = (f"{name}@example.org" for name in ("grace", "henry", "ira"))

# Ada and Bea want Grace, who has one place and leads; Henry has two, Ira has one and speaks with nobody.
COHORT = people(
    {"name": "ada", "role": "mentee", "wants": "python", "languages": "en"},
    {"name": "bea", "role": "mentee", "wants": "python;chess", "languages": "en"},
    {"name": "cem", "role": "mentee", "wants": "go", "languages": "fr"},
    {"name": "grace", "role": "mentor", "offers": "python", "languages": "en", "leader": "yes"},
    {"name": "henry", "role": "mentor", "offers": "chess", "languages": "en", "capacity": 2},
    {"name": "ira", "role": "mentor", "languages": "de"},
)
PAIRS = (ADA, GRACE, 440), (BEA, HENRY, 200)
CASE = best_case(COHORT)


def test_the_case_is_as_told() -> None:
    assert sorted(CASE.pairs.splitlines()[1:]) == [f"{ADA},{GRACE},440,", f"{BEA},{HENRY},200,"]
    assert CASE.verdict().lines == (
        "Proven: 2 mentees placed, 1 leader among them, score 640. No other choice is better by: mentees, leaders, score, tie_break.",
        "Checked: 6 people, 4 edges, 2 pairs; every rule, capacity, score and total, and the prices of every edge.",
    )


PAIRED: list[tuple[list[tuple[object, ...]], str]] = [
    ([(ADA, GRACE, 440)], "totals: at mentees the certificate says 2, and the pairs have 1."),
    ([(ADA, GRACE, 441), PAIRS[1]], f"pairs, line 2: {ADA} and {GRACE} have the score 440, not 441."),
    ([*PAIRS, PAIRS[1]], f"pairs, line 4: '{BEA}' is in a pair already."),
    ([*PAIRS, (ADA, HENRY, 40)], f"pairs, line 4: '{ADA}' is in a pair already."),
    (
        [(BEA, GRACE, 200), (ADA, GRACE, 440)],
        f"pairs, line 3: '{GRACE}' has 1 place, and this is one mentee more.",
    ),
    (
        [*PAIRS, (CEM, IRA, 0)],
        f"pairs, line 4: {CEM} and {IRA} cannot be a pair: they have no language in common.",
    ),
    ([*PAIRS, ("dan@example.org", IRA, 0)], "pairs, line 4: 'dan@example.org' is no mentee of this run."),
    ([*PAIRS, (HENRY, IRA, 0)], f"pairs, line 4: '{HENRY}' is no mentee of this run."),
    ([*PAIRS, (CEM, ADA, 0)], f"pairs, line 4: '{ADA}' is no mentor of this run."),
    ([PAIRS[0], (BEA, HENRY, "200.0")], "pairs, line 3: the score '200.0' is not a whole number."),
    ([PAIRS[0], (BEA, HENRY, "")], "pairs, line 3: the score '' is not a whole number."),
    (
        [(BEA, GRACE, 240), (ADA, HENRY, 40)],
        "totals: at score the certificate says 640, and the pairs have 240.",
    ),
]


@pytest.mark.parametrize(("rows", "words"), PAIRED)
def test_other_pairs_are_not_proven(rows: list[tuple[object, ...]], words: str) -> None:
    assert words in CASE.with_pairs(*rows).failures


def test_pairs_may_be_written_as_people_write_them() -> None:
    assert CASE.with_pairs(("Ada@Example.org ", GRACE.upper(), " 440"), PAIRS[1]).failures == ""


def priced(side: str, name: str, *price: int) -> Callable[[Certificate], object]:
    return lambda told: told["prices"][side].update({name: list(price)})


def total(level: str, value: int) -> Callable[[Certificate], object]:
    return lambda told: told["totals"].update({level: value})


SPOILT: list[tuple[Callable[[Certificate], object], str]] = [
    (total("score", 641), "totals: at score the certificate says 641, and the pairs have 640."),
    (total("leaders", 2), "totals: at leaders the certificate says 2, and the pairs have 1."),
    (total("tie_break", 10**4200), "totals: at tie_break the certificate says a number of some"),
    (
        lambda told: told["inputs"].update({"people.csv": "0" * 64}),
        "The people file is not the one that the certificate",
    ),
    (
        priced("mentees", "Zoe@example.org", 0, 0, 0, 0),
        "prices: 'zoe@example.org' is priced, and is no mentee of this run.",
    ),
    (priced("mentees", ADA, 1, 0, 399, 0), f"prices: those of {ADA} and {GRACE}, (1; 0; 399; 0) and ("),
    (priced("mentees", ADA, 0, 99, 0, 0), "do not cover their edge, (1; 0; 440; "),
    (priced("mentees", ADA, 1, 0, 0, 10**30), "do not cover their edge"),
    (priced("mentees", ADA, 2, 0, 0, 0), "exceed what their pair is worth"),
    (priced("mentees", ADA, 10**30, 0, 0, 0), "exceed what their pair is worth"),
    (priced("mentees", ADA, 2, 0, 0, 0), "prices: they allow (3; 1; "),
    (priced("mentees", CEM, 0, 0, 0, 1), f"prices: '{CEM}' has no mentor, and the price (0; 0; 0; 1)."),
    (priced("mentees", CEM, 0, 0, -1, 5), f"prices: that of '{CEM}', (0; 0; -1; 5), is below zero."),
    (
        priced("mentors", HENRY, 0, 0, 1, -5),
        f"prices: '{HENRY}' has a free place, and the price (0; 0; 1; -5).",
    ),
    (priced("mentors", IRA, 1, 0, 0, 0), f"prices: '{IRA}' has a free place"),
    (priced("mentors", IRA, 0, 0, 0, -1), f"prices: that of '{IRA}', (0; 0; 0; -1), is below zero."),
    (
        priced("mentors", GRACE, 0, -1, -1, 0),
        f"prices: that of '{GRACE}', (0; -1; -1; 0), is below minus one leader.",
    ),
]


@pytest.mark.parametrize(("spoil", "words"), SPOILT)
def test_a_spoilt_certificate_proves_nothing(spoil: Callable[[Certificate], object], words: str) -> None:
    spoilt = CASE.with_certificate(spoil)

    assert words in spoilt.failures
    assert spoilt.verdict().lines == ()


def test_failures_beyond_the_first_twenty_are_counted() -> None:
    many = people(*({"name": f"p{n}", "role": "both"} for n in range(6)))
    nothing = best_case(many).with_certificate(lambda told: told["prices"].update(mentees={}, mentors={}))
    verdict = nothing.verdict()

    assert len(verdict.failures) == 20
    assert verdict.failed == 31  # thirty edges, and what the pairs reach


def test_without_an_edge_nothing_has_to_be_priced() -> None:
    for alone in (
        people({"name": "ada", "role": "mentee"}),
        people({"name": "ada", "role": "mentor"}),
        people({"name": "ada"}),
    ):
        assert best_case(alone, protect_worst=True).failures == ""


# Dee scores 100 more with Ira, who has room; but Grace leads, and one leader more is worth it.
LED = people(
    {"name": "dee", "role": "mentee", "wants": "python"},
    {"name": "grace", "role": "mentor", "leader": "yes"},
    {"name": "ira", "role": "mentor", "offers": "python"},
)


def test_a_leader_who_is_counted_may_have_a_price_below_zero() -> None:
    case = best_case(LED)

    assert case.certificate["prices"]["mentors"][GRACE] < (0, 0, 0, 0)
    assert case.failures == ""
    # as low as it may be, and as high: where Dee's price just covers what Ira offers
    assert case.with_certificate(lambda told: shifted(told, [1, 0, 400, 454854])).failures == ""
    assert "do not cover" in case.with_certificate(lambda told: shifted(told, [1, 0, 400, 454853])).failures


def shifted(told: Certificate, dee: list[int]) -> None:
    """What Dee's price gains, Grace's loses."""
    mentees, mentors = told["prices"].values()
    [before] = mentees.values()
    mentors[GRACE] = [grace + old - new for grace, old, new in zip(mentors[GRACE], before, dee, strict=True)]
    mentees.update(dict.fromkeys(mentees, dee))


def test_a_price_below_zero_is_for_leaders_with_one_mentee_only() -> None:
    case = best_case(LED).with_certificate(priced("mentors", IRA, 0, 0, -1, 0))

    assert f"prices: that of '{IRA}', (0; 0; -1; 0), is below zero." in case.failures
    assert f"prices: '{IRA}' has 0 mentees, and a price below zero, (0; 0; -1; 0)." in case.failures


# Both could have a mentor only if Bea took Henry, with whom she scores nothing.
WORST = people(
    {"name": "ada", "role": "mentee", "wants": "python"},
    {"name": "bea", "role": "mentee", "wants": "chess", "location": "Oslo"},
    {"name": "cem", "role": "mentee", "wants": "chess"},
    {"name": "grace", "role": "mentor", "offers": "python;chess", "location": "Oslo"},
    {"name": "henry", "role": "mentor", "offers": "chess", "capacity": 2},
)
PROTECTED = best_case(WORST, protect_worst=True)


def test_the_lowest_score_is_proven_to_be_as_high_as_it_can_be() -> None:
    assert PROTECTED.certificate["totals"]["worst"] == 400
    assert PROTECTED.failures == ""
    assert ", lowest score 400, score 1,200. No other choice" in PROTECTED.verdict().lines[0]


def second(**changes: object) -> Callable[[Certificate], object]:
    return lambda told: told["worst"].update(changes)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda told: told.pop("worst"), "worst: there is no second object, which proves the lowest score."),
        (total("worst", 399), "totals: at worst the certificate says 399, and the pairs have 400."),
        (total("worst", 401), "totals: at worst the certificate says 401, and the pairs have 400."),
        (
            second(prices={"mentees": {}, "mentors": {}}),
            f"worst: those of {BEA} and {GRACE}, (0; 0) and (0; 0), do not cover",
        ),
        (
            second(prices={"mentees": {ADA: [-1, 0]}, "mentors": {}}),
            f"worst: that of '{ADA}', (-1; 0), is below zero.",
        ),
        (
            second(prices={"mentees": {BEA: [3, 0]}, "mentors": {}}),
            "worst: nothing excludes a better lowest score",
        ),
        (
            second(counted=["zoe@example.org"]),
            "worst: 'zoe@example.org' is counted, and is no mentor of this run.",
        ),
        (second(levels=["mentees"]), "The levels below 'worst' must be those before it: mentees, leaders."),
    ],
)
def test_a_spoilt_second_object_proves_nothing(spoil: Callable[[Certificate], object], words: str) -> None:
    assert words in PROTECTED.with_certificate(spoil).failures


def test_leaving_people_out_does_not_make_the_lowest_score_better() -> None:
    """Bea and Grace alone have a better lowest score; that the others could be placed must not stay unseen."""
    alone = PROTECTED.with_pairs((BEA, GRACE, 450)).with_certificate(
        lambda told: (
            told.update(totals={"mentees": 1, "leaders": 0, "worst": 450, "score": 450, "tie_break": 0}),
            told["prices"].update(mentees={BEA: [1, 0, 0, 450, 0]}, mentors={}),
            told["worst"].update(prices={"mentees": {}, "mentors": {}}),
        )
    )

    assert (
        f"prices: those of {ADA} and {GRACE}, (0; 0; 0; 0; 0) and (0; 0; 0; 0; 0), do not cover"
        in alone.failures
    )
