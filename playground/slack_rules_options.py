"""What Slack refuses of texts, and of the options that a menu holds or that a bot suggests."""

from collections.abc import Iterator
from typing import Any

from playground.courier import Foreign
from playground.slack_blocks import options

Findings = Iterator[str]
OPTIONS = {
    "static_select": 100,
    "multi_static_select": 100,
    "overflow": 5,
    "checkboxes": 10,
    "radio_buttons": 10,
}
SUGGESTIONS = 100


def choice_findings(element: dict[str, Any], at: str) -> Findings:
    if element["type"].endswith("external_select"):
        yield from _searched(element, at)
    most = OPTIONS.get(element["type"])
    if most is None:
        return
    there = options(element)
    if not 1 <= len(there) <= most:
        yield finding(f"{at}/options", f"must be 1 to {most} options")
    yield from _options(there, f"{at}/options")
    initial = element.get("initial_options") or [element.get("initial_option")]
    yield from (
        finding(f"{at}/initial_option", "must be one of the options")
        for one in initial
        if one and one not in there
    )


def _searched(element: dict[str, Any], at: str) -> Findings:
    initial = element.get("initial_options", [element.get("initial_option")])
    yield from _options([one for one in initial if one] if initial else [None], f"{at}/initial_options")
    for key, least in (("min_query_length", 0), ("max_selected_items", 1)):
        if not isinstance(element.get(key, least), int) or element.get(key, least) < least:
            yield finding(f"{at}/{key}", f"must be a number, at least {least}")


def suggestion_findings(found: Foreign) -> Findings:
    """What is wrong with the options that the bot suggests."""
    if not isinstance(found, list) or len(found) > SUGGESTIONS:
        yield finding("/options", f"must be a list of at most {SUGGESTIONS} options")
    else:
        yield from _options(found, "/options")


def _options(there: list[Any], at: str) -> Findings:
    for place, option in enumerate(there):
        if not isinstance(option, dict) or not option.get("value"):
            yield finding(f"{at}/{place}", "must be an option with a value")
            continue
        yield from text_findings(option.get("text"), f"{at}/{place}/text", 75)
        yield from size_findings(option, f"{at}/{place}", {"value": 75})


def text_findings(text: Foreign, at: str, most: int, *, plain: bool = False) -> Findings:
    if type_of(text) not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield finding(at, "must be a plain_text object" if plain else "must be a text object")
    elif not isinstance(text.get("text"), str) or not 1 <= len(text["text"]) <= most:
        yield finding(f"{at}/text", f"must be 1 to {most} characters")


def size_findings(thing: dict[str, Any], at: str, limits: dict[str, int]) -> Findings:
    for key, most in limits.items():
        if not isinstance(thing.get(key, ""), str) or len(thing.get(key, "")) > most:
            yield finding(f"{at}/{key}", f"must be a string of at most {most} characters")


def type_of(thing: Foreign) -> str:
    return str(thing.get("type", "")) if isinstance(thing, dict) else ""


def finding(pointer: str, problem: str) -> str:
    return f"[ERROR] {problem} [json-pointer:{pointer}]"
