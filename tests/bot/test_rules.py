"""The hard rules, one by one and in their order."""

from datetime import date
from typing import Any

import pytest

from bot.matching.rules import Bar, bar
from bot.model import ProgrammeKind
from tests.bot.cohort import somebody

ON = date(2026, 11, 20)
MENTOR, MENTEE = 1, 2


def barred(
    mentor: dict[str, Any],
    mentee: dict[str, Any],
    kind: ProgrammeKind = ProgrammeKind.TRADITIONAL,
    on: date = ON,
    earlier: frozenset[tuple[int, int]] = frozenset(),
) -> Bar | None:
    return bar(somebody(MENTOR, **mentor), somebody(MENTEE, **mentee), kind, on, earlier)


def zones(mentor: str, mentee: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"timezone": mentor}, {"timezone": mentee}


def levels(mentor: int | None, mentee: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"level": mentor}, {"level": mentee}


def tongues(mentor: set[str], mentee: set[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"languages": frozenset(mentor)}, {"languages": frozenset(mentee)}


def test_nothing_known_bars_nobody() -> None:
    assert barred({}, {}) is None


def test_nobody_guides_themselves() -> None:
    assert bar(somebody(1), somebody(1), ProgrammeKind.PEER, ON, frozenset()) is Bar.SELF


@pytest.mark.parametrize(
    ("mentor", "mentee"),
    [
        ({}, {"line": ("p1@example.org",)}),
        ({}, {"line": ("p8@example.org", "p1@example.org")}),
        ({"line": ("p2@example.org",)}, {}),
        ({"line": ("p9@example.org", "p2@example.org")}, {}),
        ({"email": "P1@Example.org "}, {"line": ("p1@example.org",)}),
    ],
)
def test_the_reporting_line_is_barred_both_ways_skip_level_included(
    mentor: dict[str, Any], mentee: dict[str, Any]
) -> None:
    assert barred(mentor, mentee) is Bar.REPORTING_LINE


def test_colleagues_under_one_manager_may_meet() -> None:
    line = {"line": ("p8@example.org", "p9@example.org")}

    assert barred(line, line) is None


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (tongues({"pt", "en"}, {"en", "de"}), None),
        (tongues({"pt"}, {"de"}), Bar.LANGUAGE),
        (tongues(set(), {"de"}), None),
        (tongues({"pt"}, set()), None),
        (zones("Europe/Lisbon", "America/New_York"), None),  # 3 hours
        (zones("Europe/Lisbon", "America/Chicago"), None),  # exactly 2
        (zones("Europe/Lisbon", "America/Denver"), Bar.HOURS),
        (zones("Europe/Lisbon", ""), None),
        (zones("", "Pacific/Auckland"), None),
    ],
)
def test_a_common_language_and_two_common_hours_are_needed_where_known(
    people: tuple[dict[str, Any], dict[str, Any]], expected: Bar | None
) -> None:
    assert barred(*people) is expected


def test_common_hours_are_those_of_the_start_date() -> None:
    people = zones("Europe/Lisbon", "America/Denver")

    assert barred(*people, on=date(2026, 3, 16)) is None  # America's clocks are already forward
    assert barred(*people, on=date(2026, 4, 16)) is Bar.HOURS


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (ProgrammeKind.TRADITIONAL, {(5, 4), (9, 1), (None, 4), (5, None)}),
        (ProgrammeKind.GROUP, {(5, 4), (9, 1), (None, 4), (5, None)}),
        (ProgrammeKind.REVERSE, {(4, 5), (4, 6), (1, 9), (None, 4), (5, None)}),
        (ProgrammeKind.PEER, {(5, 4), (4, 5), (4, 4), (None, 4), (5, None)}),
    ],
)
def test_seniority_is_the_programmes(
    kind: ProgrammeKind, allowed: set[tuple[int | None, int | None]]
) -> None:
    tried = [(5, 4), (4, 5), (4, 4), (9, 1), (1, 9), (4, 6), (None, 4), (5, None)]

    found = {pair: barred(*levels(*pair), kind) for pair in tried}

    assert {pair for pair, why in found.items() if why is None} == allowed
    assert {why for why in found.values() if why} == {Bar.SENIORITY}


@pytest.mark.parametrize(
    ("mentor", "mentee"),
    [({"avoid": frozenset({"p2@example.org"})}, {}), ({}, {"avoid": frozenset({"p1@example.org"})})],
)
def test_whoever_is_avoided_by_either_is_barred(mentor: dict[str, Any], mentee: dict[str, Any]) -> None:
    assert barred(mentor, mentee) is Bar.AVOID


@pytest.mark.parametrize("pair", [(MENTOR, MENTEE), (MENTEE, MENTOR)])
def test_an_earlier_pair_does_not_come_again_either_way_round(pair: tuple[int, int]) -> None:
    assert barred({}, {}, earlier=frozenset({pair})) is Bar.EARLIER


@pytest.mark.parametrize("people", [({"paused": True}, {}), ({}, {"paused": True})])
def test_whoever_pauses_is_barred(people: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert barred(*people) is Bar.PAUSED


def test_avoided_declined_and_paused_read_alike() -> None:
    assert {why.shown for why in (Bar.AVOID, Bar.EARLIER, Bar.PAUSED)} == {"not_possible"}
    assert {why for why in Bar if why.shown == why.value} == set(Bar) - {Bar.AVOID, Bar.EARLIER, Bar.PAUSED}


def test_a_public_reason_is_told_before_a_private_one() -> None:
    mentor = {"avoid": frozenset({"p2@example.org"}), "paused": True, "level": 3}

    assert barred(mentor, {"level": 4}) is Bar.SENIORITY
