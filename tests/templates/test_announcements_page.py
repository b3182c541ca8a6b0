"""`docs/announcements.md`, held against what it tells of: its examples are loaded and drawn, its tables compared."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from bot.message import Message, Say
from bot.post import ANNOUNCEMENTS
from bot.routes import CLICKS
from handlers.slack.blocks import blocks, fallback
from handlers.teams import outgoing
from playground.slack_rules import message_findings
from playground.teams_rules import activity_findings
from templates import checks
from templates.files import BadTemplate
from templates.known import announcement_sample, audiences, with_nothing
from templates.languages import ENGLISH
from templates.library import Library
from templates.rendering import filters, texts
from tests.texts import LIBRARY, OURS

PAGE = (Path(__file__).parents[2] / "docs" / "announcements.md").read_text(encoding="utf-8")
PARTY, THOUGHTS = re.findall(r"```jinja\n(.*?)```", PAGE, re.DOTALL)
KNOWN = announcement_sample(OURS)
NAMES = {one.name for one in LIBRARY.announcements("en")}


def library(folder: Path, text: str, name: str = "party") -> Library:
    path = folder / "announcements" / f"{name}.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return Library(folder)


def rows(heading: str) -> list[list[str]]:
    """The table whose first column is called so."""
    found = re.search(rf"^\| {heading} \|.*\n\|[-| ]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert found, heading
    return [re.split(r"(?<!\\)\|", row)[1:-1] for row in found[1].splitlines()]


def column(heading: str) -> list[str]:
    """What stands in code in the first column."""
    return [name for first, *_ in rows(heading) for name in re.findall(r"`([^`]+)`", first)]


def is_drawn(said: Message) -> None:
    [card] = outgoing.messages(said, "en")
    layout = blocks(said)
    assert [*message_findings({"text": fallback(said), "blocks": layout}), *activity_findings(card)] == []


def test_the_example_is_an_announcement_and_is_drawn_on_both_platforms(tmp_path: Path) -> None:
    own = library(tmp_path, PARTY)

    [party] = [one for one in own.announcements("en") if one.name == "announcements/party"]
    assert (party.label, party.audience) == ("Summer party: for everybody who takes part", "enrolled")
    for facts in (KNOWN, with_nothing(KNOWN)):
        said = own.say(Say(party.name, facts), "en")
        assert said.title == "Ada, come and meet the others"
        assert [button.label for button in said.buttons] == ["See where I stand", "How to find us"]
        is_drawn(said)


def test_the_slip_that_it_shows_is_answered_as_it_says(tmp_path: Path) -> None:
    with pytest.raises(BadTemplate) as bad:
        library(tmp_path, PARTY.replace("sender", "sendr"))

    assert f"```\n{bad.value}\n```" in PAGE


def test_its_thoughts_are_told(tmp_path: Path) -> None:
    own = library(tmp_path, THOUGHTS, "momentum")

    for thought, title in (("tea", "Tea first"), ("walk", "Take a walk")):
        said = own.say(Say("announcements/momentum", {**KNOWN, "thought": thought}), "en")
        assert said.title == title
        is_drawn(said)


def test_it_names_every_key_audience_action_and_filter() -> None:
    assert set(column("key")) == set(checks._KEYS)
    assert {key for key, needed, *_ in rows("key") if "yes" in needed} == {
        f" `{key}` " for key in checks._NEEDED
    }
    assert set(column("audience")) == set(audiences())
    assert set(column("filter")) == filters(ENGLISH)
    # what stands only on the cards that follow an answer
    later = {"agree", "done", "missed", "none", "pick"}
    answers = {one.removeprefix("asks.") for one in CLICKS if one.startswith("asks.")} - later
    assert set(re.findall(r"`asks\.(\w+)`", PAGE)) == answers


def test_it_names_every_variable_and_its_parts() -> None:
    named = column("variable")

    assert {name.partition(".")[0] for name in named} == set(KNOWN)
    for name in ("to", "sender", "pulse"):
        parts = KNOWN[name]
        assert isinstance(parts, dict)
        assert {one for one in named if one.startswith(f"{name}.")} == {f"{name}.{part}" for part in parts}


def test_it_says_which_of_ours_uses_what() -> None:
    told = {
        first.strip(" `"): (audience.strip(" `"), set(re.findall(r"`(\w+)`", used)))
        for first, audience, used in rows("announcement")
    }

    for name in NAMES & {f"{ANNOUNCEMENTS}{one}" for one in told}:
        source = OURS[name, "en"]
        assert told[name.removeprefix(ANNOUNCEMENTS)] == (source.head["audience"], used_in(name)), name
    assert {f"{ANNOUNCEMENTS}{one}" for one in told} <= NAMES


def used_in(name: str) -> set[str]:
    source = OURS[name, "en"]
    head = {key: value for key, value in source.head.items() if key not in ("sample", "words")}
    names: set[str] = set()
    for text in (source.body, *texts(head)):
        parsed = Environment(autoescape=True).parse(text)
        names |= {one.name for one in parsed.find_all(nodes.Name) if one.ctx == "load"}
    return names & set(KNOWN)
