"""Every rule keeps two people apart, and the first of several is named."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.verifying.cases import Case, best_case, edges, people, run

RULES: list[tuple[Mapping[str, object], Mapping[str, object], str]] = [
    ({"manager": "grace@example.org"}, {}, "one reports to the other, within 2 steps"),
    ({}, {"manager": "ada@example.org"}, "one reports to the other, within 2 steps"),
    ({"languages": "de;fr"}, {"languages": "en-GB"}, "they have no language in common"),
    (
        {"timezone": "Europe/Berlin"},
        {"timezone": "Asia/Tokyo"},
        "their working hours share less than 120 minutes a day",
    ),
    ({"level": 4}, {"level": 4}, "the mentor's level is not above the mentee's"),
    ({"avoid": "grace@example.org"}, {}, "this is not possible in this programme"),
    ({}, {"avoid": "ADA@example.org"}, "this is not possible in this programme"),
    (
        {"avoid": "grace@example.org", "level": 9},
        {"level": 3},
        "the mentor's level is not above the mentee's",
    ),
]


def cohort(mentee: Mapping[str, object], mentor: Mapping[str, object], *others: Mapping[str, object]) -> str:
    return people(
        {"name": "ada", "role": "mentee", **mentee}, {"name": "grace", "role": "mentor", **mentor}, *others
    )


def paired(text: str, score: int = 0, kind: str = "traditional", **changes: Any) -> Case:
    """Ada and Grace are a pair, whether they may be or not."""
    return best_case(text, kind, **changes).with_pairs(("ada@example.org", "grace@example.org", score))


@pytest.mark.parametrize(("mentee", "mentor", "words"), RULES)
def test_a_pair_that_breaks_a_rule_is_told_which(
    mentee: Mapping[str, object], mentor: Mapping[str, object], words: str
) -> None:
    said = paired(cohort(mentee, mentor)).failures

    assert f"pairs, line 2: ada@example.org and grace@example.org cannot be a pair: {words}.\n" in said


def test_who_avoids_whom_is_never_said() -> None:
    assert "avoid" not in paired(cohort({"avoid": "grace@example.org"}, {})).failures


@pytest.mark.parametrize(
    ("kind", "mentee", "mentor", "may"),
    [
        ("traditional", 3, 4, True),
        ("traditional", "", 1, True),
        ("reverse", 4, 3, True),
        ("reverse", 3, 4, False),
        ("reverse", 3, 3, False),
        ("peer", 3, 4, True),
        ("peer", 5, 3, False),
    ],
)
def test_seniority_is_as_the_kind_wants_it(kind: str, mentee: object, mentor: int, may: bool) -> None:
    assert bool(edges(run(cohort({"level": mentee}, {"level": mentor}), kind))) is may


@pytest.mark.parametrize(("levels", "may"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_line_goes_up_as_many_steps_as_asked_through_people_who_take_no_part(
    levels: int, may: bool
) -> None:
    chain = {"name": "bo", "manager": "cy@example.org"}, {"name": "cy", "manager": "grace@example.org"}
    text = cohort({"manager": "bo@example.org"}, {}, *chain)

    assert bool(edges(run(text, reporting_levels=levels))) is may


def test_a_manager_who_is_not_in_the_file_is_no_problem_and_a_loop_is() -> None:
    assert best_case(cohort({"manager": "boss@example.org"}, {})).failures == ""

    ring = best_case(cohort({}, {})).with_people(
        cohort({"manager": "grace@example.org"}, {"manager": "ada@example.org"})
    )
    assert "people, line 2, manager: a loop" in ring.failures


def test_nobody_is_their_own_mentor() -> None:
    both = people({"name": "ada", "role": "both"}, {"name": "bea", "role": "mentee"})
    case = best_case(both)

    assert case.failures == ""
    assert "both are the same person" in case.with_pairs(("ada@example.org", "ada@example.org", 0)).failures


@pytest.mark.parametrize(("least", "may"), [(300, True), (301, False), (10**30, False)])
def test_least_overlap_is_as_asked(least: int, may: bool) -> None:
    text = cohort({"timezone": "Pacific/Auckland"}, {"timezone": "America/Los_Angeles"})

    assert bool(edges(run(text, least_overlap=least))) is may
