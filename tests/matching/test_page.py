"""The page on spreadsheets shows what really happens."""

import re
import shlex
from pathlib import Path

import pytest

from app import toolbox
from handlers.shell.main import main

PAGE = (Path(__file__).parents[2] / "docs" / "matching-a-spreadsheet.md").read_text()
BLOCKS = re.findall(r"```(csv|sh|text)\n(.*?)```", PAGE, re.DOTALL)


def test_every_command_of_the_page_says_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    people, pairs, unmatched, edges, capacities, assigned = (text for kind, text in BLOCKS if kind == "csv")
    for name, text in (("people.csv", people), ("edges.csv", edges), ("capacities.csv", capacities)):
        Path(name).write_text(text)
    commands = [text for kind, text in BLOCKS if kind == "sh"]
    shown = [text for kind, text in BLOCKS if kind == "text"]

    written: list[str] = []
    for command, text in zip(commands, shown, strict=True):
        assert main(shlex.split(command)[2:], toolbox({})) == 0
        said = capsys.readouterr().out
        assert said.endswith(text) if "--why" in command else said == text
        written.append(Path("pairs.csv").read_text())

    assert (written[0], written[-1]) == (pairs, assigned)
    assert Path("unmatched.csv").read_text() == unmatched
