"""What each month's hour is for: every kind, every length, in every language, and never the same twice in a row."""

from itertools import pairwise, product

import pytest

from bot.agendas import REFLECTION, Stage, parts, stage_of
from bot.message import Bullets, Line, Paragraph, Say, Text
from bot.model import ProgrammeKind
from templates.languages import LANGUAGES
from templates.library import Library

LIBRARY = Library()


@pytest.mark.parametrize(
    ("months", "stages"),
    [
        (1, "first"),
        (2, "first last"),
        (3, "first goals last"),
        (4, "first goals prepare last"),
        (5, "first goals stocktake prepare last"),
        (6, "first goals feedback stocktake prepare last"),
        (8, "first goals feedback people stocktake obstacles prepare last"),
    ],
)
def test_each_month_has_its_place(months: int, stages: str) -> None:
    assert [stage_of(number, months).value for number in range(1, months + 1)] == stages.split()


def test_no_two_months_in_a_row_are_for_the_same_also_when_more_are_added() -> None:
    for months in range(1, 25):
        stages = [stage_of(number, months) for number in range(1, months + 7)]

        assert all(one is not next_one for one, next_one in pairwise(stages)), months


def test_the_parts_add_up_and_the_end_is_for_looking_back() -> None:
    for stage, minutes in product(Stage, range(15, 181)):
        lengths = parts(stage, minutes)

        assert sum(lengths) == minutes, stage
        assert min(lengths) >= 1, (stage, minutes)
        assert lengths[-1] == REFLECTION or minutes < 3 * REFLECTION, (stage, minutes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_has_words_for_every_kind_and_names_every_minute(language: str) -> None:
    told = {
        (stage, kind): items(stage, kind, language)
        for stage, kind in product(Stage, (kind.value for kind in ProgrammeKind))
    }

    for (stage, _), lines in told.items():
        assert [int(line.split()[0]) for line in lines] == list(parts(stage, 60))
    for stage in Stage:
        assert len({tuple(told[stage, kind.value]) for kind in ProgrammeKind}) == len(ProgrammeKind), stage
    peers = " ".join(line for (_, kind), lines in told.items() if kind == "peer" for line in lines)
    assert "mentor" not in peers.casefold()
    assert "mentee" not in peers.casefold()


def items(stage: Stage, kind: str, language: str) -> list[str]:
    message = LIBRARY.say(Say(f"agendas/{stage}", {"kind": kind, "parts": parts(stage, 60)}), language)
    heading, points = message.body
    assert isinstance(heading, Paragraph)
    assert isinstance(points, Bullets)
    return [words(line) for line in points.items]


def words(line: Line) -> str:
    return "".join(span.text for span in line if isinstance(span, Text))
