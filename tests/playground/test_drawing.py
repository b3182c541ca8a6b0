"""What the playground draws: every block and element, in the reader's zone, with nothing of a message taken as HTML."""

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from playground import draw_slack, draw_teams
from playground.draw_html import Reader
from playground.draw_markdown import markdown
from playground.draw_slack_text import mrkdwn

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202e[x](javascript:alert(1)) <!channel>"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LISBON = Reader(ZoneInfo("Europe/Lisbon"), NOON, {"UADA": "Ada <b>Pereira</b>"})
NEW_YORK = Reader(ZoneInfo("America/New_York"), NOON, twelve_hours=True)
VOID = {"br", "hr", "img", "input"}


class Tags(HTMLParser):
    """Which tags and attributes really are there, and whether every tag is closed."""

    def __init__(self, drawn: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(drawn)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(drawn: str) -> Tags:
    tags = Tags(drawn)
    assert not tags.open
    assert "script" not in tags.names
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert not [value for name, value in tags.attributes if name == "href" and "javascript" in str(value)]
    return tags


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": words(text), "value": text, "description": words(text)}


def every_slack_block(text: str) -> list[dict[str, Any]]:
    confirm = {"title": words(text), "text": marked(text), "confirm": words(text), "deny": words(text)}
    elements = [
        {"type": "button", "text": words(text), "action_id": text, "value": text, "style": "danger"},
        {"type": "button", "text": words(text), "action_id": "b", "confirm": confirm},
        {"type": "button", "text": words(text), "action_id": "c", "url": text},
        {
            "type": "static_select",
            "action_id": "d",
            "options": [option(text)],
            "initial_option": option(text),
        },
        {
            "type": "static_select",
            "action_id": "e",
            "option_groups": [{"label": words(text), "options": [option(text)]}],
        },
        {"type": "users_select", "action_id": "f"},
        {"type": "overflow", "action_id": "g", "options": [option(text), {**option(text), "url": text}]},
        {"type": "datepicker", "action_id": "h", "initial_date": text},
        {"type": "timepicker", "action_id": "i"},
        {"type": "radio_buttons", "action_id": "j", "options": [option(text)]},
        {
            "type": "checkboxes",
            "action_id": "k",
            "options": [option(text)],
            "initial_options": [option(text)],
        },
    ]
    image = {"type": "image", "image_url": text, "alt_text": text}
    styled = {
        "type": "text",
        "text": text,
        "style": {"bold": True, "italic": True, "strike": True, "code": True},
    }
    inside = [
        styled,
        {"type": "link", "url": text, "text": text},
        {"type": "user", "user_id": "UADA"},
        {"type": "channel", "channel_id": text},
        {"type": "usergroup", "usergroup_id": text},
        {"type": "broadcast", "range": text},
        {"type": "color", "value": text},
        {"type": "emoji", "name": text},
        {"type": "date", "timestamp": 1795179600, "format": "{date} " + text, "fallback": text},
    ]
    section = {"type": "rich_text_section", "elements": inside}
    rich = [
        section,
        {"type": "rich_text_list", "style": "bullet", "elements": [section]},
        {"type": "rich_text_list", "style": "ordered", "indent": 2, "offset": 1, "elements": [section]},
        {"type": "rich_text_quote", "elements": inside},
        {"type": "rich_text_preformatted", "elements": inside},
    ]
    return [
        {"type": "header", "text": words(text)},
        {"type": "section", "text": marked(text), "fields": [marked(text)], "accessory": elements[0]},
        {"type": "section", "text": words(text), "accessory": image},
        {"type": "context", "elements": [marked(text), image]},
        {"type": "actions", "elements": elements},
        {"type": "divider"},
        {**image, "title": words(text)},
        {"type": "markdown", "text": text},
        {"type": "rich_text", "elements": rich},
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": text}], [{"type": "rich_text", "elements": rich}]],
        },
        *every_slack_input(text),
    ]


def every_slack_input(text: str) -> list[dict[str, Any]]:
    several = {"options": [option(text)], "initial_options": [option(text)], "placeholder": words(text)}
    elements: list[dict[str, Any]] = [
        {"type": "plain_text_input", "initial_value": text, "placeholder": words(text)},
        {"type": "plain_text_input", "multiline": True, "initial_value": text},
        {"type": "number_input", "is_decimal_allowed": False, "initial_value": text},
        {"type": "email_text_input"},
        {"type": "url_text_input"},
        {"type": "datepicker"},
        {"type": "timepicker"},
        {"type": "static_select", "options": [option(text)]},
        {"type": "users_select", "initial_user": "UADA"},
        {"type": "multi_static_select", "max_selected_items": 2, **several},
        {"type": "multi_users_select", "initial_users": ["UADA"]},
        {"type": "radio_buttons", "options": [option(text)]},
        {"type": "checkboxes", **several},
    ]
    return [
        {"type": "input", "block_id": f"{text}{place}", "label": words(text), "hint": words(text), "optional": place > 5,
         "element": {"action_id": "a", **element}}
        for place, element in enumerate(elements)
    ]  # fmt: skip


