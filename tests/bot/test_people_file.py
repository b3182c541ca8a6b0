"""A people file is read to the letter, stored whole or not at all, and enrols nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.people_file import PeopleFile, read_people

HEAD = "email,name,timezone,level,leader,manager,role,capacity,offers,goals\n"


def read(text: str, known: frozenset[str] = frozenset()) -> PeopleFile:
    return read_people(text.encode(), known)


def reason(cell: str, column: str) -> str:
    """What is said of this cell; empty when nothing is."""
    columns = dict.fromkeys(("email", "name"), "") | {"email": "ada@x.example", "name": "Ada", column: cell}
    quoted = ",".join(f'"{value}"' for value in columns.values())
    found = read(",".join(columns) + "\n" + quoted)
    assert all((problem.line, problem.column) == (2, column) for problem in found.problems)
    return "; ".join(problem.reason for problem in found.problems)


def test_a_line_is_read_cell_by_cell() -> None:
    found = read(
        HEAD + "Ada@X.example,Ada Pereira,Europe/Lisbon,3,Yes,,both,2,python; testing;Python,Lead; Speak\n"
    )

    [ada] = found.lines
    assert found.problems == ()
    assert (ada.email, ada.name, ada.timezone, ada.level) == (
        "ada@x.example",
        "Ada Pereira",
        "Europe/Lisbon",
        3,
    )
    assert (ada.leader, ada.role, ada.capacity) == (True, "both", 2)
    assert (ada.offers, ada.goals) == (("python", "testing"), "Lead\nSpeak")
    assert "wants" not in ada.given
    assert "manager" in ada.given


def test_columns_come_in_any_order_and_unknown_ones_are_reported() -> None:
    found = read("Salary,NAME, email ,\n9,Ada,ada@x.example,\n")

    assert (found.lines[0].name, found.lines[0].email) == ("Ada", "ada@x.example")
    assert found.ignored_columns == ("salary",)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_ending_will_do(mark: bytes, end: str) -> None:
    found = read_people(mark + f"email,name{end}zoe@x.example,Zoë{end}".encode(), frozenset())

    assert (found.problems, [line.name for line in found.lines]) == ((), ["Zoë"])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_another_encoding_is_one_clear_problem(encoding: str) -> None:
    found = read_people("email,name\nzoe@x.example,Zoë\n".encode(encoding), frozenset())

    [problem] = found.problems
    assert "CSV UTF-8" in problem.reason
    assert found.lines == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("", 1, "email", "missing"),
        ("\n\n", 1, "email", "missing"),
        ("name\nAda\n", 1, "email", "missing"),
        ("email\nada@x.example\n", 1, "name", "missing"),
        ("email,name,level,Level\n", 1, "level", "twice"),
        ("email;name\nada@x.example;Ada\n", 1, "", "semicolons"),
        ("email,name\nada@x.example\n", 2, "", "has 1 cells where the first line has 2"),
        ("email,name\nada@x.example,Ada,more\n", 2, "", "has 3 cells"),
        ('email,name\nada@x.example,"Ada\n', 2, "", "not CSV"),
        ('email,name\nada@x.example,"Ada"x\n', 2, "", "not CSV"),
        ("email,name\n" + "a" * 200_000, 2, "", "not CSV"),
    ],
)
def test_a_file_that_is_no_people_file_says_where_and_why(
    text: str, line: int, column: str, word: str
) -> None:
    [problem] = read(text).problems

    assert (problem.line, problem.column) == (line, column)
    assert word in problem.reason


@pytest.mark.parametrize(
    ("column", "cell", "word"),
    [
        ("email", "", "is empty"),
        ("email", "ada", "not an e-mail address"),
        ("email", "a da@x.example", "not an e-mail address"),
        ("email", "ada@x@x.example", "not an e-mail address"),
        ("email", "ada@" + "x" * 300 + ".example", "not an e-mail address"),
        ("email", "=1+1@x.example", "formula"),
        ("name", "", "is empty"),
        ("name", "=HYPERLINK(1)", "formula"),
        ("name", "＋1", "formula"),
        ("name", "@everyone", "formula"),
        ("name", "Ada\nPereira", "line break"),
        ("title", "Head\x1b[2J", "control character"),
        ("timezone", "Lisbon", "IANA"),
        ("timezone", "../../etc/passwd", "IANA"),
        ("country", "XX", "ISO 3166"),
        ("country", "Portugal", "ISO 3166"),
        ("languages", "en;Portuguese", "language tag"),
        ("level", "0", "from 1 to 10"),
        ("level", "11", "from 1 to 10"),
        ("level", "3.5", "from 1 to 10"),
        ("level", "٣", "from 1 to 10"),
        ("leader", "maybe", "yes, no"),
        ("manager", "the boss", "not an e-mail address"),
        ("manager", "nobody@x.example", "neither in this file nor known"),
        ("role", "guru", "mentor, mentee, both"),
        ("capacity", "9", "from 1 to 8"),
        ("avoid", "bob@x.example;Bob", "not an e-mail address"),
        ("goals", "x" * 10_001, "longer than 10,000"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named_with_its_reason(column: str, cell: str, word: str) -> None:
    assert word in reason(cell, column)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("name", "\u200f<!channel> **[x](y)** <at>Ada</at>"),
        ("name", "O'Hara-Ωμέγα " + "x" * 300),
        ("title", "=1+1"),
        ("goals", "- one\n+ two"),
        ("timezone", "UTC"),
        ("country", "pt"),
        ("languages", "en;pt-BR;zh-Hant-TW;es-419"),
        ("level", "10"),
        ("leader", "NO"),
        ("role", "Mentor"),
        ("capacity", "8"),
        ("avoid", "bob@x.example; eve@x.example"),
    ],
)
def test_a_cell_that_says_what_it_means_is_taken(column: str, cell: str) -> None:
    assert reason(cell, column) == ""


def test_languages_and_countries_are_written_one_way() -> None:
    found = read("email,name,languages,country\nada@x.example,Ada,EN;pt-br;ZH-hant,pt\n")

    assert (found.lines[0].languages, found.lines[0].country) == (("en", "pt-BR", "zh-Hant"), "PT")


def test_the_same_person_twice_is_told_by_both_lines_however_the_address_is_written() -> None:
    found = read("email,name\nada@x.example,Ada\nADA@x.example,Ada\n")

    [problem] = found.problems
    assert (problem.line, problem.column) == (3, "email")
    assert problem.reason == "'ada@x.example' is on line 2 as well"


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    found = read('email,name,goals\nada@x.example,Ada,"one\ntwo"\n\n,,\nbob,Bob,\n')

    assert [problem.line for problem in found.problems] == [6]


def test_a_manager_may_be_in_the_file_or_known_already() -> None:
    text = HEAD + "a@x.example,A,,,,B@x.example,,,,\nb@x.example,B,,,,boss@x.example,,,,\n"

    assert read(text, frozenset({"boss@x.example"})).problems == ()


def test_a_ring_of_managers_is_named_once() -> None:
    text = "email,name,manager\na@x.example,A,b@x.example\nb@x.example,B,c@x.example\nc@x.example,C,b@x.example\n"

    found = read(text)

    [problem] = found.problems
    assert (problem.line, problem.column) == (3, "manager")
    assert problem.reason == "a loop: b@x.example → c@x.example → b@x.example"


def test_a_ring_is_found_where_only_a_part_of_it_is_in_the_file() -> None:
    text = b"email,name,manager\na@x.example,A,b@x.example\nd@x.example,D,y@x.example\n"
    stored = {"b@x.example": "a@x.example", "y@x.example": "z@x.example", "z@x.example": "y@x.example"}

    found = read_people(text, frozenset(stored), stored)

    assert [(problem.line, problem.column) for problem in found.problems] == [(2, "manager")]


@given(some.binary())
def test_no_bytes_make_it_raise(data: bytes) -> None:
    read_people(data, frozenset())


CELLS = some.one_of(
    some.text(), some.sampled_from(["ada@x.example", "3", "yes", "Europe/Lisbon", '"', "a;b", "=1"])
)


@given(some.lists(some.lists(CELLS, max_size=12)))
def test_no_cells_make_it_raise_and_whatever_is_wrong_has_a_line(rows: list[list[str]]) -> None:
    found = read(
        HEAD.replace("\n", ",title,avoid\n")
        + "\n".join(",".join(row) for row in rows).encode(errors="replace").decode()
    )

    assert all(problem.line >= 1 and problem.reason for problem in found.problems)
