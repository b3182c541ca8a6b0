"""What can be pressed in a Slack message, modal or Home tab; each press travels as ["action_id", "value"]."""

import json
from collections.abc import Callable, Sequence

from markupsafe import Markup

from playground.draw_html import Json, Reader, joined, link, tag, unknown
from playground.draw_slack_options import grouped_options, options_of
from playground.draw_slack_text import text, words_of

Draw = Callable[..., Markup]
PLAIN_INPUTS = {"datepicker": "date", "timepicker": "time"}


def control(element: Json, reader: Reader) -> Markup:
    match element.get("type"):
        case "button":
            return _button(element, reader)
        case "static_select" | "users_select":
            return _select(element, reader)
        case "overflow":
            return _overflow(element, reader)
        case "datepicker" | "timepicker":
            return _picker(element, reader)
        case "radio_buttons" | "checkboxes":
            return _ticks(element, reader)
        case kind:
            return unknown(kind)


def _press(element: Json, value: str | None) -> str:
    return json.dumps([element.get("action_id", ""), value])


def _button(element: Json, reader: Reader) -> Markup:
    words = tag("span", words_of(element.get("text")), dir="auto")
    look = f"button {element.get('style', '')}".strip()
    label = element.get("accessibility_label")
    if element.get("url"):
        return link(str(element["url"]), words, class_=f"{look} away", aria_label=label)
    if element.get("confirm"):
        return _confirmed(element, reader, words, look)
    return _submit(element, reader, words, class_=look, aria_label=label)


def _submit(element: Json, reader: Reader, words: str, **attributes: str | None) -> Markup:
    return tag("button", words, type="submit", name="press", value=_press(element, element.get("value")),
               formaction=reader.presses_to, formnovalidate=True, **attributes)  # fmt: skip


def _confirmed(element: Json, reader: Reader, words: str, look: str) -> Markup:
    """A popover needs no script, stays inside its form, and closes with Escape."""
    asked, popover = element["confirm"], reader.fresh_id()
    style = asked.get("style", "primary")
    question = tag(
        "div",
        tag("h4", words_of(asked.get("title"))),
        tag("div", text(asked.get("text"), reader), class_="text"),
        tag("div",
            tag("button", words_of(asked.get("deny")) or "Cancel", type="button", class_="button",
                popovertarget=popover, popovertargetaction="hide"),
            _submit(element, reader, words_of(asked.get("confirm")) or "Yes", class_=f"button {style}"),
            class_="actions end"),
        id=popover, popover="auto", role="dialog", class_="confirm",
    )  # fmt: skip
    opener = tag("button", words, type="button", class_=look, popovertarget=popover, aria_haspopup="dialog")
    return joined([opener, question])


def _chosen(element: Json, reader: Reader, *drawn: str) -> Markup:
    """A choice is sent when it changes; without JavaScript a small button sends it."""
    send = tag("button", "Choose", type="submit", name="press", value=_press(element, None),
               class_="button choose", formaction=reader.presses_to, formnovalidate=True)  # fmt: skip
    return tag("span", *drawn, send, class_="chosen")


def _named(element: Json) -> str:
    return f"choice:{element.get('action_id', '')}"


def _select(element: Json, reader: Reader) -> Markup:
    hint = words_of(element.get("placeholder")) or "Choose"
    chosen = {str((element.get("initial_option") or {}).get("value") or element.get("initial_user") or "")}
    inside = grouped_options(element, reader, chosen, hint)
    return _chosen(element, reader, tag("select", inside, name=_named(element), aria_label=hint))


def _picker(element: Json, reader: Reader) -> Markup:
    kind = PLAIN_INPUTS[str(element["type"])]
    given = element.get(f"initial_{kind}")
    hint = words_of(element.get("placeholder")) or kind
    return _chosen(
        element, reader, tag("input", type=kind, name=_named(element), value=given, aria_label=hint)
    )


def _ticks(element: Json, reader: Reader) -> Markup:
    kind = "radio" if element["type"] == "radio_buttons" else "checkbox"
    chosen = initial_values(element)
    return _chosen(
        element, reader, tag("span", ticks(element, reader, kind, _named(element), chosen), class_="ticks")
    )


def initial_values(element: Json) -> set[str]:
    given: Sequence[Json] = element.get("initial_options") or [element.get("initial_option") or {}]
    return {str(option["value"]) for option in given if "value" in option}


def ticks(element: Json, reader: Reader, kind: str, name: str, chosen: set[str]) -> Markup:
    return joined(_tick(option, reader, kind, name, chosen) for option in options_of(element))


def _tick(option: Json, reader: Reader, kind: str, name: str, chosen: set[str]) -> Markup:
    value = str(option.get("value", ""))
    more = tag("small", text(option["description"], reader)) if option.get("description") else ""
    words = tag("span", text(option.get("text"), reader), more, dir="auto")
    return tag(
        "label",
        tag("input", type=kind, name=name, value=value, checked=value in chosen),
        words,
        class_="tick",
    )


def _overflow(element: Json, reader: Reader) -> Markup:
    items = joined(_overflow_item(element, option, reader) for option in options_of(element))
    opener = tag("summary", "⋯", class_="button", aria_label="More")
    return tag("details", opener, tag("div", items, class_="menu"), class_="overflow")


def _overflow_item(element: Json, option: Json, reader: Reader) -> Markup:
    words = words_of(option.get("text"))
    if option.get("url"):
        return link(str(option["url"]), words)
    return _submit({**element, "value": option.get("value")}, reader, words)
