"""A picture as a card, with what it says in words: it travels inside, so that no address runs out."""

from base64 import b64encode
from typing import Any

from bot.message import Attachment
from handlers.teams.card import SCHEMA, TooMuch
from handlers.teams.words import bare

Json = dict[str, Any]

# Written in base 64 and counted in UTF-16 it stays below what Teams takes, even if it should be counted.
MOST_BYTES = 34 * 1024


def picture(file: Attachment) -> Json:
    if not 0 < len(file.content) <= MOST_BYTES:
        raise TooMuch(f"a picture of {len(file.content)} bytes: at most {MOST_BYTES}")
    inside = f"data:{file.media_type};base64,{b64encode(file.content).decode()}"
    image = {"type": "Image", "url": inside, "altText": bare(file.alt), "size": "Stretch"}
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.5",
        "fallbackText": bare(f"{file.label}: {file.alt}"),
        "msteams": {"width": "Full"},
        "body": [image],
    }
