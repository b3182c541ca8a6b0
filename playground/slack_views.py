"""Modals and Home tabs: trigger ids, the stack of open views, and Slack's refusals."""

from collections.abc import Callable
from time import monotonic
from uuid import uuid4

from playground.courier import Foreign
from playground.slack_blocks import carried_over, identified
from playground.slack_chat import needed
from playground.slack_directory import APP_ID, BOT_ID, Directory, Json, Refused
from playground.slack_rules import view_findings

TRIGGER_LIFE = 3.0
DEEPEST = 3


class Triggers:
    """They live three seconds of real time and open one thing."""

    def __init__(self) -> None:
        self._issued: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()

    def issue(self, human: str) -> str:
        trigger = f"{len(self._issued) + 1}.{uuid4().hex}"
        self._issued[trigger] = (human, monotonic() + TRIGGER_LIFE)
        return trigger

    def spend(self, trigger: str) -> str:
        if trigger not in self._issued:
            raise Refused("invalid_trigger_id")
        if trigger in self._spent:
            raise Refused("exchanged_trigger_id")
        human, until = self._issued[trigger]
        if monotonic() > until:
            raise Refused("expired_trigger_id")
        self._spent.add(trigger)
        return human


class Views:
    def __init__(self, directory: Directory, triggers: Triggers) -> None:
        self._directory = directory
        self._world = directory.world
        self._triggers = triggers

    def methods(self) -> dict[str, Callable[[Json], Json]]:
        return {
            "views.open": self._open,
            "views.push": self._push,
            "views.update": self._update,
            "views.publish": self._publish,
        }

    def _open(self, args: Json) -> Json:
        view = self.made(needed(args, "view"), "modal")
        human = self._triggers.spend(str(needed(args, "trigger_id")))
        self._world.show_forms(human, [view])
        return {"view": view}

    def _push(self, args: Json) -> Json:
        needed(args, "view")
        human = self._triggers.spend(str(needed(args, "trigger_id")))
        return {"view": self.pushed(human, args["view"])}

    def pushed(self, human: str, described: Json) -> Json:
        stack = self._world.forms(human)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        view = self.made(described, "modal")
        view |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
        self._world.show_forms(human, [*stack, view])
        return view

    def _update(self, args: Json) -> Json:
        wanted = (
            ("external_id", args["external_id"])
            if args.get("external_id")
            else ("id", needed(args, "view_id"))
        )
        for human in self._directory.humans.values():
            for view in self._world.forms(human.id):
                if view.get(wanted[0]) == wanted[1]:
                    return {"view": self.updated(human.id, view, needed(args, "view"), args.get("hash"))}
        raise Refused("not_found")

    def updated(self, human: str, view: Json, described: Json, hash_: str | None = None) -> Json:
        """`view` is one of the open ones; its id stays, what is said and its hash change."""
        if hash_ and hash_ != view["hash"]:
            raise Refused("hash_conflict")
        same = {key: view[key] for key in ("id", "root_view_id", "previous_view_id")}
        fresh = {**self.made(described, "modal"), **same}
        fresh["state"] = {"values": carried_over(fresh, view["state"]["values"])}
        stack = self._world.forms(human)
        self._world.show_forms(human, [fresh if one["id"] == view["id"] else one for one in stack])
        return fresh

    def _publish(self, args: Json) -> Json:
        human = self._directory.human(str(needed(args, "user_id")), "user_not_found")
        before = self._world.home(human.id)
        if args.get("hash") and before and before["hash"] != args["hash"]:
            raise Refused("hash_conflict")
        view = self.made(needed(args, "view"), "home")
        if before:
            view |= {"id": before["id"], "root_view_id": before["id"]}
        self._world.show_home(human.id, view)
        return {"view": view}

    def made(self, described: Foreign, expected: str) -> Json:
        if not isinstance(described, dict):
            raise Refused("invalid_arguments", "[ERROR] view must be an object [json-pointer:/view]")
        findings = list(view_findings(described, expected))
        if findings:
            raise Refused("invalid_arguments", *findings)
        id_ = "V" + uuid4().hex[:10].upper()
        own = {
            "id": id_,
            "root_view_id": id_,
            "previous_view_id": None,
            "hash": f"{monotonic():.6f}.{uuid4().hex[:8]}",
        }
        defaults = {"callback_id": "", "private_metadata": "", "external_id": "", "notify_on_close": False}
        about = {
            "team_id": self._directory.team_id,
            "app_id": APP_ID,
            "bot_id": BOT_ID,
            "state": {"values": {}},
        }
        return {**defaults, **described, "blocks": identified(described["blocks"]), **about, **own}
