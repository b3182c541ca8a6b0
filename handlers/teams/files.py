"""Files without an address: Teams asks the person first, and keeps them in their own files."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bot.message import Attachment
from handlers.teams.addresses import is_upload_url
from handlers.teams.card import TooMuch
from handlers.teams.events import Consent
from handlers.teams.words import bare

Json = dict[str, Any]

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
MOST_BYTES = 8 * 1024
PATIENCE = aiohttp.ClientTimeout(total=10)


class NotSaved(ConnectionError):
    """The file could not be put where Teams said."""


def consent(file: Attachment) -> Json:
    """The file travels inside the question, so that a yes after a restart still finds it."""
    if len(file.content) > MOST_BYTES:
        raise TooMuch(f"a file of {len(file.content)} bytes without an address: at most {MOST_BYTES}")
    context = {"name": file.name, "type": file.media_type, "content": base64.b64encode(file.content).decode()}
    content = {
        "description": bare(file.label),
        "sizeInBytes": len(file.content),
        "acceptContext": context,
        "declineContext": {"name": file.name},
    }
    attachment = {"contentType": CONSENT, "name": file.name, "content": content}
    return {"type": "message", "summary": bare(file.label), "attachments": [attachment]}


async def save(given: Consent, service_url: str, session: Callable[[], aiohttp.ClientSession]) -> Json:
    """Put the file where the person's yes leads, and give the activity that shows it."""
    url = str(given.upload.get("uploadUrl", ""))
    if not is_upload_url(url, service_url):
        raise NotSaved("not an address for uploads")
    content = _content(given.context)
    # Both come back from the client, so this can only ever be a small file in somebody's own files.
    last = len(content) - 1
    headers = {"Content-Range": f"bytes 0-{last}/{len(content)}", "Content-Type": "application/octet-stream"}
    try:
        async with session().put(
            url, data=content, headers=headers, timeout=PATIENCE, allow_redirects=False
        ) as answer:
            answer.raise_for_status()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise NotSaved(type(error).__name__) from error
    return _info(given.upload, str(given.context.get("name", "")))


def _content(context: Mapping[str, Any]) -> bytes:
    try:
        content = base64.b64decode(str(context.get("content", "")), validate=True)
    except binascii.Error as error:
        raise NotSaved("the file did not come back") from error
    if not 0 < len(content) <= MOST_BYTES:
        raise NotSaved("the file did not come back whole")
    return content


def _info(upload: Mapping[str, Any], name: str) -> Json:
    attachment = {
        "contentType": INFO,
        "name": str(upload.get("name") or name),
        "contentUrl": str(upload.get("contentUrl", "")),
        "content": {"uniqueId": str(upload.get("uniqueId", "")), "fileType": str(upload.get("fileType", ""))},
    }
    return {"type": "message", "attachments": [attachment]}
