"""Skills as whole terms, and the reasons that make up a score."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.matching.candidates import Candidate
from bot.matching.columns import columns
from bot.matching.fit import WEIGHTS, Fit, weights
from bot.matching.fitting import Fitting
from bot.matching.goal_words import goal_words
from bot.skills import term, terms
from tests.bot.cohort import somebody

ON = date(2026, 11, 20)
WORDS = st.sampled_from(["Python", "python", "Public-speaking", "AI", "retail", "C++", "C#", "", "—"])
PEOPLE: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    timezone=st.sampled_from(["", "Europe/Lisbon", "America/New_York", "Pacific/Auckland"]),
    languages=st.frozensets(st.sampled_from(["en", "pt", "de", "fr"])),
    offers=st.lists(WORDS).map(tuple),
    wants=st.lists(WORDS).map(tuple),
    level=st.none() | st.integers(1, 10),
    leader=st.booleans(),
    department=st.sampled_from(["", "Sales", "IT"]),
    location=st.sampled_from(["", "Lisbon", "Berlin"]),
    interests=st.lists(WORDS).map(tuple),
    other_department=st.booleans(),
    other_site=st.booleans(),
)


def fitted(mentor: dict[str, Any], mentee: dict[str, Any], others: tuple[Candidate, ...] = ()) -> Fit:
    guides = [somebody(1, **mentor), *others]
    return Fitting(columns([somebody(2, **mentee)], guides, ON)).fit(0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Public-speaking", "public  speaking"),
        ("PUBLIC SPEAKING!", "public/speaking"),
        ("ＰＹＴＨＯＮ", "python"),
        ("Straße", "STRASSE"),
        ("women's leadership", "Women’s Leadership"),
        ("Node.js", "node js"),
        ("data\u200banalysis", "dataanalysis"),
        ("(.NET)", ".net"),
        ("c++/c#", "C++, C#"),
        ("naïve", "nai\u0308ve"),
    ],
)
def test_a_skill_is_the_same_however_it_is_typed(one: str, other: str) -> None:
    assert term(one) == term(other)


@pytest.mark.parametrize(
    "different",
    [("C", "C++", "C#", ".NET", "net"), ("AI", "retail", "AI ethics"), ("कि", "की"), ("R", "R&D")],
)
def test_different_skills_stay_different(different: tuple[str, ...]) -> None:
    assert len({term(skill) for skill in different}) == len(different)


@given(st.text())
@example("a'\u0301")
@example("a\u00ad\u0301")
def test_a_term_is_its_own_term(words: str) -> None:
    assert term(term(words)) == term(words)


def test_terms_keep_the_first_way_of_writing_and_drop_empty_ones() -> None:
    assert terms([" Public-speaking", "public speaking", "!!", "", "Go"]) == {
        "public speaking": "Public-speaking",
        "go": "Go",
    }


@given(mentor=PEOPLE, mentee=PEOPLE, other=PEOPLE)
def test_the_score_is_the_sum_of_capped_parts(
    mentor: dict[str, Any], mentee: dict[str, Any], other: dict[str, Any]
) -> None:
    found = fitted(mentor, mentee, (somebody(3, **other),))

    assert sum(WEIGHTS.values()) == 1000
    assert found.score == sum(part.points for part in found.parts)
    assert all(0 < part.points <= WEIGHTS[part.name] for part in found.parts)
    assert len({part.code for part in found.parts}) == len(found.parts)
    assert [part.points for part in found.parts] == sorted(
        (part.points for part in found.parts), reverse=True
    )


def test_nothing_known_is_worth_nothing() -> None:
    assert fitted({}, {}).parts == ()


def test_the_best_pair_there_can_be_has_a_thousand_points() -> None:
    everything = {
        "timezone": "Europe/Lisbon",
        "languages": frozenset({"en", "pt", "de"}),
        "offers": ("Chess",),
        "interests": ("Sailing", "Choir", "Cooking"),
        "other_department": True,
        "other_site": True,
        "goals": "Present to the board",
    }

    found = fitted(
        {
            **everything,
            "department": "Sales",
            "location": "Lisbon",
            "level": 8,
            "leader": True,
            "would_guide": (2,),
        },
        {
            **everything,
            "department": "IT",
            "location": "Berlin",
            "level": 6,
            "wants": ("chess",),
            "wishes": (1,),
        },
    )

    assert found.score == 1000


def test_shared_skills_are_told_as_the_mentee_wrote_them() -> None:
    [part] = fitted(
        {"offers": ("public speaking", "retail", "C++")},
        {"wants": ("Public-Speaking", "AI", "c++", "Knitting")},
    ).parts

    assert part.code == "skills"
    assert part.facts == {"skills": ("Public-Speaking", "c++")}


def test_a_rare_skill_weighs_more_than_a_common_one() -> None:
    others = tuple(somebody(number, offers=("Excel",)) for number in range(3, 10))
    wants = {"wants": ("Excel", "Chess")}

    rare = fitted({"offers": ("Chess",)}, wants, others).score
    common = fitted({"offers": ("Excel",)}, wants, (*others, somebody(11, offers=("Chess",)))).score

    assert rare > common > 0
    assert fitted({"offers": ("Chess", "Excel")}, wants, others).score == 400


def test_a_wish_that_nobody_can_meet_costs_nothing() -> None:
    assert fitted({"offers": ("Chess",)}, {"wants": ("Chess", "Telepathy")}).score == 400


@pytest.mark.parametrize(
    ("mentor", "mentee", "code", "points", "facts"),
    [
        ({"timezone": "Europe/Lisbon"}, {"timezone": "Europe/Lisbon"}, "hours", 100, {"hours": "8"}),
        ({"timezone": "Europe/Lisbon"}, {"timezone": "America/New_York"}, "hours", 37, {"hours": "3"}),
        ({"department": "Sales"}, {"department": "IT"}, "other_department", 60, {"department": "Sales"}),
        (
            {"department": "Sales", "other_department": True},
            {"department": "IT"},
            "other_department",
            70,
            {"department": "Sales"},
        ),
        (
            {"location": "Lisbon"},
            {"location": "Berlin", "other_site": True},
            "other_site",
            25,
            {"site": "Lisbon"},
        ),
        (
            {"interests": ("Choral singing", "Chess")},
            {"interests": ("choral-singing", "AI")},
            "interests",
            20,
            {"interests": ("choral-singing",)},
        ),
        ({"level": 7}, {"level": 4}, "level", 40, {"leader": "", "levels": "3"}),
        ({"level": 9}, {"level": 4}, "level", 24, {"leader": "", "levels": "5"}),
        ({"level": 9, "leader": True}, {"level": 4}, "level", 64, {"leader": "mentor", "levels": "5"}),
        ({}, {"leader": True}, "level", 40, {"leader": "mentee"}),
        ({"location": "Lisbon"}, {"location": "lisbon"}, "same_site", 50, {"site": "Lisbon"}),
        ({}, {"wishes": (7, 1)}, "wished", 60, {}),
        ({"would_guide": (2,)}, {}, "wished_for", 75, {}),
        ({"goals": "Present to the board"}, {"goals": "presenting better"}, "goals", 20, {}),
        (
            {"languages": frozenset({"pt", "en"})},
            {"languages": frozenset({"en", "pt"})},
            "languages",
            20,
            {"languages": ("en", "pt")},
        ),
    ],
)
def test_each_part_has_its_points_and_its_facts(
    mentor: dict[str, Any], mentee: dict[str, Any], code: str, points: int, facts: dict[str, Any]
) -> None:
    [part] = fitted(mentor, mentee).parts

    assert (part.code, part.points, part.facts) == (code, points, facts)


@pytest.mark.parametrize("departments", [("Sales", "sales "), ("", "IT"), ("IT", "")])
def test_the_same_or_an_unknown_department_is_no_reason(departments: tuple[str, str]) -> None:
    assert fitted({"department": departments[0]}, {"department": departments[1]}).parts == ()


@pytest.mark.parametrize("sites", [("Lisbon", "lisbon "), ("", "Berlin"), ("Berlin", "")])
def test_the_same_or_an_unknown_site_is_no_reason_for_those_who_wish_for_another(
    sites: tuple[str, str],
) -> None:
    wish = {"other_site": True}

    assert fitted({"location": sites[0], **wish}, {"location": sites[1], **wish}).parts == ()


def test_another_site_is_no_reason_for_those_who_do_not_wish_for_it() -> None:
    assert fitted({"location": "Lisbon"}, {"location": "Berlin"}).parts == ()


def test_a_wish_that_does_not_come_true_costs_nothing() -> None:
    wished = {"department": "Sales", "location": "Lisbon", "other_department": True, "other_site": True}

    assert fitted(wished, {"department": "Sales", "location": "Lisbon"}).parts == ()


@pytest.mark.parametrize("changed", [{"skills": 401}, {"skills": -1, "hours": 501}, {"charm": 0}])
def test_weights_that_make_no_thousand_are_refused(changed: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="add up to 1000"):
        weights(changed)


def test_of_goals_the_telling_words_count() -> None:
    assert goal_words("I would like to present better, and to negotiate!") == {"presen", "negoti"}
    assert goal_words("Ich möchte überzeugend präsentieren") == {"überze", "präsen"}
