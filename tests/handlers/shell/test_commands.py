"""What is typed is done, refused in words, or explained; the exit code says which."""

import asyncio
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import toolbox
from bot.people import Person
from bot.ports import House, Out
from handlers.shell.main import LATER, main
from handlers.shell.settings import Settings
from handlers.shell.toolbox import Check, Database, Play, Refused, Role, Schema, State, Taken, Toolbox
from handlers.web.server import listen, web_app
from storage.database import open_database
from storage.records import Books
from storage.secrets import Secrets
from templates.library import Library
from tests.fresh import fresh

FINE = {
    "ONEHOUR_SECRET_KEY": "Zq8-canary-vT3nB6mY1kW9xR4sL7dF2hJ5gP0c",
    "ONEHOUR_ADMINS": "carla@x.example",
    "SLACK_BOT_TOKEN": "xoxb-canary",
    "SLACK_SIGNING_SECRET": "canary-signing",
}
CURRENT = Database("SQLite 3.60.0", Schema.CURRENT)


NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Noon:
    def now(self) -> datetime:
        return NOON


class Room:
    """Everything the commands are handed, on paper; remembers what was asked for."""

    def __init__(self, folder: Path) -> None:
        self.engine = open_database(fresh(folder / "room.db"))
        self.books = Books(self.engine, Secrets("a key"))
        self.served: frozenset[Role] | None = None
        self.played: Play | None = None
        self.tidied = False
        self.toolbox = Toolbox(
            environ=FINE,
            serve=self.serve,
            playground=self.playground,
            migrate=lambda _: "The database is at schema 0001.",
            database=lambda _: CURRENT,
            platform_checks=self.platforms,
            open_ledger=lambda _: self.books,
            rehearsal=toolbox({}).rehearsal,
            house=lambda _: House(Library(), frozenset({"carla@example.org"})),
            clock=Noon(),
        )

    async def serve(self, settings: Settings, roles: frozenset[Role]) -> None:
        self.served = roles

    async def playground(self, settings: Settings, play: Play) -> None:
        self.played = play

    async def platforms(self, settings: Settings) -> Sequence[Check]:
        return [Check(State.OK, "Slack knows the token")]

    @property
    def people(self) -> dict[str, Person]:
        with self.books() as records:
            return {person.email: person for person in records.people.everybody()}

    def types(self, *words: str, **changes: object) -> int:
        return main(words, replace(self.toolbox, **changes))  # type: ignore[arg-type]  # replace cannot know


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.engine.dispose()


Told = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("serf",),
        ("serve", "--role", "all"),
        ("people",),
        ("people", "export"),
        ("people", "import"),
        ("playground", "--port", "x"),
    ],
)
def test_wrong_usage_is_explained_and_ends_with_2(room: Room, capsys: Told, words: tuple[str, ...]) -> None:
    assert room.types(*words) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("command", LATER)
def test_a_command_of_a_later_version_says_so(room: Room, capsys: Told, command: str) -> None:
    assert room.types(command, "people.csv", "--why") == 2
    assert "not in this version" in capsys.readouterr().err


def test_help_is_no_failure(room: Room, capsys: Told) -> None:
    assert room.types("--help") == 0
    assert "serve" in capsys.readouterr().out


def test_migrate_says_what_it_did(room: Room, capsys: Told) -> None:
    assert room.types("migrate") == 0
    assert capsys.readouterr().out == "The database is at schema 0001.\n"


def refusing(_: Settings) -> str:
    raise Refused("The database is of a newer onehour.")


def taken(_: Settings) -> str:
    raise Taken


def out(_: Settings) -> str:
    raise Out


def interrupted(_: Settings) -> str:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("migrate", "word"),
    [(refusing, "newer"), (taken, "stop serve, or upload"), (out, "doctor"), (interrupted, "Stopped")],
)
def test_a_refusal_is_a_sentence_and_ends_with_1(
    room: Room, capsys: Told, migrate: object, word: str
) -> None:
    assert room.types("migrate", migrate=migrate) == 1

    told = capsys.readouterr()
    assert (told.out, "Traceback" in told.err) == ("", False)
    assert word in told.err


def test_a_bad_setting_is_a_sentence_and_ends_with_1(room: Room, capsys: Told) -> None:
    assert room.types("migrate", environ={"PORT": "x"}) == 1
    assert capsys.readouterr().err == "PORT 'x' is not a port: write a number from 0 to 65535.\n"


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        (("serve",), frozenset(Role)),
        (("serve", "--role", "both"), frozenset(Role)),
        (("serve", "--role", "web"), frozenset({Role.WEB})),
    ],
)
def test_serve_takes_the_roles_it_is_given(
    room: Room, words: tuple[str, ...], roles: frozenset[Role]
) -> None:
    environ = {**FINE, "DATABASE_URL": "postgresql+psycopg://db/x"}

    assert room.types(*words, environ=environ) == 0
    assert room.served == roles


