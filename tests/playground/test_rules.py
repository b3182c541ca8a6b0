"""What the platforms refuse, the stand-ins refuse."""

from typing import Any

import pytest

from playground.slack_rules import message_findings, too_long, view_findings
from playground.teams_rules import card_findings

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(**more: object) -> Json:
    return {"type": "button", "action_id": "a", "text": plain("Yes"), **more}


def select(*texts: str, **more: object) -> Json:
    options = [{"text": plain(text), "value": text} for text in texts]
    return {"type": "static_select", "action_id": "a", "options": options, **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


GOOD = [
    section("x" * 3000),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [plain("x")]},
    {"type": "section", "fields": [plain("x" * 2000)] * 10},
    actions(button(value="x" * 2000, style="primary")),
    actions(select("one", "two", placeholder=plain("x" * 150))),
]
BAD = {
    "an unknown block": {"type": "marquee"},
    "not a block": "hello",
    "a long section": section("x" * 3001),
    "an empty section": section(""),
    "a section of nothing": {"type": "section"},
    "a long field": {"type": "section", "fields": [plain("x" * 2001)]},
    "eleven fields": {"type": "section", "fields": [plain("x")] * 11},
    "a long header": {"type": "header", "text": plain("x" * 151)},
    "a header with marks": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "a long button": actions(button(text=plain("x" * 76))),
    "a long value": actions(button(value="x" * 2001)),
    "a value that is no text": actions(button(value=7)),
    "a green button": actions(button(style="green")),
    "26 elements": actions(*(button(action_id=str(number)) for number in range(26))),
    "no elements": actions(),
    "the same action twice": actions(button(), button()),
    "a long action id": actions(button(action_id="x" * 256)),
    "101 options": actions(select(*(str(number) for number in range(101)))),
    "no options": actions(select()),
    "a long option": actions(select("x" * 76)),
    "a long placeholder": actions(select("a", placeholder=plain("x" * 151))),
    "a foreign initial option": actions(select("a", initial_option={"text": plain("b"), "value": "b"})),
    "an unknown element": actions({"type": "slider"}),
    "an image without words": {"type": "image", "image_url": "https://example.org/a.png"},
}


def test_what_fits_is_accepted() -> None:
    assert list(message_findings({"text": "x", "blocks": GOOD})) == []


@pytest.mark.parametrize("block", BAD.values(), ids=BAD.keys())
def test_slack_refuses(block: Json) -> None:
    findings = list(message_findings({"text": "x", "blocks": [block]}))

    assert findings
    assert all("[json-pointer:/blocks" in finding for finding in findings)


def test_slack_refuses_too_many_or_twin_blocks_and_half_metadata() -> None:
    assert list(message_findings({"blocks": [{"type": "divider"}] * 51}))
    assert list(message_findings({"blocks": [{"type": "divider", "block_id": "b"}] * 2}))
    assert list(message_findings({"text": "x", "metadata": {"event_type": "nudge"}}))
    assert too_long([section("x" * 2900)] * 5)


def test_slack_refuses_a_modal_that_cannot_be_sent_or_is_called_at_length() -> None:
    field = {
        "type": "input",
        "label": plain("Goal"),
        "element": {"type": "plain_text_input", "action_id": "g"},
    }
    good = {"type": "modal", "title": plain("x" * 24), "submit": plain("Send"), "blocks": [field]}

    assert list(view_findings(good, "modal")) == []
    assert list(view_findings({key: good[key] for key in ("type", "title", "blocks")}, "modal"))
    assert list(view_findings({**good, "title": plain("x" * 25)}, "modal"))
    assert list(view_findings({**good, "private_metadata": "x" * 3001}, "modal"))
    assert list(view_findings({**good, "blocks": [{"type": "divider"}] * 101}, "modal"))
    assert list(view_findings(good, "home"))


TEAMS_BAD = {
    "no card": {"type": "Card"},
    "no version": {"type": "AdaptiveCard"},
    "a version too new": {"type": "AdaptiveCard", "version": "1.6"},
    "an unknown element": {"body": [{"type": "Container", "items": [{"type": "Marquee"}]}]},
    "an input without an id": {"body": [{"type": "Input.Text"}]},
    "two inputs of one name": {
        "body": [{"type": "Input.Text", "id": "a"}, {"type": "Input.Date", "id": "a"}]
    },
    "a choice of nothing": {"body": [{"type": "Input.ChoiceSet", "id": "a"}]},
    "an unknown action": {"actions": [{"type": "Action.Http", "title": "x"}]},
    "an action without a title": {"body": [{"type": "ActionSet", "actions": [{"type": "Action.Execute"}]}]},
    "seven actions": {"actions": [{"type": "Action.Execute", "title": str(number)} for number in range(7)]},
    "a bad card inside": {
        "actions": [{"type": "Action.ShowCard", "title": "More", "card": {"body": [{"type": "Marquee"}]}}]
    },
}


@pytest.mark.parametrize("card", TEAMS_BAD.values(), ids=TEAMS_BAD.keys())
def test_teams_refuses(card: Json) -> None:
    whole = card if "type" in card else {"type": "AdaptiveCard", "version": "1.5", **card}

    assert list(card_findings(whole))


def test_a_table_and_columns_need_no_type_where_their_place_says_it() -> None:
    text = {"type": "TextBlock", "text": "x"}
    table = {
        "type": "Table",
        "rows": [{"type": "TableRow", "cells": [{"items": [text]}]}],
        "columns": [{"width": 1}],
    }
    columns = {"type": "ColumnSet", "columns": [{"width": "auto", "items": [text]}]}

    assert list(card_findings({"type": "AdaptiveCard", "version": "1.5", "body": [table, columns]})) == []
