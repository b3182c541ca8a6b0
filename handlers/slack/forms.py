"""A form as a modal, and what somebody filled in as answers."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import assert_never
from zlib import crc32

from bot.message import Block, Bullets, Form, Input, Kind, Option, Raw, Text
from handlers.slack.blocks import body
from handlers.slack.limits import MOST, Json, shortened, within
from handlers.slack.spans import plain, plain_text

CALLBACK = "form"
GO_BACK = "form.back"
_SEARCH = re.compile(r"answer:[0-9a-f]{8}:((?:[0-9]{1,18}@)?[a-z][a-z_.]*)")
# More than ten cannot be drawn as buttons or boxes; a menu takes them.
_DRAWN_OPEN = 10


def modal(form: Form) -> Json:
    """The view in which a form is filled in."""
    where = f"form “{plain(form.title)[:40]}”"
    drawn = [
        *body(form.intro),
        *body(_problems(form)),
        *(_input(asked, _answer_id(form)) for asked in form.inputs),
        *_way_back(form),
    ]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": within("ticket", form.ticket, where),
        "title": plain_text(within("title of a form", form.title, where)),
        "submit": plain_text(within("submit button of a form", form.submit, where)),
        "blocks": within("blocks of a view", drawn, where),
    }


def errors(form: Form, fields: Sequence[str]) -> dict[str, str]:
    """What was wrong, by the fields that are on screen: Slack refuses an error for any other.

    A problem that belongs to none of them stands at the first, so that it is read.
    """
    at: dict[str, list[str]] = {}
    for name, problem in form.problems.items():
        at.setdefault(name if name in fields else fields[0], []).append(plain(problem))
    return {name: " ".join(problems) for name, problems in at.items()}


def answers_in(view: Json) -> dict[str, Raw]:
    """What was filled in, by name of field; empty where nothing was."""
    values: dict[str, dict[str, Json]] = view["state"]["values"]
    return {name: _answer(state) for name, states in values.items() for state in states.values()}


def source_in(action_id: str) -> str:
    """Where the suggestions of a search come from; empty for an id that we never gave."""
    found = _SEARCH.fullmatch(action_id)
    return found.group(1) if found else ""


def suggested(options: Sequence[Option]) -> Json:
    """The answer to somebody who types into a search. What cannot be chosen whole is left out."""
    fit = [one for one in options if 0 < len(one.value) <= MOST["option value"]]
    return {"options": [_found(one) for one in fit[: MOST["options"]]]}


def fields_in(view: Json) -> tuple[str, ...]:
    """The names of the fields on screen, in their order."""
    return tuple(block["block_id"] for block in view["blocks"] if block["type"] == "input")


def _answer(state: Json) -> Raw:
    match state:
        case {"selected_options": chosen}:
            return tuple(option["value"] for option in chosen or ())
        case {"selected_option": chosen}:
            return str(chosen["value"]) if chosen else ""
        case {"selected_date": typed} | {"value": typed}:
            return str(typed or "")
        case _:
            return ""


def _problems(form: Form) -> list[Block]:
    """A modal opens without errors at its fields, so the reasons of an earlier try stand above them."""
    return [Bullets(tuple((Text(problem),) for problem in form.problems.values()))] if form.problems else []


def _way_back(form: Form) -> list[Json]:
    if not form.back:
        return []
    label = plain_text(within("button text", form.back, form.title))
    back = {"type": "button", "text": label, "action_id": GO_BACK, "value": form.ticket}
    return [{"type": "actions", "elements": [back]}]


def _answer_id(form: Form) -> str:
    """Another one for each page: where both ids stay, Slack keeps what was typed on the page before."""
    return f"answer:{crc32(form.ticket.encode()):08x}"


def _input(asked: Input, answer_id: str) -> Json:
    where = f"field {asked.name}"
    drawing: Json = {
        "type": "input",
        "block_id": asked.name,
        "label": plain_text(within("label", asked.label, where)),
        "optional": not asked.required,
        "element": {"action_id": answer_id + _source(asked), **_element(asked, where)},
    }
    if asked.hint:
        drawing["hint"] = plain_text(within("hint", asked.hint, where))
    return drawing


def _element(asked: Input, where: str) -> Json:
    match asked.kind:
        case Kind.LINE | Kind.LINES:
            return _text(asked, where)
        case Kind.CHOICE:
            return _choice(asked, where)
        case Kind.CHOICES:
            return _choices(asked, where)
        case Kind.SEARCH:
            return _search(asked, where)
        case Kind.NUMBER:
            bounds = {"min_value": asked.least, "max_value": asked.most}
            return {
                "type": "number_input",
                "is_decimal_allowed": False,
                **{name: str(bound) for name, bound in bounds.items() if bound is not None},
                **_initial("initial_value", asked, int),
            }
        case Kind.DATE:
            return {"type": "datepicker", **_initial("initial_date", asked, date.fromisoformat)}
        case _:
            assert_never(asked.kind)


def _text(asked: Input, where: str) -> Json:
    most = MOST["typed text"]
    kept = within("typed text", asked.initial, where)
    return {
        "type": "plain_text_input",
        "multiline": asked.kind is Kind.LINES,
        # what was kept may be longer than what is asked for; it is shown whole, and the core says so
        "max_length": max(min(asked.most or most, most), len(kept)),
        **({"min_length": asked.least} if asked.least else {}),
        **_initial("initial_value", asked),
    }


def _choice(asked: Input, where: str) -> Json:
    options = _options(asked, where)
    kept = [option for option in options if option["value"] == asked.initial]
    return {
        "type": "radio_buttons" if len(options) <= _DRAWN_OPEN else "static_select",
        "options": options,
        **({"initial_option": kept[0]} if kept else {}),
    }


def _choices(asked: Input, where: str) -> Json:
    options = _options(asked, where)
    initial = (asked.initial,) if isinstance(asked.initial, str) else asked.initial
    kept = [option for option in options if option["value"] in initial]
    menu: Json = {"type": "multi_static_select", **({"max_selected_items": asked.most} if asked.most else {})}
    return {
        **({"type": "checkboxes"} if len(options) <= _DRAWN_OPEN else menu),
        "options": options,
        **({"initial_options": kept} if kept else {}),
    }


def _search(asked: Input, where: str) -> Json:
    """A menu whose options are asked of us while somebody types."""
    labelled = {option.value: option for option in asked.options}
    initial = (asked.initial,) if isinstance(asked.initial, str) else asked.initial
    kept = [
        _found(labelled.get(value, Option(value)))
        for value in initial
        if value and within("option value", value, where)
    ]
    return {
        "type": "multi_external_select",
        # the first suggestions show as soon as somebody looks into it
        "min_query_length": 0,
        **({"max_selected_items": asked.most} if asked.most else {}),
        **({"initial_options": kept} if kept else {}),
    }


def _source(asked: Input) -> str:
    return f":{asked.source}" if asked.kind is Kind.SEARCH else ""


def _options(asked: Input, where: str) -> list[Json]:
    return [_option(option, where) for option in within("options", asked.options, where)]


def _option(option: Option, where: str) -> Json:
    return {
        "text": plain_text(within("option text", option.label or option.value, where)),
        "value": within("option value", option.value, where),
    }


def _found(option: Option) -> Json:
    """Found among more than we wrote, so that its words may be longer than Slack shows."""
    label = shortened("option text", plain(option.label).strip() or option.value)
    return {"text": plain_text(label), "value": option.value}


def _initial(key: str, asked: Input, read: Callable[[str], object] = str) -> Json:
    """What is prefilled. Slack refuses a whole form for a prefilled number or date that is none."""
    if not asked.initial or not isinstance(asked.initial, str):
        return {}
    try:
        read(asked.initial)
    except ValueError:
        return {}
    return {key: asked.initial}
