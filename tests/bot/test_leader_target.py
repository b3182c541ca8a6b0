"""The share of leaders, and that nothing about fewer than three can be worked out from it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.leader_marks import Rule
from bot.leader_target import departments, percent, trend
from bot.model import Enrolment, Role
from bot.people import Person
from bot.suppression import LEAST

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def leaders(*names: str) -> list[Person]:
    return [Person(number, 1, f"Leader {number}", department=name) for number, name in enumerate(names)]


def inside(*numbers: int) -> list[Enrolment]:
    return [Enrolment(0, 1, number, Role.MENTOR, NOON) for number in numbers]


def test_departments_of_three_are_shown_and_smaller_ones_are_not() -> None:
    all_of_them = leaders("Finance", "Finance", "Finance", "Sales", "Sales", "Legal")

    assert departments(all_of_them, inside(0, 3)) == {"Finance": (1, 3)}


def test_what_would_be_known_by_subtraction_takes_the_smallest_along() -> None:
    all_of_them = leaders("Finance", "Finance", "Finance", "Ops", "Ops", "Ops", "Ops", "Legal")

    assert departments(all_of_them, inside(0, 7)) == {"Ops": (0, 4)}


def test_where_one_department_is_left_besides_two_people_nothing_is_shown() -> None:
    assert departments(leaders("Finance", "Finance", "Finance", "Legal", "Legal"), inside(0)) == {}


@given(
    names=st.lists(st.sampled_from(["", "Finance", "Ops", "Legal", "Sales", "Site"]), max_size=25),
    chosen=st.sets(st.integers(0, 24)),
)
def test_whatever_is_hidden_is_nobody_or_at_least_three(names: list[str], chosen: set[int]) -> None:
    all_of_them = leaders(*names)
    shown = departments(all_of_them, inside(*(one for one in chosen if one < len(names))))

    hidden = len(all_of_them) - sum(of for _, of in shown.values())
    assert all(of >= LEAST for _, of in shown.values())
    assert hidden == 0 or hidden >= LEAST or not shown


def test_those_of_no_department_are_a_department_like_any_other() -> None:
    assert departments(leaders("", "", "", "Finance", "Finance", "Finance"), inside(0)) == {
        "": (1, 3),
        "Finance": (0, 3),
    }


def test_a_share_is_rounded_as_usual() -> None:
    assert [percent(count, 6, 20) for count in range(7)] == [0, 17, 33, 50, 67, 83, 100]
    assert percent(0, 0, 20) == 0


@pytest.mark.parametrize(
    ("count", "of", "told"), [(199, 1000, 19), (1, 5, 20), (201, 1000, 20), (999, 1000, 99)]
)
def test_but_neither_a_target_nor_everybody_is_reached_before_it_is(count: int, of: int, told: int) -> None:
    assert percent(count, of, 20) == told


def test_months_count_who_had_joined_by_their_end() -> None:
    joined = [datetime(2026, month, 30, 12, tzinfo=UTC) for month in (9, 9, 10, 11)]

    assert trend(joined, date(2026, 11, 30), 3) == [
        (date(2026, 9, 1), 2),
        (date(2026, 10, 1), 3),
        (date(2026, 11, 1), 4),
    ]


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (Rule(8), {"Ann", "Bea"}),
        (Rule(title="director"), {"Bea", "Cem"}),
        (Rule(8, "DIRECTOR"), {"Bea"}),
        (Rule(), set()),
    ],
)
def test_a_rule_is_about_a_level_and_a_title(rule: Rule, fits: set[str]) -> None:
    people = [
        Person(1, 1, "Ann", title="Chief of staff", level=9),
        Person(2, 1, "Bea", title="Sales Director", level=8),
        Person(3, 1, "Cem", title="Director", level=7),
        Person(4, 1, "Dee", title="Analyst"),
    ]

    assert {one.name for one in people if rule.fits(one)} == fits
