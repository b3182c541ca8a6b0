"""Every part of the score, worked out by hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.skills import Skill, Skills
from tests.verifying.cases import WEIGHTS, Edge, edges, people, run

LIST = Skills([Skill("Public speaking", {"de": "Öffentliches Reden"}, ("presenting",)), Skill("Go")])
ONLY = dict.fromkeys(WEIGHTS, 0)

OFFERS = "python;budgets", "budgets", "budgets", "budgets"  # python has rarity 3, budgets 1


def scored(
    part: str, mentee: Mapping[str, object], *mentors: Mapping[str, object], **changes: Any
) -> list[int]:
    """What this part alone earns, with each mentor."""
    cohort = people(
        {"name": "ada", "role": "mentee", **mentee},
        *({"name": f"mentor{n}", "role": "mentor", **one} for n, one in enumerate(mentors)),
    )
    # the rest of the weights must lie somewhere: wishes earn nothing in a file
    weights = ONLY | {part: WEIGHTS[part], "wished": 1000 - WEIGHTS[part]}
    of = run(cohort, skills=LIST, least_overlap=0, weights=weights, **changes)
    return [edge.score for edge in edges(of, LIST).values()]


@pytest.mark.parametrize(
    ("wants", "points"),
    [
        ("python", [400, 0, 0, 0]),
        ("python;budgets", [400, 100, 100, 100]),
        ("python;budgets;juggling", [400, 100, 100, 100]),  # what nobody offers is not wanted
        ("Budgets;budgets", [400, 400, 400, 400]),
        ("juggling", [0, 0, 0, 0]),
        ("", [0, 0, 0, 0]),
    ],
)
def test_skills_earn_by_how_rare_they_are(wants: str, points: list[int]) -> None:
    assert scored("skills", {"wants": wants}, *({"offers": offers} for offers in OFFERS)) == points


def test_a_skill_of_the_list_is_one_however_it_is_called() -> None:
    assert scored("skills", {"wants": "presenting"}, {"offers": "Öffentliches Reden"}, {"offers": "go"}) == [
        400,
        0,
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "points"),
    [
        ("Europe/Lisbon", "Europe/Lisbon", 100),
        ("Europe/Lisbon", "Europe/Berlin", 87),
        ("Europe/Berlin", "America/New_York", 25),
        ("Europe/Berlin", "Asia/Tokyo", 0),
        (
            "Pacific/Auckland",
            "America/Los_Angeles",
            62,
        ),  # its morning is the other's afternoon of the day before
        ("America/Los_Angeles", "Pacific/Auckland", 62),
        ("Asia/Kolkata", "Europe/Berlin", 43),
        ("Europe/Lisbon", "", 0),
    ],
)
def test_hours_earn_by_what_two_days_share(mine: str, theirs: str, points: int) -> None:
    assert scored("hours", {"timezone": mine}, {"timezone": theirs}) == [points]


def test_hours_are_those_of_the_start_date() -> None:
    # in March the clocks of New York have changed already, and those of Berlin have not
    two = {"timezone": "Europe/Berlin"}, {"timezone": "America/New_York"}

    assert scored("hours", *two, start="2027-03-20") == [37]


@pytest.mark.parametrize(
    ("column", "mine", "theirs", "points"),
    [
        ("department", "Sales", "Design", 60),
        ("department", "Sales", " sales", 0),
        ("department", "Sales", "", 0),
        ("department", "Sales", "!!", 0),
        ("department", "presenting", "public-speaking", 60),
        ("location", "Lisbon", "LISBON", 50),
        ("location", "Lisbon", "Oslo", 0),
        ("location", "", "", 0),
    ],
)
def test_departments_should_differ_and_sites_should_not(
    column: str, mine: str, theirs: str, points: int
) -> None:
    part = "site" if column == "location" else column

    assert scored(part, {column: mine}, {column: theirs}) == [points]


@pytest.mark.parametrize(
    ("mentee", "mentor", "leads", "points"),
    [
        (3, 4, "no", 40),
        (3, 6, "no", 40),
        (3, 7, "no", 32),
        (1, 10, "no", 0),
        (3, 4, "yes", 80),
        ("", 4, "yes", 40),
        ("", 4, "", 0),
    ],
)
def test_levels_earn_by_nearness_and_by_a_leader(
    mentee: object, mentor: int, leads: str, points: int
) -> None:
    assert scored("level", {"level": mentee}, {"level": mentor, "leader": leads}) == [points]


@pytest.mark.parametrize(
    ("theirs", "points"), [("chess", 20), ("Chess;tea", 40), ("chess;tea;art;jazz", 60), ("golf", 0)]
)
def test_interests_earn_up_to_three(theirs: str, points: int) -> None:
    assert scored("interests", {"interests": "chess;tea;art;jazz"}, {"interests": theirs}) == [points]


@pytest.mark.parametrize(
    ("theirs", "points"), [("en", 0), ("en-GB;de", 20), ("en;de;pt-BR", 40), ("en;de;pt;fr", 40), ("", 0)]
)
def test_languages_earn_from_the_second_on(theirs: str, points: int) -> None:
    assert scored("languages", {"languages": "en;de;pt;fr"}, {"languages": theirs}) == [points]


@pytest.mark.parametrize(
    ("mine", "theirs", "points"),
    [
        ("Lead a small team", "Help people to lead a team", 26),
        ("LEADERSHIP", "leader", 40),  # six letters count
        ("ＬＥＡＤ", "lead", 40),
        ("grüßen", "GRÜSSEN", 40),
        ("about better would", "about better would", 0),  # stop words
        ("art", "art", 0),
        ("", "lead", 0),
    ],
)
def test_goals_earn_by_the_words_of_both(mine: str, theirs: str, points: int) -> None:
    assert scored("goals", {"goals": mine}, {"goals": theirs}) == [points]


def test_of_many_goal_words_the_rarest_count_and_then_the_first_in_the_alphabet() -> None:
    mine = " ".join(
        f"word{letter}" for letter in "abcdefghijklmn"
    )  # wordn, which all have, and wordm are left out
    others = [{"goals": "wordn"}, {"goals": "worda wordn"}, {"goals": "wordm wordn"}]

    # of four people worda has two: 2; so has wordm; wordb to wordl have one: 3. Twelve count: b to l, and worda
    assert scored("goals", {"goals": mine}, *others) == [0, 2 * 40 * 2 // (11 * 3 + 2 + 3), 0]


def test_peers_have_the_mean_of_both_directions() -> None:
    cohort = people(
        {"name": "ada", "role": "mentee", "offers": "go", "wants": "python", "location": "Oslo"},
        {"name": "bea", "role": "both", "offers": "python", "wants": "chess;go", "location": "Oslo"},
        {"name": "cem", "role": "mentor", "offers": "chess"},
        {"name": "dee"},
    )
    found = edges(run(cohort, "peer"))

    # each skill is offered by one of three: rarity 2. Ada gets all of 400, Bea half of hers; the site counts once
    assert found["ada@example.org", "bea@example.org"].score == (400 + 200) // 2 + 50
    assert len(found) == 3


def test_a_lot_is_drawn_as_the_page_says() -> None:
    cohort = people({"name": "ada", "role": "mentee"}, {"name": "grace", "role": "mentor"})
    [edge] = edges(run(cohort)).values()

    # SHA-256 of "0:mentee:ada@example.org" and of "0:mentor:grace@example.org"
    mixed = (4529130893428514718 + 2519018113029148542) % 2**64
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
    assert edge == Edge(0, (mixed ^ mixed >> 31) >> 44, 0)