@pytest.mark.parametrize(
    ("without", "words", "said"),
    [
        ("ONEHOUR_SECRET_KEY", ("serve",), "ONEHOUR_SECRET_KEY is missing"),
        ("SLACK_BOT_TOKEN", ("serve",), "neither Slack nor Teams"),
        ("SLACK_SIGNING_SECRET", ("serve",), "SLACK_SIGNING_SECRET"),
        ("", ("serve", "--role", "worker"), "PostgreSQL"),
    ],
)
def test_serve_refuses_what_could_not_work(
    room: Room, capsys: Told, without: str, words: tuple[str, ...], said: str
) -> None:
    environ = {name: told for name, told in FINE.items() if name != without}

    assert room.types(*words, environ=environ) == 1
    assert said in capsys.readouterr().err
    assert room.served is None


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_serve_told_to_stop_tidies_up_and_ends_well(room: Room, told: signal.Signals) -> None:
    async def serve(settings: Settings, roles: frozenset[Role]) -> None:
        try:
            os.kill(os.getpid(), told)
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0)
            room.tidied = True

    assert room.types("serve", serve=serve) == 0
    assert room.tidied


def test_a_taken_port_is_a_sentence(room: Room, capsys: Told) -> None:
    async def serve(settings: Settings, roles: frozenset[Role]) -> None:
        first = await listen(web_app([]), "127.0.0.1", 0)
        try:
            await listen(web_app([]), "127.0.0.1", int(first.address.rsplit(":", 1)[1]))
        finally:
            await first.stop()

    assert room.types("serve", serve=serve) == 1
    assert "set HOST and PORT" in capsys.readouterr().err


def test_the_playground_is_opened_as_it_is_wanted(room: Room) -> None:
    words = ("playground", "--port", "8080", "--seed", "7", "--people", "12", "--no-browser")

    assert room.types(*words, environ={}) == 0
    assert room.played == Play(8080, 7, 12, browser=False)


def test_people_are_imported_and_counted(room: Room, capsys: Told, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,name,salary\nada@x.example,Ada,9\nbob@x.example,Bob,9\n")

    assert room.types("people", "import", str(file)) == 0

    told = capsys.readouterr()
    assert told.out.startswith("2 people added, 0 updated, 0 unchanged.\n")
    assert "Ignored columns: 'salary'." in told.err
    assert set(room.people) == {"ada@x.example", "bob@x.example"}


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    room: Room, capsys: Told, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,name,role\nada@x.example,Ada,mentor\n")

    assert room.types("people", "import", "--dry-run", str(file)) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "1 person added, 0 updated, 0 unchanged."
    assert told[-1] == "This was a dry run: nothing was stored."
    assert room.people == {}


def test_every_bad_line_is_named_and_nobody_is_stored(room: Room, capsys: Told, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,name,level\nada@x.example,Ada,3\nbob,Bob,3\neve@x.example,Eve,12\n")

    assert room.types("people", "import", str(file)) == 1

    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "line 3, email: 'bob' is not an e-mail address",
        "line 4, level: '12' is not a whole number from 1 to 10",
        "Nothing was stored: 2 problems in the file.",
    ]
    assert (told.out, room.people) == ("", {})


def test_a_loop_with_somebody_stored_is_named(room: Room, capsys: Told, tmp_path: Path) -> None:
    with room.books() as records:
        home = records.people.organisation().id
        records.people.add(Person(0, home, "Ada", "ada@x.example", manager="bob@x.example"))
    file = tmp_path / "people.csv"
    file.write_text("email,name,manager\nbob@x.example,Bob,ada@x.example\n")

    assert room.types("people", "import", str(file)) == 1
    assert "a loop: bob@x.example → ada@x.example" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["absent.csv", "", "nul\0.csv", "x" * 300, "\udcff.csv"])
def test_a_file_that_cannot_be_read_is_a_sentence(
    room: Room, capsys: Told, tmp_path: Path, name: str
) -> None:
    assert room.types("people", "import", str(tmp_path / name)) == 1
    assert "cannot be read" in capsys.readouterr().err


def lines(told: str) -> dict[str, str]:
    return {line[9:]: line[:9].strip() for line in told.splitlines()}


