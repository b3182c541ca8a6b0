"""What goes over the wire: activities around cards and files, and the answers to invokes."""

from collections.abc import Sequence
from typing import Any

from bot.message import Attachment, Form, Message, Option
from handlers.teams.card import card, summary
from handlers.teams.files import consent
from handlers.teams.forms import choice, form_card
from handlers.teams.pictures import picture
from handlers.teams.words import bare

Json = dict[str, Any]

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
FOUND = "application/vnd.microsoft.search.searchResponse"
ERROR = "application/vnd.microsoft.error"
NOTE = "application/vnd.microsoft.activity.message"


def messages(message: Message, lang: str = "") -> list[Json]:
    """The card first, then a question for each file that has no address: text and card together get split."""
    return [with_card(message.title, card(message, lang)), *files(message.attachments)]


def files(attachments: tuple[Attachment, ...]) -> list[Json]:
    """Pictures are shown, and stay when an address would be good no more; of what else has none is asked."""
    shown = [with_card(one.label, picture(one)) for one in attachments if one.alt]
    return shown + [consent(one) for one in attachments if not (one.alt or one.link)]


def form(asked: Form, lang: str = "") -> Json:
    return with_card(asked.title, form_card(asked, lang))


def with_card(title: str, drawn: Json) -> Json:
    """The summary is what a lock screen shows."""
    attachment = {"contentType": ADAPTIVE, "content": drawn}
    return {"type": "message", "summary": bare(title), "attachments": [attachment]}


def text(words: str) -> Json:
    return {"type": "message", "text": words, "textFormat": "plain"}


def answered_by_card(drawn: Json) -> Json:
    return {"statusCode": 200, "type": ADAPTIVE, "value": drawn}


def answered_by_note(words: str) -> Json:
    """A few words beside the button; the card stays as it is."""
    return {"statusCode": 200, "type": NOTE, "value": words}


def answered_by_options(options: Sequence[Option]) -> Json:
    """What fits what somebody types into a search."""
    return {"statusCode": 200, "type": FOUND, "value": {"results": [choice(one) for one in options]}}


def refused(code: str, words: str) -> Json:
    """An invoke that nobody pressed a button for: the card stays as it is, and nothing is said."""
    value = {"code": code, "message": words}
    return {"statusCode": 403, "type": ERROR, "value": value}


def note_of(message: Message) -> Json:
    return answered_by_note(summary(message))
