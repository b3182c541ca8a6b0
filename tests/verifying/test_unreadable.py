"""Files that are not what they should be end in a sentence, never in a traceback."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.verifying import verify_cohort
from tests.verifying.cases import NO_SKILLS, WEIGHTS, Case, best_case, people

Certificate = dict[str, Any]

ADA = "ada@example.org"
CASE = best_case(people({"name": "ada", "role": "mentee"}, {"name": "grace", "role": "mentor"}))
WRITTEN = json.dumps(CASE.certificate)


def said_of(certificate: str | bytes) -> str:
    data = certificate.encode() if isinstance(certificate, str) else certificate
    verdict = verify_cohort(CASE.people.encode(), CASE.pairs.encode(), data, NO_SKILLS)
    assert verdict.lines == ()
    return "\n".join(verdict.failures)


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        ("", "The certificate is not JSON: line 1"),
        ("{", "The certificate is not JSON: line 1"),
        (WRITTEN[:-1], "The certificate is not JSON"),
        (WRITTEN + "]", "The certificate is not JSON"),
        ("[]", "The certificate cannot be read: it is not an object in braces."),
        ("null", "The certificate cannot be read: it is not an object in braces."),
        ("{}", "The certificate cannot be read: 'version' is missing."),
        (b"\xff\xfe", "The certificate cannot be read: it is not UTF-8."),
        ("[" * 200_000, "The certificate cannot be read: it is nested too deeply."),
        ('{"a":' * 200_000, "The certificate cannot be read: it is nested too deeply."),
        (
            WRITTEN.replace('"version": 1', '"version": NaN'),
            "The certificate cannot be read: NaN is no number.",
        ),
        (WRITTEN.replace('"version": 1', '"version": -Infinity'), "-Infinity is no number."),
        (WRITTEN.replace('"version": 1', '"version": 1.0'), "'version' is not a whole number."),
        (WRITTEN.replace('"version": 1', '"version": true'), "'version' is not a whole number."),
        (
            WRITTEN.replace('"version": 1', '"version": 2'),
            "This certificate has version 2; only version 1 is known here.",
        ),
        (
            WRITTEN.replace('"version": 1', '"version": ' + "9" * 5000),
            "The certificate cannot be read: Exceeds the limit",
        ),
        (
            WRITTEN.replace('"version": 1', '"version": ' + "9" * 4000),
            "This certificate has version a number of some 4,001 digits;",
        ),
        (
            WRITTEN.replace('"version": 1', '"version": 1, "version": 1'),
            "'version' is named twice in one object.",
        ),
        (WRITTEN.replace('"seed": 0', '"seed": "0"'), "'options' → 'seed' is not a whole number."),
        (WRITTEN.replace('"seed": 0', '"seed": "\\ud800"'), "'options' → 'seed' is not a whole number."),
        (
            WRITTEN.replace(f'"{ADA}": ', '"\\ud800": '),
            "prices: '\\ud800' is priced, and is no mentee of this run.",
        ),
        (
            WRITTEN.replace(f'"{ADA}": ', f'"{ADA}": [0, 0, 0, 0], "Ada@example.org": '),
            "The certificate names a price of 'Ada@example.org' twice.",
        ),
    ],
)
def test_what_is_no_certificate_is_told_so(certificate: str | bytes, words: str) -> None:
    assert words in said_of(certificate)


def dropped(*path: str) -> Callable[[Certificate], object]:
    *above, last = path

    def drop(told: Certificate) -> None:
        for name in above:
            told = told[name]
        del told[last]

    return drop


def given(*path: str, to: object) -> Callable[[Certificate], object]:
    *above, last = path

    def give(told: Certificate) -> None:
        for name in above:
            told = told[name]
        told[last] = to

    return give


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        *(
            (dropped(name), f"'{name}' is missing.")
            for name in ("version", "kind", "levels", "options", "inputs", "totals", "prices")
        ),
        *(
            (dropped("options", name), f"'options' → '{name}' is missing.")
            for name in ("seed", "start", "reporting_levels", "least_overlap", "protect_worst", "weights")
        ),
        *((dropped("options", "weights", name), f"'weights' → '{name}' is missing.") for name in WEIGHTS),
        *((dropped("prices", side), f"'prices' → '{side}' is missing.") for side in ("mentees", "mentors")),
        (dropped("totals", "score"), "The certificate's totals do not name the same levels as its levels."),
        (given("totals", "score", to="0"), "'totals' → 'score' is not a whole number."),
        (given("totals", to=[]), "'totals' is not an object in braces."),
        (
            given("kind", to="random"),
            "The certificate's kind 'random' is none of traditional, reverse, peer, assign.",
        ),
        (given("kind", to=1), "'kind' is not a text."),
        (
            given("levels", to=["mentees", "leaders", "beauty", "score", "tie_break"]),
            "'beauty' is not a level that follows from its options; they must be mentees, leaders, score, tie_break.",
        ),
        (
            given("levels", to=["mentees", "score"]),
            "The certificate's levels cannot be checked: they must be mentees, leaders, score, tie_break.",
        ),
        (given("levels", to="mentees"), "'levels' is not a list."),
        (given("levels", to=[1]), "'levels' is not a list of texts."),
        (given("options", "floor", to=100), "they must be mentees, leaders, below_floor, score, tie_break."),
        (
            given("options", "bands", to=[100, 200]),
            "they must be mentees, leaders, band_100, band_200, score, tie_break.",
        ),
        (given("options", "bands", to=[200, 100]), "The certificate's bands do not increase."),
        (given("options", "bands", to=[1.5]), "'options' → 'bands' is not a list of whole numbers."),
        (
            given("options", "start", to="tomorrow"),
            "The certificate's start 'tomorrow' is not a date such as 2026-11-25.",
        ),
        (given("options", "reporting_levels", to=-1), "'options' → 'reporting_levels' is below 0."),
        (given("options", "protect_worst", to=0), "'options' → 'protect_worst' is neither true nor false."),
        (
            given("options", "weights", "skills", to=401),
            "The certificate's weights add up to 1001, not to 1000.",
        ),
        (given("options", "weights", "skills", to=-400), "'weights' → 'skills' is not from 0 to 1000."),
        (
            given("options", "weights", "beauty", to=0),
            "The certificate's weights name 'beauty', which is no part of a score.",
        ),
        (given("inputs", "people.csv", to=None), "'inputs' → 'people.csv' is not a text."),
        (given("prices", "mentees", ADA, to=[1, 0, 0]), f"The price of '{ADA}' has 3 numbers for 4 levels."),
        (
            given("prices", "mentees", ADA, to=[1, 0, 0, "4"]),
            f"'mentees' → '{ADA}' is not a list of whole numbers.",
        ),
        (
            given("prices", "mentees", ADA, to=[1, 0, 0, True]),
            f"'mentees' → '{ADA}' is not a list of whole numbers.",
        ),
        (given("prices", "mentees", ADA, to=4), f"'mentees' → '{ADA}' is not a list."),
        (given("kind", to="peer"), "'units' is missing."),
    ],
)
def test_what_is_missing_or_of_another_kind_is_named(
    spoil: Callable[[Certificate], object], words: str
) -> None:
    assert words in CASE.with_certificate(spoil).failures


def test_the_last_days_of_the_calendar_have_no_hours() -> None:
    zones = people(
        {"name": "ada", "role": "mentee", "timezone": "Pacific/Auckland"}, {"name": "grace", "role": "mentor"}
    )
    case = best_case(zones).with_certificate(given("options", "start", to="9999-12-31"))

    assert case.failures == "The certificate's start 9999-12-31 is no day on which anybody meets."


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ("", "pairs is empty; its first line must name the columns mentee, mentor, score."),
        ("a,b,c\n1,2,3", "pairs: the column 'mentee' is missing; the first line names the columns."),
        ("mentee,mentor,score,score\n", "pairs: the column 'score' is there more than once"),
        ("mentee;mentor;score\n", "pairs: the column 'mentee' is missing"),
        (f"mentee,mentor,score\n{ADA}", "pairs, line 2: some cells are missing."),
        (f'mentee,mentor,score\n"{ADA}', "pairs, line 2: this is not CSV"),
        (f"mentee,mentor,score\n{ADA},grace@example.org,{'9' * 5000}", "pairs, line 2: the score '999"),
        (
            f"mentee,mentor,score\n{ADA},grace@example.org,{'9' * 4000}",
            "have the score 0, not a number of some 4,001 digits.",
        ),
        (
            "mentee,mentor,score\n" + "x" * 200_000 + ",b,1",
            "pairs, line 2: this is not CSV: field larger than field limit",
        ),
    ],
)
def test_pairs_that_are_no_pairs_are_told_so(pairs: str, words: str) -> None:
    assert words in replace(CASE, pairs=pairs).failures


def test_pairs_in_another_encoding_are_told_so() -> None:
    verdict = verify_cohort(
        CASE.people.encode(), b"mentee,mentor,score\nz\xfc,b,1", WRITTEN.encode(), NO_SKILLS
    )

    assert verdict.failures == ("pairs, line 2: this is not UTF-8.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "people, line 1, email: this column is missing"),
        ("email,name\nada,Ada", "people, line 2, email: 'ada' is not an e-mail address."),
        (
            "email,name,role\na@b.example,A,boss\nb@b.example,B,chef",
            "people, line 3, role: 'chef' is none of mentor, mentee, both.",
        ),
    ],
)
def test_what_is_wrong_with_the_people_is_named(text: str, words: str) -> None:
    assert words in CASE.with_people(text).failures


def test_a_spreadsheets_mark_of_its_encoding_is_no_mistake() -> None:
    marked: Case = replace(CASE, pairs="\ufeff" + CASE.pairs)

    assert marked.failures == ""
