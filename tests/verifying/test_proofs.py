"""What is best is proven, and nothing else is: every choice in tiny cohorts, tried one by one."""

import re
from functools import partial
from random import Random
from typing import Any

import pytest

from tests.verifying.cases import best_case, edges, people, run

SKILLS = ["python", "speaking", "budgets", "patience"]
ASKED: list[dict[str, Any]] = [
    {},
    {"floor": 250},
    {"protect_worst": True},
    {"floor": 200, "protect_worst": True, "bands": [300, 500]},
]


def drawn(random: Random) -> str:
    """Up to five mentees and four mentors who differ in what counts."""

    def one(name: str, role: str) -> dict[str, object]:
        return {
            "name": name,
            "role": role,
            "leader": random.choice(["yes", "no"]),
            "capacity": random.choice(["", 1, 2, 3]),
            "level": random.choice(["", 3, 4, 5]),
            "languages": random.choice(["en", "de", "en;de"]),
            "location": random.choice(["Lisbon", "Oslo"]),
            "offers": ";".join(random.sample(SKILLS, 2)),
            "wants": ";".join(random.sample(SKILLS, random.randint(0, 3))),
        }

    mentees = [
        one(f"mentee{n}", random.choice(["mentee", "mentee", "both"])) for n in range(random.randint(1, 5))
    ]
    return people(*mentees, *(one(f"mentor{n}", "mentor") for n in range(random.randint(1, 3))))


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "+".join(asked) or "plain")
@pytest.mark.parametrize("seed", range(10))
def test_the_best_choice_is_proven(asked: dict[str, Any], seed: int) -> None:
    assert best_case(drawn(Random(seed)), ("traditional", "reverse")[seed % 2], **asked).failures == ""


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "+".join(asked) or "plain")
def test_no_other_choice_is_proven_even_if_it_states_its_own_totals(asked: dict[str, Any]) -> None:
    text = drawn(Random(3))
    case, found = best_case(text, **asked), edges(run(text, **asked))
    best = [line for line in case.pairs.splitlines() if line]

    for pairs in case.every_choice:
        rows = [(*pair, found[pair].score) for pair in pairs.items()]
        told = case.with_pairs(*rows)
        if sorted(told.pairs.splitlines()) != sorted(best):
            stated = told.with_certificate(partial(state, told.failures))
            assert stated.failures != ""


def state(failures: str, certificate: dict[str, Any]) -> None:
    """What the pairs have, as the failures told it."""
    told = re.findall(r"totals: at (\w+) .* the pairs have (-?[0-9,]+)\.", failures)
    certificate["totals"].update({level: int(total.replace(",", "")) for level, total in told})


@pytest.mark.parametrize("cells", [1, 7])
def test_a_large_cohort_is_walked_block_by_block(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    whole = best_case(drawn(Random(5)), protect_worst=True)
    nothing = whole.with_pairs()
    before = whole.verdict(), nothing.verdict()
    monkeypatch.setattr("bot.verifying.run.CELLS", cells)

    assert (whole.verdict(), nothing.verdict()) == before
    assert whole.failures == ""
