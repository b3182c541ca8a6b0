"""Figures at their edges: months by the company's clock, small departments, halves of a per cent."""

from datetime import UTC, datetime

import pytest

from bot.asks import Ask, AskKind, AskState
from bot.figures import BEFORE, LISTED, REST, Department, asks, departments, meetings, share, under
from bot.people import Person
from bot.report_records import Held
from bot.suppression import TOTAL, parts_shown

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def held(moment: str, *pairs: int) -> list[Held]:
    return [Held(pair, datetime.fromisoformat(moment).replace(tzinfo=UTC)) for pair in pairs]


def company(**sizes: int) -> list[Person]:
    names = [name for name, size in sizes.items() for _ in range(size)]
    return [Person(n, 1, f"Somebody {n}", department=name) for n, name in enumerate(names, start=1)]


def test_months_go_by_the_clock_of_the_company() -> None:
    late = held("2026-10-31T23:30", 1, 2, 3)

    assert meetings(late, NOW, "UTC") == {BEFORE: 0, "2026-10": 3, "2026-11": 0, TOTAL: 3}
    assert meetings(late, NOW, "Europe/Berlin") == {BEFORE: 0, "2026-11": 3, TOTAL: 3}


def test_what_is_older_than_a_year_is_one_figure() -> None:
    told = meetings([*held("2024-01-05T10:00", 1, 2, 3), *held("2025-12-05T10:00", 1, 2, 3)], NOW, "UTC")

    assert list(told) == [BEFORE, "2025-12", *(f"2026-{n:02}" for n in range(1, 12)), TOTAL]
    assert (told[BEFORE], told["2025-12"], told["2026-03"], told[TOTAL]) == (3, 3, 0, 6)


def test_a_month_in_which_two_pairs_met_is_hidden_and_so_is_another() -> None:
    hours = [
        *held("2026-09-05T10:00", 1, 2, 3),
        *held("2026-10-05T10:00", 1, 2, 1, 2),
        *held("2026-11-05T10:00", 1, 2, 3),
    ]
    told = meetings(hours, NOW, "UTC")

    assert told[TOTAL] == 10
    assert told["2026-10"] is None
    assert sorted(told.values(), key=str).count(None) == 2


def test_of_two_pairs_nothing_is_told_at_all() -> None:
    assert set(meetings(held("2026-11-05T10:00", 1, 2, 1, 2), NOW, "UTC").values()) == {None}


def test_two_months_of_the_same_two_pairs_are_not_told_as_one() -> None:
    hours = [
        *held("2026-08-05T10:00", 1, 2, 3, 4),
        *held("2026-09-05T10:00", 1, 2, 3),
        *held("2026-10-05T10:00", 1, 2, 1, 2),
        *held("2026-11-05T10:00", 1, 2, 1),
    ]
    told = meetings(hours, NOW, "UTC")

    assert told == {BEFORE: 0, "2026-08": 4, "2026-09": None, "2026-10": None, "2026-11": None, TOTAL: 14}


def test_without_any_meeting_there_is_this_month_with_none() -> None:
    assert meetings([], NOW, "UTC") == {BEFORE: 0, "2026-11": 0, TOTAL: 0}


def test_the_only_one_of_a_department_is_not_to_be_found() -> None:
    people = company(engineering=6, legal=4, sales=5)
    part = [*(one.id for one in people if one.department != "legal"), 7]
    told = {one.name: one for one in departments(people, part)}

    assert told["legal"].part is None
    assert [one for one in told.values() if one.part is None and one.name != "legal"], "nor by subtracting"


def test_where_all_but_one_take_part_the_one_is_not_to_be_found_either() -> None:
    people = company(engineering=6)

    assert departments(people, [1, 2, 3, 4, 5]) == (Department("engineering", 5, None),)


def test_a_department_of_two_is_never_shown() -> None:
    told = {one.name: one for one in departments(company(engineering=9, legal=2), range(1, 10))}

    assert told["legal"] == Department("legal", 0, None)


def test_the_largest_comes_first_and_those_of_none_last() -> None:
    people = [*company(a=3, b=5), *(Person(n, 1, "Nobody") for n in range(20, 30))]

    assert [one.name for one in departments(people, [])] == ["b", "a", ""]


def test_smaller_departments_of_many_are_one() -> None:
    sizes = {f"d{n:02}": 60 - n for n in range(LISTED + 5)}
    people = company(**sizes)
    *_, rest = departments(people, [one.id for one in people])

    assert rest == Department(REST, sum(sorted(sizes.values())[:5]), sum(sorted(sizes.values())[:5]))
    assert len(departments(people, [])) == LISTED + 1


def test_departments_do_not_add_up_to_a_total_that_is_hidden() -> None:
    told = departments(company(engineering=6, sales=5), [1, 2, 3])

    assert under(3, told) == told == (Department("engineering", 3, 6), Department("sales", 0, 5))
    assert under(None, told) == (Department("engineering", None, 6), Department("sales", None, 5))


def leading(number: int) -> list[Person]:
    return [Person(n, 1, f"Leader {n}", leader=True) for n in range(1, number + 1)]


def asked(person: int, *states: AskState) -> list[Ask]:
    return [Ask(0, 1, person, NOW, state=state, kind=AskKind.PANEL) for state in states]


def test_three_yeses_of_one_leader_are_one_leader() -> None:
    yes = AskState.YES
    told = asks(leading(4), [*asked(1, yes, yes, yes), *asked(2, yes), *asked(3, AskState.SEEN, yes)])

    assert list(told) == [state.value for state in AskState]
    assert told["yes"] == 3, "three leaders, however much they said yes to"
    assert sum(told.values()) == 3, "the fourth was asked nothing"


def test_one_leader_with_three_yeses_is_not_shown() -> None:
    yes = AskState.YES
    told = parts_shown(asks(leading(1), asked(1, yes, yes, yes)))

    assert set(told.values()) == {None}


def test_who_leads_no_more_or_has_left_is_not_among_those_who_were_asked() -> None:
    assert (
        sum(asks([Person(1, 1, "No leader")], [*asked(1, AskState.NO), *asked(2, AskState.NO)]).values()) == 0
    )


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (1, 8, 13),
        (1, 3, 33),
        (2, 3, 67),
        (0, 5, 0),
        (5, 5, 100),
        (None, 5, None),
        (3, None, None),
        (0, 0, None),
    ],
)
def test_per_cent(part: int | None, whole: int | None, told: int | None) -> None:
    assert share(part, whole) == told
