"""What a template is told: reasons in their order, and the faint one never alone or first."""

from typing import cast

import pytest

from bot.facts import told_reasons
from bot.message import Facts
from bot.ports import Visit

# none of these has a skill, whose name is all that the reader decides
ANYBODY = cast("Visit", None)
GOALS: Facts = {"code": "goals"}
HOURS: Facts = {"code": "hours", "hours": "3"}
LEVEL: Facts = {"code": "level", "leader": ""}


def test_goals_that_read_alike_are_told_last() -> None:
    assert told_reasons(ANYBODY, [GOALS, HOURS, LEVEL]) == (HOURS, LEVEL, GOALS)
    assert told_reasons(ANYBODY, [GOALS, HOURS, LEVEL], most=2) == (HOURS, LEVEL)


@pytest.mark.parametrize("code", ["wished", "wished_for"])
def test_that_somebody_was_named_is_told_to_nobody(code: str) -> None:
    assert told_reasons(ANYBODY, [{"code": code}, HOURS]) == (HOURS,)


def test_goals_that_read_alike_are_no_reason_by_themselves() -> None:
    assert told_reasons(ANYBODY, [GOALS]) == ()
