"""What matching knows of somebody, from what they and the people file said."""

from datetime import UTC, datetime

import pytest

from bot.matching.candidates import Candidate, candidate, language, reporting_line
from bot.model import Enrolment, EnrolmentState, Role
from bot.people import Person, Prefill

CONSENT = datetime(2026, 11, 3, 9, tzinfo=UTC)
BOSS = Person(3, 1, "Carla", "carla@example.org", manager="top@example.org")
HEAD = Person(2, 1, "Grace", "Grace@Example.org", manager="carla@example.org")
ADA = Person(
    1,
    1,
    "Ada",
    "ada@example.org",
    timezone="Europe/Lisbon",
    languages=("pt-PT", "en"),
    manager=" Grace@example.org",
)
PEOPLE = {"grace@example.org": HEAD, "carla@example.org": BOSS, "ada@example.org": ADA}


def enrolled(person: Person = ADA, prefill: Prefill | None = None, **facts: object) -> Candidate:
    enrolment = Enrolment(1, 1, person.id, Role.BOTH, CONSENT, **facts)  # type: ignore[arg-type]
    return candidate(person, enrolment, prefill, PEOPLE)


def test_the_line_goes_two_levels_up_and_no_further() -> None:
    assert reporting_line(ADA, PEOPLE) == ("grace@example.org", "carla@example.org")
    assert reporting_line(BOSS, PEOPLE) == ("top@example.org",)
    assert reporting_line(Person(9, 1, "Nobody's"), PEOPLE) == ()


def test_two_who_manage_each_other_end_the_line() -> None:
    a = Person(1, 1, "A", "a@example.org", manager="b@example.org")
    b = Person(2, 1, "B", "b@example.org", manager="a@example.org")

    assert reporting_line(a, {"a@example.org": a, "b@example.org": b}) == ("b@example.org", "a@example.org")


def test_what_was_said_on_joining_is_carried_over() -> None:
    found = enrolled(capacity=2, offers=("Python",), wants=("Chess",), goals="Lead a team")

    assert (found.capacity, found.offers, found.wants, found.goals) == (
        2,
        ("Python",),
        ("Chess",),
        "Lead a team",
    )
    assert found.languages == {"pt", "en"}
    assert found.timezone == "Europe/Lisbon"
    assert not found.avoid
    assert not found.paused


def test_languages_said_on_joining_come_before_the_files() -> None:
    assert enrolled(languages=("de_AT", "")).languages == {"de"}


def test_whom_to_avoid_comes_from_the_people_file_without_case_or_blanks() -> None:
    assert enrolled(prefill=Prefill(1, avoid=(" Bob@Example.org", ""))).avoid == {"bob@example.org"}


def test_a_zone_that_does_not_exist_is_unknown() -> None:
    assert enrolled(Person(5, 1, "Eve", timezone="Mars/Olympus")).timezone == ""


def test_whoever_left_is_not_there() -> None:
    assert enrolled(state=EnrolmentState.LEFT).paused


@pytest.mark.parametrize("tag", ["pt", "PT", "pt-BR", "pt_PT", " pt-Latn-PT "])
def test_a_language_is_the_first_half_of_its_tag(tag: str) -> None:
    assert language(tag) == "pt"
