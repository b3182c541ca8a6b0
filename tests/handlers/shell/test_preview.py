"""`preview`: what everybody would get, in words and as a table, beside a running bot and without touching anything."""

import asyncio
import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import toolbox
from bot.model import Request
from bot.post import Nudge
from handlers.shell.main import main
from storage.database import open_database
from storage.records import Books
from storage.secrets import Secrets
from tests.rehearsing import KEY, START, Run, company
from tests.stage import MovableClock

pytestmark = pytest.mark.long

Told = pytest.CaptureFixture[str]
DOCS = Path(__file__).parents[3] / "docs" / "preview.md"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Ada in New York and Grace in Lisbon, a pair since today; and Carla."""
    company(tmp_path / "one.db", 1)
    return tmp_path / "one.db"


def types(file: Path, *words: str, now: datetime = START, **environ: str) -> int:
    told = {"DATABASE_URL": f"sqlite:///{file}", "ONEHOUR_SECRET_KEY": KEY, **environ}
    return main(["preview", *words], replace(toolbox(told), clock=MovableClock(now.isoformat())))


def table(capsys: Told) -> Sequence[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def script(folder: Path, *lines: str) -> str:
    file = folder / "acts.csv"
    file.write_text("\n".join(("at,email,act,value,about", *lines)))
    return str(file)


def test_without_a_script_nobody_presses_anything_and_it_says_so(file: Path, capsys: Told) -> None:
    assert types(file, "--months", "2") == 0

    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("Nobody presses anything")
    assert "Friday 27 November 2026" in lines
    said = [line for line in lines if "An hour with Grace" in line]
    assert [line[:27] for line in said] == ["  09:00 America/New_York  A"] * 2
    assert "ada@hartwell.example" in said[0]
    assert (
        "  09:00 Europe/Lisbon  Grace Reed <grace@hartwell.example>  [slack] An hour with Ada: "
        in "\n".join(lines)
    )
    assert re.fullmatch(r"\d+ messages in all\.", lines[-1])


def test_it_reads_beside_serve_and_leaves_everything_as_it_is(file: Path, capsys: Told) -> None:
    engine = open_database(f"sqlite:///{file}")
    with engine.begin() as connection:
        before = connection.exec_driver_sql("SELECT * FROM nudges").all()

    assert types(file, "--months", "1") == 0

    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT * FROM nudges").all() == before
    engine.dispose()


def test_one_person_is_shown_alone_and_one_whom_nobody_knows_is_an_error(file: Path, capsys: Told) -> None:
    assert types(file, "--csv", "--person", "ADA@hartwell.example") == 0
    assert {row["email"] for row in table(capsys)} == {"ada@hartwell.example"}

    assert types(file, "--person", "nobody@hartwell.example") == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "",
        "Nobody here has the address 'nobody@hartwell.example'. `people import` adds people.\n",
    )


@pytest.mark.parametrize(
    "words", [("--months", "0"), ("--months", "25"), ("--months", "six"), ("--month", "6"), ("x",)]
)
def test_wrong_usage_ends_with_2(file: Path, capsys: Told, words: tuple[str, ...]) -> None:
    assert types(file, *words) == 2
    assert "usage:" in capsys.readouterr().err


def test_a_cell_that_a_spreadsheet_would_run_is_harmless(file: Path, capsys: Told) -> None:
    engine = open_database(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET name = '=cmd()' WHERE email = 'ada@hartwell.example'")
    engine.dispose()

    assert types(file, "--csv", "--months", "1") == 0

    assert {row["name"] for row in table(capsys) if row["email"].startswith("ada")} == {"'=cmd()"}


def test_without_the_key_what_is_sealed_stays_shut_and_the_rest_is_told(file: Path, capsys: Told) -> None:
    engine = open_database(f"sqlite:///{file}")
    with Books(engine, Secrets(KEY))() as records:
        ada, grace = (records.people.by_email(f"{name}@hartwell.example") for name in ("ada", "grace"))
        assert ada
        assert grace
        asked = records.requests.add(
            Request(0, 1, ada.id, grace.id, START, line="A word to you alone", asked_at=START)
        )
        due = START + timedelta(hours=1)
        records.outbox.owe([Nudge("asked", "requests/asked", grace.id, due, f"request:{asked.id}")])
    engine.dispose()

    assert types(file, "--csv", ONEHOUR_SECRET_KEY="") == 0
    told = capsys.readouterr()
    [shut] = [row for row in csv.DictReader(io.StringIO(told.out)) if row["template"] == "requests/asked"]
    assert (shut["state"], shut["title"], shut["text"]) == ("dead", "", "")
    assert "not in ONEHOUR_SECRET_KEY" in shut["reason"]
    assert "what is sealed stays shut" in told.err
    assert "An hour with Ada" in told.out
    assert "Traceback" not in told.err

    assert types(file, "--csv") == 0
    assert "A word to you alone" in capsys.readouterr().out


def test_a_script_with_mistakes_is_told_line_by_line_and_not_played(
    file: Path, tmp_path: Path, capsys: Told
) -> None:
    acts = script(
        tmp_path,
        "tomorrow,ada@hartwell.example,types,status,",
        "2026-12-01T09:00,nobody@hartwell.example,types,status,",
        "2026-12-01T09:00,ada@hartwell.example,shouts,status,",
        "2026-12-01T09:00,ada@hartwell.example,presses,,",
        "2030-12-01T09:00,ada@hartwell.example,types,status,",
        "2026-12-01T09:00,ada@hartwell.example,fills,until,",
        "2026-12-01T09:00,ada@hartwell.example,types,find me, somebody, kind",
        "2026-12-01T09:00,ada@hartwell.example,types,status,",
        "0001-01-01T00:00,ada@hartwell.example,types,status,",
    )

    assert types(file, "--script", acts) == 1

    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == [f"line {n}" for n in (2, 3, 4, 5, 6, 7, 8, 10)]
    for line, word in zip(
        lines, ("no moment", "nobody has", "no act", "empty", "not within", "no field"), strict=False
    ):
        assert word in line
    assert lines[-1] == "Nothing was played: 8 lines of the script will not do."


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "the header needs at, email, act"),
        (b"at,email,act,colour\n", "unknown columns: 'colour'"),
        (b"at,email,act,act\n", "twice"),
        (b"\xff\xfe", "not UTF-8"),
        (b'at,email,act\n2026-12-01,"ada', "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_script_is_refused(
    file: Path, tmp_path: Path, capsys: Told, content: bytes, word: str
) -> None:
    (tmp_path / "acts.csv").write_bytes(content)

    assert types(file, "--script", str(tmp_path / "acts.csv")) == 1
    assert word in capsys.readouterr().err


def test_what_could_not_be_done_is_counted_and_named_first(file: Path, tmp_path: Path, capsys: Told) -> None:
    acts = script(
        tmp_path,
        "2026-12-01T09:00,ada@hartwell.example,presses,Fly to the moon,",
        "2026-12-01T09:01,ada@hartwell.example,fills,until=2027-01-20,",
        "2026-12-01T09:02,ada@hartwell.example,types,pause,",
        "2026-12-01T09:03,ada@hartwell.example,fills,colour=green,",
        "2026-12-01T09:04,ada@hartwell.example,fills,until=2026-11-01,",
        "2026-12-01T09:05,ada@hartwell.example,fills,until=2027-01-20,",
    )

    assert types(file, "--months", "1", "--script", acts) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Played by the script acts.csv: 2 acts were played, 4 could not be."
    assert lines[1] == "line 2: ada@hartwell.example has no message with the button 'Fly to the moon'"
    assert lines[2] == "line 3: ada@hartwell.example has no form open"
    assert lines[3].startswith("line 5: ada@hartwell.example the form has no field 'colour'; it has: until")
    assert lines[4].startswith("line 6: ada@hartwell.example the form says: until: ")
    assert any("Ada takes a break" in line for line in lines)


async def test_what_was_sent_before_can_still_be_pressed(file: Path, tmp_path: Path, capsys: Told) -> None:
    now = START + timedelta(days=1, hours=6)
    await Run(file).goes(now, [])
    acts = script(tmp_path, "2026-11-27T12:00,ada@hartwell.example,presses,#1,An hour with Grace")

    assert await asyncio.to_thread(types, file, "--csv", "--months", "1", "--script", acts, now=now) == 0

    assert any(row["title"].startswith("You meet Grace") for row in table(capsys) if row["state"] == "sent")


def test_the_example_in_the_docs_is_played_as_it_stands(file: Path, tmp_path: Path, capsys: Told) -> None:
    [example] = re.findall(r"```csv\n(.*?)```", DOCS.read_text(), re.DOTALL)
    (tmp_path / "acts.csv").write_text(example)

    assert types(file, "--csv", "--script", str(tmp_path / "acts.csv")) == 0

    told = capsys.readouterr()
    assert "4 acts were played, 0 could not be" in told.err
    header, *_ = told.out.splitlines()
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert any(row["title"].startswith("You meet Ada") for row in rows if row["email"].startswith("grace"))
    described = re.findall(
        r"^\| (`[^|]*) \| .* \|$", DOCS.read_text().partition("## The script")[0], re.MULTILINE
    )
    assert header.split(",") == re.findall(r"`(\w+)`", " ".join(described))


def test_a_name_tells_the_terminal_nothing(file: Path, capsys: Told) -> None:
    engine = open_database(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET name = char(27) || '[2J' WHERE email LIKE 'ada@%'")
    engine.dispose()

    assert types(file, "--months", "1") == 0

    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("what", ["nothing", "empty", "words"])
def test_where_nothing_can_be_read_a_sentence_says_so(tmp_path: Path, capsys: Told, what: str) -> None:
    file = tmp_path / "none.db"
    if what != "nothing":
        file.write_bytes(
            b"" if what == "empty" else b"only words, and enough of them to be read as a database" * 9
        )

    assert types(file) == 1

    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert told.err.startswith(
        "The database cannot be read" if what == "words" else "Nothing is stored there yet"
    )
