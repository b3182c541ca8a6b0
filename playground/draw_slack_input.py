"""The input blocks of a Slack form: one labelled field each, named "block_id/action_id"."""

from markupsafe import Markup

from playground.draw_html import Attribute, Json, Reader, joined, several_fold, tag, unknown
from playground.draw_search import lookup
from playground.draw_slack_controls import initial_values, ticks
from playground.draw_slack_options import grouped_options, options_of, people_as_options
from playground.draw_slack_text import text, words_of
from playground.slack_blocks import KEYS
from playground.slack_suggestions import LEAST_TYPED

LINES = {
    "plain_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
}
SINGLE = {*LINES, "static_select", "users_select"}


def input_block(block: Json, reader: Reader, typed: Json | None = None, error: str | None = None) -> Markup:
    """`typed` is this block's part of view.state.values."""
    element = _as_left(block.get("element", {}), typed or {})
    optional = bool(block.get("optional"))
    label = joined(
        [text(block.get("label"), reader), tag("span", " (optional)" if optional else "", class_="soft")]
    )
    about = reader.fresh_id()
    hint = [tag("p", text(block["hint"], reader), class_="hint")] if block.get("hint") else []
    below = joined([*hint, tag("p", error or "", class_="error", id=about, role="alert" if error else None)])
    look = f"field{' wrong' if error else ''}"
    # Nothing is held back here: the stand-in refuses what Slack's own client would, in the same words.
    shared: dict[str, Attribute] = {
        "name": f"{block.get('block_id', '')}/{element.get('action_id', '')}",
        "aria_required": None if optional else "true",
        "aria_invalid": "true" if error else None,
        "aria_describedby": about,
    }
    if element.get("type") in SINGLE:
        field = _single(element, reader, shared)
        return tag("div", tag("label", tag("span", label, class_="label"), field), below, class_=look)
    field = _ticked(element, reader, shared, words_of(block.get("label")))
    return tag("fieldset", tag("legend", label, class_="label"), field, below, class_=look)


def _as_left(element: Json, typed: Json) -> Json:
    told = typed.get(str(element.get("action_id")))
    if told is None or element.get("type") not in KEYS:
        return element
    key, initial = KEYS[str(element["type"])]
    return {**element, initial: told.get(key)}


def _single(element: Json, reader: Reader, shared: dict[str, Attribute]) -> Markup:
    if element["type"] in LINES:
        return _line(element, shared)
    chosen = {element.get("initial_user") or ""} | initial_values(element)
    hint = words_of(element.get("placeholder")) or "Choose an option"
    return tag("select", grouped_options(element, reader, chosen, hint), **shared)


def _line(element: Json, shared: dict[str, Attribute]) -> Markup:
    kind = str(element["type"])
    given = element.get(KEYS[kind][1])
    shown = {**shared, "placeholder": words_of(element.get("placeholder")) or None}
    if element.get("multiline"):
        return tag("textarea", str(given or ""), rows=3, dir="auto", **shown)
    if kind == "number_input":
        shown |= {"step": "any", "inputmode": "decimal"}
    return tag("input", type=LINES[kind], value=given, dir="auto", **shown)


def _ticked(element: Json, reader: Reader, shared: dict[str, Attribute], label: str) -> Markup:
    """Ticks that are all empty leave no trace in a form, so `there` says that the field was shown."""
    name = str(shared["name"])
    there = tag("input", type="hidden", name="there", value=name)
    match element.get("type"):
        case "multi_external_select" | "external_select":
            return joined([there, _searched(element, reader, shared, label)])
        case "multi_static_select" | "multi_users_select" as kind:
            options = people_as_options(reader) if kind == "multi_users_select" else options_of(element)
            chosen = initial_values(element) | set(element.get("initial_users") or [])
            hint = words_of(element.get("placeholder")) or "Choose one or more"
            boxes = ticks({"options": options}, reader, "checkbox", name, chosen)
            return joined([there, several_fold(hint, boxes, element.get("max_selected_items"))])
        case "radio_buttons" | "checkboxes" as kind:
            sort = "radio" if kind == "radio_buttons" else "checkbox"
            boxes = ticks(element, reader, sort, name, initial_values(element))
            return joined([there, tag("div", boxes, class_="ticks")])
        case kind:
            return unknown(kind)


def _searched(element: Json, reader: Reader, shared: dict[str, Attribute], label: str) -> Markup:
    """The legend names the field; the box inside it is named once more, since chips stand between them."""
    given = element.get("initial_options") or [element.get("initial_option")]
    chosen = {str(one["value"]): words_of(one.get("text")) for one in given if one}
    name = str(shared["name"])
    box = {key: value for key, value in shared.items() if key != "name"}
    return lookup(
        reader,
        name,
        name,
        chosen,
        several=element["type"] == "multi_external_select",
        aria_label=label,
        data_least=element.get("min_query_length", LEAST_TYPED),
        data_most=element.get("max_selected_items"),
        **box,
    )
