"""The methods of the Web API about people and conversations."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from playground.courier import Foreign
from playground.slack_blocks import identified
from playground.slack_directory import APP_ID, BOT_ID, BOT_USER, CHANNELS, Directory, Json, Refused
from playground.slack_rules import message_findings, too_long
from playground.world import Entry

MOST_IN_PAGE = 1000
KEPT = ("text", "blocks", "attachments", "metadata", "thread_ts")


def needed(args: Json, key: str) -> Foreign:
    if args.get(key) in (None, ""):
        raise Refused("invalid_arguments", f"[ERROR] missing required field: {key}")
    return args[key]


def flag(args: Json, key: str) -> bool:
    return args.get(key) in (True, "true", "True", "1", 1)


def checked(args: Json) -> Json:
    """What is kept of a message, after Slack's own refusals."""
    if not (args.get("text") or args.get("blocks") or args.get("attachments")):
        raise Refused("no_text")
    findings = list(message_findings(args))
    if findings:
        only_metadata = all("/metadata" in finding for finding in findings)
        raise Refused("metadata_must_be_valid" if only_metadata else "invalid_blocks", *findings)
    blocks = args.get("blocks") or []
    if too_long(blocks):
        raise Refused("msg_blocks_too_long")
    kept = {key: args[key] for key in KEPT if args.get(key)}
    return {**kept, "blocks": identified(blocks)} if blocks else kept


