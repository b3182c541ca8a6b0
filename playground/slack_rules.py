"""What Slack refuses in messages and views; each finding names the place, as Slack's own answers do."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from playground.courier import Foreign
from playground.slack_blocks import KEYS, elements
from playground.slack_rules_options import (
    Findings,
    choice_findings,
    finding,
    size_findings,
    text_findings,
    type_of,
)

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
FIELDS, ACTIONS, CONTEXT = 10, 25, 10
WHOLE_TEXT = 40_000
# Undocumented: above it Slack answers msg_blocks_too_long (bolt-js issue 2509).
MESSAGE_TEXT = 13_200
ELEMENTS = set(KEYS) | {"button", "overflow", "image", "workflow_button", "rich_text_input", "file_input"}
PLAIN = {
    *("rich_text", "divider", "video", "file", "table", "data_table"),
    *("card", "carousel", "container", "alert"),
}


def message_findings(message: dict[str, Any]) -> Findings:
    blocks = message.get("blocks") or []
    yield from _blocks(blocks, MESSAGE_BLOCKS)
    metadata = message.get("metadata")
    if metadata and not (isinstance(metadata, dict) and {"event_type", "event_payload"} <= set(metadata)):
        yield finding("/metadata", "needs event_type and event_payload")
    if len(message.get("text") or "") > WHOLE_TEXT:
        yield finding("/text", f"must be at most {WHOLE_TEXT} characters")


def too_long(blocks: list[Any]) -> bool:
    return sum(_text_size(block) for block in blocks) > MESSAGE_TEXT


def view_findings(view: dict[str, Any], expected: str) -> Findings:
    if view.get("type") != expected:
        yield finding("/view/type", f"must be {expected}")
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        yield finding("/view/blocks", "must be a list")
        return
    yield from _blocks(blocks, VIEW_BLOCKS)
    yield from size_findings(
        view, "/view", {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
    )
    if expected == "modal":
        yield from text_findings(view.get("title"), "/view/title", 24, plain=True)
        for key in ("submit", "close"):
            if key in view:
                yield from text_findings(view[key], f"/view/{key}", 24, plain=True)
        if "submit" not in view and any(type_of(block) == "input" for block in blocks):
            yield finding("/view/submit", "is required when there is an input block")


def _blocks(blocks: Foreign, most: int) -> Findings:
    if not isinstance(blocks, list) or len(blocks) > most:
        yield finding("/blocks", f"must be a list of at most {most} blocks")
        return
    for place, block in enumerate(blocks):
        yield from _block(block, f"/blocks/{place}")
    shaped = [block for block in blocks if isinstance(block, dict)]
    ids = Counter(block["block_id"] for block in shaped if block.get("block_id"))
    yield from (
        finding("/blocks", f"block_id {one!r} already exists") for one, times in ids.items() if times > 1
    )
    for place, block in enumerate(shaped):
        acts = Counter(element["action_id"] for _, element in elements([block]) if element.get("action_id"))
        twice = [one for one, times in acts.items() if times > 1]
        yield from (finding(f"/blocks/{place}", f"action_id {one!r} already exists") for one in twice)


def _block(block: Foreign, at: str) -> Findings:
    check = BLOCKS.get(type_of(block))
    if check is None:
        yield finding(at, f"unsupported type: {type_of(block) or block!r}")
        return
    yield from size_findings(block, at, {"block_id": 255})
    yield from check(block, at)


def _section(block: dict[str, Any], at: str) -> Findings:
    fields = block.get("fields") or []
    if "text" in block or not fields:
        yield from text_findings(block.get("text"), f"{at}/text", 3000)
    if len(fields) > FIELDS:
        yield finding(f"{at}/fields", f"must be at most {FIELDS} fields")
    for place, field in enumerate(fields):
        yield from text_findings(field, f"{at}/fields/{place}", 2000)
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory")


def _actions(block: dict[str, Any], at: str) -> Findings:
    inside = block.get("elements") or []
    if not 1 <= len(inside) <= ACTIONS:
        yield finding(f"{at}/elements", f"must be 1 to {ACTIONS} elements")
    for place, element in enumerate(inside):
        yield from _element(element, f"{at}/elements/{place}")


def _input(block: dict[str, Any], at: str) -> Findings:
    yield from text_findings(block.get("label"), f"{at}/label", 2000, plain=True)
    if "hint" in block:
        yield from text_findings(block["hint"], f"{at}/hint", 2000, plain=True)
    if type_of(block.get("element")) in ("button", "overflow", "image"):
        yield finding(f"{at}/element", "is not an input")
    yield from _element(block.get("element"), f"{at}/element")


def _context(block: dict[str, Any], at: str) -> Findings:
    inside = block.get("elements") or []
    if not 1 <= len(inside) <= CONTEXT:
        yield finding(f"{at}/elements", f"must be 1 to {CONTEXT} elements")
    for place, element in enumerate(inside):
        if type_of(element) == "image":
            yield from _image(element, f"{at}/elements/{place}")
        else:
            yield from text_findings(element, f"{at}/elements/{place}", 3000)


def _image(block: dict[str, Any], at: str) -> Findings:
    if not block.get("alt_text"):
        yield finding(f"{at}/alt_text", "is required")
    yield from size_findings(block, at, {"image_url": 3000, "alt_text": 2000})


def _header(block: dict[str, Any], at: str) -> Findings:
    yield from text_findings(block.get("text"), f"{at}/text", 150, plain=True)


def _markdown(block: dict[str, Any], at: str) -> Findings:
    yield from size_findings(block, at, {"text": 12_000})


def _element(element: Foreign, at: str) -> Findings:
    if type_of(element) not in ELEMENTS:
        yield finding(at, f"unsupported type: {type_of(element) or element!r}")
        return
    yield from size_findings(
        element, at, {"action_id": 255, "value": 2000, "url": 3000, "accessibility_label": 75}
    )
    if element["type"] == "button":
        yield from text_findings(element.get("text"), f"{at}/text", 75, plain=True)
        if element.get("style", "primary") not in ("primary", "danger"):
            yield finding(f"{at}/style", "must be primary or danger")
    if element["type"] == "image":
        yield from _image(element, at)
    if "placeholder" in element:
        yield from text_findings(element["placeholder"], f"{at}/placeholder", 150, plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    yield from choice_findings(element, at)


def _confirm(confirm: dict[str, Any], at: str) -> Findings:
    for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        yield from text_findings(confirm.get(key), f"{at}/{key}", most)


def _text_size(thing: Foreign) -> int:
    if isinstance(thing, list):
        return sum(_text_size(one) for one in thing)
    if isinstance(thing, dict):
        own = len(thing["text"]) if isinstance(thing.get("text"), str) else 0
        return own + sum(_text_size(one) for one in thing.values() if isinstance(one, dict | list))
    return 0


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
