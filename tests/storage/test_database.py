"""One process has the file; whoever only looks is always let in."""

import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.ports import Out
from storage import database
from storage.database import WRITING, open_database, open_for_reading, sqlite_fault
from storage.lock import FileIsTaken
from storage.records import Books
from storage.schema import migrate
from storage.secrets import Secrets
from tests.storage.paper import BOTH, person, sqlite_url

ROOT = Path(__file__).parents[2]
OPENS = "import sys; from storage.database import open_database; open_database(sys.argv[1])"
HOLDS = f"{OPENS}; print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def reader(engine: Engine, migrated: str) -> Iterator[Engine]:
    reader = open_for_reading(migrated)
    yield reader
    reader.dispose()


@pytest.mark.faults
def test_a_second_process_is_turned_away_with_a_sentence(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path / "onehour.db"))

    second = subprocess.run(
        [sys.executable, "-c", OPENS, sqlite_url(tmp_path / "onehour.db")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "onehour.db is in use by another onehour process" in second.stderr
    engine.dispose()


@pytest.mark.faults
def test_a_killed_process_leaves_the_file_free(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "onehour.db")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FileIsTaken):
            open_database(url)
        holder.send_signal(signal.SIGKILL)

    open_database(url).dispose()


def test_two_names_of_one_file_are_one_lock(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path / "onehour.db"))
    (tmp_path / "other.db").symlink_to(tmp_path / "onehour.db")

    with pytest.raises(FileIsTaken):
        open_database(sqlite_url(tmp_path / "other.db"))
    engine.dispose()


def test_what_was_given_back_can_be_taken(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "onehour.db")
    open_database(url).dispose()

    open_database(url).dispose()


def test_an_engine_used_after_it_gave_the_file_back_asks_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "onehour.db")
    former = open_database(url)
    former.dispose()
    owner = open_database(url)

    with pytest.raises(FileIsTaken):
        former.connect()
    owner.dispose()


def test_nobody_else_on_the_machine_reads_the_file(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path / "onehour.db"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE one (id INTEGER)"))

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("onehour.db*")}

    assert [name for name, mode in modes.items() if mode & 0o077 and not name.endswith(".lock")] == []
    engine.dispose()


def test_memory_serves_as_a_database() -> None:
    engine = open_database("sqlite://")
    migrate(engine)

    with Books(engine, Secrets("one"))() as records:
        ada = person(records)
    with Books(engine, Secrets("one"))() as records:
        assert records.people.get(ada.id) == ada
    engine.dispose()


def test_whoever_only_looks_sees_what_was_committed(books: Books, reader: Engine) -> None:
    with books() as records:
        ada = person(records)

    with Books(reader, Secrets("one"))() as records:
        assert records.people.get(ada.id) == ada


def test_whoever_only_looks_changes_nothing(books: Books, reader: Engine) -> None:
    with books() as records:
        person(records)

    with pytest.raises((Out, DBAPIError)), Books(reader, Secrets("one"))() as records:
        person(records, "Eve")

    with books() as records:
        assert [each.name for each in records.people.everybody()] == ["Ada"]


def test_looking_for_a_file_that_is_not_there_makes_none(tmp_path: Path) -> None:
    reader = open_for_reading(sqlite_url(tmp_path / "onehour.db"))

    with pytest.raises(Out), Books(reader, Secrets("one"))():
        pass

    assert list(tmp_path.iterdir()) == []


def test_sqlite_is_set_to_keep_what_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WRITING", WRITING)  # as it is shipped: the other tests wait for no disk
    engine = open_database(sqlite_url(tmp_path / "onehour.db"))
    with engine.begin() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    engine.dispose()

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 30000,
    }


@pytest.mark.postgres
@pytest.mark.parametrize("migrated", BOTH[1:], indirect=True)
def test_postgresql_waits_for_nothing_for_ever(engine: Engine) -> None:
    with engine.begin() as connection:
        found = [
            connection.execute(text(f"SHOW {name}")).scalar()
            for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        ]

    assert found == ["10s", "30s", "1min"]


def test_an_old_sqlite_is_remarked_on() -> None:
    assert "3.40.1" in sqlite_fault((3, 40, 1))
    assert sqlite_fault((3, 51, 3)) == ""
