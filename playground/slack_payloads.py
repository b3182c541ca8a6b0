"""The bodies that Slack sends, from what a person did."""

import re
from html import escape
from uuid import uuid4

from playground.slack_directory import APP_ID, BOT_USER, Directory, Json
from playground.world import Entry, Human

TOKEN = "deprecated-verification-token"  # noqa: S105 Slack still sends one; nobody may rely on it


class Payloads:
    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._team = {"id": directory.team_id, "domain": "hartwell"}

    def command(self, human: Human, text: str, trigger_id: str, response_url: str) -> dict[str, str]:
        command, _, rest = text.partition(" ")
        return {
            "token": TOKEN,
            "team_id": self._team["id"],
            "team_domain": self._team["domain"],
            "channel_id": self._directory.channel(human.id),
            "channel_name": "directmessage",
            "user_id": human.slack_id,
            "user_name": human.id,
            "command": command,
            "text": self._typed(rest.strip(), named=True),
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": trigger_id,
        }

    def message(self, entry: Entry) -> Json:
        return {
            "type": "message",
            "client_msg_id": str(uuid4()),
            "user": self._directory.world.humans[entry.human].slack_id,
            "text": self._typed(entry.payload["text"], named=False),
            "ts": entry.id,
            "event_ts": entry.id,
            "team": self._team["id"],
            "channel": self._directory.channel(entry.human),
            "channel_type": "im",
        }

    def shared(self, entry: Entry) -> Json:
        about = self.message(entry)
        del about["client_msg_id"]
        return {**about, "subtype": "file_share", "files": entry.payload["files"], "upload": False}

    def envelope(self, event: Json, moment: float) -> Json:
        who = {"enterprise_id": None, "team_id": self._team["id"], "user_id": BOT_USER, "is_bot": True}
        return {
            "token": TOKEN,
            "team_id": self._team["id"],
            "api_app_id": APP_ID,
            "type": "event_callback",
            "event": event,
            "event_id": "Ev" + uuid4().hex[:12].upper(),
            "event_time": int(moment),
            "authorizations": [{**who, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
        }

    def pressed_in_message(
        self, human: Human, entry: Entry, action: Json, trigger_id: str, response_url: str
    ) -> Json:
        channel = self._directory.channel(entry.human)
        where = {"channel_id": channel, "message_ts": entry.id, "is_ephemeral": entry.private}
        return {
            **self._interaction("block_actions", human, trigger_id),
            "container": {"type": "message", **where},
            "channel": {"id": channel, "name": "directmessage"},
            "message": self._directory.message(entry, metadata=True),
            "state": {"values": {}},
            "response_url": response_url,
            "actions": [action],
        }

    def pressed_in_view(self, human: Human, view: Json, action: Json, trigger_id: str) -> Json:
        return {
            **self._interaction("block_actions", human, trigger_id),
            "container": {"type": "view", "view_id": view["id"]},
            "view": _sent(view),
            "actions": [action],
        }

    def submission(self, human: Human, view: Json, trigger_id: str) -> Json:
        return {
            **self._interaction("view_submission", human, trigger_id),
            "view": _sent(view),
            "response_urls": [],
        }

    def suggestion(self, human: Human, view: Json, block: Json, element: Json, typed: str) -> Json:
        about = self._interaction("block_suggestion", human, "")
        del about["trigger_id"]
        return {
            **about,
            "container": {"type": "view", "view_id": view["id"]},
            "view": _sent(view),
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
        }

    def closed(self, human: Human, view: Json) -> Json:
        about = self._interaction("view_closed", human, "")
        del about["trigger_id"]
        return {**about, "view": _sent(view), "is_cleared": False}

    def _interaction(self, type_: str, human: Human, trigger_id: str) -> Json:
        names = {"username": human.id, "name": human.id, "team_id": self._team["id"]}
        return {
            "type": type_,
            "user": {"id": human.slack_id, **names},
            "api_app_id": APP_ID,
            "token": TOKEN,
            "trigger_id": trigger_id,
            "team": self._team,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _typed(self, text: str, *, named: bool) -> str:
        """As Slack escapes it, an @name that it knows as a mention; commands carry the name as well."""
        text = escape(text, quote=False)
        for human in self._directory.humans.values():
            mention = f"<@{human.slack_id}|{human.id}>" if named else f"<@{human.slack_id}>"
            text = re.sub(
                rf"@({re.escape(human.name)}|{re.escape(human.id)})\b", mention, text, flags=re.IGNORECASE
            )
        return text


def _sent(view: Json) -> Json:
    """What was wrong with the last submit is known to the client alone."""
    return {key: value for key, value in view.items() if key != "errors"}
