"""An Adaptive Card, element by element."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from playground.draw_html import Json, Reader, joined, picture, tag, unknown
from playground.draw_markdown import inline, markdown
from playground.draw_moments import card_moments
from playground.draw_teams_actions import Card, actions, select_action
from playground.draw_teams_inputs import input_field
from playground.teams_cards import actions as actions_of

NAMED = ("size", "weight", "color", "horizontalAlignment", "fontType")
FLAGS = {
    "isSubtle": "subtle",
    "italic": "italic",
    "strikethrough": "struck",
    "highlight": "marked",
    "underline": "under",
}
MENTION = re.compile(r"<at>(.*?)</at>", re.DOTALL)


class Mentions:
    """Draws `<at>Name</at>` as a mention only where an entity vouches for it, as Teams does."""

    def __init__(self, entities: Sequence[Json]) -> None:
        self.vouched = {str(one.get("text")) for one in entities if one.get("type") == "mention"}

    def __call__(self, words: str) -> Markup:
        done: list[Markup] = []
        end = 0
        for found in MENTION.finditer(words):
            if found.group() in self.vouched:
                done += [escape(words[end : found.start()]), tag("bdi", found.group(1), class_="mention")]
                end = found.end()
        return joined([*done, escape(words[end:])])


def card(content: Json, reader: Reader, activity: Json | None = None) -> Markup:
    """What was typed into a card, and what was wrong with it, stands in the activity around it."""
    around = activity or {}
    state = Card(
        reader,
        mentions=Mentions(content.get("msteams", {}).get("entities", [])),
        elements=elements,
        places={id(action): place for place, (action, _) in enumerate(actions_of(dict(content)))},
        typed=around.get("typed") or {},
        errors=around.get("errors") or {},
        looked_up=around.get("looked_up") or {},
    )
    body = elements(content.get("body", []), state)
    width = " full" if str(content.get("msteams", {}).get("width", "")).lower() == "full" else ""
    return tag("div", body, actions(content.get("actions", []), state), class_=f"card{width}",
               lang=content.get("lang"), aria_label=content.get("speak"), role="group")  # fmt: skip


def elements(given: Sequence[Json], state: Card) -> Markup:
    return joined([_spaced(one, element(one, state)) for one in given if one.get("isVisible", True)])


def _spaced(one: Json, drawn: Markup) -> Markup:
    known = {"none", "small", "default", "medium", "large", "extralarge", "padding"}
    spacing = str(one.get("spacing", "default")).lower()
    line = " ruled" if one.get("separator") else ""
    return tag("div", drawn, class_=f"space-{spacing if spacing in known else 'default'}{line}")


def element(one: Json, state: Card) -> Markup:
    match one.get("type"):
        case "TextBlock":
            return _text_block(one, state)
        case "RichTextBlock":
            return _rich(one, state)
        case "FactSet":
            return _facts(one, state)
        case "Container":
            return _container(one, state)
        case "ColumnSet":
            return _columns(one, state)
        case "ActionSet":
            return actions(one.get("actions", []), state)
        case "Image":
            return _image(one, state)
        case _:
            return _rarer_element(one, state)


def _rarer_element(one: Json, state: Card) -> Markup:
    match one.get("type"):
        case str(kind) if kind.startswith("Input."):
            return input_field(one, state.reader, state.typed, state.errors, state.looked_up)
        case "ImageSet":
            return tag(
                "div", joined([_image(image, state) for image in one.get("images", [])]), class_="images"
            )
        case "Table":
            return _table(one, state)
        case kind:
            return unknown(kind)


def _looks(one: Json) -> str:
    """Class names from a card's own words; the style sheet knows the ones that mean something."""
    given = [f"{key.lower()}-{one[key]}".lower() for key in NAMED if isinstance(one.get(key), str)]
    return " ".join([*given, *(name for key, name in FLAGS.items() if one.get(key))])


def _text_block(one: Json, state: Card) -> Markup:
    words = markdown(card_moments(str(one.get("text", "")), state.reader), state.mentions, headings=False)
    lines = one.get("maxLines")
    clipped = "" if one.get("wrap") else " one-line"
    look = f"text-block {_looks(one)}{clipped}"
    style = f"-webkit-line-clamp:{int(lines)}" if lines else None
    name = "h3" if one.get("style") == "heading" else "div"
    return tag(name, words, class_=look + (" clamped" if lines else ""), style=style, dir="auto")


def _rich(one: Json, state: Card) -> Markup:
    runs = [{"text": run} if isinstance(run, str) else run for run in one.get("inlines", [])]
    return tag("p", joined([_run(run, state) for run in runs]), class_=f"rich {_looks(one)}", dir="auto")


def _run(run: Json, state: Card) -> Markup:
    words = tag("span", card_moments(str(run.get("text", "")), state.reader), class_=_looks(run))
    return select_action(run, words, state)


def _facts(one: Json, state: Card) -> Markup:
    rows = [
        joined([_fact("dt", fact.get("title"), state), _fact("dd", fact.get("value"), state)])
        for fact in one.get("facts", [])
    ]
    return tag("dl", joined(rows), class_="facts")


def _fact(name: str, words: object, state: Card) -> Markup:
    return tag(name, inline(card_moments(str(words or ""), state.reader), state.mentions), dir="auto")


def _container(one: Json, state: Card) -> Markup:
    style = str(one.get("style", "default")).lower()
    inside = tag("div", elements(one.get("items", []), state), class_=f"container style-{style}")
    return select_action(one, inside, state)


def _columns(one: Json, state: Card) -> Markup:
    inside = tag(
        "div", joined([_column(column, state) for column in one.get("columns", [])]), class_="columns"
    )
    return select_action(one, inside, state)


def _column(one: Json, state: Card) -> Markup:
    width = str(one.get("width", "stretch"))
    sized = {"auto": "flex:0 0 auto", "stretch": "flex:1 1 0"}.get(width)
    if sized is None:
        pixels = re.fullmatch(r"(\d{1,4})px", width)
        share = re.fullmatch(r"\d{1,4}(?:\.\d+)?", width)
        sized = f"flex:0 0 {pixels.group(1)}px" if pixels else f"flex:{share.group() if share else 1} 1 0"
    inside = tag("div", elements(one.get("items", []), state),
                 class_=f"column style-{str(one.get('style', 'default')).lower()}", style=sized)  # fmt: skip
    return select_action(one, inside, state)


def _image(one: Json, state: Card) -> Markup:
    look = f"card-image size-{str(one.get('size', 'auto')).lower()} style-{str(one.get('style', '')).lower()}"
    drawn = picture(str(one.get("url", "")), str(one.get("altText", "")), look)
    return select_action(one, drawn, state)


def _table(one: Json, state: Card) -> Markup:
    headed = one.get("firstRowAsHeader", True)
    rows = [
        joined(
            [
                tag("th" if headed and index == 0 else "td", elements(cell.get("items", []), state))
                for cell in row.get("cells", [])
            ]
        )
        for index, row in enumerate(one.get("rows", []))
    ]
    return tag("div", tag("table", joined([tag("tr", row) for row in rows])), class_="table", tabindex=0)
