"""A message as an Adaptive Card 1.5, the newest that Teams documents for bots."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.message import Block, Bullets, Button, Divider, Message, Paragraph, Text, Weight
from handlers.teams.words import address, bare, is_address, line, markdown, plain

Json = dict[str, Any]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
MOST_BYTES = 25 * 1024  # counted in UTF-16 with all around it, Teams takes 100 KB
MOST_ACTIONS = 6
LONGEST_LABEL = 75


class TooMuch(ValueError):
    """Teams would not show this, or not all of it. Nothing is ever cut silently."""


def card(message: Message, lang: str = "") -> Json:
    links = [Button(one.label, url=one.link) for one in message.attachments if one.link and not one.alt]
    presses = list(actions([*message.buttons, *links]))
    first, rest = presses[:MOST_ACTIONS], presses[MOST_ACTIONS:]
    sets = [
        {"type": "ActionSet", "actions": rest[at : at + MOST_ACTIONS]}
        for at in range(0, len(rest), MOST_ACTIONS)
    ]
    # An ActionSet in the body stands above the card's own actions, so the first six go into the body as well.
    if sets:
        sets, first = [{"type": "ActionSet", "actions": first}, *sets], []
    return framed(message.title, [*blocks(message.body), *sets], first, lang)


def framed(title: str, body: Sequence[Json], presses: Sequence[Json], lang: str = "") -> Json:
    """What every card has around it: its title, its words for clients that cannot draw it, its language."""
    words = bare(title).strip()
    if not words:
        raise TooMuch("a card without a title says nothing on a lock screen")
    heading = {
        "type": "TextBlock",
        "text": markdown((Text(title),)),
        "weight": "Bolder",
        "size": "Medium",
        "wrap": True,
        "style": "heading",
    }
    drawn: Json = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.5",
        "fallbackText": words,
        "msteams": {"width": "Full"},
        "body": [heading, *body],
    }
    if lang:
        drawn["lang"] = lang
    if presses:
        drawn["actions"] = list(presses)
    return checked(drawn)


def checked(drawn: Json) -> Json:
    size = len(json.dumps(drawn, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise TooMuch(f"a card of {size} bytes: at most {MOST_BYTES}")
    return drawn


def blocks(body: Sequence[Block]) -> Iterator[Json]:
    ruled = False
    for block in body:
        if isinstance(block, Divider):
            ruled = True
            continue
        first, *rest = _drawn(block)
        yield {**first, "separator": True, "spacing": "Medium"} if ruled else first
        yield from rest
        ruled = False


def _drawn(block: Paragraph | Bullets) -> list[Json]:
    match block:
        case Paragraph(words):
            return [line(words)]
        case Bullets(items):
            # No Markdown list: a RichTextBlock knows none, and so both kinds of line look alike.
            points = [line((Text("• "), *item), spacing="Small") for item in items]
            return points or [line(())]


def actions(buttons: Sequence[Button]) -> Iterator[Json]:
    """What is asked for first comes first: bots have no styles for buttons in Teams."""
    for button in sorted(buttons, key=lambda one: one.weight is not Weight.PRIMARY):
        title = label(button.label)
        if not button.url:
            yield execute(title, button.action, {"subject": button.subject})
        elif is_address(button.url):
            yield {"type": "Action.OpenUrl", "title": title, "url": address(button.url)}
        else:
            raise TooMuch(f"the button {title!r} leads to no address")


def execute(title: str, verb: str, data: Json) -> Json:
    """Clients that are too old for Action.Execute submit the same as a message, so the verb goes along."""
    submit = {"type": "Action.Submit", "title": title, "data": {"verb": verb, **data}}
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": data, "fallback": submit}


def label(words: str) -> str:
    title = " ".join(bare(words).split())
    if not title:
        raise TooMuch("a button without a label")
    if len(title) > LONGEST_LABEL:
        raise TooMuch(f"a button's label of {len(title)} characters: at most {LONGEST_LABEL}")
    return title


def summary(message: Message) -> str:
    """The whole message in a few words without marks, for a note beside a button."""
    lines = [message.title, *(plain(block.line) for block in message.body if isinstance(block, Paragraph))]
    return " ".join(words for words in (" ".join(bare(one).split()) for one in lines) if words)
