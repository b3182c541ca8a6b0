"""Forms as modals, and what comes back."""

from dataclasses import replace

import pytest

from bot.message import Form, Input, Kind, Option
from handlers.slack.forms import answers_in, errors, fields_in, modal
from handlers.slack.limits import Json, TooMuch

ROLES = (Option("mentor", "Mentor"), Option("mentee", "Mentee"))


def form(*inputs: Input) -> Form:
    return Form("join:7", "Join", (), inputs, "Next")


def element(asked: Input) -> Json:
    drawn: Json = modal(form(asked))["blocks"][0]["element"]
    return drawn


def test_a_page_without_questions_is_a_page_to_read_and_submit() -> None:
    view = modal(form())

    assert (view["blocks"], view["submit"]["text"], view["private_metadata"]) == ([], "Next", "join:7")


@pytest.mark.parametrize(
    ("kind", "number", "drawn"),
    [
        (Kind.CHOICE, 10, "radio_buttons"),
        (Kind.CHOICE, 11, "static_select"),
        (Kind.CHOICES, 10, "checkboxes"),
        (Kind.CHOICES, 11, "multi_static_select"),
    ],
)
def test_more_than_ten_options_become_a_menu(kind: Kind, number: int, drawn: str) -> None:
    options = tuple(Option(str(n)) for n in range(number))

    assert element(Input("x", kind, "X", options=options))["type"] == drawn


@pytest.mark.parametrize(
    ("kind", "initial"),
    [(Kind.NUMBER, "many"), (Kind.DATE, "tomorrow"), (Kind.CHOICE, "gone"), (Kind.CHOICES, ("gone",))],
)
def test_a_kept_answer_that_slack_would_refuse_is_not_prefilled(
    kind: Kind, initial: str | tuple[str, ...]
) -> None:
    drawn = element(Input("x", kind, "X", options=ROLES, initial=initial))

    assert not [key for key in drawn if key.startswith("initial")]


def test_a_kept_text_longer_than_is_asked_for_is_shown_whole() -> None:
    drawn = element(Input("x", Kind.LINE, "X", initial="too long", most=3))

    assert (drawn["initial_value"], drawn["max_length"]) == ("too long", 8)


def test_the_next_page_does_not_inherit_what_was_typed_on_the_last() -> None:
    asked = Input("why", Kind.LINES, "Why?")

    ids = {
        modal(replace(form(asked), ticket=ticket))["blocks"][0]["element"]["action_id"]
        for ticket in ("a:1", "a:2")
    }

    assert len(ids) == 2


def test_answers_come_back_by_name_of_field() -> None:
    chosen = {"text": {"type": "plain_text", "text": "Mentor"}, "value": "mentor"}
    values = {
        "name": {"answer": {"type": "plain_text_input", "value": "Ada"}},
        "goals": {"answer": {"type": "plain_text_input", "value": None}},
        "role": {"answer": {"type": "radio_buttons", "selected_option": chosen}},
        "site": {"answer": {"type": "static_select", "selected_option": None}},
        "topics": {"answer": {"type": "checkboxes", "selected_options": [chosen, chosen]}},
        "languages": {"answer": {"type": "multi_static_select", "selected_options": []}},
        "capacity": {"answer": {"type": "number_input", "value": "2"}},
        "until": {"answer": {"type": "datepicker", "selected_date": "2026-12-01"}},
    }

    assert answers_in({"state": {"values": values}}) == {
        "name": "Ada",
        "goals": "",
        "role": "mentor",
        "site": "",
        "topics": ("mentor", "mentor"),
        "languages": (),
        "capacity": "2",
        "until": "2026-12-01",
    }


def test_errors_stand_only_at_fields_on_screen() -> None:
    view = modal(form(Input("name", Kind.LINE, "Name"), Input("goals", Kind.LINES, "Goals")))
    problems = {"goals": "Too short.", "capacity": "How many?"}

    assert errors(replace(form(), problems=problems), fields_in(view)) == {
        "goals": "Too short.",
        "name": "How many?",
    }


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (replace(form(), title="x" * 25), "title of a form"),
        (replace(form(), submit="x" * 25), "submit button of a form"),
        (replace(form(), ticket="x" * 3001), "ticket"),
        (form(Input("x", Kind.LINE, "x" * 2001)), "label"),
        (form(Input("x", Kind.LINE, "X", hint="x" * 2001)), "hint"),
        (form(Input("x", Kind.LINE, "X", initial="x" * 3001)), "typed text"),
        (form(Input("x", Kind.CHOICE, "X", options=(Option("v", "x" * 76),))), "option text"),
        (form(Input("x", Kind.CHOICE, "X", options=(Option("v" * 76, "x"),))), "option value"),
        (form(Input("x", Kind.CHOICES, "X", options=tuple(Option(str(n)) for n in range(101)))), "options"),
        (form(*(Input(str(n), Kind.LINE, "X") for n in range(101))), "blocks of a view"),
    ],
)
def test_a_form_that_slack_would_refuse_is_refused_by_name(asked: Form, what: str) -> None:
    with pytest.raises(TooMuch) as too_much:
        modal(asked)

    assert too_much.value.what == what
