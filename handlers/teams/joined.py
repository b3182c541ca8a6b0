"""What Teams says of a team we are in: that we came, that it changed, that we are there no more."""

from collections.abc import Mapping
from typing import Any

from handlers.teams.events import Event, Joined, Other, Parted, Party
from handlers.teams.said import clean

Json = dict[str, Any]

# Another channel, or another name: everything is looked up anew.
CHANGED = frozenset({
    *("channelCreated", "channelRenamed", "channelRestored"),
    *("teamRenamed", "teamRestored", "teamUnarchived"),
})  # fmt: skip
ENDED = frozenset({"teamDeleted", "teamHardDeleted", "teamArchived"})


def in_team(activity: Json, party: Party) -> Event:
    """Other for group chats, and for whatever concerns its people and not us."""
    data = _part(activity, "channelData")
    team, kind = _part(data, "team"), _text(data, "eventType")
    number, name = _text(team, "id"), clean(_text(team, "name"))
    if not number:
        return Other()
    if kind == "channelDeleted":
        return Parted((_text(_part(data, "channel"), "id"),))
    if kind in ENDED or _text(activity, "action") == "remove" or _us(activity, "membersRemoved", party):
        return Parted((number,))
    came = _text(activity, "action") in {"add", "add-upgrade"} or _us(activity, "membersAdded", party)
    return Joined(number, name or number) if came or kind in CHANGED else Other()


def _us(activity: Json, name: str, party: Party) -> bool:
    members = activity.get(name)
    known = [one for one in members if isinstance(one, dict)] if isinstance(members, list) else []
    return any(_text(one, "id") == party.route.bot_id for one in known)


def _part(of: Mapping[str, Any], name: str) -> Json:
    part = of.get(name)
    return part if isinstance(part, dict) else {}


def _text(of: Mapping[str, Any], name: str) -> str:
    text = of.get(name)
    return text if isinstance(text, str) else ""
