"""What Teams needs of an Adaptive Card 1.5, as a checker of our own: the official schema knows neither titles nor limits."""

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

ELEMENTS: dict[str, set[str]] = {
    "TextBlock": {"text", "wrap", "weight", "size", "style", "color", "isSubtle", "spacing", "separator"},
    "RichTextBlock": {"inlines", "spacing", "separator"},
    "TextRun": {"text", "weight", "color", "isSubtle", "size"},
    "ActionSet": {"actions", "spacing", "separator"},
    "Input.Text": {
        "id",
        "label",
        "isRequired",
        "errorMessage",
        "isMultiline",
        "maxLength",
        "value",
        "spacing",
    },
    "Input.Number": {"id", "label", "isRequired", "errorMessage", "min", "max", "value", "spacing"},
    "Input.Date": {"id", "label", "isRequired", "errorMessage", "value", "spacing"},
    "Input.ChoiceSet": {
        "id",
        "label",
        "isRequired",
        "errorMessage",
        "choices",
        "choices.data",
        "style",
        "isMultiSelect",
        "wrap",
        "value",
        "spacing",
    },
    "Action.Execute": {"title", "verb", "data", "fallback"},
    "Action.Submit": {"title", "data"},
    "Action.OpenUrl": {"title", "url"},
}
NEEDED: dict[str, set[str]] = {
    "TextBlock": {"text", "wrap"},
    "RichTextBlock": {"inlines"},
    "TextRun": {"text"},
    "ActionSet": {"actions"},
    "Input.Text": {"id", "label"},
    "Input.Number": {"id", "label"},
    "Input.Date": {"id", "label"},
    "Input.ChoiceSet": {"id", "label", "choices"},
    "Action.Execute": {"title", "verb", "data", "fallback"},
    "Action.Submit": {"title", "data"},
    "Action.OpenUrl": {"title", "url"},
}
CARD = {"$schema", "type", "version", "fallbackText", "msteams", "body", "actions", "lang", "refresh"}


def broken_rules(card: Json) -> list[str]:
    return list(_card(card))


def _card(card: Json) -> Iterator[str]:
    if card.get("type") != "AdaptiveCard" or card.get("version") != "1.5":
        yield "not an Adaptive Card 1.5"
    if not card.get("fallbackText"):
        yield "no words for clients that cannot draw it"
    yield from (f"unknown property {name}" for name in set(card) - CARD)
    if len(json.dumps(card, ensure_ascii=False).encode()) > 25 * 1024:
        yield "too large"
    for element in [*card["body"], {"type": "ActionSet", "actions": card.get("actions", [])}]:
        yield from _element(element)


def _element(element: Json) -> Iterator[str]:
    kind = element.get("type", "")
    if kind not in ELEMENTS:
        yield f"unknown element {kind}"
        return
    yield from (f"{kind}: unknown property {name}" for name in set(element) - ELEMENTS[kind] - {"type"})
    yield from (f"{kind}: no {name}" for name in NEEDED[kind] if element.get(name) in (None, ""))
    if len(element.get("actions", [])) > 6:
        yield "more than six actions"
    for inside in [*element.get("inlines", []), *element.get("actions", [])]:
        yield from _element(inside)


def words(card: Json) -> str:
    """Everything that is shown, one element a line."""
    return "\n".join(
        element.get("text") or "".join(run["text"] for run in element.get("inlines", []))
        for element in card["body"]
    )
