"""Whatever stands in a file, onehour either uses it or says in a sentence what is wrong: it never falls over."""

import random
import re
from pathlib import Path

import pytest

from templates.checks import checked
from templates.files import BadTemplate, source
from templates.library import SHIPPED
from tests.texts import OURS

pytestmark = pytest.mark.long
VALUES = [
    "1",
    "1.5",
    "true",
    '""',
    '"x"',
    "[]",
    "[1]",
    "[[1]]",
    "{}",
    "{a = 1}",
    "[{}]",
    "[{a = 1}]",
    "07:30:00",
]
VALUES += [
    "2026-11-23",
    "2026-11-23T09:00:00Z",
    '"{{"',
    '"{{ to.first_name }}"',
    '["{{"]',
    '{x = "{{"}',
    "nan",
]
KEYS = [
    "label",
    "audience",
    "asks",
    "posts",
    "title",
    "buttons",
    "sample",
    "words",
    "fields",
    "submit",
    "problems",
]
KEYS += [
    "words.thoughts",
    "words.thoughts.tea",
    "sample.to",
    "sample.thought",
    "sample.pulse",
    "sample.angles",
]
PARTS = ["label", "action", "subject", "weight", "url", "when", "each"]
NAMES = [
    "announcements/party",
    "announcements/momentum",
    "help/sorry",
    "join/role",
    "goals/list",
    "prompts/mentor",
]
BODY = (
    "\n+++\n{% if pairs %}{{ to.first_name }}{% endif %} **{{ sender.name }}** [a](https://b.example)\n- c\n"
)
HEAD = {"label": '"Party"', "audience": '"everybody"', "title": '"Come"'}
DRAWS = 500


def takes(file: str, text: str) -> None:
    """Used, or refused in one sentence that a person can act on."""
    try:
        checked(source(file, text), OURS)
    except BadTemplate as refused:
        said = str(refused)
        assert said.startswith(file), said
        assert "Error" not in said, said
        assert len(said) < 600, said


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", KEYS)
def test_any_value_at_any_key_is_used_or_refused(name: str, key: str) -> None:
    for value in VALUES:
        head = {**HEAD, key: value}
        takes(f"{name}.md", "+++\n" + "\n".join(f"{one} = {told}" for one, told in head.items()) + BODY)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", PARTS)
def test_any_value_in_a_button_is_used_or_refused(name: str, part: str) -> None:
    for value in VALUES:
        button = {"label": '"Go"', "action": '"flow.begin"', "subject": '"join"', part: value}
        head = "\n".join(f"{one} = {told}" for one, told in HEAD.items())
        told = "\n".join(f"{one} = {words}" for one, words in button.items())
        takes(f"{name}.md", f"+++\n{head}\n[[buttons]]\n{told}{BODY}")


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["announcements/momentum", "announcements/halfway", "announcements/prelaunch"]
)
def test_a_text_with_slips_of_the_pen_is_used_or_refused(name: str) -> None:
    text = (Path(SHIPPED) / f"{name}.md").read_text(encoding="utf-8")
    pieces = re.split(r"(\{\{|\}\}|\{%|%\}|\"|\n|\[\[|\]\]|\||\*\*| )", text)
    drawn = random.Random(name)  # the same slips every time
    for _ in range(DRAWS):
        slipped = list(pieces)
        for _ in range(drawn.randint(1, 3)):
            place = drawn.randrange(len(slipped))
            slipped[place] = drawn.choice(
                ["", slipped[place] * 2, drawn.choice(pieces), '"', "{{", "%}", "\0", "𝕏"]
            )
        takes(f"{name}.md", "".join(slipped))
