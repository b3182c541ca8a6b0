"""`assign` takes the scores of others as they are, of any size, and proves what it makes of them."""

import csv
import io
from pathlib import Path

import pytest

from app import toolbox
from handlers.shell.main import main

Told = pytest.CaptureFixture[str]
EDGES = "mentee,mentor,score\nAda,=Grace,7\nAda,Henry,-3\nBea,=Grace,9\nCem,=Grace,8\n"
CAPACITIES = "mentor,capacity\n=Grace,1\nHenry,2\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def assigns(
    edges: str, capacities: str, edges_file: str = "edges.csv", mentors_file: str = "mentors.csv"
) -> int:
    for name, text in ((edges_file, edges), (mentors_file, capacities)):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(text.encode(errors="surrogateescape"))
    outputs = ("--out", "pairs.csv", "--certificate", "certificate.json")
    return main(["assign", edges_file, "--capacities", mentors_file, *outputs], toolbox({}))


def is_verified(edges_file: str = "edges.csv", mentors_file: str = "mentors.csv") -> bool:
    words = ["verify", edges_file, "pairs.csv", "certificate.json", "--capacities", mentors_file]
    return main(words, toolbox({})) == 0


def pairs() -> list[tuple[str, str, int]]:
    rows = csv.DictReader(io.StringIO(Path("pairs.csv").read_bytes().decode(), newline=""))
    return [(row["mentee"], row["mentor"], int(row["score"])) for row in rows]


def test_most_people_come_first_and_formulas_are_harmless(capsys: Told) -> None:
    assert assigns(EDGES, CAPACITIES) == 0

    assert pairs() == [("Ada", "Henry", -3), ("Bea", "'=Grace", 9)]
    assert capsys.readouterr().out.splitlines() == [
        "2 of 3 mentees placed, total score 6.",
        "No other choice places more, nor as many with a higher total; proven over every edge.",
    ]
    assert is_verified()


def line(*scores: int | str) -> str:
    return "mentee,mentor,score\n" + "".join(f"m{n},g,{score}\n" for n, score in enumerate(scores))


ODD = [
    ("mentee,mentor,score\n", "mentor,capacity\n", 0),
    ("mentee,mentor,score\n", CAPACITIES, 0),
    (EDGES, "mentor,capacity\n=Grace,0\nHenry,0\n", 0),
    (EDGES, "mentor,capacity\n=Grace,0\nHenry,1\n", 1),
    (EDGES, f"mentor,capacity\n=Grace,{10**50}\nHenry,{2**63}\n", 3),
    (line(0, 0, 0), "mentor,capacity\ng,2\n", 2),
    (line(-1, -(10**18), 5), "mentor,capacity\ng,2\n", 2),
    (line(10**400, -(10**400), 10**399), "mentor,capacity\ng,1\n", 1),
    (line("+7", " 8 ", "-0"), "mentor,capacity\ng,3\n", 3),
    (line(*range(50)), "mentor,capacity\ng,49\n", 49),
    (
        'mentee,mentor,score\n"a\rb",g,1\n"a\nb",g,2\n"a,b",g,3\n"a""b",g,4\na\0b,g,5\n',
        "mentor,capacity\ng,9\n",
        5,
    ),
    ("mentee,mentor,score\n@a,+g,1\n-a,+g,2\n\uff1da,+g,3\n'a,+g,4\n", "mentor,capacity\n+g,3\n", 3),
    ("score,ignored,mentor,mentee\n1,x,g,m\n", "capacity,mentor\n1,g\n", 1),
    ("\ufeffmentee,mentor,score\r\nm,g,1\r\n", "mentor,capacity\r\ng,1\r\n", 1),
]


@pytest.mark.parametrize(("edges", "capacities", "placed"), ODD)
def test_whatever_is_odd_is_assigned_and_proven(edges: str, capacities: str, placed: int) -> None:
    assert assigns(edges, capacities) == 0

    assert len(pairs()) == placed
    assert is_verified()


