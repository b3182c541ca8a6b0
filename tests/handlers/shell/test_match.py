"""`match` is done, refused in words, or explained; whatever is not done leaves no file behind."""

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import toolbox
from handlers.shell.main import main

Told = pytest.CaptureFixture[str]
START = ("--start", "2026-12-01")
PEOPLE = """email,name,role,capacity,level,languages,manager,offers,wants,avoid,shoe size
ada@x.example,"Ada ""The Countess"" Пятая",mentee,,3,en,,,=1+1;Chess,,38
ben@x.example,Ben,mentee,,2,en,,,Chess,eve@x.example,44
eve@x.example,Eve,mentor,1,7,en,,=1+1;Chess,,,39
mia@x.example,"Mia, 三",both,2,9,en,,Chess,Strategy,,36
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)


def types(*words: str) -> int:
    return main(["match", *words], toolbox({}))


def files() -> set[str]:
    return {path.name for path in Path().iterdir()} - {"people.csv"}


def read(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(name).read_text())))


OUTPUTS = "--out pairs.csv --unmatched unmatched.csv --edges edges.csv --certificate certificate.json".split()
OPTIONS = [
    (),
    ("--kind", "reverse"),
    ("--kind", "peer"),
    ("--seed", "-7"),
    ("--seed", "9" * 100),
    ("--floor", "200", "--protect-worst"),
    ("--bands", "100,200, 300"),
    ("--reporting-levels", "0", "--least-overlap", "0"),
    ("--weights", "skills=300,goals=140"),
]


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_every_option_ends_in_four_files_and_a_proof(options: tuple[str, ...], capsys: Told) -> None:
    assert types("people.csv", *START, *OUTPUTS, *options) == 0

    assert files() == {"pairs.csv", "unmatched.csv", "edges.csv", "certificate.json"}
    assert main(["verify", "people.csv", "pairs.csv", "certificate.json"], toolbox({})) == 0
    told = capsys.readouterr()
    assert "Proven: " in told.out
    assert told.err.splitlines()[0] == "Ignored columns: 'shoe size'."


@pytest.mark.parametrize("options", [("--one-way",), ("--per-department", "1"), ("--kind", "group")])
def test_what_has_no_proof_is_matched_without_one(options: tuple[str, ...], capsys: Told) -> None:
    assert types("people.csv", *START, *OUTPUTS[:6], *options) == 0
    assert types("people.csv", *START, *OUTPUTS, *options) == 1
    assert "certificate" in capsys.readouterr().err.lower()


def test_no_cell_is_a_formula_and_names_are_not_told() -> None:
    assert types("people.csv", *START, *OUTPUTS) == 0

    cells = [
        cell
        for name in ("pairs.csv", "unmatched.csv", "edges.csv")
        for row in read(name)
        for cell in row.values()
    ]
    assert any("=1+1" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]
    assert "Пятая" not in "".join(cells)


def test_who_avoids_whom_is_nowhere_to_be_read(capsys: Told) -> None:
    pair = "ada@x.example mia@x.example".split()
    only = "email,name,role,avoid\neve@x.example,Eve,mentor,\nben@x.example,Ben,mentee,eve@x.example\n"
    Path("people.csv").write_text(only)

    assert types("people.csv", *START, *OUTPUTS, "--why", "ben@x.example", "eve@x.example") == 0

    told = capsys.readouterr()
    written = "".join(Path(name).read_text() for name in files())
    assert "avoid" not in (told.out + told.err + written).lower()
    assert [row["reason"] for row in read("unmatched.csv")] == ["not possible in this programme"] * 2
    assert "impossible: not possible in this programme" in told.out
    assert pair[0] not in told.out


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("BEN@X.example", "Mia@x.example"), "ben@x.example and mia@x.example are a pair: "),
        (("ben@x.example", "eve@x.example"), "are not a pair. It is impossible: not possible"),
        (("ada@x.example", "mia@x.example"), "are not a pair. It would cost the programme at least "),
        (("mia@x.example", "mia@x.example"), "It is impossible: they are the same person."),
    ],
)
def test_why_is_answered_whatever_the_case(asked: tuple[str, str], words: str, capsys: Told) -> None:
    assert types("people.csv", *START, "--why", *asked) == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("zoe@x.example", "eve@x.example"), "'zoe@x.example' is no mentee in this file."),
        (("ada@x.example", "ben@x.example"), "'ben@x.example' is no mentor in this file."),
    ],
)
def test_why_about_a_stranger_is_refused_before_anything_is_written(
    asked: tuple[str, str], words: str, capsys: Told
) -> None:
    assert types("people.csv", *START, *OUTPUTS, "--why", *asked) == 1
    assert capsys.readouterr().err.endswith(words + "\n")
    assert files() == set()


WRONG = [
    "--start tomorrow",
    "--start 2026-02-30",
    "--start 0001-01-01",
    "--start 9999-12-31",
    "--floor 0",
    "--floor 1001",
    "--floor abc",
    "--floor ²",
    "--bands 200,100",
    "--bands 100,100",
    "--bands 1,,2",
    "--weights skills=399",
    "--weights luck=0",
    "--weights skills",
    "--weights skills=-1",
    "--seed x",
    f"--seed {'9' * 5000}",
    "--kind foo",
    "--why ada@x.example",
    "--least-overlap 481",
    "--reporting-levels 11",
    "--per-department 0",
    "--protect 1",
]


@pytest.mark.parametrize("words", WRONG, ids=lambda words: words[:30])
def test_wrong_usage_ends_with_2_and_leaves_no_file(words: str, capsys: Told) -> None:
    assert types("people.csv", *OUTPUTS, *words.split()) == 2

    told = capsys.readouterr()
    assert "usage: " in told.err
    assert (told.out, "Traceback" in told.err, files()) == ("", False, set())


@pytest.mark.parametrize("day", ["0002-01-01", "9998-12-31"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_every_day_that_there_is_everywhere_will_do(day: str, zone: str) -> None:
    Path("people.csv").write_text(
        f"email,name,role,timezone\na@x.example,A,mentor,{zone}\nb@x.example,B,mentee,{zone}\n"
    )

    assert types("people.csv", "--start", day, "--out", "pairs.csv") == 0
    assert len(read("pairs.csv")) == 1


HEAD = "email,name,role,manager,capacity,level\n"
BAD = [
    ("", "line 1, email: this column is missing"),
    ("email,name,role\n", "nobody in the file has a role"),
    (HEAD + "a@x.example,A,,,,\n", "nobody in the file has a role"),
    (HEAD + "a@x.example,A,mentor,,0,\n", "line 2, capacity: '0' is not a whole number from 1 to 8"),
    (HEAD + "a@x.example,A,mentor,,99,\n", "line 2, capacity: '99' is not a whole number from 1 to 8"),
    (HEAD + "a@x.example,A,mentor,,,11\n", "line 2, level: '11' is not a whole number from 1 to 10"),
    (
        HEAD + "a@x.example,A,mentor,,,\n\nA@X.example,B,mentee,,,\n",
        "line 4, email: 'a@x.example' is on line 2 as well",
    ),
    (
        HEAD + "a@x.example,A,mentor,b@x.example,,\nb@x.example,B,mentee,a@x.example,,\n",
        "line 2, manager: a loop: a@x.example → b@x.example → a@x.example",
    ),
    (HEAD + "a@x.example,=A,mentor,,,\n", "line 2, name: '=A' begins with ="),
    (HEAD + 'a@x.example,"A\nB",mentor,,,\n', "line 2, name: 'A\\nB' has a line break"),
    (HEAD + "a@x.example,A,friend,,,\n", "line 2, role: 'friend' is none of mentor, mentee, both"),
    ("email;name;role\na@x.example;A;mentor\n", "columns are separated by commas here, not by semicolons"),
    ("email,name\udcff,role\n", "the file is not UTF-8"),
    (HEAD + "a@x.example,A\0,mentor,,,\n", "the file is not UTF-8"),
    (HEAD + 'a@x.example,"A,mentor,,,\n', "from here on the file is not CSV"),
    (HEAD + "a@x.example,A,mentor\n", "line 2, whole line: has 3 cells where the first line has 6"),
]


@pytest.mark.parametrize(("text", "words"), BAD, ids=[words for _, words in BAD])
def test_a_file_that_will_not_do_is_refused_line_by_line(text: str, words: str, capsys: Told) -> None:
    Path("people.csv").write_bytes(text.encode(errors="surrogateescape"))

    assert types("people.csv", *OUTPUTS) == 1

    told = capsys.readouterr()
    assert words in told.err
    assert "Nobody was matched: " in told.err
    assert (told.out, files()) == ("", set())


def test_one_line_too_many_is_one_too_many(monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    monkeypatch.setattr("bot.people_file.MOST_LINES", 300)
    lines = ["email,name,role", "a@x.example,A,mentor", "b@x.example,B,mentee"]
    lines += [f"p{number}@x.example,P," for number in range(298)]

    Path("people.csv").write_text("\n".join(lines))
    assert types("people.csv", "--out", "pairs.csv") == 0
    assert "298 people have no role and took no part." in capsys.readouterr().out
    Path("people.csv").write_text("\n".join([*lines, "z@x.example,Z,"]))
    assert types("people.csv", "--out", "pairs.csv") == 1
    assert "there are more than 300 people; divide the file" in capsys.readouterr().err


ALONE = [
    ("mentor", "traditional", "there is no mentee in this run"),
    ("mentee", "traditional", "there is no mentor in this run"),
    ("both", "traditional", "there is no mentor in this run"),
    ("both", "peer", "there is no partner in this run"),
]


@pytest.mark.parametrize(("role", "kind", "reason"), ALONE)
def test_one_person_alone_is_told_so(role: str, kind: str, reason: str) -> None:
    Path("people.csv").write_text(f"email,name,role\na@x.example,A,{role}\n")

    assert types("people.csv", *START, *OUTPUTS, "--kind", kind) == 0

    assert read("unmatched.csv")[0]["reason"] == reason
    assert (read("pairs.csv"), read("edges.csv")) == ([], [])
    assert main(["verify", "people.csv", "pairs.csv", "certificate.json"], toolbox({})) == 0


def test_nobody_is_allowed_anybody() -> None:
    text = "email,name,role,languages\na@x.example,A,mentor,de\nb@x.example,B,mentee,fr\n"
    Path("people.csv").write_text(text)

    assert types("people.csv", *START, *OUTPUTS, "--protect-worst") == 0

    assert [row["reason"] for row in read("unmatched.csv")] == [
        "no mentee is possible, mostly because they have no language in common",
        "no mentor is possible, mostly because they have no language in common",
    ]
    assert main(["verify", "people.csv", "pairs.csv", "certificate.json"], toolbox({})) == 0


UNWRITTEN = [
    (("--out", "pairs.csv", "--unmatched", "absent/unmatched.csv"), "cannot be written: No such file"),
    (("--out", "pairs.csv", "--certificate", "folder"), "'folder' cannot be written: it is a folder."),
    (("--out", "a.csv", "--edges", "./folder/../a.csv"), "Two of the files to write are the same"),
    (("--out", "pairs.csv", "--edges", "./people.csv"), "is read, and would be written over"),
    (("--out", "pairs.csv", "--edges", os.devnull), "it is a device or a pipe"),
    (("--out", "pairs.csv", "--edges", "nul\0.csv"), "embedded null byte"),
    (("--out", "pairs.csv", "--edges", "x" * 300), "cannot be written: File name too long."),
]


@pytest.mark.parametrize(("outputs", "words"), UNWRITTEN)
def test_where_one_file_cannot_be_written_none_is(outputs: tuple[str, ...], words: str, capsys: Told) -> None:
    Path("folder").mkdir()

    assert types("people.csv", *outputs) == 1

    assert words in capsys.readouterr().err
    assert files() == {"folder"}
    assert Path("people.csv").read_text() == PEOPLE


def test_a_link_stays_a_link() -> None:
    Path("target.csv").touch()
    Path("pairs.csv").symlink_to("target.csv")

    assert types("people.csv", *START, "--out", "pairs.csv") == 0

    assert Path("pairs.csv").is_symlink()
    assert len(read("target.csv")) == 2


@pytest.mark.parametrize("name", ["absent.csv", ".", "nul\0.csv"])
def test_a_file_that_cannot_be_read_is_a_sentence(name: str, capsys: Told) -> None:
    assert types(name, *OUTPUTS) == 1
    assert "cannot be read: " in capsys.readouterr().err
    assert files() == set()


def test_a_name_that_is_no_text_does_not_stop_the_proof() -> None:
    name = os.fsdecode(b"people\xff.csv")
    try:
        Path(name).write_text(PEOPLE)
    except OSError:
        pytest.skip("this file system has no such names")

    assert types(name, *START, *OUTPUTS) == 0

    assert list(json.loads(Path("certificate.json").read_text())["inputs"]) == [name]
    assert main(["verify", name, "pairs.csv", "certificate.json"], toolbox({})) == 0


@pytest.mark.parametrize(
    ("stopped", "words"), [(KeyboardInterrupt, "Stopped."), (MemoryError, "not enough memory")]
)
@pytest.mark.parametrize("where", ["answer.answer", "documents.edges"])
def test_whatever_stops_it_leaves_no_file(
    where: str, stopped: type[BaseException], words: str, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    def stop(*_: object) -> Iterator[tuple[str, str, int]]:
        raise stopped
        yield

    monkeypatch.setattr(f"bot.matching.{where}", stop if "edges" in where else lambda _: next(stop()))

    assert types("people.csv", *START, *OUTPUTS) == 1

    assert words in capsys.readouterr().err
    assert files() == set()


def test_a_reader_who_has_gone_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert types("people.csv", *START) == 1
