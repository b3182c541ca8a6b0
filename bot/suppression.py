"""Suppression: which figures of a table stay hidden, so that nobody learns of fewer than three people.

A table has rows and columns and may have their totals. To leave out what is small is not enough: whoever
knows a total subtracts what is shown from it. So more is hidden, as little as will do, until every hidden
value could be another one, and whatever is hidden in one line comes to three or more, and to more than one
each: that noughts are shown is known too, so that three hidden ones which come to three would be one each.

Each cell is an arc from the sum it adds to in its row to the one in its column, so that what an attacker
knows is a flow: a value can be found exactly where no circle of hidden cells leads through it. With its arrow
a cell becomes one more; against it one less, which nothing of nought can.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations, count
from math import comb

LEAST = 3
TOTAL = ""
# Row and column; either may be TOTAL.
Cell = tuple[str, str]
Table = Mapping[Cell, int]
Shown = Mapping[Cell, int | None]
# What a sum is called; of those that the table does not have nothing is known, and they are all one.
_Sum = tuple[str, str]
_UNKNOWN: _Sum = ("", "")
# Among so many choices the least is looked for; where there are more, little will do.
_PATIENCE = 1000


def shown(table: Table, few: Collection[Cell] = (), known: Collection[Cell] = ()) -> Shown:
    """The table as it may be read, with None for what is hidden."""
    covered = hidden(table, few, known)
    return {cell: None if cell in covered else value for cell, value in table.items()}


def parts_shown(parts: Mapping[str, int], few: Collection[str] = ()) -> Mapping[str, int | None]:
    """The same of parts that add up to a TOTAL. Name all that there may be: those of nought are hidden alike.

    Of fewer than three in all nothing is shown.
    """
    total = sum(parts.values())
    if 0 < total < LEAST:
        return dict.fromkeys((*parts, TOTAL))
    column = {(name, "n"): value for name, value in parts.items()} | {(TOTAL, "n"): total}
    told = {name: value for (name, _), value in shown(column, [(one, "n") for one in few]).items()}
    noughts = [name for name, value in parts.items() if not value]
    # which of them was hidden for the sake of others would tell of those
    return told | dict.fromkeys(noughts) if any(told[name] is None for name in noughts) else told


def hidden(table: Table, few: Collection[Cell] = (), known: Collection[Cell] = ()) -> frozenset[Cell]:
    """Which cells to hide.

    Small is a value of one or two, nought not, and whatever is named in `few`, where a value does not count
    people itself. What is `known` from elsewhere is never hidden for the sake of another.
    """
    small = frozenset(few) | {cell for cell, value in table.items() if 0 < value < LEAST}
    free = [cell for cell in table if cell not in small and cell not in known]
    # totals are what is read first, and of the rest the smaller is missed less
    free.sort(key=lambda cell: (_is_total(cell), table[cell], cell))
    for more in range(len(free) + 1):
        if comb(len(free), more) > _PATIENCE:
            break
        for choice in combinations(free, more):
            if not _lacking(table, covered := small | set(choice)):
                return covered
    return _spared(table, _covered(table, small, frozenset(free)), small)


def found_out(table: Table, covered: Collection[Cell]) -> frozenset[Cell]:
    """Which hidden values follow from those that are shown, whole and not below nought as all of them are."""
    ways: dict[_Sum, list[tuple[_Sum, Cell]]] = defaultdict(list)
    for cell in covered:
        start, end = _ends(table, cell)
        ways[start].append((end, cell))
        if table[cell]:
            ways[end].append((start, cell))
    return frozenset(cell for cell in covered if not _could_be_another(table, ways, cell))


def told_apart(table: Table, covered: Collection[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """The hidden parts of each line whose total is shown where they come to too few together."""
    lines = [tuple(one for one in line.parts if one in covered) for line in _lines(table, covered)]
    return tuple(line for line in lines if _too_few([table[one] for one in line]))


@dataclass(frozen=True, slots=True)
class _Line:
    """What adds up to a total that is shown."""

    total: Cell
    parts: tuple[Cell, ...]


def _lines(table: Table, covered: Collection[Cell]) -> Iterator[_Line]:
    for total in table:
        row, column = total
        if total in covered or TOTAL not in total:
            continue
        if column == TOTAL:
            parts = tuple(one for one in table if one[0] == row and one[1] != TOTAL)
            yield _Line(total, parts)
        if row == TOTAL:
            parts = tuple(one for one in table if one[1] == column and one[0] != TOTAL)
            yield _Line(total, parts)


def _too_few(values: Collection[int]) -> bool:
    return 0 < sum(values) < LEAST or set(values) == {1}


def _lacking(table: Table, covered: Collection[Cell]) -> bool:
    return bool(found_out(table, covered) or told_apart(table, covered))


def _covered(table: Table, small: frozenset[Cell], free: frozenset[Cell]) -> frozenset[Cell]:
    """Hide along the cheapest circle through each value that could be found, until none can."""
    covered = small
    while True:
        if exposed := found_out(table, covered):
            cell = min(exposed)
            covered |= _circle(table, covered, free, cell) or (free - covered)
        elif beside := _beside(table, covered, free):
            covered |= {min(beside, key=lambda one: (_is_total(one), not table[one], table[one], one))}
        else:
            return covered
        if free <= covered:
            return covered


def _beside(table: Table, covered: frozenset[Cell], free: frozenset[Cell]) -> Collection[Cell]:
    """What else can be hidden in the lines whose hidden parts come to too few; nothing where all of it is."""
    apart = [frozenset(one) for one in told_apart(table, covered)]
    lines = [line for line in _lines(table, covered) if covered.intersection(line.parts) in apart]
    return (free - covered).intersection(cell for line in lines for cell in (*line.parts, line.total))


def _spared(table: Table, covered: frozenset[Cell], small: frozenset[Cell]) -> frozenset[Cell]:
    """Show again whatever was hidden without need, what is missed most first."""
    for cell in sorted(covered - small, key=lambda one: (_is_total(one), table[one]), reverse=True):
        if not _lacking(table, covered - {cell}):
            covered -= {cell}
    return covered


def _could_be_another(table: Table, ways: Mapping[_Sum, list[tuple[_Sum, Cell]]], cell: Cell) -> bool:
    """Whether it could be one more, or one less, and the other hidden values make up for that."""
    start, end = _ends(table, cell)
    return _leads(ways, end, start, cell) or (table[cell] > 0 and _leads(ways, start, end, cell))


def _leads(ways: Mapping[_Sum, list[tuple[_Sum, Cell]]], start: _Sum, end: _Sum, without: Cell) -> bool:
    """Whether there is a way from one sum to another, but for that cell."""
    if start == end:
        return True
    seen, waiting = {start}, [start]
    while waiting:
        for to, over in ways.get(waiting.pop(), ()):
            if to not in seen and over != without:
                if to == end:
                    return True
                seen.add(to)
                waiting.append(to)
    return False


def _circle(
    table: Table, covered: frozenset[Cell], free: frozenset[Cell], cell: Cell
) -> frozenset[Cell] | None:
    """The cells that cost least to hide so that this one could have another value."""

    def price(one: Cell) -> float | None:
        if one == cell or (one not in covered and one not in free):
            return None
        return 0 if one in covered else 1 + _is_total(one) + table[one] / (1 + sum(table.values()))

    start, end = _ends(table, cell)
    ways = [_way(table, price, end, start)]
    if table[cell] > 0:
        ways.append(_way(table, price, start, end))
    found = [way for way in ways if way is not None]
    return min(found, key=lambda way: sum(price(one) or 0 for one in way), default=None)


def _way(
    table: Table, price: Callable[[Cell], float | None], start: _Sum, end: _Sum
) -> frozenset[Cell] | None:
    """The cheapest way from one sum to another over cells that have a price; None where there is none."""
    leads = _priced(table, price)
    order = count()
    waiting: list[tuple[float, int, _Sum, frozenset[Cell]]] = [(0, next(order), start, frozenset())]
    done: set[_Sum] = set()
    while waiting:
        cost, _, here, way = heappop(waiting)
        if here == end:
            return way
        if here not in done:
            done.add(here)
            for costs, to, cell in leads.get(here, ()):
                if to not in done:
                    heappush(waiting, (cost + costs, next(order), to, way | {cell}))
    return None


def _priced(
    table: Table, price: Callable[[Cell], float | None]
) -> Mapping[_Sum, list[tuple[float, _Sum, Cell]]]:
    """Where one gets from each sum, over which cell, and for what."""
    leads: dict[_Sum, list[tuple[float, _Sum, Cell]]] = defaultdict(list)
    for cell, value in table.items():
        costs = price(cell)
        if costs is not None:
            source, target = _ends(table, cell)
            leads[source].append((costs, target, cell))
            if value:
                leads[target].append((costs, source, cell))
    return leads


def _ends(table: Table, cell: Cell) -> tuple[_Sum, _Sum]:
    """From which sum a cell leads to which: a total the other way round than what it is the total of."""
    row, column = cell
    in_row: _Sum = ("row", row) if (row, TOTAL) in table else _UNKNOWN
    in_column: _Sum = ("column", column) if (TOTAL, column) in table else _UNKNOWN
    return (in_column, in_row) if (row == TOTAL) != (column == TOTAL) else (in_row, in_column)


def _is_total(cell: Cell) -> int:
    return (cell[0] == TOTAL) + (cell[1] == TOTAL)
