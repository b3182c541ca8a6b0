"""The door: who sends is settled first, then the body is read; after that Teams always gets a 2xx."""

import asyncio
import json
import logging
from typing import Any

from aiohttp import web

from handlers.teams.addresses import is_service_url
from handlers.teams.heard import Malformed, event_in, party_in
from handlers.teams.listener import Listener
from handlers.teams.sdk import CHANNEL, Framework, NotAnActivity, Turn
from handlers.teams.supervised import correlation, report
from handlers.teams.verifier import BadToken, KeysUnavailable, Sender, Verifier

Json = dict[str, Any]

log = logging.getLogger(__name__)

PATH = "/api/messages"
MOST_BYTES = 1024 * 1024
# Teams gives up after ten to fifteen seconds, depending on where it was asked.
PATIENCE = 12.0


class Wrong(Exception):
    """A request that is not answered by the programme, with the status that says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Edge:
    def __init__(
        self, verifier: Verifier, framework: Framework, listener: Listener, *, emulator: bool
    ) -> None:
        self._verifier = verifier
        self._framework = framework
        self._listener = listener
        # Other channels of the same registration let their callers name themselves.
        self._channels = (CHANNEL, "emulator") if emulator else (CHANNEL,)  # what is compared may be anything

    async def on_post(self, request: web.Request) -> web.Response:
        try:
            sender = await self._verified(request)
            raw = await body_in(request)
            self._admit(raw, sender)
            return await self._turn(raw)
        except Wrong as wrong:
            log.warning("A request to %s was refused: %s (%s)", PATH, wrong.reason, wrong.status)
            # The reason stays with us: whoever knocks with a false key learns only that it is false.
            return web.json_response({"error": web.Response(status=wrong.status).reason}, status=wrong.status)

    async def _verified(self, request: web.Request) -> Sender:
        try:
            return await self._verifier.verify(request.headers.get("Authorization"))
        except BadToken as error:
            raise Wrong(401, str(error)) from error
        except KeysUnavailable as error:
            raise Wrong(503, str(error)) from error

    def _admit(self, raw: Json, sender: Sender) -> None:
        service_url = raw.get("serviceUrl")
        if not isinstance(service_url, str) or not service_url:
            raise Wrong(400, "no service URL")
        if not sender.speaks_for(service_url):
            raise Wrong(401, "a token for another service URL")
        if not is_service_url(service_url):
            raise Wrong(400, "not a service URL of the Bot Framework")
        if raw.get("channelId") not in self._channels:
            raise Wrong(400, "not from Teams")

    async def _turn(self, raw: Json) -> web.Response:
        try:
            party = party_in(raw)
            event = event_in(raw, party)
            activity = self._framework.read(raw)
        except (Malformed, NotAnActivity) as error:
            raise Wrong(400, f"not an activity: {error}") from error
        answer: Json | None = None

        async def logic(turn: Turn) -> None:
            nonlocal answer
            answer = await self._listener.hear(event, party, turn)

        try:
            async with asyncio.timeout(PATIENCE):
                await self._framework.turn(activity, logic)
        except Exception as error:  # noqa: BLE001  (Teams stops calling bots that answer 5xx for long)
            report(error, "a turn", correlation())
        if raw.get("type") == "invoke":
            return web.json_response(answer or {})
        return web.Response(status=202)


async def body_in(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise Wrong(415, "not JSON by its content type")
    if (request.content_length or 0) > MOST_BYTES:
        raise Wrong(413, "too large")
    read = bytearray()
    try:
        async for part in request.content.iter_any():
            read += part
            if len(read) > MOST_BYTES:
                raise Wrong(413, "too large")
        body = json.loads(read)
        # Half a character can be written in JSON, and kept or sent nowhere.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError, web.RequestPayloadError, OSError) as error:
        raise Wrong(400, f"not JSON: {type(error).__name__}") from error
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        raise Wrong(400, "not an activity")
    return body
