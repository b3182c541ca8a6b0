"""What people see: every text of the library with its own sample, drawn on both platforms.

Each drawing is kept in `tests/golden/`, so that a change of words or of a drawer is looked at once in review, and
each is held against what the platforms refuse. `RENEW=1` draws them anew.
"""

import ast
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.clock_times import Naming, fields
from bot.flows import times
from bot.message import Field, Form, Kind, Message, Option, Page, Say
from handlers.slack.blocks import blocks, fallback
from handlers.slack.forms import modal
from handlers.teams import outgoing
from playground.slack_rules import message_findings, too_long, view_findings
from playground.teams_rules import activity_findings, too_big
from tests.calls import CORE, calls
from tests.golden import matches, stale
from tests.texts import LIBRARY, MESSAGES, PAGES, SAID, by_subject

GOLDEN = Path(__file__).parent / "golden"
# Where only the moment knows what there is to choose.
SOME = (Option("1", "One of them"), Option("2", "Another of them"))


@by_subject(MESSAGES)
def test_a_message_in_slack_is_as_it_was_when_somebody_looked(names: list[str]) -> None:
    for name in names:
        said = message(name)
        layout = blocks(said)
        drawn = {"text": fallback(said), "blocks": layout}

        assert list(message_findings(drawn)) == [], name
        assert not too_long(layout), name
        assert matches(GOLDEN / "slack" / f"{name}.json", drawn)


@by_subject(MESSAGES)
def test_a_message_in_teams_is_as_it_was_when_somebody_looked(names: list[str]) -> None:
    for name in names:
        [drawn] = outgoing.messages(message(name), "en")

        assert list(activity_findings(drawn)) == [], name
        assert not too_big(drawn), name
        assert matches(GOLDEN / "teams" / f"{name}.json", drawn)


@by_subject(PAGES)
def test_a_page_in_slack_is_as_it_was_when_somebody_looked(names: list[str]) -> None:
    for name in names:
        drawn = modal(form(name))

        assert list(view_findings(drawn, "modal")) == [], name
        assert matches(GOLDEN / "slack" / f"{name}.json", drawn)


@by_subject(PAGES)
def test_a_page_in_teams_is_as_it_was_when_somebody_looked(names: list[str]) -> None:
    for name in names:
        drawn = outgoing.form(form(name), "en")

        assert list(activity_findings(drawn)) == [], name
        assert not too_big(drawn), name
        assert matches(GOLDEN / "teams" / f"{name}.json", drawn)


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_nothing_is_kept_of_texts_that_are_gone(platform: str) -> None:
    assert stale(GOLDEN / platform, SAID) == []


@by_subject(PAGES)
def test_every_field_that_a_page_has_words_for_is_asked(names: list[str]) -> None:
    for name in names:
        assert set(LIBRARY.source(name).head.get("fields", {})) <= set(asked_by(name)), name


def message(name: str) -> Message:
    return LIBRARY.say(Say(name, LIBRARY.sample(name)), "en")


def form(name: str) -> Form:
    asked = asked_by(name)
    words = LIBRARY.source(name).head.get("fields", {})
    fields = tuple(with_options(asked[field], own.get("options", ())) for field, own in words.items())
    return LIBRARY.page(Page(name, fields, LIBRARY.sample(name)), f"{name}:1", "en", {}, {})


def with_options(asked: Field, worded: Iterable[str]) -> Field:
    if asked.kind not in (Kind.CHOICE, Kind.CHOICES):
        return asked
    return replace(asked, options=tuple(map(Option, worded)) or SOME)


def asked_by(name: str) -> dict[str, Field]:
    """What a page asks, read out of its flow's file: to run it takes a visit that has got so far.

    A field that several flows share may stand in another file of the core. A page of days and hours needs
    nobody to have got anywhere, so it is asked for.
    """
    flow = name.partition("/")[0]
    return asked_anywhere() | asked_in(CORE / "flows" / f"{flow}.py") | named_hours(flow)


def named_hours(flow: str) -> dict[str, Field]:
    here = Naming(datetime(2026, 11, 16, 12, tzinfo=UTC), "UTC", {})
    match flow:
        case "times":
            asked = next(times.times(here)).fields
        case "moved" | "admin_announce":
            asked = fields(here)
        case "admin_leaders_ask" | "admin_leaders_date":
            asked = fields(here, needed=1)
        case _:
            asked = ()
    return {one.name: Field(one.name, one.kind, required=one.required) for one in asked}


@cache
def asked_anywhere() -> dict[str, Field]:
    found: dict[str, Field] = {}
    for path in calls():
        found |= asked_in(path)
    return found


@cache
def asked_in(path: Path) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for call in calls()[path]:
        match call:
            case ast.Call(
                func=ast.Name(id="Field"),
                args=[ast.Constant(value=str(name)), ast.Attribute(value=ast.Name(id="Kind"), attr=kind), *_],
                keywords=more,
            ):
                optional = any(one.arg == "required" and ast.unparse(one.value) == "False" for one in more)
                found[name] = Field(name, Kind[kind], required=not optional)
            case _:
                pass
    return found