def test_the_doctor_finds_a_healthy_house_healthy_and_shows_no_secret(room: Room, capsys: Told) -> None:
    assert room.types("doctor") == 0

    told = capsys.readouterr().out
    assert set(lines(told).values()) == {"ok"}
    assert "HOST is 127.0.0.1 (default)" in told
    assert "SLACK_BOT_TOKEN is set\n" in told
    assert "Slack knows the token" in told
    assert "canary" not in told


@pytest.mark.parametrize(
    ("environ", "state", "word"),
    [
        ({"PORT": "x"}, "problem", "PORT"),
        ({"PUBLIC_URL": "http://hour.example"}, "problem", "PUBLIC_URL is plain http"),
        ({"TEAMS_EMULATOR": "1", "HOST": "0.0.0.0"}, "problem", "TEAMS_EMULATOR accepts unsigned"),
        ({"TEAMS_EMULATOR": "1"}, "warning", "TEAMS_EMULATOR accepts unsigned"),
        ({"ONEHOUR_TICK": "often"}, "problem", "ONEHOUR_TICK"),
        ({"ONEHOUR_SECRET_KEY": ""}, "problem", "ONEHOUR_SECRET_KEY is missing"),
        ({"ONEHOUR_SECRET_KEY": "a" * 64}, "warning", "can be guessed"),
        ({"ONEHOUR_ADMINS": ""}, "warning", "no coordinator"),
        ({"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": ""}, "problem", "neither Slack nor Teams"),
        ({"SLACK_SIGNING_SECRET": ""}, "problem", "Slack could not be heard"),
        ({"SLACK_BOT_TOKEN": ""}, "problem", "Slack could not be answered"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "warning", "does not begin with xoxb-"),
        ({"SLACK_CLIENT_ID": "1"}, "problem", "OAuth is half configured"),
        ({"SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "2"}, "problem", "nowhere to return to"),
        ({"MICROSOFT_APP_ID": "1"}, "problem", "Teams is half configured"),
        (
            {"MICROSOFT_APP_ID": "1", "MICROSOFT_APP_TYPE": "UserAssignedMSI"},
            "problem",
            "MICROSOFT_APP_TENANT_ID",
        ),
    ],
)
def test_the_doctor_names_what_is_wrong_and_whether_it_matters(
    room: Room, capsys: Told, environ: dict[str, str], state: str, word: str
) -> None:
    code = room.types("doctor", environ={**FINE, **environ})

    found = [
        (how, what) for what, how in lines(capsys.readouterr().out).items() if word in what and how != "ok"
    ]
    assert [how for how, _ in found] == [state]
    assert "; " in found[0][1]
    assert code == (1 if state == "problem" else 0)


POSTGRES = "postgresql+psycopg://ada:hush-hush@db/x"


@pytest.mark.parametrize(
    ("found", "url", "word"),
    [
        (Database("SQLite 3.40.1", Schema.OLD, "for one process only"), "", "3.40.1; for one process"),
        (Database("SQLite 3.40.1", Schema.MISSING), "", "brought up to date by `serve`"),
        (Database("PostgreSQL 18", Schema.CURRENT), POSTGRES, "PostgreSQL 18"),
    ],
)
def test_the_doctor_finds_a_database_that_will_do(
    room: Room, capsys: Told, found: Database, url: str, word: str
) -> None:
    assert room.types("doctor", environ={**FINE, "DATABASE_URL": url}, database=lambda _: found) == 0
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (Database("PostgreSQL 18", Schema.OLD), "python app.py migrate"),
        (Database("PostgreSQL 18", Schema.NEWER), "newer onehour"),
        (Database("PostgreSQL", trouble="refused:\n  ada:hush-hush"), "cannot be reached"),
    ],
)
def test_the_doctor_finds_a_database_that_will_not_do(
    room: Room, capsys: Told, found: Database, word: str
) -> None:
    assert room.types("doctor", environ={**FINE, "DATABASE_URL": POSTGRES}, database=lambda _: found) == 1

    told = capsys.readouterr().out
    assert word in told
    assert "hush-hush" not in told
    assert all(line.startswith(("ok ", "warning ", "problem ")) for line in told.splitlines())


def test_the_doctor_goes_on_when_a_platform_cannot_be_asked(room: Room, capsys: Told) -> None:
    async def fails(_: Settings) -> Sequence[Check]:
        raise RuntimeError("no route for xoxb-canary")

    assert room.types("doctor", platform_checks=fails) == 1

    told = capsys.readouterr().out
    assert "the platforms could not be asked: RuntimeError" in told
    assert "canary" not in told