BAD = [
    (line("8.5"), "mentor,capacity\ng,1\n", "edges, line 2: the score '8.5' is not a whole number."),
    (line("1e3"), "mentor,capacity\ng,1\n", "edges, line 2: the score '1e3' is not a whole number."),
    (line(""), "mentor,capacity\ng,1\n", "edges, line 2: the score '' is not a whole number."),
    (line("\uff11"), "mentor,capacity\ng,1\n", "is not a whole number."),
    (line("9" * 5000), "mentor,capacity\ng,1\n", "is not a whole number."),
    ("mentee,mentor\nm,g\n", "mentor,capacity\ng,1\n", "edges: the column 'score' is missing"),
    (EDGES, "mentor\n=Grace\n", "capacities: the column 'capacity' is missing"),
    (EDGES + "Ada,Henry,4\n", CAPACITIES, "edges, line 6: 'Ada' and 'Henry' have a line already."),
    (EDGES + "Ada,Zoe,4\n", CAPACITIES, "edges, line 6: 'Zoe' has no line in the capacities file."),
    (EDGES + ",Henry,4\n", CAPACITIES, "edges, line 6: somebody has no name."),
    (EDGES + "Ada\n", CAPACITIES, "edges, line 6: some cells are missing."),
    (EDGES, CAPACITIES + "Zoe,-1\n", "capacities, line 4: '-1' is not a whole number from 0."),
    (EDGES, CAPACITIES + "Zoe,\n", "capacities, line 4: '' is not a whole number from 0."),
    (EDGES, CAPACITIES + "Henry,1\n", "capacities, line 4: 'Henry' has a line already."),
    ("", CAPACITIES, "edges is empty"),
    (EDGES, "", "capacities is empty"),
    (EDGES + "\udcff,Henry,1\n", CAPACITIES, "edges, line 6: this is not UTF-8."),
    (EDGES + '"Ada,Henry,1\n', CAPACITIES, "edges, line 6: this is not CSV"),
]


@pytest.mark.parametrize(("edges", "capacities", "words"), BAD, ids=[words for _, _, words in BAD])
def test_a_file_that_will_not_do_is_refused_and_nothing_is_written(
    edges: str, capacities: str, words: str, capsys: Told
) -> None:
    assert assigns(edges, capacities) == 1

    told = capsys.readouterr()
    assert words in told.err
    assert "Nobody was assigned" in told.err
    assert told.out == ""
    assert {path.name for path in Path().iterdir()} == {"edges.csv", "mentors.csv"}


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("edges.csv",),
        ("edges.csv", "--capacities", "mentors.csv"),
        ("edges.csv", "--out", "pairs.csv"),
        ("edges.csv", "--cap", "mentors.csv", "--out", "pairs.csv"),
    ],
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...], capsys: Told) -> None:
    assert main(["assign", *words], toolbox({})) == 2
    assert "usage: " in capsys.readouterr().err


def test_two_files_of_one_name_are_both_proven() -> None:
    names = ("one/scores.csv", "other/scores.csv")

    assert assigns(EDGES, CAPACITIES, *names) == 0
    assert is_verified(*names)


@pytest.mark.parametrize("out", ["edges.csv", "mentors.csv", "certificate.json"])
def test_no_file_is_written_over_another(out: str, capsys: Told) -> None:
    assigns(EDGES, CAPACITIES)
    words = ["assign", "edges.csv", "--capacities", "mentors.csv", "--certificate", "certificate.json"]

    assert main([*words, "--out", out], toolbox({})) == 1

    assert "nothing was written" in capsys.readouterr().err
    assert Path("edges.csv").read_text() == EDGES


def test_the_order_of_the_lines_changes_no_byte() -> None:
    assigns(EDGES, CAPACITIES)
    before = Path("pairs.csv").read_bytes()
    header, *lines = EDGES.splitlines(keepends=True)

    assert assigns(header + "".join(reversed(lines)), CAPACITIES) == 0
    assert Path("pairs.csv").read_bytes() == before


@pytest.mark.long
def test_a_hundred_thousand_edges_are_no_matter(capsys: Told) -> None:
    edges = [
        f"m{one},g{other},{(one * 7919 + other * 104729) % 1000}"
        for one in range(500)
        for other in range(200)
    ]

    assert (
        assigns(
            "\n".join(["mentee,mentor,score", *edges]),
            "mentor,capacity\n" + "".join(f"g{n},2\n" for n in range(200)),
        )
        == 0
    )

    assert capsys.readouterr().out.startswith("400 of 500 mentees placed, total score ")
    assert is_verified()
