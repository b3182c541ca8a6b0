"""A message as Block Kit. Words go into rich and plain text, where nothing is ever read as a mark."""

from collections import Counter
from collections.abc import Iterable
from typing import assert_never

from bot.message import Block, Bold, Bullets, Button, Divider, Line, Message, Paragraph, Weight
from handlers.slack.addresses import Unsafe, may_be_shown
from handlers.slack.limits import MOST, Json, within, within_a_message
from handlers.slack.spans import escaped, plain, plain_text, section, words

# Slack tells us even of a press that only leads somewhere; this name says that nobody waits for an answer.
OPEN = "open"


def blocks(message: Message) -> list[Json]:
    """Title, body and buttons of a message, as they go into chat.postMessage."""
    where = f"message “{plain(message.title)[:40]}”"
    return within_a_message(drawn(message), where)


def drawn(message: Message) -> list[Json]:
    """The same without the limits of a message, for surfaces that have others."""
    return [*_title(message.title), *body(message.body), *_actions(message)]


def fallback(message: Message) -> str:
    """The one line for lock screens and screen readers. Slack reads marks in it, so it is escaped."""
    return escaped(next(iter(_told(message)), ""))


def in_words(message: Message) -> str:
    """Everything it says in one line, where Slack takes no more than that."""
    return " ".join(_told(message))


def body(parts: Iterable[Block]) -> list[Json]:
    """One block per thought, so that Slack leaves room between them."""
    return [block for part in parts if (block := _block(part))]


def needs_to_last(message: Message) -> bool:
    """Whether it must work tomorrow too, which nothing ephemeral does."""
    pressed = any(button.action and not button.url for button in message.buttons)
    return pressed or any(not attachment.link for attachment in message.attachments)


def _title(title: str) -> list[Json]:
    if not plain(title).strip():
        return []
    if len(plain(title)) > MOST["header"]:
        # A person's name can make a title longer than a header may be; it is drawn bold then, and whole.
        return body([Paragraph((Bold(title),))])
    return [{"type": "header", "text": plain_text(title)}]


def _block(block: Block) -> Json | None:
    match block:
        case Paragraph(line):
            drawn_line = section(line)
            return {"type": "rich_text", "elements": [drawn_line]} if drawn_line["elements"] else None
        case Bullets(items):
            rows = [row for line in items if (row := section(line))["elements"]]
            listed: Json = {"type": "rich_text_list", "style": "bullet", "elements": rows}
            return {"type": "rich_text", "elements": [listed]} if rows else None
        case Divider():
            return {"type": "divider"}
        case _:
            assert_never(block)


def _told(message: Message) -> list[str]:
    lines = [plain(message.title), *(words(line) for line in _lines(message.body))]
    return [line for line in lines if line.strip()]


def _lines(parts: Iterable[Block]) -> Iterable[Line]:
    for part in parts:
        match part:
            case Paragraph(line):
                yield line
            case Bullets(items):
                yield from items
            case Divider():
                pass
            case _:
                assert_never(part)


def _actions(message: Message) -> list[Json]:
    linked = [Button(one.label, url=one.link) for one in message.attachments if one.link and not one.alt]
    buttons = within("buttons", [*message.buttons, *linked], f"message “{plain(message.title)[:40]}”")
    times: Counter[str] = Counter()
    elements = []
    for button in buttons:
        action = OPEN if button.url else button.action
        times[action] += 1
        # Slack wants each action_id once a message; listeners take the number off again.
        unique = f"{action}#{times[action]}" if button.url or times[action] > 1 else action
        elements.append(_button(button, unique))
    return [{"type": "actions", "elements": elements}] if elements else []


def _button(button: Button, action: str) -> Json:
    where = f"button “{plain(button.label)[:40]}”"
    drawing: Json = {
        "type": "button",
        "action_id": within("button action", action, where),
        "text": plain_text(within("button text", button.label, where)),
    }
    if button.subject:
        drawing["value"] = within("button value", button.subject, where)
    if button.url:
        if not may_be_shown(button.url):
            raise Unsafe
        drawing["url"] = within("address", button.url, where)
    match button.weight:
        case Weight.PLAIN:
            pass
        case Weight.PRIMARY:
            drawing["style"] = "primary"
        case Weight.GRAVE:
            drawing["style"] = "danger"
        case _:
            assert_never(button.weight)
    return drawing