def every_teams_element(text: str) -> dict[str, Any]:
    choices = [{"title": text, "value": text}]
    execute = {"type": "Action.Execute", "title": text, "verb": text, "tooltip": text, "style": "positive"}
    inner = {
        "type": "AdaptiveCard",
        "body": [{"type": "Input.Text", "id": "x"}],
        "actions": [{**execute, "verb": "y"}],
    }
    looks = {"size": "Large", "weight": "Bolder", "color": text, "isSubtle": True, "wrap": True}
    block = {"type": "TextBlock", "text": text, **looks}
    body = [
        block,
        {"type": "TextBlock", "text": text, "maxLines": 2, "style": "heading", "separator": True, "spacing": text},
        {"type": "RichTextBlock", "inlines": [text, {"type": "TextRun", "text": text, "highlight": True}]},
        {"type": "FactSet", "facts": [{"title": text, "value": text}]},
        {"type": "Container", "style": text, "items": [block], "selectAction": execute},
        {"type": "ColumnSet", "columns": [{"type": "Column", "width": width, "items": [block]}
                                          for width in ("auto", "stretch", "80px", "2", text)]},
        {"type": "Image", "url": text, "altText": text, "size": text},
        {"type": "ImageSet", "images": [{"type": "Image", "url": text}]},
        {"type": "Table", "rows": [{"type": "TableRow", "cells": [{"type": "TableCell", "items": [block]}]}]},
        {"type": "ActionSet", "actions": [execute]},
        {"type": "Input.Text", "id": text, "label": text, "placeholder": text, "value": text, "isRequired": True},
        {"type": "Input.Text", "id": "m", "isMultiline": True, "value": text},
        {"type": "Input.Number", "id": "n", "label": text, "min": 1},
        {"type": "Input.Date", "id": "d"},
        {"type": "Input.Time", "id": "t"},
        {"type": "Input.Toggle", "id": "g", "title": text, "valueOn": text, "value": text},
        {"type": "Input.ChoiceSet", "id": "c1", "choices": choices, "value": text},
        {"type": "Input.ChoiceSet", "id": "c2", "choices": choices, "style": "expanded"},
        {"type": "Input.ChoiceSet", "id": "c3", "choices": choices, "isMultiSelect": True, "label": text},
    ]  # fmt: skip
    actions = [
        execute,
        {"type": "Action.Submit", "title": text, "data": {}},
        {"type": "Action.OpenUrl", "title": text, "url": text},
        {"type": "Action.ShowCard", "title": text, "card": inner},
    ]
    return {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions}


def posted(card: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"attachments": [{"contentType": draw_teams.ADAPTIVE, "content": card}], **more}


@pytest.mark.parametrize("text", [HOSTILE, "x" * 300, "", "*_~`<>&*_~`", "**[x](y)", "{{DATE(no,no)}}"])
def test_no_text_becomes_html_in_any_slack_block(text: str) -> None:
    payload = {"text": text, "blocks": every_slack_block(text), "files": [{"name": text, "url": text}]}

    tags = checked(draw_slack.message(payload, LISBON))

    assert "img" not in tags.names
    assert "cannot draw" not in draw_slack.message(payload, LISBON)


@pytest.mark.parametrize("text", [HOSTILE, "x" * 300, "", "**__*_", "**[x](y)", "<at>Ada</at>"])
def test_no_text_becomes_html_in_any_card(text: str) -> None:
    activity = posted(every_teams_element(text), text=text, typed={"m": text}, errors={"m": text})

    tags = checked(draw_teams.message(activity, LISBON))

    assert "img" not in tags.names
    assert "cannot draw" not in draw_teams.message(activity, LISBON)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "//evil", "http://a b"]
)
def test_only_web_and_mail_addresses_become_links(address: str) -> None:
    drawn = mrkdwn(f"<{address}|here>", LISBON) + markdown(f"[here]({address})")

    assert "href" not in drawn


