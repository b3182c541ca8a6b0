"""The figures as rows for a spreadsheet: every programme, with the same figures hidden as everywhere."""

from collections.abc import Iterator, Sequence

from bot.figures import REST, Counts, Figures
from bot.suppression import TOTAL

COLUMNS = ("programme", "figure", "group", "value")
HIDDEN = "hidden"
SMALLER = "(all smaller departments)"

Row = tuple[str, str, str, str]


def rows(programmes: Sequence[Figures]) -> Sequence[Sequence[str]]:
    """The names of the columns first. What holds for the whole company comes last, without a programme."""
    every = [row for figures in programmes for row in _of(figures)]
    company = [row for figures in programmes[:1] for row in _of_company(figures)]
    return [COLUMNS, *every, *company]


def _of(figures: Figures) -> Iterator[Row]:
    name = figures.programme.name
    yield from _counts(name, "people", figures.people)
    yield name, "matched_percent", "", _told(figures.matched)
    yield from _counts(name, "meetings", figures.meetings)
    yield from _counts(name, "goals", figures.goals)
    yield name, "informal_pairs", "", _told(figures.informal)
    pulse = figures.pulse
    yield name, "pulse_average", "", f"{pulse.total / pulse.people:.1f}" if pulse else HIDDEN
    yield name, "pulse_answers", "", str(pulse.people) if pulse else HIDDEN
    for one in figures.departments:
        called = SMALLER if one.name == REST else one.name
        yield name, "department_taking_part", called, _told(one.part)
        yield name, "department_people", called, _told(one.people)


def _of_company(figures: Figures) -> Iterator[Row]:
    yield from _counts("", "leaders", figures.leaders)
    yield "", "leaders_percent", "", _told(figures.leading)
    yield from _counts("", "asks", figures.asks)


def _counts(programme: str, figure: str, counts: Counts) -> Iterator[Row]:
    for group, count in counts.items():
        yield programme, figure, "total" if group == TOTAL else group, _told(count)


def _told(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
