"""Goals that earn by what they mean: how many points, what is shown of it, and that it is proven."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import toolbox
from bot.cohort_file import read_cohort
from bot.matching.answer import answer
from bot.matching.cohort import Cohort, cohort
from bot.matching.documents import certificate
from bot.matching.fit import WEIGHTS
from bot.matching.goals import ByMeaning
from bot.matching.run import Refused, Run
from bot.matching.semantic import Semantic, Unavailable, Vector, small
from bot.model import ProgrammeKind
from bot.verifying import Verdict, verify_cohort
from handlers.shell import match_words
from handlers.shell.main import main
from handlers.shell.match_tables import pair_rows
from handlers.shell.tables import csv_of
from tests.matching.files import SKILLS
from tests.matching.tiny_model import install, tiny
from tests.verifying.cases import people

MODEL = tiny()
HEAVY = {"goals": 150, "skills": 290}
GOALS = ("", "lead a team", "leading teams", "speak in public!", "new budgets", "calm; better sleep", "жизнь")
PEOPLE = people(
    {"name": "ada", "role": "mentee", "level": 2, "wants": "python", "goals": "lead a new team"},
    {"name": "ben", "role": "mentee", "level": 3, "goals": "speak in public"},
    {"name": "cem", "role": "both", "level": 4, "location": "Lisbon", "goals": "lead a team"},
    {"name": "dee", "role": "mentor", "level": 6, "offers": "python", "goals": "public speakers"},
    {"name": "eve", "role": "mentor", "level": 7, "capacity": 2, "goals": "leading teams"},
)


def vector(*numbers: int) -> Vector:
    return np.array((*numbers, *(0 for _ in range(64 - len(numbers)))), np.int8)


@pytest.mark.parametrize(
    ("shared", "points"),
    # of 64 numbers 64 are the same: alike by 1000 thousandths; of 32, by 500
    [(64, 150), (45, 150), (44, 145), (32, 75), (20, 4), (19, 0), (0, 0), (-64, 0)],
)
def test_the_points_follow_the_page(shared: int, points: int) -> None:
    same = [64 if shared > 0 else -64] * abs(shared)
    goals = ByMeaning(["one"], ["other"], 150, {"one": vector(*[64] * 64), "other": vector(*same)})
    goals.fill(slice(0, 1), block := np.empty((1, 1), np.float32))

    assert goals.of(0, 0) == block[0, 0] == points


@given(seed=st.integers(0, 2**32), weight=st.integers(0, 150), near=st.sampled_from([0.0, 0.5, 2.0]))
def test_a_pair_earns_what_it_earns_in_a_block(seed: int, weight: int, near: float) -> None:
    draw = np.random.default_rng(seed)
    texts = [str(number) for number in range(12)]
    lines = draw.normal(size=(12, 384)) + near * draw.normal(size=384)
    vectors = dict(zip(texts, map(small, lines / np.linalg.norm(lines, axis=1)[:, None]), strict=True))
    goals = ByMeaning(texts[:5], texts[5:], weight, vectors)
    goals.fill(slice(1, 5), block := np.empty((4, 7), np.float32))

    for row, column in product(range(1, 5), range(7)):
        pairs = zip(vectors[texts[row]].tolist(), vectors[texts[5 + column]].tolist(), strict=True)
        alike = sum(a * b for a, b in pairs) * 1000 // 512**2
        expected = weight * min(400, max(0, alike - 300)) // 400
        assert goals.of(row, column) == block[row - 1, column] == expected


@dataclass(frozen=True)
class Matched:
    """A file, matched by meaning."""

    data: bytes
    among: Cohort

    @property
    def told(self) -> dict[str, Any]:
        digest = sha256(self.data).hexdigest()
        return json.loads(json.dumps(certificate(self.among, answer(self.among), {"people.csv": digest})))  # type: ignore[no-any-return]

    def verified(self, told: dict[str, Any] | None = None, load: Callable[[], Semantic] = tiny) -> Verdict:
        header = ("mentee", "mentor", "score", "reasons")
        pairs = b"".join(csv_of(header, pair_rows(self.among, answer(self.among))))
        return verify_cohort(self.data, pairs, json.dumps(told or self.told).encode(), SKILLS, load)


def matched(
    text: str = PEOPLE, kind: str = "traditional", semantic: Semantic | None = MODEL, **weights: int
) -> Matched:
    file = read_cohort(text.encode(), SKILLS, ProgrammeKind(kind), 2)
    run = Run(
        ProgrammeKind(kind),
        date(2026, 11, 25),
        weights=weights or HEAVY,
        one_way=False,
        least_overlap=0,
        semantic=semantic,
    )
    return Matched(text.encode(), cohort(file.mentors, file.mentees, run))


LINES = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["mentor", "mentee", "both"]),
        "level": st.sampled_from(["", "1", "3", "5"]),
        "department": st.sampled_from(["", "Sales", "IT"]),
        "offers": st.sampled_from(["", "strategy; Python"]),
        "wants": st.sampled_from(["", "python"]),
        "goals": st.sampled_from(GOALS),
    }
)


@pytest.mark.long
@settings(max_examples=40)
@given(
    lines=st.lists(LINES, min_size=1, max_size=8),
    kind=st.sampled_from(["traditional", "peer"]),
    goals=st.integers(0, 150),
)
def test_every_answer_is_proven_without_us(lines: list[dict[str, Any]], kind: str, goals: int) -> None:
    file = people(*({"name": f"p{number}", **line} for number, line in enumerate(lines)))
    found = matched(file, kind, goals=goals, skills=440 - goals)

    verdict = found.verified()
    assert (verdict.failed, verdict.failures) == (0, ())
    peers = kind == "peer"
    for row, column in np.argwhere(found.among.scores.table >= 0).tolist():
        one, other = (
            found.among.fit((row, column)),
            found.among.fit((column, row) if peers else (row, column)),
        )
        assert found.among.scores.table[row, column] == (one.score + other.score) // 2


def test_meaning_comes_last_however_much_it_earns() -> None:
    among = matched().among
    cem, eve = 2, 2
    told = match_words.reasons(among.fit((cem, eve)))

    assert told.startswith("level 40 + goals ")
    assert among.fit((cem, eve)).parts[-1].points > 40


def test_meaning_alone_counts_and_is_no_reason() -> None:
    alone = people(
        {"name": "ada", "role": "mentee", "goals": "lead a team"},
        {"name": "dee", "role": "mentor", "goals": "lead a team"},
    )
    found = matched(alone).among.fit((0, 0))
    by_words = matched(alone, semantic=None).among.fit((0, 0))

    assert (found.parts, found.score, match_words.reasons(found)) == ((), 150, "unsaid 150")
    assert [part.code for part in by_words.parts] == ["goals"]


def test_meaning_weighs_no_more_than_15_percent() -> None:
    with pytest.raises(Refused) as refused:
        matched(goals=151, skills=289)

    assert "150 at most" in match_words.refusal(refused.value)
    assert matched(semantic=None, goals=151, skills=289).among.fitting.weights["goals"] == 151


def test_the_certificate_names_what_read_the_goals() -> None:
    assert matched().told["options"]["semantic"] == MODEL.digest
    assert "semantic" not in matched(semantic=None).told["options"]


def absent() -> Semantic:
    raise Unavailable("install it with `make semantic`")


def other() -> Semantic:
    return Semantic("1" * 64, MODEL.pieces, MODEL.transformer)


def test_whoever_verifies_needs_the_same_model() -> None:
    found = matched()

    assert found.verified().failed == 0
    assert found.verified(load=absent).failures == ("install it with `make semantic`",)
    assert "other weights" in found.verified(load=other).failures[0]
    assert matched(semantic=None).verified(load=absent).failed == 0  # nobody asks for it in vain


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"semantic": None}, "have the score"),  # by words they score something else
        ({"weights": {**WEIGHTS, "goals": 151, "skills": 289}}, "may weigh 150 at most"),
        ({"semantic": 7}, "is not a text"),
    ],
)
def test_a_certificate_that_says_something_else_is_not_proven(changes: dict[str, Any], told: str) -> None:
    found = matched()
    spoilt = {**found.told, "options": {**found.told["options"], **changes}}

    assert told in "\n".join(found.verified(spoilt).failures)


def test_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)
    install(tmp_path, monkeypatch)
    asked = "match people.csv --start 2026-12-01 --semantic --out pairs.csv --certificate proof.json".split()

    assert main([*asked, "--weights", "goals=150,skills=290"], toolbox({})) == 0
    assert main(["verify", "people.csv", "pairs.csv", "proof.json"], toolbox({})) == 0
    assert "Proven: 3 mentees placed" in capsys.readouterr().out
    assert main([*asked, "--weights", "goals=200,skills=240"], toolbox({})) == 1
    assert "150 at most" in capsys.readouterr().err


def test_on_the_command_line_without_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    install(tmp_path, monkeypatch, known=False)

    assert main(["match", str(tmp_path / "people.csv"), "--semantic"], toolbox({})) == 1
    assert "Install it again with `make semantic`." in capsys.readouterr().err
