"""From nothing, or from an older schema, to the newest; by one of several; and never half-way."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from bot.people import Platform
from storage import schema
from storage.columns import Base
from storage.database import open_database
from storage.records import Books
from storage.secrets import Secrets
from tests.fresh import fresh
from tests.storage.paper import BOTH, MINUTE, NOON, SECRET, account, at_once, person, sqlite_url

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("people", recreate="always") as people:
        people.add_column(sa.Column("shoe", sa.Integer()))
    {more}
"""
HEAD = schema.head()
# As they were before pairs had an end: one goes on, one has ended, and one is only counted.
PERSON = """
id, organisation_id, name, email, title, department, location, country, timezone, languages, leader, manager,
coordinator, opens, closes, announcements, sought
"""
PAIR = "id, programme_id, mentor_id, started_at, months, state, informal, ended_at"
NOBODY = (
    "1, 'Ada', '', '', '', '', '', '', '[]', false, '', false, '09:00:00.000000', '17:00:00.000000', true, ''"
)
DAY = "'2026-11-01 12:00:00.000000'"
PAIRS = (
    f"(1, 1, 1, {DAY}, 6, 'active', false, NULL)",
    f"(2, 1, 1, {DAY}, 6, 'ended', false, {DAY})",
    f"(3, 1, 1, {DAY}, 6, 'active', true, NULL)",
)
# What a leader's answer was called, and what it is: what they are asked for, and where that stands.
TODAY = {
    "asked": ("take_part", "asked"),
    "mentor": ("take_part", "yes"),
    "champion": ("champion", "yes"),
    "smaller": ("smaller", "seen"),
    "all_hands": ("all_hands", "yes"),
    "panel": ("panel", "yes"),
    "story": ("story", "yes"),
    "not_now": ("take_part", "not_now"),
    "no": ("take_part", "no"),
}
ASK = "id, campaign_id, person_id, asked_at, state, answered_at"
ANSWERS = [
    f"({n}, 1, {n + 1}, {DAY}, '{state}', {'NULL' if state == 'asked' else DAY})"
    for n, state in enumerate(TODAY, start=1)
]
BREAKS = 'op.execute("DELETE FROM people")'


