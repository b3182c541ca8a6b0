"""How Slack reaches the bot: signed HTTP requests or, where it connected by itself, Socket Mode."""

import asyncio
import hmac
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import uuid4

from aiohttp import WSMsgType, web

from playground.courier import Answer, Courier, Unanswered, process_time
from playground.slack_directory import Json

Kind = Literal["events_api", "slash_commands", "interactive"]
FORM = "application/x-www-form-urlencoded"


class Sockets:
    """The bot's own connections; each envelope goes to one of them, in turn."""

    def __init__(self, public_base: Callable[[], str]) -> None:
        self._base = public_base
        self._open: list[web.WebSocketResponse] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/slack/socket", self._connected)]

    def invite(self, _args: Json) -> Json:
        ticket = uuid4().hex
        self._tickets.add(ticket)
        return {"url": f"{self._base().replace('http', 'ws', 1)}/slack/socket?ticket={ticket}"}

    def __bool__(self) -> bool:
        return bool(self._open)

    async def send(self, kind: Kind, payload: Json, patience: float, retry: Json) -> Answer:
        envelope_id = str(uuid4())
        about = {"envelope_id": envelope_id, "type": kind, "accepts_response_payload": kind != "events_api"}
        self._open.append(socket := self._open.pop(0))
        acknowledged = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await socket.send_json({**about, **retry, "payload": payload})
            answer = await asyncio.wait_for(acknowledged, patience)
        except TimeoutError:
            raise Unanswered("http_timeout") from None
        except ConnectionError:
            raise Unanswered("connection_failed") from None
        finally:
            del self._waiting[envelope_id]
        return Answer(200, json.dumps(answer) if answer else "", "application/json")

    async def _connected(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self._open) + 1})
        self._open.append(socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._heard(message.data)
        finally:
            self._open.remove(socket)
        return socket

    def _heard(self, text: str) -> None:
        told = json.loads(text)
        acknowledged = self._waiting.get(told.get("envelope_id"))
        if acknowledged is not None and not acknowledged.done():
            acknowledged.set_result(told.get("payload"))

    async def close(self) -> None:
        for socket in list(self._open):
            await socket.close()


class Wire:
    def __init__(
        self, courier: Courier, request_url: str | Callable[[], str], secret: str, sockets: Sockets
    ) -> None:
        self._courier = courier
        self._url = request_url
        self._secret = secret
        self._sockets = sockets
        self.patience = 3.0

    async def event(self, payload: Json, attempt: int, reason: str) -> Answer:
        if self._sockets:
            retry = {"retry_attempt": attempt, "retry_reason": reason}
            return await self._sockets.send("events_api", payload, self.patience, retry)
        retry_headers = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason} if attempt else {}
        return await self._post(
            json.dumps(payload).encode(), {"Content-Type": "application/json", **retry_headers}
        )

    async def command(self, payload: Mapping[str, str]) -> Answer:
        if self._sockets:
            return await self._sockets.send("slash_commands", dict(payload), self.patience, {})
        return await self._post(urlencode(payload).encode(), {"Content-Type": FORM})

    async def interaction(self, payload: Json) -> Answer:
        if self._sockets:
            return await self._sockets.send("interactive", payload, self.patience, {})
        return await self._post(urlencode({"payload": json.dumps(payload)}).encode(), {"Content-Type": FORM})

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        url = self._url if isinstance(self._url, str) else self._url()
        return await self._courier.post(
            url, body, {**headers, **signature(self._secret, body)}, self.patience
        )


def signature(secret: str, body: bytes) -> dict[str, str]:
    """Signed at the process's time, as the bot checks it; the playground's clock plays no part."""
    moment = str(int(process_time()))
    signed = hmac.new(secret.encode(), b"v0:" + moment.encode() + b":" + body, sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={signed}"}


def acted(answer: Answer) -> Json:
    """What a submission was answered, an empty body being the commonest."""
    if not answer.is_fine:
        raise Unanswered("http_error")
    told: Json = json.loads(answer.text) if answer.text.strip() else {}
    return told


def said(answer: Answer) -> Json:
    """The immediate body of a command: JSON, or plain text for its author alone."""
    if answer.content_type != "application/json":
        return {"text": answer.text}
    told = json.loads(answer.text)
    return told if isinstance(told, dict) else {"text": str(told)}
