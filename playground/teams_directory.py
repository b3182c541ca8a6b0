"""Who is who in the stand-in tenant, and the frame of every activity that Teams sends."""

from collections.abc import Callable, Sequence
from datetime import UTC
from hashlib import sha256
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from playground.courier import Foreign
from playground.world import Human, World

Json = dict[str, Any]

TEAM_ID, TEAM = "19:hartwell-general@thread.tacv2", "Hartwell Instruments"
# The first channel of a team has its id, and no name of its own.
CHANNELS = {TEAM_ID: "", "19:hartwell-stories@thread.tacv2": "Stories"}


class Directory:
    def __init__(self, world: World, tenant_id: str, app_id: str, public_base: Callable[[], str]) -> None:
        self.world = world
        self.tenant_id = tenant_id
        self.bot: Json = {"id": f"28:{app_id}", "name": "onehour"}
        self._base = public_base
        self.humans = [human for human in world.humans.values() if human.platform == "teams"]
        self._by_conversation = {self.conversation(human): human for human in self.humans}
        self._by_id = {one: human for human in self.humans for one in (human.teams_id, human.aad_id)}

    @property
    def service_url(self) -> str:
        return f"{self._base()}/teams/connector/"

    def conversation(self, human: Human) -> str:
        return "a:1" + sha256(f"chat with {human.email}".encode()).hexdigest()[:48]

    def in_conversation(self, conversation: str) -> Human | None:
        return self._by_conversation.get(conversation)

    def known(self, id_: str) -> Human | None:
        return self._by_id.get(id_)

    def installed(self) -> set[str]:
        return set(self.world.recall("teams:installed") or [])

    def install(self, human: str, *, here: bool) -> None:
        rest = self.installed() - {human}
        self.world.remember("teams:installed", sorted(rest | {human} if here else rest))

    def is_in_team(self) -> bool:
        return bool(self.world.recall("teams:in_team"))

    def join_team(self, *, here: bool) -> None:
        self.world.remember("teams:in_team", here)

    def account(self, human: Human) -> Json:
        """A member as the roster tells it."""
        first, _, last = human.name.partition(" ")
        names = {"name": human.name, "givenName": first, "surname": last}
        ids = {"id": human.teams_id, "aadObjectId": human.aad_id, "objectId": human.aad_id}
        mail = {"email": human.email, "userPrincipalName": human.email}
        return {**ids, **names, **mail, "tenantId": self.tenant_id, "userRole": "user"}

    def activity(self, human: Human, type_: str, mentions: Sequence[Json] = (), **more: Foreign) -> Json:
        """As real Teams frames it; `timestamp` is the playground's time."""
        now = self.world.clock()
        local = now.astimezone(ZoneInfo(human.timezone))
        client = {
            "locale": human.locale,
            "country": human.country,
            "platform": "Web",
            "timezone": human.timezone,
        }
        chat = {"conversationType": "personal", "tenantId": self.tenant_id, "id": self.conversation(human)}
        return {
            "type": type_,
            "id": f"f:{uuid4()}",
            "timestamp": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": local.isoformat(timespec="milliseconds"),
            "localTimezone": human.timezone,
            "locale": human.locale,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": human.teams_id, "name": human.name, "aadObjectId": human.aad_id},
            "conversation": chat,
            "recipient": self.bot,
            "entities": [{"type": "clientInfo", **client}, *mentions],
            "channelData": {"tenant": {"id": self.tenant_id}},
            **more,
        }