class Chat:
    def __init__(self, directory: Directory, public_base: Callable[[], str]) -> None:
        self._directory = directory
        self._world = directory.world
        self._base = public_base

    def methods(self) -> dict[str, Callable[[Json], Json]]:
        return {
            "api.test": lambda args: {"args": args},
            "auth.test": self._auth_test,
            "team.info": self._team_info,
            "bots.info": lambda _: {
                "bot": {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": "onehour"}
            },
            "users.info": self._users_info,
            "users.list": self._users_list,
            "users.lookupByEmail": self._users_lookup,
            "users.conversations": self._users_conversations,
            "conversations.open": self._open,
            "conversations.info": lambda args: {"channel": self._directory.described(self._place(args))},
            "conversations.list": self._list,
            "conversations.members": self._members,
            "conversations.history": self._history,
            "chat.postMessage": self._post,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "chat.getPermalink": self._permalink,
        }

    def _auth_test(self, _args: Json) -> Json:
        team = {
            "url": f"{self._base()}/slack/",
            "team": "Hartwell Instruments",
            "team_id": self._directory.team_id,
        }
        return {
            **team,
            "user": "onehour",
            "user_id": BOT_USER,
            "bot_id": BOT_ID,
            "is_enterprise_install": False,
        }

    def _team_info(self, _args: Json) -> Json:
        return {"team": {"id": self._directory.team_id, "name": "Hartwell Instruments", "domain": "hartwell"}}

    def _users_info(self, args: Json) -> Json:
        if needed(args, "user") == BOT_USER:
            return {"user": self._directory.bot()}
        human = self._directory.human(args["user"])
        return {"user": self._directory.user(human, locale=flag(args, "include_locale"))}

    def _users_list(self, args: Json) -> Json:
        locale = flag(args, "include_locale")
        people = [self._directory.user(human, locale=locale) for human in self._directory.humans.values()]
        page, cursor = paged([self._directory.bot(), *people], args)
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    def _users_conversations(self, args: Json) -> Json:
        """The bot's own, and channels alone: nobody asks for others."""
        places = [place for place in CHANNELS.values() if self._directory.is_in(place)]
        page, cursor = paged([self._directory.described(place) for place in places], args)
        return {"channels": page, "response_metadata": {"next_cursor": cursor}}

    def _users_lookup(self, args: Json) -> Json:
        email = str(needed(args, "email")).casefold()
        for human in self._directory.humans.values():
            if human.email.casefold() == email:
                return {"user": self._directory.user(human, locale=False)}
        raise Refused("users_not_found")

    def _open(self, args: Json) -> Json:
        user = args.get("users") or args.get("channel") or needed(args, "users")
        if "," in user:
            raise Refused("invalid_arguments", "[ERROR] the playground has no group conversations")
        place = self._directory.place(user)
        full = self._directory.described(place) if flag(args, "return_im") else {}
        return {"channel": {"id": self._directory.channel(place), **full}}

    def _list(self, args: Json) -> Json:
        types = str(args.get("types") or "public_channel")
        places = list(CHANNELS.values()) if "public_channel" in types else []
        places += [human.id for human in self._directory.humans.values()] if "im" in types.split(",") else []
        page, cursor = paged([self._directory.described(place) for place in places], args)
        return {"channels": page, "response_metadata": {"next_cursor": cursor}}

    def _members(self, args: Json) -> Json:
        place = self._place(args)
        everybody = list(self._directory.humans)
        members = everybody if place.startswith("#") else [self._world.humans[place].slack_id]
        page, cursor = paged([*members, BOT_USER], args)
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    def _history(self, args: Json) -> Json:
        place = self._place(args)
        entries = [entry for entry in self._world.entries(place) if not entry.private]
        newest_first = [entry for entry in reversed(entries) if _within(entry.id, args)]
        page, cursor = paged(newest_first, args)
        metadata = flag(args, "include_all_metadata")
        messages = [self._directory.message(entry, metadata=metadata) for entry in page]
        return {"messages": messages, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}

    def _post(self, args: Json) -> Json:
        place = self._place(args)
        if place.startswith("#") and not self._directory.is_in(place):
            raise Refused("not_in_channel")
        entry = self._world.add(place, "bot", checked(args))
        return self._said(entry)

    def _post_ephemeral(self, args: Json) -> Json:
        self._place(args)
        human = self._directory.human(needed(args, "user"), "user_not_in_channel")
        return {"message_ts": self._world.add(human.id, "bot", checked(args), private=True).id}

    def _update(self, args: Json) -> Json:
        entry = self._own(args, "cant_update_message")
        # Slack keeps the metadata of a message unless the update brings its own.
        kept: Json = {key: entry.payload[key] for key in ("metadata", "files") if key in entry.payload}
        entry = self._world.replace(entry.id, {**kept, **checked(args)})
        return {**self._said(entry), "text": args.get("text", "")}

    def _delete(self, args: Json) -> Json:
        entry = self._own(args, "cant_delete_message")
        self._world.remove(entry.id)
        return {"channel": self._directory.channel(entry.human), "ts": entry.id}

    def _permalink(self, args: Json) -> Json:
        place, ts = self._place(args), str(needed(args, "message_ts"))
        channel = self._directory.channel(place)
        return {
            "channel": channel,
            "permalink": f"{self._base()}/slack/archives/{channel}/p{ts.replace('.', '')}",
        }

    def _said(self, entry: Entry) -> Json:
        message = self._directory.message(entry, metadata=True)
        return {"channel": self._directory.channel(entry.human), "ts": entry.id, "message": message}

    def _own(self, args: Json, otherwise: str) -> Entry:
        entry = self._world.entry(str(needed(args, "ts")))
        if entry is None or entry.private or entry.human != self._place(args):
            raise Refused("message_not_found")
        if entry.by != "bot":
            raise Refused(otherwise)
        return entry

    def _place(self, args: Json) -> str:
        return self._directory.place(str(needed(args, "channel")))


def paged(things: list[Any], args: Json) -> tuple[list[Any], str]:
    """One page and the cursor of the next."""
    try:
        start, limit = int(args.get("cursor") or 0), int(args.get("limit") or 100)
    except ValueError:
        raise Refused("invalid_cursor") from None
    if not 1 <= limit <= MOST_IN_PAGE:
        raise Refused("invalid_limit")
    end = start + limit
    return things[start:end], str(end) if end < len(things) else ""


def _within(ts: str, args: Json) -> bool:
    try:
        oldest, latest = Decimal(args.get("oldest") or 0), Decimal(args.get("latest") or "Infinity")
    except InvalidOperation:
        raise Refused("invalid_arguments", "[ERROR] oldest and latest are timestamps") from None
    moment = Decimal(ts)
    return oldest < moment < latest or (flag(args, "inclusive") and moment in (oldest, latest))
