"""The demo company has to be believable, and Ada's best mentor has to be Grace."""

import csv
from collections import Counter
from zoneinfo import ZoneInfo

from playground.company import PEOPLE, humans_from, joining

with PEOPLE.open(encoding="utf-8", newline="") as file:
    ROWS = {row["email"]: row for row in csv.DictReader(file)}


def line_of(email: str) -> list[str]:
    manager = ROWS[email]["manager"]
    return [manager, *line_of(manager)] if manager else []


def test_forty_people_live_on_two_platforms() -> None:
    humans = humans_from(PEOPLE)

    assert Counter(human.platform for human in humans) == {"slack": 22, "teams": 18}
    assert len({human.slack_id for human in humans} | {human.teams_id for human in humans}) == 80
    assert all(len(human.slack_id) == 10 and human.slack_id.isupper() for human in humans)


def test_everybody_reports_to_the_chief_executive_and_to_somebody_more_senior() -> None:
    for email, row in ROWS.items():
        line = line_of(email)
        assert (line or [email])[-1] == "helena@hartwell.example"
        assert not line or int(ROWS[line[0]]["level"]) > int(row["level"])


def test_every_row_is_in_range() -> None:
    for row in ROWS.values():
        assert ZoneInfo(row["timezone"]).key == row["timezone"]
        assert 1 <= int(row["level"]) <= 10
        assert row["role"] in {"", "mentor", "mentee", "both"}
        assert bool(row["role"]) == bool(row["capacity"])


def test_eight_leaders_live_mostly_on_teams() -> None:
    assert Counter(row["platform"] for row in ROWS.values() if row["leader"] == "yes") == {
        "teams": 7,
        "slack": 1,
    }


def test_twelve_join_in_the_opening_and_neither_ada_nor_grace_does() -> None:
    assert len(joining(PEOPLE)) == 12
    assert not {"ada", "grace", "carla"} & set(joining(PEOPLE))


def test_nobody_but_grace_offers_what_ada_wants_and_nobody_but_ada_wants_it() -> None:
    wanted = set(ROWS["ada@hartwell.example"]["wants"].split(";"))

    offering = [row["id"] for row in ROWS.values() if wanted & set(row["offers"].split(";"))]
    wanting = [row["id"] for row in ROWS.values() if wanted & set(row["wants"].split(";"))]

    assert offering == ["grace"]
    assert wanting == ["ada"]
    assert "grace@hartwell.example" not in line_of("ada@hartwell.example")[:2]
