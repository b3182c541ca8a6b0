"""Microsoft on loopback: the keys it publishes, the tokens it gives, and a Connector that does as it is told."""

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any, Self

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from handlers.teams.settings import TeamsSettings

Json = dict[str, Any]

APP = "11111111-2222-4333-8444-555555555555"
TENANT = "72f988bf-0000-4000-8000-000000000001"
ISSUER = "https://api.botframework.com"
BOT = f"28:{APP}"
GRACE = "29:1grace"
CHAT = "a:1grace-and-the-bot"

OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(kid: str, endorsements: tuple[str, ...] = ("msteams",)) -> Json:
    public: Json = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key()))
    return {**public, "kid": kid, "use": "sig", "endorsements": list(endorsements)}


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    body: Any
    authorization: str


@dataclass
class Ordered:
    """What the Connector shall do with the next call instead of obeying it: answer, hang, or drop the line."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    drops: bool = False


class Microsoft:
    def __init__(self) -> None:
        self.keys = [jwk("k1"), jwk("webchat-only", ("webchat",))]
        self.key_fetches = 0
        self.keys_are_down = False
        self.seconds_behind = 0
        self.token_requests: list[dict[str, str]] = []
        self.token_status, self.token_answer = 200, {"access_token": "secret-1", "expires_in": 3600}
        self.token_delay = 0.0
        self.calls: list[Call] = []
        self.orders: deque[Ordered] = deque()
        self.members: dict[str, Json] = {GRACE: grace()}
        self.uploads: list[tuple[bytes, str]] = []
        self.upload_status = 201
        self.shared: dict[str, bytes] = {}
        self.fetches: list[dict[str, str]] = []
        self.fetch_delay = 0.0
        self._ids = 0
        self._server = TestServer(self._app(), host="127.0.0.1")

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._server.close()

    @property
    def base(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    @property
    def service_url(self) -> str:
        return f"{self.base}/connector/"

    def settings(self, **more: Any) -> TeamsSettings:
        given: Json = {
            "app_id": APP, "app_password": "password", "tenant_id": TENANT,
            "openid_url": f"{self.base}/openid", "login_url": f"{self.base}/login",
        }  # fmt: skip
        return TeamsSettings(**{**given, **more})

    def token(self, key: Any = OURS, kid: str | None = "k1", algorithm: str = "RS256", **claims: Any) -> str:
        now = int(time.time())
        told = {"iss": ISSUER, "aud": APP, "nbf": now - 60, "exp": now + 600, "serviceurl": self.service_url}
        told = {name: value for name, value in {**told, **claims}.items() if value is not None}
        return "Bearer " + jwt.encode(told, key, algorithm, headers={"kid": kid} if kid else {})

    def activity(self, type_: str = "message", /, **more: Any) -> Json:
        """As Teams frames it."""
        return {
            "type": type_,
            "id": "1789000000001",
            "timestamp": "2026-11-20T10:00:00.0000000Z",
            "localTimestamp": "2026-11-20T05:00:00.0000000-05:00",
            "localTimezone": "America/New_York",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": GRACE, "name": "Grace Hopper", "aadObjectId": "aad-grace"},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": CHAT},
            "recipient": {"id": BOT, "name": "onehour"},
            "entities": [
                {
                    "locale": "en-US",
                    "country": "US",
                    "platform": "Web",
                    "timezone": "America/New_York",
                    "type": "clientInfo",
                }
            ],
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-US",
            **more,
        }

    def press(self, verb: str, data: Json, **more: Any) -> Json:
        action = {"type": "Action.Execute", "title": "Press", "verb": verb, "data": data}
        invoke = {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}
        return self.activity("invoke", **{**invoke, "id": "f:press-1", "replyToId": "card-1", **more})

    @property
    def sent(self) -> list[Json]:
        """The activities that were posted, in order."""
        return [call.body for call in self.calls if call.method == "POST" and "/activities" in call.path]

    @property
    def changed(self) -> list[Json]:
        return [call.body for call in self.calls if call.method == "PUT"]

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/login/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_get("/identity", self._token)
        app.router.add_put("/upload", self._upload)
        app.router.add_get("/shared/{name}", self._share)
        app.router.add_route("*", "/connector/{path:.*}", self._connector)
        return app

    async def _openid(self, request: web.Request) -> web.Response:
        self.key_fetches += 1
        if self.keys_are_down:
            return web.Response(status=503)
        date = {"Date": formatdate(time.time() - self.seconds_behind, usegmt=True)}
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.base}/keys"}, headers=date)

    async def _keys(self, request: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys})

    async def _token(self, request: web.Request) -> web.Response:
        form = {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}
        self.token_requests.append(
            {**form, "path": request.path, "metadata": request.headers.get("Metadata", "")}
        )
        await asyncio.sleep(self.token_delay)
        return web.json_response(self.token_answer, status=self.token_status)

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploads.append((await request.read(), request.headers["Content-Range"]))
        return web.json_response({}, status=self.upload_status)

    async def _share(self, request: web.Request) -> web.StreamResponse:
        """A file in somebody's OneDrive; one called "elsewhere" has been moved."""
        self.fetches.append(dict(request.headers))
        await asyncio.sleep(self.fetch_delay)
        name = request.match_info["name"]
        if name == "elsewhere":
            raise web.HTTPFound(f"{self.base}/shared/people.csv")
        if name not in self.shared:
            return web.Response(status=404)
        answer = web.StreamResponse()  # without a length, as a server may
        await answer.prepare(request)
        await answer.write(self.shared[name])
        return answer

    async def _connector(self, request: web.Request) -> web.Response:
        body = json.loads(await request.read() or b"null")
        path = "/" + request.match_info["path"]
        self.calls.append(Call(request.method, path, body, request.headers.get("Authorization", "")))
        if self.orders:
            return await self._ordered(request, self.orders.popleft())
        if "/members/" in path:
            member = self.members.get(path.rpartition("/")[2])
            return web.json_response(
                member or {"error": {"code": "MemberNotFound"}}, status=200 if member else 404
            )
        self._ids += 1
        if path.rstrip("/") == "/v3/conversations":
            return web.json_response({"id": "a:1begun"}, status=201)
        return web.json_response({"id": f"sent-{self._ids}"}, status=201 if request.method == "POST" else 200)

    async def _ordered(self, request: web.Request, order: Ordered) -> web.Response:
        if order.hangs:
            await asyncio.sleep(30)
        if order.drops:
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(order.body, status=order.status, headers=order.headers)


def grace(**more: Any) -> Json:
    """Grace as the roster tells her."""
    names = {"name": "Grace Hopper", "givenName": "Grace", "surname": "Hopper"}
    mail = {"email": "grace@hartwell.example", "userPrincipalName": "grace@hartwell.example"}
    return {
        "id": GRACE,
        "aadObjectId": "aad-grace",
        **names,
        **mail,
        "tenantId": TENANT,
        "userRole": "user",
        **more,
    }
