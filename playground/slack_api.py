"""The HTTP side of the stand-in workspace: the Web API and the response addresses."""

import json
from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from aiohttp import web

from playground.courier import Foreign, process_time
from playground.faults import Fault, answered, take
from playground.slack_chat import Chat, checked
from playground.slack_directory import Directory, Json, Refused
from playground.slack_files import Files
from playground.slack_views import Views

STRUCTURED = ("blocks", "attachments", "metadata", "view", "files")
RESPONSE_LIFE, RESPONSE_USES = 30 * 60, 5


class WebApi:
    def __init__(self, chat: Chat, views: Views, files: Files, token: str, faults: list[Fault]) -> None:
        self.methods = {**chat.methods(), **views.methods(), **files.methods()}
        self._tokens = dict.fromkeys(self.methods, token)
        self._faults = faults

    def for_apps(self, app_token: str, methods: dict[str, Callable[[Json], Json]]) -> None:
        """Methods that want the app's token instead of the bot's."""
        self.methods |= methods
        self._tokens |= dict.fromkeys(methods, app_token)

    def routes(self) -> list[web.RouteDef]:
        return [web.route(verb, "/slack/api/{method}", self._called) for verb in ("GET", "POST")]

    async def _called(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]

        async def answer() -> web.Response:
            return web.json_response(await self._result(method, request))

        return await answered(request, take(self._faults, method), answer, _refusal)

    async def _result(self, method: str, request: web.Request) -> Json:
        try:
            args = await arguments(request)
            return {"ok": True, **self._method(method, request, args)(args)}
        except Refused as refused:
            details = {"errors": refused.details, "response_metadata": {"messages": refused.details}}
            return {"ok": False, "error": refused.error, **(details if refused.details else {})}

    def _method(self, method: str, request: web.Request, args: Json) -> Callable[[Json], Json]:
        if method not in self.methods:
            raise Refused("unknown_method")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or args.get("token")
        if token != self._tokens[method]:
            raise Refused("invalid_auth")
        return self.methods[method]


async def arguments(request: web.Request) -> Json:
    """From the query, a form or JSON, whichever the SDK chose; structures arrive as JSON inside strings."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = _structure(await request.text() or "{}")
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        args |= body
    elif request.method == "POST":
        args |= dict(await request.post())
    return {key: _structure(value) if key in STRUCTURED else value for key, value in args.items()}


def _structure(value: Foreign) -> Foreign:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refused("invalid_json") from None


def _refusal(status: int, fault: Fault) -> web.Response:
    if fault.kind.startswith("error:"):
        return web.json_response({"ok": False, "error": fault.kind.removeprefix("error:")})
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers = {"Retry-After": str(fault.retry_after)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    return web.Response(status=status, text="upstream trouble")


class Responses:
    """Addresses for answers to one interaction: half an hour of real time, five uses."""

    def __init__(self, directory: Directory, public_base: Callable[[], str]) -> None:
        self._world = directory.world
        self._base = public_base

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/slack/response/{token}", self._answered)]

    def address(self, human: str, entry_id: str | None = None) -> str:
        token = uuid4().hex
        self._world.remember(
            f"slack:response:{token}", [human, entry_id, process_time() + RESPONSE_LIFE, RESPONSE_USES]
        )
        return f"{self._base()}/slack/response/{token}"

    async def _answered(self, request: web.Request) -> web.Response:
        key = f"slack:response:{request.match_info['token']}"
        human, entry_id, until, uses = self._world.recall(key) or ("", None, 0.0, 0)
        if process_time() > until or uses < 1:
            return web.json_response(
                {"ok": False, "error": "expired_url" if uses else "used_url"}, status=404
            )
        self._world.remember(key, [human, entry_id, until, uses - 1])
        try:
            self.show(human, await arguments(request), entry_id)
        except Refused as refused:
            messages = {"messages": refused.details}
            return web.json_response(
                {"ok": False, "error": refused.error, "response_metadata": messages}, status=400
            )
        return web.Response(text="ok")

    def show(self, human: str, answer: Json, entry_id: str | None = None) -> None:
        if entry_id and self._world.entry(entry_id) is None:
            raise Refused("message_not_found")
        if answer.get("delete_original") and entry_id:
            self._world.remove(entry_id)
            return
        message = checked(answer)
        if answer.get("replace_original") and entry_id:
            self._world.replace(entry_id, message)
            return
        self._world.add(human, "bot", message, private=answer.get("response_type") != "in_channel")
