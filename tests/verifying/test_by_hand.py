"""The page that works a certificate out by hand is right to the last digit."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from app import toolbox
from handlers.shell.main import main
from tests.verifying.cases import assignment

PAGE = (Path(__file__).parents[2] / "docs" / "a-certificate-by-hand.md").read_text()


class Files(NamedTuple):
    people: Path
    pairs: Path
    certificate: Path

    def verified(self) -> int:
        return main(["verify", *map(str, self)], toolbox({}))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    found = Files(*(tmp_path / name for name in ("people.csv", "pairs.csv", "certificate.json")))
    blocks = re.findall(r"```(?:csv|json)\n(.*?)```", PAGE, re.DOTALL)
    for path, text in zip(found, blocks, strict=True):
        path.write_text(text)
    return found


Told = pytest.CaptureFixture[str]


def test_the_page_is_proven(files: Files, capsys: Told) -> None:
    assert files.verified() == 0
    assert capsys.readouterr().out == (
        "Proven: 2 mentees placed, 2 leaders among them, score 950. "
        "No other choice is better by: mentees, leaders, score, tie_break.\n"
        "Checked: 5 people, 4 edges, 2 pairs; every rule, capacity, score and total, and the prices of every edge.\n"
    )


def test_what_is_not_proven_ends_with_1_and_says_why(files: Files, capsys: Told) -> None:
    files.pairs.write_text(files.pairs.read_text().replace("630,", "631,"))

    assert files.verified() == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "pairs, line 3: bea@example.org and grace@example.org have the score 630, not 631.\nNot proven: 1 failure.\n"
    )


def test_what_is_not_shown_is_counted(files: Files, capsys: Told) -> None:
    unknown = "".join(f"nobody{n}@example.org,grace@example.org,0,\n" for n in range(1500))
    files.pairs.write_text(files.pairs.read_text() + unknown)

    assert files.verified() == 1
    assert capsys.readouterr().err.endswith("Not proven: 1,500 failures. The other 1,480 are not shown.\n")


@pytest.mark.parametrize("missing", range(3))
def test_a_file_that_is_not_there_is_named(files: Files, capsys: Told, missing: int) -> None:
    files[missing].unlink()

    assert files.verified() == 1
    assert capsys.readouterr().err == f"{str(files[missing])!r} cannot be read: No such file or directory.\n"


def test_a_folder_is_no_file(files: Files, capsys: Told, tmp_path: Path) -> None:
    assert files._replace(pairs=tmp_path).verified() == 1
    assert "cannot be read: Is a directory." in capsys.readouterr().err


def test_an_organisations_own_skills_count(files: Files, capsys: Told, tmp_path: Path) -> None:
    (tmp_path / "skills.toml").write_text('["Ours"]\n"Money" = {also = ["python", "budgets"]}\n')
    own = toolbox({"ONEHOUR_TEMPLATES": str(tmp_path)})

    # python and budgets are one skill now, which both mentors offer
    assert main(["verify", *map(str, files)], own) == 1
    assert "ada@example.org and henry@example.org have the score 587, not 320." in capsys.readouterr().err


def test_skills_that_cannot_be_read_are_told_with_their_line(
    files: Files, capsys: Told, tmp_path: Path
) -> None:
    (tmp_path / "skills.toml").write_text("Money\n")

    assert main(["verify", *map(str, files)], toolbox({"ONEHOUR_TEMPLATES": str(tmp_path)})) == 1
    assert "skills.toml" in capsys.readouterr().err


def test_edges_are_verified_with_their_capacities(files: Files, capsys: Told, tmp_path: Path) -> None:
    case = assignment({("Ada", "Grace"): 7}, {"Grace": 1})
    (capacities := tmp_path / "capacities.csv").write_text(case.capacities or "")
    for path, text in zip(files, (case.people, case.pairs, json.dumps(case.certificate)), strict=True):
        path.write_text(text)

    assert main(["verify", *map(str, files), "--capacities", str(capacities)], toolbox({})) == 0
    assert capsys.readouterr().out.startswith(
        "Proven: 1 mentee placed, score 7. No other choice is better by: mentees, score.\n"
    )
    assert files.verified() == 1
    assert capsys.readouterr().err.startswith(
        "This certificate is one of `assign`: name the capacities, with --capacities.\n"
    )


@pytest.mark.parametrize(
    "words",
    [(), ("people.csv",), ("people.csv", "pairs.csv"), ("a", "b", "c", "d"), ("a", "b", "c", "--cap", "d")],
)
def test_wrong_usage_is_explained(capsys: Told, words: tuple[str, ...]) -> None:
    assert main(["verify", *words], toolbox({})) == 2
    assert "usage: app.py" in capsys.readouterr().err
