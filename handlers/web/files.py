"""Signed addresses: one file, for one person, for 24 hours."""

import asyncio
import hmac
import json
import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import timedelta
from hashlib import sha256
from urllib.parse import quote

from aiohttp import hdrs, web

from bot.message import Attachment, FileOf
from bot.ports import Out
from bot.records import NotYours

LIFETIME = timedelta(hours=24)
PURPOSE = b"onehour: signed files, 1"
LONGEST = 2000  # characters of a signed part; ours have about 150
PATIENCE = 20.0  # seconds to make a file

Find = Callable[[FileOf, int], Attachment | None]


class Unsigned(ValueError):
    """An address signed with no secret, or an empty one, would be signed by nobody."""


class Links:
    """Makes and reads the addresses (`bot.ports.Links`). The first secret signs, every one verifies.

    Signatures go by the process's own clock, never by the programme's, which the playground moves.
    """

    def __init__(
        self,
        secrets: Sequence[str],
        public_url: str,
        clock: Callable[[], float] = time.time,  # noqa: TID251  # see above
    ) -> None:
        if not all(secrets) or not secrets:
            raise Unsigned
        # derived, so that whoever breaks a signature has not got what encrypts the records
        self._keys = tuple(hmac.digest(secret.encode(), PURPOSE, "sha256") for secret in secrets)
        self._public_url = public_url.rstrip("/")
        self._clock = clock

    def to(self, file: FileOf, person_id: int) -> str:
        if not self._public_url:
            return ""
        until = int(self._clock() + LIFETIME.total_seconds())
        payload = _text(json.dumps([file.kind, file.subject, person_id, until]).encode())
        return f"{self._public_url}/files/{payload}.{_text(_signature(self._keys[0], payload))}"

    def read(self, signed: str) -> tuple[FileOf, int] | None:
        """What the address names; None if it is forged, broken or too old."""
        payload, _, signature = signed.partition(".")
        if len(signed) > LONGEST or not self._has_signed(payload, signature):
            return None
        kind, subject, person_id, until = json.loads(_bytes(payload))
        return (FileOf(kind, subject), person_id) if self._clock() < until else None

    def _has_signed(self, payload: str, signature: str) -> bool:
        told = signature.encode("utf-8", "surrogateescape")
        ours = (_text(_signature(key, payload)).encode() for key in self._keys)
        return any(hmac.compare_digest(told, own) for own in ours)


def file_routes(links: Links, find: Find) -> list[web.RouteDef]:
    """`find` may wait for the database: it runs beside the loop. None and NotYours are answered alike."""

    async def file(request: web.Request) -> web.Response:
        named = links.read(request.match_info["signed"])
        found = await _found(find, *named) if named else None
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.content, headers=_headers(found))

    return [web.get("/files/{signed}", file)]


async def _found(find: Find, file: FileOf, person_id: int) -> Attachment | None:
    try:
        return await asyncio.wait_for(asyncio.to_thread(find, file, person_id), PATIENCE)
    except NotYours:
        return None
    except TimeoutError as slow:
        raise Out from slow


def _headers(file: Attachment) -> dict[str, str]:
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", file.name)
    exact = quote(file.name, safe="", errors="replace")  # RFC 5987: the name as it is, for those who read it
    return {
        hdrs.CONTENT_TYPE: file.media_type,
        hdrs.CONTENT_DISPOSITION: f"attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}",
        hdrs.CACHE_CONTROL: "private, no-store",
    }


def _signature(key: bytes, payload: str) -> bytes:
    return hmac.digest(key, payload.encode("utf-8", "surrogateescape"), sha256)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
