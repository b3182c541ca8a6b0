"""The input blocks of a Slack form: one labelled field each, named "block_id/action_id"."""

from markupsafe import Markup

from playground.draw_html import Attribute, Json, Reader, joined, tag, unknown
from playground.draw_slack_controls import initial_values, ticks
from playground.draw_slack_options import grouped_options, options_of, people_as_options
from playground.draw_slack_text import text, words_of

SINGLE_LINE = {
    "plain_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
}


def input_block(block: Json, reader: Reader, error: str | None) -> Markup:
    element: Json = block.get("element", {})
    name = f"{block.get('block_id', '')}/{element.get('action_id', '')}"
    kind = str(element.get("type"))
    about = reader.fresh_id()
    needed = not block.get("optional", False)
    field = _field(element, kind, name, reader, required=needed, about=about, wrong=bool(error))
    label = joined([text(block.get("label"), reader), *([] if needed else [tag("span", " (optional)", class_="soft")])])
    hint = [tag("p", text(block["hint"], reader), class_="hint")] if block.get("hint") else []
    below = joined([*hint, tag("p", error or "", class_="error", id=about, role="alert" if error else None)])
    if kind in SINGLE_LINE or kind in {"static_select", "users_select"}:
        inside = joined([tag("label", tag("span", label, class_="label"), field), below])
        return tag("div", inside, class_=f"field{' wrong' if error else ''}")
    return tag("fieldset", tag("legend", label, class_="label"), field, below,
               class_=f"field{' wrong' if error else ''}", data_needed=needed and kind != "radio_buttons")  # fmt: skip


def _field(
    element: Json, kind: str, name: str, reader: Reader, *, required: bool, about: str, wrong: bool
) -> Markup:
    shared: dict[str, Attribute] = {"name": name, "required": required, "aria_describedby": about,
                                    "aria_invalid": "true" if wrong else None}  # fmt: skip
    match kind:
        case _ if kind in SINGLE_LINE:
            return _line(element, kind, shared)
        case "static_select" | "users_select":
            chosen = {element.get("initial_user") or ""} | initial_values(element)
            hint = words_of(element.get("placeholder")) or "Choose an option"
            return tag("select", grouped_options(element, reader, chosen, hint), **shared)
        case "multi_static_select" | "multi_users_select":
            return _several(element, kind, name, reader)
        case "radio_buttons" | "checkboxes":
            sort = "radio" if kind == "radio_buttons" else "checkbox"
            return tag("div", ticks(element, reader, sort, name, initial_values(element), required), class_="ticks")
        case _:
            return unknown(kind)


def _line(element: Json, kind: str, shared: dict[str, Attribute]) -> Markup:
    hint = words_of(element.get("placeholder")) or None
    given = element.get("initial_value") or element.get("initial_date") or element.get("initial_time")
    sizes: dict[str, Attribute] = {
        "minlength": element.get("min_length"),
        "placeholder": hint,
        "data_most": element.get("max_length"),
        "autofocus": bool(element.get("focus_on_load")),
    }
    if element.get("multiline"):
        return tag("textarea", str(given or ""), rows=3, dir="auto", **sizes, **shared)
    if kind == "number_input":
        sizes |= {"min": element.get("min_value"), "max": element.get("max_value"),
                  "step": "any" if element.get("is_decimal_allowed") else 1}  # fmt: skip
    return tag("input", type=SINGLE_LINE[kind], value=given, dir="auto", **sizes, **shared)


def _several(element: Json, kind: str, name: str, reader: Reader) -> Markup:
    """Slack's type-ahead with pills, as a fold with ticks: works without a script, with one it filters and counts."""
    options = people_as_options(reader) if kind == "multi_users_select" else options_of(element)
    chosen = initial_values(element) | set(element.get("initial_users", []))
    most = element.get("max_selected_items")
    hint = words_of(element.get("placeholder")) or "Choose one or more"
    search = tag("input", type="search", placeholder="Type to filter", aria_label="Filter the options", data_filter=True)
    boxes = tag("div", ticks({"options": options}, reader, "checkbox", name, chosen), class_="ticks", tabindex=-1)
    summary = tag("summary", tag("span", hint, class_="soft", data_hint=True))
    return tag("details", summary, search, boxes, class_="several", data_most=most)
