"""An organisation's own list of skills: it takes the place of ours, and what is wrong with it is named."""

from pathlib import Path

import pytest

from app import toolbox
from handlers.shell.main import main
from templates.files import BadTemplate
from templates.library import Library


def library(folder: Path, text: str) -> Library:
    (folder / "skills.toml").write_text(text, encoding="utf-8")
    return Library(folder)


def test_an_own_list_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = (
        '["Bees"]\n"Beekeeping" = {de = "Imkern", fr = "Apiculture", also = ["keeping bees"]}\n"Honey" = {}\n'
    )

    skills = library(tmp_path, own).skills

    assert len(skills) == 2
    assert skills.settled(["apiculture", "Leadership"]) == ("Beekeeping", "Leadership")
    assert [skills.called("keeping bees", one) for one in ("fr", "de", "en")] == [
        "Apiculture",
        "Imkern",
        "Beekeeping",
    ]
    assert skills.known("public speaking") is None


def test_a_folder_without_a_list_leaves_ours(tmp_path: Path) -> None:
    assert len(Library(tmp_path).skills) == len(Library().skills)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('["Bees"]\n"Beekeeping" = {de = "Imkern"', "skills.toml, line 2: this is not TOML"),
        ('"Beekeeping" = "Imkern"\n', "line 1: put “Beekeeping” below a line with the name of its group"),
        ('["Bees"]\n\n"Beekeeping" = "Imkern"\n', "line 3: “Beekeeping”: write it as"),
        ('["Bees"]\n"Beekeeping" = {German = "Imkern"}\n', "line 2: “Beekeeping”: “German” is no language"),
        ('["Bees"]\n"Beekeeping" = {also = "bees"}\n', "line 2: “Beekeeping”: also is a list"),
        ('["Bees"]\n"Beekeeping" = {also = ["!!"]}\n', "line 2: “Beekeeping”: '!!' is no name"),
        ('["Bees"]\n"Beekeeping" = {de = 7}\n', "line 2: “Beekeeping”: 7 is no name"),
        ('["Bees"]\n"Bees" = {}\n"Hives" = {also = ["bees"]}\n', "line 3: “bees” is called so at “Bees” too"),
        ("", "there is no skill in it"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_what_to_do(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(BadTemplate) as bad:
        library(tmp_path, text)

    assert complaint in str(bad.value)


def test_a_list_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "skills.toml").write_bytes('["Führung"]'.encode("latin-1"))

    with pytest.raises(BadTemplate, match="save it as UTF-8"):
        Library(tmp_path)


def test_doctor_says_what_is_wrong_with_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "skills.toml").write_text('["Bees"]\n"Bees" = 1\n', encoding="utf-8")
    environ = {"ONEHOUR_TEMPLATES": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'one.db'}"}

    assert main(("doctor",), toolbox(environ)) == 1

    said = capsys.readouterr().out
    assert "skills.toml, line 2: “Bees”: write it as" in said
    assert "mend that file" in said
