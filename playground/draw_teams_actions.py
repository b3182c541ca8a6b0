"""The actions of an Adaptive Card; each press travels as "verb#index", numbered as the tenant does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from playground.draw_html import Json, Reader, joined, link, picture, tag, unknown


@dataclass(frozen=True)
class Card:
    """What the parts of one card share while it is drawn."""

    reader: Reader
    mentions: Callable[[str], Markup]
    elements: "Callable[[Sequence[Json], Card], Markup]"
    places: Mapping[int, int] = field(default_factory=dict)
    typed: Json = field(default_factory=dict)
    errors: Json = field(default_factory=dict)
    looked_up: Json = field(default_factory=dict)

    def press(self, action: Json) -> str:
        place = self.places.get(id(action))
        return f"{action.get('verb') or ''}" + ("" if place is None else f"#{place}")


def actions(given: Sequence[Json], state: Card) -> Markup:
    if not given:
        return Markup("")
    return tag("div", joined([_action(one, state) for one in given]), class_="actions")


def _action(one: Json, state: Card) -> Markup:
    words = _title(one)
    look = f"button {one.get('style', 'default')}".lower()
    match one.get("type"):
        case "Action.Execute" | "Action.Submit":
            return _press(one, state, words, look)
        case "Action.OpenUrl":
            return link(str(one.get("url", "")), words, class_=f"{look} away")
        case "Action.ShowCard":
            return _fold(one, state, words, look)
        case kind:
            return unknown(kind)


def _title(one: Json) -> Markup:
    icon = [picture(str(one["iconUrl"]), "", "tiny")] if one.get("iconUrl") else []
    return joined([*icon, tag("span", str(one.get("title", "")), dir="auto")])


def _press(one: Json, state: Card, words: str, look: str) -> Markup:
    return tag("button", words, type="submit", name="press", value=state.press(one), class_=look,
               disabled=one.get("isEnabled") is False, title=one.get("tooltip"))  # fmt: skip


def _fold(one: Json, state: Card, words: str, look: str) -> Markup:
    inner: Json = one.get("card") or {}
    body = state.elements(inner.get("body", []), state)
    shown = tag("div", body, actions(inner.get("actions", []), state), class_="shown")
    return tag("details", tag("summary", words, class_=look), shown, class_="show-card")


def select_action(one: Json, drawn: Markup, state: Card) -> Markup:
    """A container or run that can be pressed as a whole."""
    action: Json | None = one.get("selectAction")
    if action is None:
        return drawn
    match action:
        case {"type": "Action.OpenUrl", "url": str(url)}:
            return link(url, drawn, class_="pressable")
        case {"type": "Action.Execute" | "Action.Submit"}:
            words = joined([drawn, tag("span", str(action.get("title", "")), class_="unseen")])
            return _press(action, state, words, "pressable")
        case _:
            return drawn
