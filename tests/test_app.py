"""What whoever operates onehour reads when a database cannot be had: sentences, never a traceback."""

import sqlite3
from pathlib import Path

import pytest

from app import toolbox
from handlers.shell.main import main
from storage.database import open_database
from tests.fresh import fresh

TAKEN = "stop serve, or upload the file in chat"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "one.db"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text("email,name\nada@hartwell.example,Ada Pereira\n")
    return file


def run(database: Path, *argv: str) -> int:
    return main(argv, toolbox({"DATABASE_URL": f"sqlite:///{database}"}))


def test_beside_serve_nobody_else_writes(
    database: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_database(fresh(database))
    engine.connect().close()

    for argv in (("migrate",), ("people", "import", str(people))):
        assert run(database, *argv) == 1
        assert TAKEN in capsys.readouterr().err
    engine.dispose()


def test_a_database_that_is_not_there_yet_is_none_the_less_well(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(database, "doctor")

    assert "its schema will be brought up to date by `serve`" in capsys.readouterr().out
    assert not database.exists()


def test_a_database_of_a_newer_onehour_is_left_alone(
    database: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh(database)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = database.read_bytes()

    for argv in (("migrate",), ("people", "import", str(people))):
        assert run(database, *argv) == 1
        assert "of a newer onehour" in capsys.readouterr().err
    assert run(database, "doctor") == 1
    assert "its schema is of a newer onehour" in capsys.readouterr().out
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database.write_text("only words, and enough of them to be read as the head of a database" * 9)

    assert run(database, "migrate") == 1
    assert capsys.readouterr().err == "The database cannot be opened: file is not a database.\n"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "nowhere" / "one.db", "migrate") == 1
    assert capsys.readouterr().err == "The database cannot be opened: No such file or directory.\n"
