"""Files without an address: Teams asks the person first, and keeps them in their own files."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import aiohttp

from bot.message import Attachment
from handlers.teams.addresses import is_upload_url
from handlers.teams.card import TooMuch
from handlers.teams.words import bare

Json = dict[str, Any]

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
MOST_BYTES = 20 * 1024 * 1024
PATIENCE = aiohttp.ClientTimeout(total=120, connect=10)


class NotSaved(ConnectionError):
    """The file could not be put where Teams said."""


def consent(file: Attachment) -> Json:
    """The question says what the file is made of: a yes, also after a restart, makes it anew."""
    if file.of is None:
        raise TooMuch("a file without an address that could not be made again")
    if not 0 < len(file.content) <= MOST_BYTES:
        raise TooMuch(f"a file of {len(file.content)} bytes without an address: at most {MOST_BYTES}")
    context = {"kind": file.of.kind, "subject": file.of.subject}
    content = {
        "description": bare(file.label),
        "sizeInBytes": len(file.content),
        "acceptContext": context,
        "declineContext": context,
    }
    attachment = {"contentType": CONSENT, "name": file.name, "content": content}
    return {"type": "message", "summary": bare(file.label), "attachments": [attachment]}


async def save(
    file: Attachment,
    upload: Mapping[str, Any],
    service_url: str,
    session: Callable[[], aiohttp.ClientSession],
) -> Json:
    """Put the file where the person's yes leads, and give the activity that shows it."""
    url = str(upload.get("uploadUrl", ""))
    if not is_upload_url(url, service_url):
        raise NotSaved("not an address for uploads")
    size = len(file.content)
    if not 0 < size <= MOST_BYTES:
        raise NotSaved(f"{size} bytes by now")
    headers = {"Content-Range": f"bytes 0-{size - 1}/{size}", "Content-Type": "application/octet-stream"}
    try:
        async with session().put(
            url, data=BytesIO(file.content), headers=headers, timeout=PATIENCE, allow_redirects=False
        ) as answer:
            answer.raise_for_status()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise NotSaved(type(error).__name__) from error
    return _info(upload, file.name)


def _info(upload: Mapping[str, Any], name: str) -> Json:
    attachment = {
        "contentType": INFO,
        "name": str(upload.get("name") or name),
        "contentUrl": str(upload.get("contentUrl", "")),
        "content": {"uniqueId": str(upload.get("uniqueId", "")), "fileType": str(upload.get("fileType", ""))},
    }
    return {"type": "message", "attachments": [attachment]}
