"""What Slack refuses in messages and views; each finding names the place, as Slack's own answers do."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from playground.courier import Foreign
from playground.slack_blocks import KEYS, elements, options

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
FIELDS, ACTIONS, CONTEXT = 10, 25, 10
WHOLE_TEXT = 40_000
# Undocumented: above it Slack answers msg_blocks_too_long (bolt-js issue 2509).
MESSAGE_TEXT = 13_200
ELEMENTS = set(KEYS) | {"button", "overflow", "image", "workflow_button", "rich_text_input", "file_input"}
OPTIONS = {
    "static_select": 100,
    "multi_static_select": 100,
    "overflow": 5,
    "checkboxes": 10,
    "radio_buttons": 10,
}
PLAIN = {
    "rich_text",
    "divider",
    "video",
    "file",
    "table",
    "data_table",
    "card",
    "carousel",
    "container",
    "alert",
}

Findings = Iterator[str]


def message_findings(message: dict[str, Any]) -> Findings:
    blocks = message.get("blocks") or []
    yield from _blocks(blocks, MESSAGE_BLOCKS)
    metadata = message.get("metadata")
    if metadata and not (isinstance(metadata, dict) and {"event_type", "event_payload"} <= set(metadata)):
        yield _at("/metadata", "needs event_type and event_payload")
    if len(message.get("text") or "") > WHOLE_TEXT:
        yield _at("/text", f"must be at most {WHOLE_TEXT} characters")


def too_long(blocks: list[Any]) -> bool:
    return sum(_text_size(block) for block in blocks) > MESSAGE_TEXT


def view_findings(view: dict[str, Any], expected: str) -> Findings:
    if view.get("type") != expected:
        yield _at("/view/type", f"must be {expected}")
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        yield _at("/view/blocks", "must be a list")
        return
    yield from _blocks(blocks, VIEW_BLOCKS)
    yield from _sizes(view, "/view", {"private_metadata": 3000, "callback_id": 255, "external_id": 255})
    if expected == "modal":
        yield from _text(view.get("title"), "/view/title", 24, plain=True)
        for key in ("submit", "close"):
            if key in view:
                yield from _text(view[key], f"/view/{key}", 24, plain=True)
        if "submit" not in view and any(_type(block) == "input" for block in blocks):
            yield _at("/view/submit", "is required when there is an input block")


def _blocks(blocks: Foreign, most: int) -> Findings:
    if not isinstance(blocks, list) or len(blocks) > most:
        yield _at("/blocks", f"must be a list of at most {most} blocks")
        return
    for place, block in enumerate(blocks):
        yield from _block(block, f"/blocks/{place}")
    shaped = [block for block in blocks if isinstance(block, dict)]
    ids = Counter(block["block_id"] for block in shaped if block.get("block_id"))
    yield from (_at("/blocks", f"block_id {one!r} already exists") for one, times in ids.items() if times > 1)
    for place, block in enumerate(shaped):
        acts = Counter(element["action_id"] for _, element in elements([block]) if element.get("action_id"))
        twice = [one for one, times in acts.items() if times > 1]
        yield from (_at(f"/blocks/{place}", f"action_id {one!r} already exists") for one in twice)


def _block(block: Foreign, at: str) -> Findings:
    check = BLOCKS.get(_type(block))
    if check is None:
        yield _at(at, f"unsupported type: {_type(block) or block!r}")
        return
    yield from _sizes(block, at, {"block_id": 255})
    yield from check(block, at)


def _section(block: dict[str, Any], at: str) -> Findings:
    fields = block.get("fields") or []
    if "text" in block or not fields:
        yield from _text(block.get("text"), f"{at}/text", 3000)
    if len(fields) > FIELDS:
        yield _at(f"{at}/fields", f"must be at most {FIELDS} fields")
    for place, field in enumerate(fields):
        yield from _text(field, f"{at}/fields/{place}", 2000)
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory")


def _actions(block: dict[str, Any], at: str) -> Findings:
    inside = block.get("elements") or []
    if not 1 <= len(inside) <= ACTIONS:
        yield _at(f"{at}/elements", f"must be 1 to {ACTIONS} elements")
    for place, element in enumerate(inside):
        yield from _element(element, f"{at}/elements/{place}")


def _input(block: dict[str, Any], at: str) -> Findings:
    yield from _text(block.get("label"), f"{at}/label", 2000, plain=True)
    if "hint" in block:
        yield from _text(block["hint"], f"{at}/hint", 2000, plain=True)
    if _type(block.get("element")) in ("button", "overflow", "image"):
        yield _at(f"{at}/element", "is not an input")
    yield from _element(block.get("element"), f"{at}/element")


def _context(block: dict[str, Any], at: str) -> Findings:
    inside = block.get("elements") or []
    if not 1 <= len(inside) <= CONTEXT:
        yield _at(f"{at}/elements", f"must be 1 to {CONTEXT} elements")
    for place, element in enumerate(inside):
        if _type(element) == "image":
            yield from _image(element, f"{at}/elements/{place}")
        else:
            yield from _text(element, f"{at}/elements/{place}", 3000)


def _image(block: dict[str, Any], at: str) -> Findings:
    if not block.get("alt_text"):
        yield _at(f"{at}/alt_text", "is required")
    yield from _sizes(block, at, {"image_url": 3000, "alt_text": 2000})


def _header(block: dict[str, Any], at: str) -> Findings:
    yield from _text(block.get("text"), f"{at}/text", 150, plain=True)


def _markdown(block: dict[str, Any], at: str) -> Findings:
    yield from _sizes(block, at, {"text": 12_000})


def _element(element: Foreign, at: str) -> Findings:
    if _type(element) not in ELEMENTS:
        yield _at(at, f"unsupported type: {_type(element) or element!r}")
        return
    yield from _sizes(element, at, {"action_id": 255, "value": 2000, "url": 3000, "accessibility_label": 75})
    if element["type"] == "button":
        yield from _text(element.get("text"), f"{at}/text", 75, plain=True)
        if element.get("style", "primary") not in ("primary", "danger"):
            yield _at(f"{at}/style", "must be primary or danger")
    if element["type"] == "image":
        yield from _image(element, at)
    if "placeholder" in element:
        yield from _text(element["placeholder"], f"{at}/placeholder", 150, plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    yield from _choices(element, at)


def _choices(element: dict[str, Any], at: str) -> Findings:
    most = OPTIONS.get(element["type"])
    if most is None:
        return
    there = options(element)
    if not 1 <= len(there) <= most:
        yield _at(f"{at}/options", f"must be 1 to {most} options")
    for place, option in enumerate(there):
        yield from _text(option.get("text"), f"{at}/options/{place}/text", 75)
        yield from _sizes(option, f"{at}/options/{place}", {"value": 75})
    initial = element.get("initial_options") or [element.get("initial_option")]
    yield from (
        _at(f"{at}/initial_option", "must be one of the options")
        for one in initial
        if one and one not in there
    )


def _confirm(confirm: dict[str, Any], at: str) -> Findings:
    for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        yield from _text(confirm.get(key), f"{at}/{key}", most)


def _text(text: Foreign, at: str, most: int, *, plain: bool = False) -> Findings:
    if _type(text) not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield _at(at, "must be a plain_text object" if plain else "must be a text object")
    elif not isinstance(text.get("text"), str) or not 1 <= len(text["text"]) <= most:
        yield _at(f"{at}/text", f"must be 1 to {most} characters")


def _sizes(thing: dict[str, Any], at: str, limits: dict[str, int]) -> Findings:
    for key, most in limits.items():
        if not isinstance(thing.get(key, ""), str) or len(thing.get(key, "")) > most:
            yield _at(f"{at}/{key}", f"must be a string of at most {most} characters")


def _text_size(thing: Foreign) -> int:
    if isinstance(thing, list):
        return sum(_text_size(one) for one in thing)
    if isinstance(thing, dict):
        own = len(thing["text"]) if isinstance(thing.get("text"), str) else 0
        return own + sum(_text_size(one) for one in thing.values() if isinstance(one, dict | list))
    return 0


def _type(thing: Foreign) -> str:
    return str(thing.get("type", "")) if isinstance(thing, dict) else ""


def _at(pointer: str, problem: str) -> str:
    return f"[ERROR] {problem} [json-pointer:{pointer}]"


def _nothing(_block: dict[str, Any], _at: str) -> Findings:
    yield from ()


BLOCKS: dict[str, Callable[[dict[str, Any], str], Findings]] = {
    **dict.fromkeys(PLAIN, _nothing),
    "section": _section,
    "actions": _actions,
    "input": _input,
    "context": _context,
    "context_actions": _nothing,
    "image": _image,
    "header": _header,
    "markdown": _markdown,
}
