"""The inputs of an Adaptive Card, named "input:id"; what a field left empty means travels as "else:id"."""

from collections.abc import Sequence
from types import MappingProxyType

from markupsafe import Markup

from playground.draw_html import Attribute, Json, Reader, joined, several_fold, tag, unknown
from playground.draw_search import lookup

LINES = {"Input.Number": "number", "Input.Date": "date", "Input.Time": "time"}
STYLES = {"tel": "tel", "url": "url", "email": "email", "password": "password"}


def input_field(
    given: Json, reader: Reader, typed: Json, errors: Json, looked_up: Json = MappingProxyType({})
) -> Markup:
    """Nothing is held back here: the stand-in refuses what Teams' own client would, at the field.

    `looked_up`: by search, the titles of what was chosen there.
    """
    name, needed = str(given.get("id", "")), bool(given.get("isRequired"))
    one = {**given, "value": typed[name]} if name in typed else given
    found: Json = looked_up.get(name) or {}
    if found:
        more = [{"value": value, "title": title} for value, title in found.items()]
        one = {**one, "choices": [*_choices_of(one), *more]}
    error, about = str(errors.get(name) or ""), reader.fresh_id()
    shared: dict[str, Attribute] = {
        "name": f"input:{name}",
        "aria_required": "true" if needed else None,
        "aria_invalid": "true" if error else None,
        "aria_describedby": about,
        "aria_label": None if one.get("label") else str(one.get("placeholder") or name),
    }
    below = tag("p", error, class_="error", id=about, role="alert" if error else None)
    return tag(
        "div",
        _labelled(one, _label(one, needed=needed), shared, reader),
        below,
        class_=f"field{' wrong' if error else ''}",
    )


def _label(one: Json, *, needed: bool) -> Markup:
    star = tag("span", " *" if needed else "", class_="star", aria_hidden="true")
    return (
        tag("span", str(one["label"]), star, class_="label", dir="auto") if one.get("label") else Markup("")
    )


def _labelled(one: Json, label: Markup, shared: dict[str, Attribute], reader: Reader) -> Markup:
    match one.get("type"):
        case "Input.ChoiceSet" if one.get("choices.data"):
            return joined([label, _search(one, shared, reader)])
        case "Input.ChoiceSet" if one.get("style") == "expanded" or one.get("isMultiSelect"):
            return tag("fieldset", tag("legend", label), _choices(one))
        case "Input.Toggle":
            return joined([label, _toggle(one, shared)])
        case _:
            return tag("label", label, _control(one, shared))


def _control(one: Json, shared: dict[str, Attribute]) -> Markup:
    match one.get("type"):
        case "Input.Text":
            return _text(one, shared)
        case "Input.ChoiceSet":
            return _compact(one, shared)
        case str(kind) if kind in LINES:
            return tag("input", type=LINES[kind], value=_value(one), min=one.get("min"), max=one.get("max"),
                       placeholder=one.get("placeholder"), step="any" if kind == "Input.Number" else None,
                       **shared)  # fmt: skip
        case kind:
            return unknown(kind)


def _value(one: Json) -> str | None:
    value = one.get("value")
    return None if value is None else str(value)


def _text(one: Json, shared: dict[str, Attribute]) -> Markup:
    shown = {**shared, "maxlength": one.get("maxLength"), "placeholder": one.get("placeholder")}
    if one.get("isMultiline"):
        return tag("textarea", _value(one) or "", rows=3, dir="auto", **shown)
    kind = STYLES.get(str(one.get("style", "text")).lower(), "text")
    return tag("input", type=kind, value=_value(one), dir="auto", **shown)


def _choices_of(one: Json) -> Sequence[Json]:
    given: Sequence[Json] = one.get("choices") or []
    return given


def _compact(one: Json, shared: dict[str, Attribute]) -> Markup:
    hint = tag("option", str(one.get("placeholder") or "Choose"), value="")
    options = [
        tag("option", str(choice.get("title", "")), value=str(choice.get("value", "")),
            selected=str(choice.get("value")) == _value(one))
        for choice in _choices_of(one)
    ]  # fmt: skip
    return tag("select", hint, joined(options), **shared)


def _choices(one: Json) -> Markup:
    name, several = str(one.get("id", "")), bool(one.get("isMultiSelect"))
    chosen = set((_value(one) or "").split(",")) if several else {_value(one)}
    empty = tag("input", type="hidden", name=f"else:{name}", value="")
    boxes = joined([
        tag("label",
            tag("input", type="checkbox" if several else "radio", name=f"input:{name}",
                value=str(choice.get("value", "")), checked=str(choice.get("value")) in chosen),
            tag("span", str(choice.get("title", "")), dir="auto"), class_="tick")
        for choice in _choices_of(one)
    ])  # fmt: skip
    if several and one.get("style") != "expanded":
        return joined([empty, several_fold(str(one.get("placeholder") or "Choose"), boxes)])
    return joined([empty, tag("div", boxes, class_="ticks")])


def _search(one: Json, shared: dict[str, Attribute], reader: Reader) -> Markup:
    """Type-ahead that asks the bot. The label names the box by `aria-label`: the chips stand between them."""
    name = str(one.get("id", ""))
    titles = {str(choice.get("value", "")): str(choice.get("title", "")) for choice in _choices_of(one)}
    chosen = {value: titles.get(value, value) for value in (_value(one) or "").split(",") if value}
    box = {key: value for key, value in shared.items() if key not in {"name", "aria_label"}}
    field = lookup(reader, f"input:{name}", name, chosen, several=bool(one.get("isMultiSelect")),
                   aria_label=str(one.get("label") or one.get("placeholder") or name), **box)  # fmt: skip
    return joined([tag("input", type="hidden", name=f"else:{name}", value=""), field])


def _toggle(one: Json, shared: dict[str, Attribute]) -> Markup:
    on, off = str(one.get("valueOn", "true")), str(one.get("valueOff", "false"))
    empty = tag("input", type="hidden", name=f"else:{one.get('id', '')}", value=off)
    box = tag("input", type="checkbox", value=on, checked=_value(one) == on, role="switch", **shared)
    return tag("label", empty, box, tag("span", str(one.get("title", "")), dir="auto"), class_="tick toggle")
