"""The HTTP door: who it is from comes first, then how large, of what type, and of what shape it is."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock

from handlers.slack.limits import Json

_LARGEST = 1024 * 1024
# Of what is larger this much is still read, to tell Slack's own from a stranger's; nothing of it is kept.
_WORTH_READING = 16 * _LARGEST
_FRESH = 5 * 60
_LONGEST_STAMP = 12
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_EVENT, _HANDSHAKE = "event_callback", "url_verification"
_DELIVERIES = (_EVENT, _HANDSHAKE, "app_rate_limited")


class Edge:
    """Answers POST /slack/events; never with 500, whatever comes."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._secret = signing_secret.encode()
        self._clock = Clock()

    async def receive(self, request: web.Request) -> web.StreamResponse:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not self._fresh(stamp):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        seal = hmac.new(self._secret, b"v0:" + stamp.encode() + b":", hashlib.sha256)
        raw = await _read(request, seal)
        if not _matches(seal, request.headers.get("X-Slack-Signature", "")):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        if raw is None:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if request.content_type not in (_JSON, _FORM):
            return web.Response(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        return await self._dispatch(raw, request)

    async def _dispatch(self, raw: bytes, request: web.Request) -> web.StreamResponse:
        try:
            text = raw.decode()
            kind = _kind(text, request.content_type)
            heard = AsyncBoltRequest(body=text, headers=_headers(request.headers))
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        response = await self._app.async_dispatch(heard)
        match response.status:
            case HTTPStatus.NOT_FOUND if kind in _DELIVERIES:
                return web.Response()  # an event that nobody waits for
            case HTTPStatus.NOT_FOUND | HTTPStatus.INTERNAL_SERVER_ERROR:
                # Our listeners let nothing out, so Bolt stumbled over the shape of what came.
                return web.Response(status=HTTPStatus.BAD_REQUEST)
            case _:
                return await to_aiohttp_response(response)

    def _fresh(self, stamp: str) -> bool:
        whole = stamp.isascii() and stamp.isdigit() and len(stamp) <= _LONGEST_STAMP
        return whole and abs(self._clock.now() - int(stamp)) <= _FRESH


def _matches(seal: hmac.HMAC, signature: str) -> bool:
    """Our own, over bytes: the SDK's verifier raises on a body or signature of other characters."""
    return hmac.compare_digest(f"v0={seal.hexdigest()}".encode(), signature.encode("utf-8", "replace"))


async def _read(request: web.Request, seal: hmac.HMAC) -> bytes | None:
    """The body, or None where it is too large; the seal takes in all of it that is worth reading."""
    raw, size = bytearray(), 0
    async for chunk in request.content.iter_chunked(64 * 1024):
        seal.update(chunk)
        size += len(chunk)
        if size > _WORTH_READING:
            return None
        if size <= _LARGEST:
            raw += chunk
    return bytes(raw) if size <= _LARGEST else None


def _kind(text: str, content_type: str) -> str:
    """What sort of request it is; raises if it is none."""
    if content_type == _FORM:
        fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))
        return str(_object(fields["payload"])["type"]) if "payload" in fields else fields["command"]
    delivery = _object(text)
    if delivery["type"] == _EVENT and not isinstance(delivery["event"]["type"], str):
        raise TypeError
    if delivery["type"] == _HANDSHAKE and not isinstance(delivery["challenge"], str):
        raise TypeError
    return str(delivery["type"])


def _object(text: str) -> Json:
    thing = json.loads(text)
    if not isinstance(thing, dict):
        raise TypeError
    return thing


def _headers(headers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    # of all that came Bolt needs the type only; two lines steer its lazy listeners and are not for outsiders
    return {"content-type": headers["Content-Type"]}
