import pytest

from bot.conversation import Done, Flow, Unclear, Waiting, read, resume
from bot.message import Field, Kind, Option, Page, Raw

COLOURS = (Option("red"), Option("blue"))


def asks() -> Flow[str]:
    first = yield Page("first", (Field("way", Kind.CHOICE, COLOURS),))
    if first["way"] == "red":
        return "stopped"
    second = yield Page("second", (Field("count", Kind.NUMBER, least=1, most=8),))
    return f"blue {second['count']}"


def test_a_conversation_waits_at_its_first_page() -> None:
    standing = resume(asks(), {})

    assert isinstance(standing, Waiting)
    assert standing.page.name == "first"


def test_it_goes_on_at_the_first_page_without_an_answer() -> None:
    standing = resume(asks(), {"first": {"way": "blue"}})

    assert isinstance(standing, Waiting)
    assert standing.page.name == "second"


def test_a_branch_that_was_not_taken_is_not_asked() -> None:
    assert resume(asks(), {"first": {"way": "red"}}) == Done("stopped")


def test_an_answer_that_is_no_longer_understood_is_asked_again() -> None:
    standing = resume(asks(), {"first": {"way": "green"}})

    assert isinstance(standing, Waiting)
    assert standing.problems == {"way": "choice"}


def test_answers_of_pages_that_no_longer_exist_do_no_harm() -> None:
    assert resume(asks(), {"gone": {"x": "1"}, "first": {"way": "red"}}) == Done("stopped")


@pytest.mark.parametrize(
    ("field", "raw", "problem"),
    [
        (Field("x", Kind.LINE), "  ", "required"),
        (Field("x", Kind.LINE, most=3), "four", "long"),
        (Field("x", Kind.CHOICE, COLOURS), "green", "choice"),
        (Field("x", Kind.CHOICES, COLOURS), (), "required"),
        (Field("x", Kind.CHOICES, COLOURS), ("red", "green"), "choice"),
        (Field("x", Kind.CHOICES, COLOURS, least=2), ("red",), "few"),
        (Field("x", Kind.CHOICES, COLOURS, most=1), ("red", "blue"), "many"),
        (Field("x", Kind.NUMBER), "a few", "number"),
        (Field("x", Kind.NUMBER, least=1, most=8), "9", "range"),
        (Field("x", Kind.NUMBER, least=1, most=8), "0", "range"),
        (Field("x", Kind.DATE), "2026-02-30", "date"),
    ],
)
def test_an_answer_that_cannot_be_read_says_why(field: Field, raw: Raw, problem: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read(field, raw)

    assert unclear.value.problem == problem


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (Field("x", Kind.LINE), " Ada\r\nPereira ", "Ada\nPereira"),
        (Field("x", Kind.LINE, required=False), "", None),
        (Field("x", Kind.CHOICES, COLOURS, required=False), (), ()),
        (Field("x", Kind.CHOICES, COLOURS), "red", ("red",)),
        (Field("x", Kind.NUMBER, least=1, most=8), "8", 8),
    ],
)
def test_an_answer_is_read_as_what_it_means(field: Field, raw: Raw, value: object) -> None:
    assert read(field, raw) == value
