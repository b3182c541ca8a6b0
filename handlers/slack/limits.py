"""What Slack takes at most. Whatever is larger is refused by name before Slack sees it."""

from collections.abc import Mapping, Sized
from typing import Any, TypeVar

Json = dict[str, Any]
Measured = TypeVar("Measured", bound=Sized)

# docs.slack.dev/reference/block-kit and the doc comments of @slack/types; research/slack.md 3.2.
MOST: Mapping[str, int] = {
    "blocks of a message": 50,
    "blocks of a view": 100,
    # Slack gives up at about 13 200 without saying so anywhere (msg_blocks_too_long); we stay clear of it.
    "characters of a message": 12_000,
    "header": 150,
    "buttons": 25,
    "button text": 75,
    "button value": 2000,
    "button action": 255,
    "address": 3000,
    "title of a form": 24,
    "submit button of a form": 24,
    "label": 2000,
    "hint": 2000,
    "option text": 75,
    "option value": 75,
    "options": 100,
    "ticket": 3000,
    "typed text": 3000,
}


class TooMuch(ValueError):
    """Slack would refuse this."""

    def __init__(self, what: str, where: str, size: int) -> None:
        super().__init__(f"{where}: {what} is {size}, and Slack takes {MOST[what]} at most")
        self.what = what
        self.where = where
        self.size = size


def within(what: str, thing: Measured, where: str) -> Measured:
    """The same thing, once it is known to fit."""
    if len(thing) > MOST[what]:
        raise TooMuch(what, where, len(thing))
    return thing


def shortened(what: str, text: str) -> str:
    """For words that somebody else wrote and that still have to be shown: their beginning."""
    most = MOST[what]
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def letters(drawing: object) -> int:
    """How many characters of text a drawing holds, at every depth."""
    match drawing:
        case list():
            return sum(letters(part) for part in drawing)
        case dict():
            own = drawing.get("text")
            return (len(own) if isinstance(own, str) else 0) + sum(
                letters(part) for part in drawing.values() if not isinstance(part, str)
            )
        case _:
            return 0


def within_a_message(blocks: list[Json], where: str) -> list[Json]:
    within("characters of a message", range(letters(blocks)), where)
    return within("blocks of a message", blocks, where)
