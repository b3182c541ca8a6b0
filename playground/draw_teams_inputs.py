"""The inputs of an Adaptive Card, named "input:id"; a message of its own stands by each that must be filled."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.draw_html import Attribute, Json, Reader, joined, several_fold, tag, unknown

LINES = {"Input.Number": "number", "Input.Date": "date", "Input.Time": "time"}
STYLES = {"tel": "tel", "url": "url", "email": "email", "password": "password"}


def input_field(one: Json, reader: Reader) -> Markup:
    about = reader.fresh_id()
    needed = bool(one.get("isRequired"))
    words = str(one.get("label") or "")
    star = tag("span", " *", class_="star", aria_hidden="true") if needed else Markup("")
    label = tag("span", words, star, class_="label", dir="auto") if words else Markup("")
    wrong = str(one.get("errorMessage") or "This is needed")
    error = tag("p", "", class_="error", id=about, data_words=wrong)
    if one.get("type") == "Input.ChoiceSet" and (one.get("style") == "expanded" or one.get("isMultiSelect")):
        return tag("fieldset", tag("legend", label), _choices(one, needed), error, class_="field", data_needed=needed)
    if one.get("type") == "Input.Toggle":
        return tag("div", label, _toggle(one, needed), error, class_="field")
    shared: dict[str, Attribute] = {"name": f"input:{one.get('id', '')}", "required": needed, "aria_describedby": about,
                                    "aria_label": None if words else _described(one)}  # fmt: skip
    return tag("div", tag("label", label, _control(one, shared)), error, class_="field")


def _described(one: Json) -> str:
    return str(one.get("placeholder") or one.get("id", ""))


def _control(one: Json, shared: dict[str, Attribute]) -> Markup:
    match one.get("type"):
        case "Input.Text":
            return _text(one, shared)
        case "Input.ChoiceSet":
            return _compact(one, shared)
        case str(kind) if kind in LINES:
            return tag("input", type=LINES[kind], value=_given(one), min=one.get("min"), max=one.get("max"),
                       placeholder=one.get("placeholder"), step="any" if kind == "Input.Number" else None,
                       **shared)  # fmt: skip
        case kind:
            return unknown(kind)


def _given(one: Json) -> str | None:
    value = one.get("value")
    return None if value is None else str(value)


def _text(one: Json, shared: dict[str, Attribute]) -> Markup:
    rest: dict[str, Attribute] = {"maxlength": one.get("maxLength"), "placeholder": one.get("placeholder")}
    if one.get("isMultiline"):
        return tag("textarea", _given(one) or "", rows=3, dir="auto", **rest, **shared)
    kind = STYLES.get(str(one.get("style", "text")).lower(), "text")
    return tag("input", type=kind, value=_given(one), pattern=one.get("regex"), dir="auto", **rest, **shared)


def _choices_of(one: Json) -> Sequence[Json]:
    given: Sequence[Json] = one.get("choices") or []
    return given


def _compact(one: Json, shared: dict[str, Attribute]) -> Markup:
    hint = tag("option", one.get("placeholder") or "Choose", value="")
    options = [
        tag("option", str(choice.get("title", "")), value=str(choice.get("value", "")),
            selected=str(choice.get("value")) == _given(one))
        for choice in _choices_of(one)
    ]  # fmt: skip
    return tag("select", hint, joined(options), **shared)


def _choices(one: Json, needed: bool) -> Markup:
    several = bool(one.get("isMultiSelect"))
    chosen = set((_given(one) or "").split(",")) if several else {_given(one)}
    boxes = joined([
        tag("label",
            tag("input", type="checkbox" if several else "radio", name=f"input:{one.get('id', '')}",
                value=str(choice.get("value", "")), checked=str(choice.get("value")) in chosen,
                required=needed and not several),
            tag("span", str(choice.get("title", "")), dir="auto"), class_="tick")
        for choice in _choices_of(one)
    ])  # fmt: skip
    if several and one.get("style") != "expanded":
        return several_fold(str(one.get("placeholder") or "Choose"), boxes)
    return tag("div", boxes, class_="ticks")


def _toggle(one: Json, needed: bool) -> Markup:
    on, off = str(one.get("valueOn", "true")), str(one.get("valueOff", "false"))
    name = str(one.get("id", ""))
    return tag("label",
               tag("input", type="hidden", name=f"else:{name}", value=off),
               tag("input", type="checkbox", name=f"input:{name}", value=on, checked=_given(one) == on, required=needed,
                   role="switch"),
               tag("span", str(one.get("title", "")), dir="auto"), class_="tick toggle")  # fmt: skip
