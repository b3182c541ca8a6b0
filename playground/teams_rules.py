"""What Teams refuses in activities and Adaptive Cards, or shows wrongly without a word."""

import json
from collections.abc import Iterator

from playground.courier import Foreign
from playground.teams_cards import ADAPTIVE, Json, parts, pressable

MOST_BYTES = 100 * 1024
MOST_ACTIONS = 6
MOST_REFRESHED = 60
VERSIONS = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5"}
INPUTS = {f"Input.{kind}" for kind in ("Text", "Number", "Date", "Time", "Toggle", "ChoiceSet")}
ELEMENTS = INPUTS | {
    "TextBlock",
    "RichTextBlock",
    "Image",
    "ImageSet",
    "Media",
    "Container",
    "ColumnSet",
    "Column",
    "FactSet",
    "ActionSet",
    "Table",
    "TableRow",
    "TableCell",
}
# Inside these the type may be left out: their place says it.
IMPLIED = {"columns": "Column", "rows": "TableRow", "cells": "TableCell"}
ACTIONS = {f"Action.{kind}" for kind in ("Execute", "Submit", "OpenUrl", "ShowCard", "ToggleVisibility")}

Findings = Iterator[str]


def too_big(activity: Json) -> bool:
    """Counted as Teams does: the whole payload in UTF-16."""
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > MOST_BYTES


def activity_findings(activity: Json) -> Findings:
    attachments = activity.get("attachments") or []
    if activity.get("type") == "message" and not (activity.get("text") or attachments):
        yield "a message needs text or an attachment"
    for attachment in attachments:
        if attachment.get("contentType") == ADAPTIVE:
            yield from card_findings(attachment.get("content"))


def card_findings(card: Foreign) -> Findings:
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        yield "the card is not an AdaptiveCard"
        return
    if str(card.get("version")) not in VERSIONS:
        yield f"version {card.get('version')!r} is not one that Teams shows (1.5 at most)"
    yield from _refresh(card.get("refresh"))
    yield from _body(card)


def _refresh(refresh: Foreign) -> Findings:
    if refresh is None:
        return
    action = refresh.get("action") if isinstance(refresh, dict) else None
    if not isinstance(action, dict) or action.get("type") != "Action.Execute" or not action.get("verb"):
        yield "a refresh needs an Action.Execute with a verb"
        return
    users = refresh.get("userIds", [])
    if not isinstance(users, list) or len(users) > MOST_REFRESHED:
        yield f"a refresh is for {MOST_REFRESHED} people at most"


def _body(card: Json) -> Findings:
    known = _implied(card)
    for part in parts(card.get("body") or []):
        kind = part.get("type") or known.get(id(part))
        if kind not in ELEMENTS:
            yield f"unknown element {kind!r}"
        else:
            yield from _element(kind, part)
    if len(card.get("actions") or []) > MOST_ACTIONS:
        yield f"at most {MOST_ACTIONS} actions are shown"
    for action in [*pressable(card.get("body") or []), *(card.get("actions") or [])]:
        yield from _action(action)
    names = [
        part["id"] for part in parts(card.get("body") or []) if part.get("type") in INPUTS and part.get("id")
    ]
    yield from (
        f"two inputs are called {name!r}" for name in sorted({one for one in names if names.count(one) > 1})
    )


def _implied(card: Json) -> dict[int, str]:
    holders = list(parts(card.get("body") or []))
    return {id(one): kind for part in holders for key, kind in IMPLIED.items() for one in part.get(key) or []}


def _element(kind: str, part: Json) -> Findings:
    if kind == "TextBlock" and not isinstance(part.get("text"), str):
        yield "a TextBlock without text"
    if kind in INPUTS and not part.get("id"):
        yield f"{kind} without an id"
    if kind == "Image" and not part.get("url"):
        yield "an Image without a url"
    if kind == "Input.ChoiceSet" and not (part.get("choices") or part.get("choices.data")):
        yield f"the choices of {part.get('id')!r} are missing"
    if kind == "FactSet" and not part.get("facts"):
        yield "a FactSet without facts"
    if kind == "ActionSet" and len(part.get("actions") or []) > MOST_ACTIONS:
        yield f"at most {MOST_ACTIONS} actions are shown in an ActionSet"


def _action(action: Foreign) -> Findings:
    kind = action.get("type") if isinstance(action, dict) else None
    if kind not in ACTIONS:
        yield f"unknown action {kind!r}"
        return
    if not action.get("title") and not action.get("iconUrl"):
        yield f"{kind} {action.get('verb', '')!r} without a title"
    if kind == "Action.OpenUrl" and not action.get("url"):
        yield "Action.OpenUrl without a url"
    if kind == "Action.ShowCard":
        yield from _body(action.get("card") or {})
