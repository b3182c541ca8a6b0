"""The Bot Connector of the stand-in tenant: where the bot sends, changes and looks up."""

from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from aiohttp import web

from playground.faults import Fault, answered, take
from playground.teams_directory import CHANNELS, TEAM, TEAM_ID, Directory, Json
from playground.teams_rules import activity_findings, too_big
from playground.teams_tokens import Tokens
from playground.world import Entry, Human

CONVERSATION = "/teams/connector/v3/conversations"
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Failed(Exception):
    """The connector's {"error": {"code", "message"}}."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, code, message)
        self.status, self.code, self.message = status, code, message


class Connector:
    """`blocked`: ids of people who blocked the bot; every write to them is refused."""

    def __init__(self, directory: Directory, tokens: Tokens, faults: list[Fault]) -> None:
        self._directory = directory
        self._world = directory.world
        self._tokens = tokens
        self._faults = faults
        self.blocked: set[str] = set()

    def routes(self) -> list[web.RouteDef]:
        activities, members = f"{CONVERSATION}/{{c}}/activities", f"{CONVERSATION}/{{c}}/members"
        return [
            web.post(CONVERSATION, self._guarded("create", self._create)),
            web.post(activities, self._guarded("send", self._send)),
            web.post(f"{activities}/{{id}}", self._guarded("send", self._send)),
            web.put(f"{activities}/{{id}}", self._guarded("update", self._update)),
            web.delete(f"{activities}/{{id}}", self._guarded("delete", self._delete)),
            web.get(members, self._guarded("members", self._members)),
            web.get(f"{members}/{{id}}", self._guarded("members", self._member)),
            web.get(f"{CONVERSATION}/{{c}}/pagedmembers", self._guarded("members", self._paged_members)),
            web.get("/teams/connector/v3/teams/{t}", self._guarded("members", self._team)),
            web.get("/teams/connector/v3/teams/{t}/conversations", self._guarded("members", self._channels)),
        ]

    def _guarded(self, name: str, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.Response:
            if not self._tokens.accepts(request.headers.get("Authorization", "")):
                return web.json_response(
                    {"message": "Authorization has been denied for this request."}, status=401
                )
            return await answered(
                request, take(self._faults, name), partial(_told, handler, request), _refusal
            )

        return guarded

    async def _create(self, request: web.Request) -> web.Response:
        body = await _body(request)
        members = body.get("members") or [{}]
        human = self._directory.known(str(members[0].get("id")))
        if human is None or len(members) > 1:
            raise Failed(400, "BadSyntax", "Bad format of conversation: one known member is needed")
        if human.id not in self._directory.installed():
            raise Failed(403, "ForbiddenOperationException", "The bot is not installed for this user")
        self._may_write(human)
        answer: Json = {"id": self._directory.conversation(human), "serviceUrl": self._directory.service_url}
        if body.get("activity"):
            answer["activityId"] = self._kept(human.id, body["activity"]).id
        return web.json_response(answer, status=201)

    async def _send(self, request: web.Request) -> web.Response:
        place, activity = self._open(request), await _body(request)
        if activity.get("type") != "message":
            return web.json_response({"id": "1:typing"}, status=201)
        return web.json_response({"id": self._kept(place, activity).id}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        self._open(request)
        activity = await _body(request)
        entry = self._own(request)
        _check(activity)
        self._world.replace(entry.id, {**activity, "id": entry.id})
        return web.json_response({"id": entry.id})

    async def _delete(self, request: web.Request) -> web.Response:
        self._open(request)
        self._world.remove(self._own(request).id)
        return web.json_response({})

    async def _members(self, request: web.Request) -> web.Response:
        return web.json_response([self._directory.account(human) for human in self._those_in(request)])

    async def _member(self, request: web.Request) -> web.Response:
        human = self._directory.known(request.match_info["id"])
        if human is None or human not in self._those_in(request):
            raise Failed(404, "MemberNotFoundInConversation", "Member not found in conversation")
        return web.json_response(self._directory.account(human))

    async def _paged_members(self, request: web.Request) -> web.Response:
        try:
            start, size = (
                int(request.query.get("continuationToken") or 0),
                int(request.query.get("pageSize") or 200),
            )
        except ValueError:
            raise Failed(400, "BadArgument", "pageSize or continuationToken is not valid") from None
        everybody, end = self._those_in(request), start + size
        page: Json = {"members": [self._directory.account(human) for human in everybody[start:end]]}
        return web.json_response(page | ({"continuationToken": str(end)} if end < len(everybody) else {}))

    async def _team(self, request: web.Request) -> web.Response:
        if request.match_info["t"] != TEAM_ID:
            raise Failed(404, "NotFound", "Unknown team")
        about = {
            "name": TEAM,
            "memberCount": len(self._directory.humans),
            "channelCount": len(CHANNELS),
        }
        return web.json_response({"id": TEAM_ID, **about, "tenantId": self._directory.tenant_id})

    async def _channels(self, request: web.Request) -> web.Response:
        await self._team(request)
        found = [{"id": channel, **({"name": name} if name else {})} for channel, name in CHANNELS.items()]
        return web.json_response({"conversations": found})

    def _those_in(self, request: web.Request) -> list[Human]:
        in_team = request.match_info["c"].partition(";")[0] in CHANNELS
        return self._directory.humans if in_team else [self._human(request)]

    def _human(self, request: web.Request) -> Human:
        human = self._directory.in_conversation(request.match_info["c"])
        if human is None:
            raise Failed(404, "ConversationNotFound", "Conversation not found.")
        return human

    def _own(self, request: web.Request) -> Entry:
        entry = self._world.entry(request.match_info["id"])
        if entry is None or entry.by != "bot" or entry.human != self._place(request):
            raise Failed(404, "ActivityNotFoundInConversation", "Activity not found in the conversation.")
        return entry

    def _place(self, request: web.Request) -> str:
        """Whose chat, or which channel, which a thread of it is named after."""
        channel = request.match_info["c"].partition(";")[0]
        return channel if channel in CHANNELS else self._human(request).id

    def _open(self, request: web.Request) -> str:
        """The same, where the bot may write."""
        place = self._place(request)
        if place not in CHANNELS:
            self._may_write(self._human(request))
        elif not self._directory.is_in_team():
            raise Failed(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        return place

    def _may_write(self, human: Human) -> None:
        if human.id in self.blocked:
            raise Failed(403, "MessageWritesBlocked", "Message writes are blocked by the user.")
        if human.id not in self._directory.installed():
            raise Failed(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")

    def _kept(self, place: str, activity: Json) -> Entry:
        _check(activity)
        return self._world.add(place, "bot", activity)


async def _told(handler: Handler, request: web.Request) -> web.Response:
    try:
        return await handler(request)
    except Failed as failed:
        return _error(failed.status, failed.code, failed.message)


async def _body(request: web.Request) -> Json:
    try:
        body: Any = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Failed(400, "BadSyntax", "The body is not a JSON object")
    return body


def _check(activity: Json) -> None:
    if too_big(activity):
        raise Failed(413, "MessageSizeTooBig", "Message size too large.")
    findings = list(activity_findings(activity))
    if findings:
        raise Failed(400, "BadSyntax", "; ".join(findings))


def _refusal(status: int, fault: Fault) -> web.Response:
    codes = {
        403: "MessageWritesBlocked",
        412: "PreconditionFailed",
        413: "MessageSizeTooBig",
        429: "Throttled",
    }
    response = _error(status, codes.get(status, "ServiceError"), "ordered by a test")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response


def _error(status: int, code: str, message: str) -> web.Response:
    """`subCode` beside it as well: documents of Microsoft name both places for a blocked write."""
    return web.json_response({"error": {"code": code, "message": message}, "subCode": code}, status=status)
