"""Walking through Adaptive Cards: what can be pressed and filled in, and what the client refuses."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playground.courier import Foreign

Json = dict[str, Any]

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
REQUIRED = "This is required."
HOLDING = ("items", "columns", "rows", "cells")


def card_of(activity: Json, content_type: str = ADAPTIVE) -> Json | None:
    for attachment in activity.get("attachments") or []:
        if attachment.get("contentType") == content_type:
            content: Json = attachment["content"]
            return content
    return None


def with_card(activity: Json, card: Json) -> Json:
    return {**activity, "attachments": [{"contentType": ADAPTIVE, "content": card}]}


def data_of(action: Json) -> Json:
    data = action.get("data")
    return data if isinstance(data, dict) else {}


def unfilled(activity: Json) -> Json:
    """A fresh card remembers nothing of what was typed into the one before."""
    return {key: value for key, value in activity.items() if key not in ("typed", "errors", "looked_up")}


def parts(element: Foreign) -> Iterator[Json]:
    """An element and all it holds, in reading order; not what unfolds from Action.ShowCard."""
    if isinstance(element, list):
        for one in element:
            yield from parts(one)
    elif isinstance(element, dict):
        yield element
        for key in HOLDING:
            yield from parts(element.get(key) or [])


def actions(card: Json, around: tuple[Json, ...] = ()) -> Iterator[tuple[Json, tuple[Json, ...]]]:
    """Every action with the inputs it sends: those of its own card and of the cards around it."""
    body = card.get("body") or []
    inputs = (*around, *(part for part in parts(body) if str(part.get("type", "")).startswith("Input.")))
    for action in [*pressable(body), *(card.get("actions") or []), *_as_a_whole(card)]:
        yield action, inputs
        if action.get("type") == "Action.ShowCard":
            yield from actions(action.get("card") or {}, inputs)


def pressable(element: Foreign) -> Iterator[Json]:
    """The actions in an element: those of what it holds first, pressing it as a whole last."""
    if isinstance(element, list):
        for one in element:
            yield from pressable(one)
    elif isinstance(element, dict):
        for key in HOLDING:
            yield from pressable(element.get(key) or [])
        if element.get("type") == "ActionSet":
            yield from element.get("actions") or []
        yield from _as_a_whole(element)


def _as_a_whole(element: Json) -> list[Json]:
    return [element["selectAction"]] if element.get("selectAction") else []


def refresh_of(card: Json, user: str) -> Json | None:
    """The action by which the client asks for a newer card by itself, where it does so for this user."""
    refresh: Json = card.get("refresh") or {}
    action: Json | None = refresh.get("action")
    return action if user in (refresh.get("userIds") or ()) else None


def found(card: Json, name: str) -> tuple[Json, tuple[Json, ...]]:
    """By verb, id or title; "verb#3" is the fourth action of the card, and so is "#3"."""
    there = list(actions(card))
    label, sign, number = name.rpartition("#")
    numbered = sign and number.isdecimal() and int(number) < len(there)
    if numbered and label in ("", *_names(there[int(number)][0])):
        return there[int(number)]
    for action, inputs in there:
        if name in _names(action):
            return action, inputs
    known = ", ".join(" / ".join(_names(action)) for action, _ in there)
    raise LookupError(f"Nothing here is called {name!r}; there is: {known or 'nothing to press'}")


def _names(action: Json) -> list[str]:
    return [str(action[key]) for key in ("verb", "id", "title") if action.get(key)]


def initial(field: Json) -> str:
    if field["type"] == "Input.Toggle":
        return str(field.get("value") or field.get("valueOff", "false"))
    return str(field.get("value", ""))


def known(card: Json, values: Mapping[str, str]) -> Mapping[str, str]:
    """A card unfolded elsewhere may have fields that this press does not send; anything else is a mistake."""
    there = {field["id"] for _, inputs in actions(card) for field in inputs}
    if not set(values) <= there:
        raise LookupError(f"No field is called {sorted(set(values) - there)}; there is: {sorted(there)}")
    return values


def filled(inputs: tuple[Json, ...], values: Mapping[str, str]) -> dict[str, str]:
    return {field["id"]: values.get(field["id"], initial(field)) for field in inputs}


def refused(inputs: tuple[Json, ...], values: Mapping[str, str]) -> dict[str, str]:
    """What the Teams client says at a field before anything reaches the bot."""
    wrong = [(field, _reason(field, values[field["id"]])) for field in inputs]
    return {field["id"]: field.get("errorMessage") or reason for field, reason in wrong if reason}


def _reason(field: Json, told: str) -> str | None:
    if not told or (field["type"] == "Input.Toggle" and told == field.get("valueOff", "false")):
        return REQUIRED if field.get("isRequired") else None
    if "regex" in field and not re.search(field["regex"], told):
        return "This does not have the expected form."
    if len(told) > field.get("maxLength", len(told)):
        return f"At most {field['maxLength']} characters."
    return _choice_reason(field, told) or _number_reason(field, told)


def _choice_reason(field: Json, told: str) -> str | None:
    if field["type"] != "Input.ChoiceSet" or "choices.data" in field:
        return None
    offered = {str(choice["value"]) for choice in field.get("choices") or []}
    picked = told.split(",") if field.get("isMultiSelect") else [told]
    unknown = [one for one in picked if one not in offered]
    if unknown:
        raise LookupError(f"{unknown} is not offered in {field['id']!r}")
    return None


def _number_reason(field: Json, told: str) -> str | None:
    if field["type"] != "Input.Number":
        return None
    if not re.fullmatch(r"-?\d+(\.\d+)?", told):
        return "Enter a number."
    low, high = field.get("min", float("-inf")), field.get("max", float("inf"))
    return None if low <= float(told) <= high else f"Enter a number from {low} to {high}."