@pytest.fixture
def empty(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def newest(url: str) -> Iterator[Engine]:
    """As `migrate` makes it, and for this test alone."""
    if url.startswith("sqlite"):
        fresh(Path(url.removeprefix("sqlite:///")))
    engine = open_database(url)
    schema.migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release with one migration more, which rebuilds the table of people. Gives that migration's file."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    file = folder / "versions" / "9999_next.py"
    file.write_text(NEXT.format(head=HEAD, more=""))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    return file


def test_an_empty_database_gets_the_newest_schema_once_and_is_not_copied(url: str, tmp_path: Path) -> None:
    engine = open_database(url)
    assert not schema.is_current(engine)

    assert schema.migrate(engine) == schema.head()

    assert schema.is_current(engine)
    engine.dispose()
    assert schema.migrate(url) == schema.head()
    assert list(tmp_path.glob("*before*")) == []


def test_models_and_migrations_agree(engine: Engine) -> None:
    options = {"compare_type": True, "compare_server_default": True}
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_every_constraint_has_the_name_that_the_models_give_it(newest: Engine) -> None:
    migrated = names(newest)
    Base.metadata.drop_all(newest)
    Base.metadata.create_all(newest)

    assert migrated == names(newest)


def names(engine: Engine) -> dict[str, set[str | None]]:
    look = inspect(engine)
    found: dict[str, set[str | None]] = {}
    for table in Base.metadata.tables:
        many = (
            look.get_foreign_keys,
            look.get_unique_constraints,
            look.get_check_constraints,
            look.get_indexes,
        )
        found[table] = {one["name"] for get in many for one in get(table)}
        found[table].add(look.get_pk_constraint(table)["name"])
    return found


@pytest.mark.long
def test_the_way_down_leads_to_nothing_and_up_again(newest: Engine) -> None:
    with schema.alone(newest) as connection:
        command.downgrade(schema.config(connection), "base")
    assert inspect(newest).get_table_names() == ["alembic_version"]

    schema.migrate(newest)

    assert schema.is_current(newest)


def test_whoever_is_a_pair_already_gets_an_end_planned(empty: Engine) -> None:
    with schema.alone(empty) as connection:
        command.upgrade(schema.config(connection), "0009")
        for told in (
            "INSERT INTO organisations VALUES (1, 'Hartwell', '', '', 'en', '[]', 24)",
            "INSERT INTO programmes VALUES (1, 1, 'Spring', 'traditional', 60, 6, '', NULL)",
            f"INSERT INTO people ({PERSON}) VALUES {', '.join(f'({n}, {NOBODY})' for n in (1, 2))}",
            f"INSERT INTO pairs ({PAIR}) VALUES {', '.join(PAIRS)}",
        ):
            connection.execute(text(told))
        connection.commit()

    schema.migrate(empty)

    with Books(empty, Secrets(SECRET))() as records:
        [plan] = records.outbox.claim(NOON, MINUTE, 9)
        assert (plan.nudge.template, plan.nudge.about, plan.nudge.to) == ("closing.plan", "ending:1", 1)


def test_whatever_leaders_answered_is_kept_in_the_words_of_today(empty: Engine) -> None:
    with schema.alone(empty) as connection:
        command.upgrade(schema.config(connection), "0009")
        for told in (
            "INSERT INTO organisations VALUES (1, 'Hartwell', '', '', 'en', '[]', 24)",
            f"INSERT INTO people ({PERSON}) VALUES {', '.join(f'({n}, {NOBODY})' for n in range(1, 11))}",
            f"INSERT INTO campaigns VALUES (1, 1, 'announcements/prelaunch', 'leaders', 1, {DAY}, 9)",
            f"INSERT INTO asks ({ASK}) VALUES {', '.join(ANSWERS)}",
        ):
            connection.execute(text(told))
        connection.commit()

    schema.migrate(empty)

    with Books(empty, Secrets(SECRET))() as records:
        asks = records.campaigns.asks()
        assert [(one.kind.value, one.state.value) for one in asks] == list(TODAY.values())
        assert {(one.by, one.campaign_id, one.reminders) for one in asks} == {(1, 1, 0)}
        steps = [(one.ask_id, one.by, one.what) for one in records.campaigns.steps([1, 2, 8])]
        assert steps == [(1, 1, "ask"), (2, 1, "ask"), (8, 1, "ask"), (2, 3, "agree"), (8, 9, "postpone")]
    with schema.alone(empty) as connection:
        command.downgrade(schema.config(connection), "0013")
        kept = connection.execute(text("SELECT state FROM asks ORDER BY id")).scalars().all()
    assert kept == list(TODAY)


@pytest.mark.postgres
@pytest.mark.parametrize("url", BOTH[1:], indirect=True)
def test_three_replicas_may_start_at_once(url: str) -> None:
    assert at_once(*[lambda: schema.migrate(url)] * 3) == [schema.head()] * 3


@pytest.mark.parametrize("migrated", BOTH[:1], indirect=True)
def test_a_table_made_anew_keeps_what_belongs_to_it(engine: Engine, books: Books, next_release: Path) -> None:
    with books() as records:
        ada = person(records)
        hers = account(records, ada.id, Platform.SLACK)

    assert schema.migrate(engine) == "9999"

    with books() as records:
        assert list(records.people.accounts(ada.id)) == [hers]


@pytest.mark.parametrize("migrated", BOTH[:1], indirect=True)
def test_a_migration_that_leaves_orphans_changes_nothing(
    engine: Engine, books: Books, next_release: Path
) -> None:
    next_release.write_text(NEXT.format(head=HEAD, more=BREAKS))
    with books() as records:
        ada = person(records)
        account(records, ada.id, Platform.SLACK)

    with pytest.raises(Exception, match="rows of accounts point to rows that are gone"):
        schema.migrate(engine)

    with books() as records:
        assert list(records.people.everybody()) == [ada]
    assert not schema.is_current(engine)


@pytest.mark.parametrize("migrated", BOTH[:1], indirect=True)
def test_foreign_keys_are_on_again_after_migrating(engine: Engine, next_release: Path) -> None:
    schema.migrate(engine)

    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.parametrize("migrated", BOTH[:1], indirect=True)
def test_a_file_with_something_in_it_is_copied_first(
    engine: Engine, books: Books, next_release: Path, tmp_path: Path
) -> None:
    with books() as records:
        ada = person(records)

    schema.migrate(engine)

    copy = open_database(sqlite_url(tmp_path / "onehour.before-9999.db"))
    with Books(copy, Secrets(SECRET))() as records:
        assert list(records.people.everybody()) == [ada]
    copy.dispose()


def test_the_example_of_a_new_migration_holds(engine: Engine, next_release: Path) -> None:
    next_release.unlink()
    with schema.alone(engine) as connection:
        command.revision(schema.config(connection), "Why", autogenerate=True, rev_id="9998")

    assert (next_release.with_name("9998_why.py")).read_text().count("pass") == 2
