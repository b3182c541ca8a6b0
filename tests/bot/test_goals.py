"""Even the fullest lists of goals fit into one message; and nobody who coordinates comes near one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.first_goals import LONGEST, LONGEST_SIGN, MOST_OPEN
from bot.goal_lists import within
from bot.message import Message
from bot.model import Enrolment, Role
from bot.people import Platform
from bot.ports import House, Visit
from bot.progress import Goal
from handlers.slack.blocks import blocks
from handlers.teams import outgoing
from playground.slack_rules import message_findings, too_long
from playground.teams_rules import activity_findings, too_big
from storage.database import open_database
from storage.records import Books
from storage.secrets import Secrets
from templates.library import Library
from tests.fresh import fresh
from tests.storage import paper
from tests.storage.paper import NOON, SECRET

LIBRARY = Library()


@pytest.mark.parametrize("mentees", [1, 8], ids=["pair", "group"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_fullest_list_fits_into_one_message(tmp_path: Path, mentees: int, language: str) -> None:
    said = fullest(tmp_path, mentees, language)

    layout = blocks(said)
    assert list(message_findings({"text": said.title, "blocks": layout})) == []
    assert not too_long(layout)
    [drawn] = outgoing.messages(said, language)
    assert list(activity_findings(drawn)) == []
    assert not too_big(drawn)


def test_goals_and_single_answers_are_asked_for_where_nobody_coordinates() -> None:
    """Whoever adds a reader has to come by here; `pulses.figures` is all that a coordinator's card takes."""
    home = Path(__file__).parent.parent.parent
    core = {path.relative_to(home).as_posix(): path.read_text() for path in (home / "bot").rglob("*.py")}
    reading = {name for name, text in core.items() if re.search(r"records\.(goals|pulses)\b", text)}

    assert reading == {
        "bot/goals.py",
        "bot/first_goals.py",
        "bot/goal_lists.py",
        "bot/flows/goals.py",
        "bot/pulses.py",
    }
    assert not [name for name in reading if "coordinates" in core[name] or "lets_coordinate" in core[name]]
    desks = [
        name for name, text in core.items() if "must_coordinate" in text or "COORDINATORS = True" in text
    ]
    taken = {
        line
        for name in desks
        for line in core[name].splitlines()
        if re.search(r"goal_lists|bot\.goals|pulses", line)
    }
    assert taken == {"from bot.pulses import figures"}


def test_the_tables_are_read_in_one_place_only() -> None:
    home = Path(__file__).parent.parent.parent / "storage"
    naming = {
        path.name
        for path in home.glob("*.py")
        if re.search(r"GoalRow|PulseRow|GOALS|PULSES", path.read_text())
    }

    assert naming == {"progress.py", "forgetting.py", "merging.py", "retention.py"}


@contextmanager
def closing_down(engine: Engine) -> Iterator[None]:
    yield
    engine.dispose()


def fullest(folder: Path, mentees: int, language: str) -> Message:
    engine = open_database(fresh(folder / "full.db"))
    with closing_down(engine), Books(engine, Secrets(SECRET))() as records:
        people = [paper.person(records, f"Maximiliane{place} Q") for place in range(mentees + 1)]
        pair = paper.pair(records, *(one.id for one in people))
        wishes = "\n".join(f"{place}{'w' * LONGEST}" for place in range(3))
        reader = people[-1 if mentees == 1 else 0]
        records.programmes.enrol(Enrolment(0, pair.programme_id, reader.id, Role.MENTEE, NOON, goals=wishes))
        for one in people:
            for place in range(MOST_OPEN):
                words, sign = f"{place} " + "ö" * (LONGEST - 2), "ß" * LONGEST_SIGN
                records.goals.add(Goal(0, pair.id, one.id, words, sign, date(2026, 12, 24), NOON, NOON))
        account = paper.account(records, reader.id, Platform.SLACK)
        late = datetime(2027, 2, 1, tzinfo=UTC)
        visit = Visit(reader, account, records, late, House(LIBRARY))
        return LIBRARY.say(within(visit, pair), language)
