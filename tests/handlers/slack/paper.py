"""A core and a Slack on paper, and a wire between them that signs what it carries."""

import hashlib
import hmac
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestClient, TestServer

from bot.acts import Answered, Click, Heard, Uploaded
from bot.core import Bot
from bot.message import Message, Option, Paragraph, Reply, Text
from bot.people import Address, Platform, Profile
from handlers.slack.install import FixedWords, SlackSettings, SlackSide

Json = dict[str, Any]
SECRET = "a signing secret"
ADA = Address(Platform.SLACK, "T1", "UADA")
SORRY = Message("That went wrong on our side", (Paragraph((Text("It is safe to try again."),)),))
ENTSCHULDIGUNG = Message("Das ging bei uns schief", (Paragraph((Text("Versuch es ruhig noch einmal."),)),))
WORDS = FixedWords(
    written=lambda language: Message(
        "Ich habe dir geschrieben" if language == "de" else "I've written to you"
    ),
    guests=lambda language: Message(
        "Das ist fürs eigene Haus" if language == "de" else "This is for the company's own people"
    ),
    unsent=lambda language: Message(
        "Die Datei kam nicht an" if language == "de" else "The file did not get through"
    ),
)


class BotOnPaper(Bot):
    """Answers what the test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.reply: Reply | None = None
        self.trouble: Exception | None = None
        self.takes = 0.0
        self.language = "en"
        self.heard: list[Heard | Click | Answered] = []
        self.uploads: list[Uploaded] = []
        self.homes_seen: list[tuple[Address, str]] = []
        self.known = {ADA}
        self.met: list[Profile] = []
        self.gone_ones: list[Address] = []
        self.lost_ones: list[Address] = []
        self.finds: Sequence[Option] = ()
        self.asked: list[tuple[Address, str, str]] = []

    def knows(self, address: Address) -> bool:
        return address in self.known

    def meet(self, profiles: Sequence[Profile], *, acting: bool = False) -> None:
        self.met += profiles
        self.known |= {profile.address for profile in profiles}

    def gone(self, address: Address) -> None:
        self._stumble()
        self.gone_ones.append(address)
        self.known.discard(address)

    def lost(self, address: Address) -> None:
        self.lost_ones.append(address)
        self.known.discard(address)

    def hear(self, heard: Heard) -> Reply | None:
        return self._answer(heard)

    def click(self, click: Click) -> Reply | None:
        return self._answer(click)

    def answer(self, answered: Answered) -> Reply | None:
        return self._answer(answered)

    def upload(self, uploaded: Uploaded) -> Reply | None:
        self.uploads.append(uploaded)
        self._stumble()
        return self.reply

    def saw_home(self, address: Address, where: str) -> None:
        self._stumble()
        self.homes_seen.append((address, where))

    def say(self, template: str, language: str = "en") -> Message:
        return Message(template)

    def suggest(self, by: Address, source: str, typed: str) -> Sequence[Option]:
        self.asked.append((by, source, typed))
        self._stumble()
        return self.finds

    def home(self, address: Address) -> Message:
        self._stumble()
        return Message(f"Home of {address.user}")

    def language_of(self, address: Address) -> str:
        return self.language

    def sorry(self, address: Address | None = None, language: str = "en") -> Message:
        return ENTSCHULDIGUNG if language == "de" else SORRY

    def _answer(self, asked: Heard | Click | Answered) -> Reply | None:
        self.heard.append(asked)
        self._stumble()
        return self.reply

    def _stumble(self) -> None:
        time.sleep(self.takes)
        if self.trouble:
            raise self.trouble


Answer = Json | Callable[[web.Request], web.StreamResponse]


@dataclass
class SlackOnPaper:
    """A Web API that keeps what it was told. `will` holds answers to give before the usual ones."""

    base: str = ""
    calls: list[tuple[str, Json]] = field(default_factory=list)
    will: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    users: dict[str, Json] = field(default_factory=dict)
    uploaded: list[bytes] = field(default_factory=list)
    responded: list[Json] = field(default_factory=list)
    shared: dict[str, bytes] = field(default_factory=dict)
    fetched: list[tuple[str, str]] = field(default_factory=list)

    def told(self, method: str) -> list[Json]:
        return [params for name, params in self.calls if name == method]

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/upload", self._upload)
        app.router.add_post("/respond", self._respond)
        app.router.add_get("/files/{name}", self._serve)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params: Json = dict(request.query)
        if request.content_type == "application/json":
            params |= await request.json()
        elif request.can_read_body:
            params |= dict(await request.post())
        self.calls.append((method, params))
        waiting = self.will[method]
        answer = waiting.pop(0) if waiting else self._usual(method, params)
        return web.json_response(answer) if isinstance(answer, dict) else answer(request)

    def _usual(self, method: str, params: Json) -> Json:
        match method:
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D{params['users']}"}}
            case "chat.postMessage":
                return {"ok": True, "ts": f"{len(self.calls)}.1", "channel": params["channel"]}
            case "conversations.history":
                posted = [
                    {"ts": f"{place}.1", "metadata": told.get("metadata")}
                    for place, (name, told) in enumerate(self.calls, 1)
                    if name == "chat.postMessage"
                ]
                return {"ok": True, "messages": posted[::-1]}
            case "users.info":
                return {"ok": True, "user": self.users[params["user"]]}
            case "files.getUploadURLExternal":
                return {"ok": True, "upload_url": self.base.replace("/api/", "/upload"), "file_id": "F1"}
            case _:
                return {"ok": True, "team_id": "T1"}

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploaded.append(await request.read())
        return web.Response(text="OK")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.fetched.append((name, request.headers.get("Authorization", "")))
        waiting = self.will[f"files/{name}"]
        if not waiting:
            return web.Response(body=self.shared[name], content_type="text/csv")
        answer = waiting.pop(0)
        return web.json_response(answer) if isinstance(answer, dict) else answer(request)

    async def _respond(self, request: web.Request) -> web.Response:
        self.responded.append(await request.json())
        return web.Response(text="ok")


def ratelimited(seconds: str = "7") -> Callable[[web.Request], web.StreamResponse]:
    return lambda _: web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": seconds}
    )


def refused(code: str) -> Json:
    return {"ok": False, "error": code}


def lost_answer(request: web.Request) -> web.StreamResponse:
    """The request arrived; the connection breaks before the answer does."""
    if request.transport:
        request.transport.close()
    return web.Response()


def broken(status: int) -> Callable[[web.Request], web.StreamResponse]:
    return lambda _: web.Response(status=status, text="<html>Sorry</html>", content_type="text/html")


@dataclass
class Wire:
    """Carries signed requests to the side under test, as Slack does."""

    side: SlackSide
    client: TestClient[web.Request, web.Application]
    slack: SlackOnPaper

    async def command(self, text: str = "", user: str = "UADA") -> Json:
        fields = {
            "team_id": "T1",
            "user_id": user,
            "command": "/mentor",
            "text": text,
            "trigger_id": "13.37",
            "response_url": self._response_url,
            "channel_id": "C1",
        }
        return await self.post(urlencode(fields), "application/x-www-form-urlencoded")

    async def press(self, action: str, value: str = "", **more: object) -> Json:
        return await self.interact(
            {
                "type": "block_actions",
                "team": {"id": "T1", "domain": "acme"},
                "user": {"id": "UADA", "username": "ada", "team_id": "T1"},
                "trigger_id": "13.37",
                "response_url": self._response_url,
                "container": {
                    "type": "message",
                    "message_ts": "5.5",
                    "channel_id": "DUADA",
                    "is_ephemeral": False,
                },
                "channel": {"id": "DUADA", "name": "directmessage"},
                "actions": [
                    {
                        "type": "button",
                        "action_id": action,
                        "block_id": "b",
                        "value": value,
                        "action_ts": "99.1",
                    }
                ],
                **more,
            }
        )

    async def searches(self, action_id: str, typed: str, user: str = "UADA") -> Json:
        return await self.interact(
            {
                "type": "block_suggestion",
                "team": {"id": "T1"},
                "user": {"id": user},
                "container": {"type": "view", "view_id": "V1"},
                "view": {"id": "V1", "type": "modal", "private_metadata": "join:7", "blocks": []},
                "action_id": action_id,
                "block_id": "offers",
                "value": typed,
            }
        )

    async def submit(self, view: Json, values: Json) -> Json:
        return await self.interact(
            {
                "type": "view_submission",
                "team": {"id": "T1"},
                "user": {"id": "UADA"},
                "view": {**view, "id": "V1", "hash": "1.abc", "state": {"values": values}},
            }
        )

    async def interact(self, payload: Json) -> Json:
        return await self.post(
            urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
        )

    async def event(self, event: Json, **outer: object) -> Json:
        body = {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": "Ev1",
            "event_time": 1,
            "event": event,
            **outer,
        }
        return await self.post(json.dumps(body), "application/json")

    async def says(self, text: str, **more: object) -> Json:
        return await self.event(
            {
                "type": "message",
                "channel_type": "im",
                "channel": "DUADA",
                "user": "UADA",
                "text": text,
                "ts": "1.1",
            }
            | more
        )

    async def shares(self, *files: Json, **more: object) -> Json:
        return await self.says("", **{"subtype": "file_share", "files": list(files), **more})

    def file(self, name: str, **more: object) -> Json:
        address = self.slack.base.replace("/api/", f"/files/{name}")
        return {"id": "F1", "name": name, "size": 9, "url_private_download": address, **more}

    async def post(self, body: str | bytes, content_type: str, **headers: str) -> Json:
        """Gives the status, and the answer if it is JSON."""
        raw = body.encode() if isinstance(body, str) else body
        stamp = headers.pop("stamp", str(int(time.time())))
        signature = (
            "v0=" + hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
        )
        answer = await self.client.post(
            "/slack/events",
            data=BytesIO(raw),
            headers={
                "Content-Type": content_type,
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": headers.pop("signature", signature),
            },
        )
        text = await answer.text()
        return {"status": answer.status, **(json.loads(text) if text.startswith("{") else {})}

    @property
    def _response_url(self) -> str:
        return self.slack.base.replace("/api/", "/respond")


async def wired(bot: Bot, slack: SlackOnPaper, server: BaseTestServer) -> Wire:
    slack.base = str(server.make_url("/api/"))
    side = SlackSide(SlackSettings("xoxb-1", SECRET, api_url=slack.base), bot, WORDS, spacing=0)
    app = web.Application()
    app.add_routes(side.routes())
    await side.start()
    return Wire(side, TestClient(TestServer(app)), slack)
