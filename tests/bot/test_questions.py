"""Whose turn it is among the questions: none comes again before all have come, and nothing depends on a moment."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.model import Pair, Programme, ProgrammeKind
from bot.ports import House
from bot.questions import FAMILIES, THEMES, choose, family, names_of
from templates.library import Library

HOUSE = House(Library())
BEGUN = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
PAIR = Pair(7, 1, 10, (20,), BEGUN, 6)
KINDS = ProgrammeKind


def stage(name: str) -> str:
    return name.partition("/")[2].split("_")[0]


def theme(name: str) -> str:
    return name.split("_")[-2]


def course(of: str, pair: Pair, person_id: int, rounds: int, *, asks_twice: bool = False) -> list[str]:
    """What somebody is asked in so many hours; if they `ask twice`, with another question each time."""
    names, seen = names_of(HOUSE, of), list[str]()
    for number in range(1, rounds + 1):
        for _ in range(2 if asks_twice else 1):
            seen.append(choose(names, seen, pair, person_id, number))
    return seen


@pytest.mark.parametrize(
    ("kind", "mentees", "person_id", "expected"),
    [
        (KINDS.TRADITIONAL, (20,), 10, "mentor"),
        (KINDS.TRADITIONAL, (20,), 20, "mentee"),
        (KINDS.REVERSE, (20,), 10, "reverse_mentor"),
        (KINDS.REVERSE, (20,), 20, "reverse_mentee"),
        (KINDS.PEER, (20,), 10, "peer"),
        (KINDS.PEER, (20,), 20, "peer"),
        (KINDS.GROUP, (20, 21, 22), 10, "group_mentor"),
        (KINDS.GROUP, (20, 21, 22), 21, "group_mentee"),
        (KINDS.TRADITIONAL, (20, 21), 10, "group_mentor"),
    ],
)
def test_the_questions_are_by_role_and_kind(
    kind: ProgrammeKind, mentees: tuple[int, ...], person_id: int, expected: str
) -> None:
    assert family(Programme(1, 1, "Spring", kind), replace(PAIR, mentee_ids=mentees), person_id) == expected


@pytest.mark.parametrize("of", FAMILIES)
@pytest.mark.parametrize("asks_twice", [False, True])
def test_none_comes_again_before_all_have_come(of: str, *, asks_twice: bool) -> None:
    everything = len(names_of(HOUSE, of))
    rounds = everything // 2 if asks_twice else everything

    seen = course(of, replace(PAIR, months=rounds), 10, 2 * rounds, asks_twice=asks_twice)

    assert sorted(seen[:everything]) == sorted(set(seen)) == sorted(names_of(HOUSE, of))
    assert sorted(seen[everything:]) == sorted(names_of(HOUSE, of))


@pytest.mark.parametrize("of", FAMILIES)
def test_they_go_with_the_course_of_the_pair(of: str) -> None:
    seen = course(of, PAIR, 10, 6)

    assert [stage(one) for one in seen] == ["start", "start", "middle", "middle", "end", "end"]
    assert [theme(one) for one in seen] == [*THEMES, *THEMES]


@pytest.mark.parametrize("months", [1, 2, 3, 4, 12])
def test_the_last_hour_of_a_longer_or_shorter_course_looks_back(months: int) -> None:
    seen = course("mentee", replace(PAIR, months=months), 20, months)

    assert stage(seen[0]) == "start"
    assert stage(seen[-1]) == ("start", "middle", "end")[min(2, (months - 1) * 3 // months)]


def test_another_question_has_another_theme() -> None:
    seen = course("peer", PAIR, 10, 6, asks_twice=True)

    assert all(theme(one) != theme(other) for one, other in zip(seen[::2], seen[1::2], strict=True))


def test_the_same_is_chosen_again_and_others_are_asked_otherwise() -> None:
    mine = course("mentor", PAIR, 10, 6)

    assert course("mentor", PAIR, 10, 6) == mine
    assert any(course("mentor", replace(PAIR, id=number), 10, 6) != mine for number in range(8, 12))
    assert any(course("mentor", PAIR, number, 6) != mine for number in range(11, 15))


def test_what_was_used_is_all_that_is_remembered() -> None:
    names = names_of(HOUSE, "mentee")
    first = choose(names, [], PAIR, 20, 1)

    assert choose(reversed_(names), [first], PAIR, 20, 1) == choose(names, [first], PAIR, 20, 1) != first


def reversed_(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(reversed(names))
