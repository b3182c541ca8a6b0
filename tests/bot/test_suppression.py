"""Nobody who reads a table, totals and all, finds a value that it hides: two attackers try."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import linprog

from bot.suppression import LEAST, TOTAL, Cell, Table, found_out, hidden, parts_shown, shown, told_apart


def with_totals(inner: dict[Cell, int]) -> dict[Cell, int]:
    table = dict(inner)
    for (row, column), value in inner.items():
        for total in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            table[total] = table.get(total, 0) + value
    return table


def grid(values: list[list[int]]) -> dict[Cell, int]:
    return with_totals({(f"r{r}", f"c{c}"): n for r, row in enumerate(values) for c, n in enumerate(row)})


def tables(most_rows: int, most_columns: int, most: int) -> some.SearchStrategy[dict[Cell, int]]:
    def sized(size: tuple[int, int]) -> some.SearchStrategy[list[list[int]]]:
        row = some.lists(some.integers(0, most), min_size=size[1], max_size=size[1])
        return some.lists(row, min_size=size[0], max_size=size[0])

    sizes = some.tuples(some.integers(1, most_rows), some.integers(1, most_columns))
    return sizes.flatmap(sized).map(grid)


def sums(table: Table) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every total with its parts, written out once more and another way."""
    for row, column in table:
        if column == TOTAL:
            yield (row, column), [one for one in table if one[0] == row and one[1] != TOTAL]
        if row == TOTAL:
            yield (row, column), [one for one in table if one[1] == column and one[0] != TOTAL]


def bounds(table: Table, covered: frozenset[Cell], cell: Cell, least: int = 0) -> tuple[float, float]:
    """What another solver, by other people, makes of it: the least and the most that a hidden value can be."""
    unknown = sorted(covered)
    rules, right = [], []
    for total, parts in sums(table):
        signs = {**dict.fromkeys(parts, 1), total: -1}
        rules.append([signs.get(one, 0) for one in unknown])
        right.append(-sum(sign * table[one] for one, sign in signs.items() if one not in covered))
    aim = np.array([one == cell for one in unknown], dtype=float)
    limits = [(least, sum(table.values()) + 1)] * len(unknown)
    fewest, most = (linprog(way * aim, A_eq=rules, b_eq=right, bounds=limits) for way in (1, -1))
    return float(fewest.fun), float(-most.fun)


def every_reading(table: Table, covered: frozenset[Cell], most: int) -> list[dict[Cell, int]]:
    """Every table of whole numbers that fits what is shown."""
    inner = [one for one in sorted(covered) if TOTAL not in one]
    known = {one: value for one, value in table.items() if TOTAL not in one and one not in covered}
    found = []
    for values in product(range(most + 1), repeat=len(inner)):
        told = with_totals(known | dict(zip(inner, values, strict=True)))
        if all(told[one] == value for one, value in table.items() if one not in covered):
            found.append(told)
    return found


@pytest.mark.long
@given(tables(2, 3, 4))
@settings(max_examples=25, deadline=None)
def test_every_hidden_value_of_a_small_table_could_be_another(table: dict[Cell, int]) -> None:
    covered = hidden(table)
    readings = every_reading(table, covered, most=6)

    assert {one for one in covered if len({told[one] for told in readings}) < 2} == set()


@pytest.mark.long
@given(tables(7, 4, 9))
@settings(max_examples=25, deadline=None)
def test_another_solver_finds_no_hidden_value_either(table: dict[Cell, int]) -> None:
    covered = hidden(table)

    assert [one for one in covered if np.subtract(*bounds(table, covered, one)[::-1]) < 0.5] == []


@pytest.mark.long
@given(tables(4, 3, 5), some.data())
@settings(max_examples=25, deadline=None)
def test_what_is_found_out_is_what_another_solver_finds_out(
    table: dict[Cell, int], data: some.DataObject
) -> None:
    covered = data.draw(some.frozensets(some.sampled_from(sorted(table)), max_size=8))
    certain = {one for one in covered if np.subtract(*bounds(table, covered, one)[::-1]) < 0.5}

    assert found_out(table, covered) == certain


@pytest.mark.long
@given(tables(6, 4, 9))
@settings(max_examples=50, deadline=None)
def test_nothing_small_is_shown_and_nothing_hidden_comes_to_fewer_than_three(table: dict[Cell, int]) -> None:
    covered = hidden(table)

    assert {one for one, value in table.items() if 0 < value < LEAST} <= covered
    for total, parts in sums(table):
        if total not in covered:
            assert sum(table[one] for one in parts if one in covered) not in range(1, LEAST)


@pytest.mark.long
@given(tables(3, 2, 5))
@settings(max_examples=25, deadline=None)
def test_of_a_small_table_no_fewer_cells_would_do(table: dict[Cell, int]) -> None:
    covered = hidden(table)
    small = {one for one, value in table.items() if 0 < value < LEAST}
    free = [one for one in table if one not in small]

    for more in range(len(covered - small)):
        for choice in combinations(free, more):
            fewer = small | set(choice)
            assert found_out(table, fewer) or told_apart(table, fewer)


