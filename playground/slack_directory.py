"""Who and what has which id in the stand-in workspace, and how Slack describes them."""

from typing import Any
from zoneinfo import ZoneInfo

from playground.world import Entry, Human, World

Json = dict[str, Any]

BOT_USER, BOT_ID, APP_ID = "U0ONEHOUR", "B0ONEHOUR", "A0ONEHOUR"
CHANNELS = {"C0GENERAL": "#general", "C0STORIES": "#stories"}


class Refused(Exception):
    """Slack's {"ok": false, "error": …}."""

    def __init__(self, error: str, *details: str) -> None:
        super().__init__(error, *details)
        self.error = error
        self.details = details


class Directory:
    def __init__(self, world: World, team_id: str) -> None:
        self.world = world
        self.team_id = team_id
        self.humans = {human.slack_id: human for human in world.humans.values() if human.platform == "slack"}

    def human(self, user_id: str, error: str = "user_not_found") -> Human:
        if user_id not in self.humans:
            raise Refused(error)
        return self.humans[user_id]

    def place(self, channel: str) -> str:
        """Whose conversation a channel, direct-message or user id stands for."""
        if channel in CHANNELS:
            return CHANNELS[channel]
        if channel in CHANNELS.values():
            return channel
        if channel[:1] not in ("D", "U"):
            raise Refused("channel_not_found")
        return self.human("U" + channel[1:], "channel_not_found").id

    def channel(self, place: str) -> str:
        named = {name: channel for channel, name in CHANNELS.items()}
        return named.get(place) or "D" + self.world.humans[place].slack_id[1:]

    def described(self, place: str) -> Json:
        """A conversation as conversations.info tells it."""
        about: Json = {
            "id": self.channel(place),
            "created": 0,
            "is_archived": False,
            "context_team_id": self.team_id,
        }
        if place.startswith("#"):
            about |= {
                "name": place[1:],
                "is_channel": True,
                "is_im": False,
                "is_member": self.is_in(place),
                "is_general": place == "#general",
                "is_ext_shared": bool(self.world.recall(f"slack:shared:{place}")),
            }
        else:
            about |= {"is_im": True, "is_channel": False, "user": self.world.humans[place].slack_id}
        return about

    def is_in(self, place: str) -> bool:
        """Whether somebody has invited the bot to a channel."""
        return bool(self.world.recall(f"slack:invited:{place}"))

    def invite(self, place: str, *, here: bool) -> None:
        self.world.remember(f"slack:invited:{place}", here)

    def deactivate(self, human: Human, *, gone: bool) -> None:
        self.world.remember(f"slack:deleted:{human.id}", gone)

    def user(self, human: Human, *, locale: bool) -> Json:
        zone = ZoneInfo(human.timezone)
        offset = self.world.clock().astimezone(zone).utcoffset()
        first, _, last = human.name.partition(" ")
        names = {"real_name": human.name, "display_name": human.name, "first_name": first, "last_name": last}
        return {
            "id": human.slack_id,
            "team_id": self.team_id,
            "name": human.id,
            "real_name": human.name,
            "deleted": bool(self.world.recall(f"slack:deleted:{human.id}")),
            "is_email_confirmed": True,
            "tz": human.timezone,
            "tz_label": human.timezone.rpartition("/")[2].replace("_", " "),
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "profile": {**names, "email": human.email, "title": human.title, "team": self.team_id},
            **dict.fromkeys(
                ("is_bot", "is_admin", "is_owner", "is_restricted", "is_ultra_restricted"), False
            ),
            **({"locale": human.locale} if locale else {}),
        }

    def bot(self) -> Json:
        profile = {"real_name": "onehour", "display_name": "onehour", "bot_id": BOT_ID, "team": self.team_id}
        about = {
            "id": BOT_USER,
            "team_id": self.team_id,
            "name": "onehour",
            "real_name": "onehour",
            "deleted": False,
        }
        return {**about, "is_bot": True, "tz": "UTC", "tz_offset": 0, "profile": profile}

    def message(self, entry: Entry, *, metadata: bool = False) -> Json:
        hidden = set() if metadata else {"metadata"}
        shown = {key: value for key, value in entry.payload.items() if key not in hidden}
        author: Json = {"user": BOT_USER, "bot_id": BOT_ID, "app_id": APP_ID}
        if entry.by == "human":
            author = {"user": self.world.humans[entry.human].slack_id}
        edited = {"edited": {"user": BOT_USER, "ts": entry.id}} if entry.edited else {}
        return {
            "type": "message",
            "text": "",
            **shown,
            **author,
            **edited,
            "team": self.team_id,
            "ts": entry.id,
        }