def test_what_no_drawer_knows_is_seen_as_such() -> None:
    assert "cannot draw “carousel”" in draw_slack.message({"blocks": [{"type": "carousel"}]}, LISBON)
    assert "cannot draw “Carousel”" in draw_teams.message(posted({"body": [{"type": "Carousel"}]}), LISBON)


def test_mrkdwn_is_read_as_slack_reads_it() -> None:
    drawn = mrkdwn(
        "*bold* _it_ ~no~ `a*b*` 2*3*4 snake_case_x &lt;b&gt; &amp;amp; <https://a.pt/_x_|go> <@UADA>", LISBON
    )

    assert "<strong>bold</strong> <em>it</em> <s>no</s> <code>a*b*</code> 2*3*4 snake_case_x" in drawn
    assert "&lt;b&gt; &amp;amp;" in drawn
    assert 'href="https://a.pt/_x_"' in drawn
    assert "@Ada &lt;b&gt;Pereira&lt;/b&gt;" in drawn


def test_quotes_and_code_stand_apart() -> None:
    drawn = mrkdwn("before\n&gt; one\n&gt; two\nafter ```*x*\n<y>```", LISBON)

    assert "<blockquote>one\ntwo</blockquote>after" in drawn
    assert "<pre><code>*x*\n&lt;y&gt;</code></pre>" in drawn


def test_verbatim_text_makes_no_links_by_itself() -> None:
    assert "href" in mrkdwn("see https://a.pt now", LISBON)
    assert "href" not in mrkdwn("see https://a.pt now", LISBON, verbatim=True)


def test_a_slack_date_is_told_in_the_readers_zone() -> None:
    source = "<!date^1795197600^{date_long} at {time}|later>"

    assert "Friday, November 20th at 18:00" in mrkdwn(source, LISBON)
    assert "Friday, November 20th at 1:00 PM" in mrkdwn(source, NEW_YORK)
    assert "today at 18:00" in mrkdwn("<!date^1795197600^{date_short_pretty} at {time}|later>", LISBON)
    assert ">later<" in mrkdwn("<!date^999999999999^{date}|later>", LISBON)


def test_a_card_tells_dates_in_the_readers_zone() -> None:
    card = {
        "body": [
            {
                "type": "TextBlock",
                "text": "{{DATE(2026-11-21T02:00:00Z,SHORT)}} {{TIME(2026-11-21T02:00:00Z)}}",
            }
        ]
    }

    assert "Sat, Nov 21, 2026 02:00" in draw_teams.message(posted(card), LISBON)
    assert "Fri, Nov 20, 2026 9:00 PM" in draw_teams.message(posted(card), NEW_YORK)


def test_escaped_marks_stay_characters() -> None:
    assert markdown(r"\*\*\[x\](y) &lt;at&gt;") == "<p>**[x](y) &lt;at&gt;</p>"


def test_only_a_vouched_mention_is_drawn_as_one() -> None:
    entity = {"type": "mention", "text": "<at>Grace</at>"}

    assert '<bdi class="mention">Grace</bdi>' in draw_teams.message(
        {"text": "<at>Grace</at>", "entities": [entity]}, LISBON
    )
    assert "&lt;at&gt;Grace&lt;/at&gt;" in draw_teams.message({"text": "<at>Grace</at>"}, LISBON)


def test_a_press_names_its_action_and_value() -> None:
    button = {"type": "button", "text": words("Yes"), "action_id": "pair.accept", "value": 'a"b'}

    tags = checked(draw_slack.message({"blocks": [{"type": "actions", "elements": [button]}]}, LISBON))

    assert ("value", json.dumps(["pair.accept", 'a"b'])) in tags.attributes


def test_two_actions_of_one_verb_are_told_apart() -> None:
    actions = [{"type": "Action.Execute", "title": title, "verb": "ask"} for title in ("Yes", "No")]

    tags = checked(draw_teams.message(posted({"body": [], "actions": actions}), LISBON))

    assert [value for name, value in tags.attributes if name == "value"] == ["ask#0", "ask#1"]


def test_a_refused_form_shows_what_was_typed_and_why_at_the_field() -> None:
    element = {"type": "plain_text_input", "action_id": "a"}
    block = {"type": "input", "block_id": "goals", "label": words("Goals"), "element": element}
    state = {"values": {"goals": {"a": {"type": "plain_text_input", "value": "sing <b>"}}}}

    drawn = draw_slack.view({"blocks": [block], "state": state, "errors": {"goals": "Too short"}}, LISBON)

    assert 'value="sing &lt;b&gt;"' in drawn
    assert 'role="alert">Too short</p>' in drawn
