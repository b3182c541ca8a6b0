"""The launcher itself: every PostgreSQL we can find, and every guise that works here."""

import os
import stat
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.postgres import Databases, Guise, Server, binaries, guises, is_running, start_or_skip

pytestmark = pytest.mark.postgres

EVERY = [*product(binaries(), guises()[:1]), *product(binaries()[:1], guises()[1:])]


@pytest.fixture(
    params=EVERY,
    ids=[f"{folder.parent.parent.name}-{folder.parent.name}-{guise.name}" for folder, guise in EVERY],
)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    folder, guise = request.param
    server = Server(folder, guise)
    yield server
    server.close()


def ask(url: str, question: str) -> object:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(question))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def test_what_was_committed_outlives_a_kill(server: Server) -> None:
    server.start()
    database = Databases(server.url).new()
    ask(database, "CREATE TABLE kept AS SELECT 42 AS answer")

    server.kill()
    server.start()

    assert ask(database, "SELECT answer FROM kept") == 42


def test_a_kill_ends_open_sessions_at_once(own_postgres: Server) -> None:
    address = own_postgres.url.replace("+psycopg", "")
    with psycopg.connect(address) as session:
        backend = session.info.backend_pid

        own_postgres.kill()

        assert not is_running(backend)
        with pytest.raises(psycopg.OperationalError):
            session.execute("SELECT 1")


def test_stopping_and_starting_keeps_everything(own_postgres: Server) -> None:
    database = Databases(own_postgres.url).new()
    ask(database, "CREATE TABLE kept AS SELECT 42 AS answer")

    own_postgres.stop()
    own_postgres.start()

    assert ask(database, "SELECT answer FROM kept") == 42


def test_two_databases_know_nothing_of_each_other(postgres: Databases) -> None:
    one, other = postgres.new(), postgres.new()

    ask(one, "CREATE TABLE mine AS SELECT 1 AS n")

    assert ask(other, "SELECT count(*) FROM information_schema.tables WHERE table_name = 'mine'") == 0


def test_a_database_can_be_copied_with_what_is_in_it(postgres: Databases) -> None:
    original = postgres.new()
    ask(original, "CREATE TABLE kept AS SELECT 42 AS answer")

    copy = postgres.new(copy_of=original)
    ask(copy, "UPDATE kept SET answer = 43")

    assert ask(original, "SELECT answer FROM kept") == 42
    assert ask(copy, "SELECT answer FROM kept") == 43


@pytest.mark.skipif(not EVERY, reason="no PostgreSQL was found")
def test_no_account_is_made_and_no_folder_opened(tmp_path: Path) -> None:
    def seen() -> tuple[str, list[int]]:
        folders = [Path.home(), *Path.home().parents, *binaries()[0].parents, tmp_path]
        return Path("/etc/passwd").read_text(), [stat.S_IMODE(folder.stat().st_mode) for folder in folders]

    before = seen()

    for guise in guises():
        server = Server(binaries()[0], guise)
        server.start()
        server.close()

    assert seen() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL refuses root only")
def test_a_server_that_cannot_start_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(OSError, match="cannot be run as root"):
        Server(binaries()[0], Guise("root"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("required", "outcome"), [(False, pytest.skip.Exception), (True, pytest.fail.Exception)]
)
def test_without_any_server_a_person_skips_and_ci_fails(
    required: bool, outcome: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.postgres.binaries", list)

    with pytest.raises(outcome, match="no PostgreSQL was found"):
        start_or_skip(required=required)