@pytest.mark.long
@given(some.dictionaries(some.sampled_from("abcdefgh"), some.integers(0, 40), min_size=1))
def test_parts_of_a_total_are_hidden_so_that_the_total_tells_nothing(parts: dict[str, int]) -> None:
    told = parts_shown(parts)
    away = [name for name in parts if told[name] is None]

    assert list(told) == [*parts, TOTAL]
    assert len(away) != 1 or told[TOTAL] is None
    assert told[TOTAL] in (None, sum(parts.values()))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_of_parts_whoever_knows_that_noughts_are_shown_finds_none(number: int) -> None:
    for values in product(range(5), repeat=number):
        parts = dict(zip("abcde", values, strict=False))
        told = parts_shown(parts)
        away = [name for name in parts if told[name] is None]
        if away and all(parts[name] for name in away) and told[TOTAL] is not None:
            assert len(away) > 1, parts
            # one more than one each, which any of them can have
            assert sum(parts[name] for name in away) > len(away), parts


@pytest.mark.long
@given(some.lists(some.integers(0, 9), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_another_solver_that_takes_none_of_them_for_nought_finds_no_part_either(values: list[int]) -> None:
    parts = dict(zip("abcdefgh", values, strict=False))
    told = parts_shown(parts)
    table = {(name, "n"): value for name, value in {**parts, TOTAL: sum(values)}.items()}
    covered = frozenset((name, "n") for name, value in told.items() if value is None)
    least = 0 if any(not table[one] for one in covered) else 1

    assert [one for one in covered if np.subtract(*bounds(table, covered, one, least)[::-1]) < 0.5] == []


def test_single_ones_are_not_told_even_to_whoever_knows_the_rule() -> None:
    names = "abcd"
    found: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    for values in product(range(5), repeat=len(names)):
        found.setdefault(tuple(parts_shown(dict(zip(names, values, strict=True))).values()), []).append(
            values
        )

    for told, readings in found.items():
        if any(max(one) <= 1 for one in readings):
            away = [number for number, _ in enumerate(names) if told[number] is None]
            assert [number for number in away if len({one[number] for one in readings}) < 2] == [], readings


def test_three_ones_are_not_told_by_their_total() -> None:
    assert set(parts_shown({"yes": 1, "thanked": 1, "not_now": 1}).values()) == {None}


def test_noughts_are_hidden_along_with_what_they_would_tell_of() -> None:
    told = parts_shown({"yes": 1, "thanked": 1, "not_now": 1, "no": 0, "seen": 0, "asked": 9})

    assert told == {
        "yes": None,
        "thanked": None,
        "not_now": None,
        "no": None,
        "seen": None,
        "asked": 9,
        "": 12,
    }


def test_nothing_is_told_of_fewer_than_three_in_all() -> None:
    assert set(parts_shown({"a": 2, "b": 0}).values()) == {None}


@pytest.mark.parametrize("number", [3, 45])
def test_ones_under_a_known_total_are_all_that_can_be_hidden(number: int) -> None:
    table = {(f"r{n}", "in"): 1 for n in range(number)} | {(TOTAL, "in"): number}

    assert hidden(table, known=[(TOTAL, "in")]) == table.keys() - {(TOTAL, "in")}


def test_a_table_without_anything_small_is_shown_whole() -> None:
    table = grid([[3, 4, 0], [5, 0, 9]])

    assert shown(table) == table


def test_one_small_value_takes_three_others_along() -> None:
    table = grid([[2, 8, 9], [7, 6, 5], [9, 9, 9]])

    assert hidden(table) == {("r0", "c0"), ("r0", "c2"), ("r1", "c0"), ("r1", "c2")}


def test_two_small_values_in_one_line_are_not_told_as_two_together() -> None:
    assert parts_shown({"a": 1, "b": 1, "c": 9, "d": 5}) == {"a": None, "b": None, "c": 9, "d": None, "": 16}


def test_what_is_known_from_elsewhere_stays() -> None:
    table = {("legal", "in"): 5, ("legal", "out"): 1, ("legal", TOTAL): 6, (TOTAL, "in"): 5}

    assert hidden(table, known=[(TOTAL, "in")]) == {("legal", "out"), ("legal", TOTAL)}


def test_a_value_that_few_people_stand_behind_is_small_however_large_it_is() -> None:
    assert parts_shown({"september": 9, "october": 8, "november": 7}, few=["october"]) == {
        "september": 9,
        "october": None,
        "november": None,
        "": 24,
    }


def test_a_large_company_is_soon_done() -> None:
    departments = [[n % 7, (3 * n) % 11] for n in range(60)]
    table = grid(departments)
    covered = hidden(table)

    assert not found_out(table, covered)
    assert not told_apart(table, covered)
    assert len(covered) < len(table) * 0.7
