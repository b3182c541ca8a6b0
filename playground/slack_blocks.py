"""Walking through Block Kit, and what a person's choice in an element becomes on the wire."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import uuid4

Json = dict[str, Any]

# Element type: the key of the chosen thing in view.state.values, and the key of what is prefilled.
KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block with each of its interactive elements, in reading order."""
    for block in blocks:
        own = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        if block.get("type") in ("actions", "section", "input"):
            yield from (
                (block, element) for element in own if isinstance(element, dict) and "type" in element
            )


def identified(blocks: list[Json]) -> list[Json]:
    """A copy in which every block and element has an id, as Slack gives one to those without."""
    blocks = deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", uuid4().hex[:5])
    for _, element in elements(blocks):
        if element["type"] != "image":
            element.setdefault("action_id", uuid4().hex[:5])
    return blocks


def found(blocks: list[Json], action_id: str, value: str | None) -> tuple[Json, Json]:
    there = [(block, element) for block, element in elements(blocks) if element.get("action_id") == action_id]
    same = [pair for pair in there if pair[1].get("value") == value]
    if not there:
        known = ", ".join(str(element.get("action_id")) for _, element in elements(blocks))
        raise LookupError(f"Nothing here is called {action_id!r}; there is: {known or 'nothing to press'}")
    return (same or there)[0]


def options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def option(element: Json, wanted: str) -> Json:
    """By its value or by its words; whatever is not offered cannot be chosen."""
    for one in options(element):
        if wanted in (one.get("value"), one["text"]["text"]):
            return one
    raise LookupError(f"{wanted!r} is not offered in {element.get('action_id')!r}")


def chosen(element: Json, value: str | list[str]) -> Json:
    """The state of an element after a person chose or typed `value`; a plain button has none."""
    type_ = element["type"]
    if type_ not in KEYS:
        return {"type": type_}
    key = KEYS[type_][0]
    several = [value] if isinstance(value, str) else list(value)
    if key == "selected_options":
        return {"type": type_, key: [option(element, one) for one in several if one]}
    if key == "selected_users":
        return {"type": type_, key: [one for one in several if one]}
    single = several[0] if several and several[0] != "" else None
    if key == "selected_option" and single is not None:
        return {"type": type_, key: option(element, single)}
    if key == "selected_date_time" and single is not None:
        return {"type": type_, key: int(single)}
    return {"type": type_, key: single}


def untouched(element: Json) -> Json:
    key, initial = KEYS[element["type"]]
    empty: Any = [] if key in ("selected_options", "selected_users") else None
    return {"type": element["type"], key: element.get(initial, empty)}


def action(block: Json, element: Json, value: str | None, moment: str) -> Json:
    """One item of the `actions` of a block_actions payload."""
    same: Json = {
        key: element[key] for key in ("action_id", "text", "value", "url", "style") if key in element
    }
    if element["type"] == "overflow":
        picked: Json = {"selected_option": option(element, value or "")}
    elif element["type"] in KEYS:
        same = {"action_id": element["action_id"]}
        picked = chosen(element, value) if value is not None else untouched(element)
    else:
        picked = {}
    return {**same, "block_id": block["block_id"], "type": element["type"], **picked, "action_ts": moment}


def carried_over(view: Json, before: Mapping[str, Any]) -> Json:
    """What a person typed stays when an update keeps the field."""
    kept: Json = {}
    for block, element in elements(view["blocks"]):
        old = before.get(block["block_id"], {}).get(element.get("action_id"))
        if old and old.get("type") == element["type"]:
            kept.setdefault(block["block_id"], {})[element["action_id"]] = old
    return kept
