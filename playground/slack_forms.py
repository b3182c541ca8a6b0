"""A person filling in a modal: what is sent, and what Slack's own client refuses to send."""

import re
from collections.abc import Mapping

from playground.courier import Foreign
from playground.slack_blocks import KEYS, Json, chosen, elements, untouched

REQUIRED = "Please complete this required field."


def state(view: Json, values: Mapping[str, str | list[str]]) -> Json:
    """view.state.values; a field not named keeps what was typed before, else what is prefilled."""
    before = view.get("state", {}).get("values", {})
    unused = set(values)
    result: Json = {}
    for block, element in elements(view["blocks"]):
        if element["type"] not in KEYS:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        names = [name for name in (f"{block_id}/{action_id}", action_id, block_id) if name in values]
        unused -= set(names)
        typed = before.get(block_id, {}).get(action_id) or untouched(element)
        result.setdefault(block_id, {})[action_id] = chosen(element, values[names[0]]) if names else typed
    if unused:
        raise LookupError(f"No field is called {sorted(unused)}; there is: {sorted(_names(view))}")
    return result


def refused(view: Json, values: Json) -> dict[str, str]:
    """What Slack's client says at a field, by block id, before anything reaches the bot."""
    errors = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            told = values[block["block_id"]][element["action_id"]].get(KEYS[element["type"]][0])
            reason = _reason(element, told, optional=bool(block.get("optional")))
            if reason:
                errors[block["block_id"]] = reason
    return errors


def _reason(element: Json, told: Foreign, *, optional: bool) -> str | None:
    if told in (None, "", []):
        return None if optional else REQUIRED
    most = element.get("max_selected_items")
    if most and len(told) > most:
        return f"Choose at most {most}."
    if element["type"] == "number_input":
        return _number_reason(element, told)
    if element["type"] == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+", told):
        return "Enter a valid email address."
    if element["type"] == "plain_text_input":
        return _length_reason(element, told)
    return None


def _number_reason(element: Json, told: str) -> str | None:
    decimals = r"(\.\d+)?" if element.get("is_decimal_allowed") else ""
    if not re.fullmatch(r"-?\d+" + decimals, told):
        return "Enter a number."
    if "min_value" in element and float(told) < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if "max_value" in element and float(told) > float(element["max_value"]):
        return f"Must be at most {element['max_value']}."
    return None


def _length_reason(element: Json, told: str) -> str | None:
    if len(told) < element.get("min_length", 0):
        return f"Must be at least {element['min_length']} characters."
    if len(told) > element.get("max_length", 3000):
        return f"Must be at most {element.get('max_length', 3000)} characters."
    return None


def _names(view: Json) -> list[str]:
    return [f"{block['block_id']}/{element.get('action_id')}" for block, element in elements(view["blocks"])]
