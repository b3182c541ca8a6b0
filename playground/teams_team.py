"""The team of the stand-in tenant: the bot comes and goes, and people press what it has posted."""

from playground.courier import Foreign
from playground.teams_cards import card_of, data_of, found
from playground.teams_directory import CHANNELS, TEAM, TEAM_ID, Directory, Json
from playground.teams_wire import Wire


class Team:
    def __init__(self, directory: Directory, wire: Wire) -> None:
        self._directory = directory
        self._world = directory.world
        self._wire = wire

    async def adds_the_bot(self, human: str) -> None:
        """Somebody adds the bot to the team."""
        self._directory.join_team(here=True)
        await self._tells(human, "teamMemberAdded", membersAdded=[self._directory.bot])

    async def removes_the_bot(self, human: str) -> None:
        """Somebody removes it again."""
        self._directory.join_team(here=False)
        await self._tells(human, "teamMemberRemoved", membersRemoved=[self._directory.bot])

    async def presses(self, human: str, entry_id: str, action_id: str) -> Json | None:
        """Presses a button of a post; gives what the client shows beside it, since the post stays."""
        entry = self._world.entry(entry_id)
        card = card_of(entry.payload) if entry else None
        if entry is None or card is None or entry.human not in CHANNELS:
            raise LookupError(f"there is no post {entry_id}")
        action, _ = found(card, action_id)
        sent: Json = {key: action[key] for key in ("type", "id", "verb") if key in action}
        value = {"action": {**sent, "data": data_of(action)}, "trigger": "manual"}
        frame = self._frame(entry.human)
        return await self._wire.invoke(human, "adaptiveCard/action", value, replyToId=entry.id, **frame)

    async def _tells(self, human: str, kind: str, **more: Foreign) -> None:
        frame = self._frame(TEAM_ID)
        frame["channelData"]["eventType"] = kind
        await self._wire.send(human, "conversationUpdate", **frame, **more)

    def _frame(self, channel: str) -> Json:
        """What an activity in a channel of the team says of where it happened."""
        tenant = self._directory.tenant_id
        where = {"conversationType": "channel", "isGroup": True, "tenantId": tenant, "id": channel}
        team = {"id": TEAM_ID, "name": TEAM}
        data = {"tenant": {"id": tenant}, "team": team, "channel": {"id": channel}}
        return {"conversation": where, "channelData": data}
