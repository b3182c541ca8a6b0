"""A Slack workspace to play in: what people do there reaches the bot over Slack's own wire."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

from playground.courier import Courier, Unanswered
from playground.faults import Fault
from playground.slack_api import Responses, WebApi
from playground.slack_blocks import action, found
from playground.slack_chat import Chat
from playground.slack_directory import BOT_USER, CHANNELS, Directory, Json, Refused
from playground.slack_files import Files
from playground.slack_forms import refused, state
from playground.slack_payloads import Payloads
from playground.slack_suggestions import Suggestions, with_offered
from playground.slack_views import Triggers, Views
from playground.slack_wire import Sockets, Wire, acted, said
from playground.world import World

TROUBLE = "We had some trouble connecting. Try again?"


class SlackWorkspace:
    def __init__(  # noqa: PLR0913 a workspace is all of this, and each has a default
        self,
        world: World,
        *,
        request_url: str | Callable[[], str],
        public_base: Callable[[], str],
        team_id: str = "T0ONEHOUR",
        bot_token: str = "xoxb-playground",  # noqa: S107 opens nothing but the stand-in
        app_token: str = "",
        signing_secret: str = "playground-signing-secret",  # noqa: S107 as above
        retry_delays: Sequence[float] = (0, 60, 300),
        courier: Courier | None = None,
    ) -> None:
        self.world = world
        self.faults: list[Fault] = []
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self._courier = courier or Courier()
        self.retry_delays = retry_delays
        self._retries: set[asyncio.Task[None]] = set()
        self._pressed = 0.0
        self._directory = Directory(world, team_id)
        self._payloads = Payloads(self._directory)
        self._triggers = Triggers()
        self._views = Views(self._directory, self._triggers)
        self._files = Files(self._directory, public_base, bot_token)
        self._responses = Responses(self._directory, public_base)
        self._sockets = Sockets(public_base)
        self._api = WebApi(
            Chat(self._directory, public_base), self._views, self._files, bot_token, self.faults
        )
        if app_token:
            self._api.for_apps(app_token, {"apps.connections.open": self._sockets.invite})
        self._wire = Wire(self._courier, request_url, signing_secret, self._sockets)
        self._suggestions = Suggestions(world, self._payloads, self._wire)

    @property
    def is_connected(self) -> bool:
        """Whether the bot hears by Socket Mode."""
        return bool(self._sockets)

    def routes(self) -> list[web.RouteDef]:
        return [
            *self._api.routes(),
            *self._responses.routes(),
            *self._files.routes(),
            *self._sockets.routes(),
        ]

    async def types(self, human: str, text: str) -> None:
        """A command is seen by nobody else; anything else is a message to the bot."""
        if text.startswith("/"):
            await self._commands(human, text)
            return
        entry = self.world.add(human, "human", {"text": text})
        await self.event(self._payloads.message(entry))

    async def sends_file(self, human: str, name: str, content: bytes) -> None:
        """Shares a file with the bot, which may fetch it with its token."""
        entry = self.world.add(human, "human", {"text": "", "files": [self._files.share(name, content)]})
        await self.event(self._payloads.shared(entry))

    async def _commands(self, human: str, text: str) -> None:
        self.world.add(human, "human", {"text": text}, private=True)
        person, trigger = self.world.humans[human], self._triggers.issue(human)
        payload = self._payloads.command(person, text, trigger, self._responses.address(human))
        try:
            answer = await self._wire.command(payload)
        except Unanswered as unanswered:
            error = "operation_timeout" if unanswered.reason == "http_timeout" else "dispatch_failed"
            self._whisper(human, f'{payload["command"]} failed with the error "{error}"')
            return
        if not answer.is_fine:
            self._whisper(human, f'{payload["command"]} failed with the error "dispatch_failed"')
        elif answer.text.strip():
            self._responses.show(human, said(answer))

    async def presses(self, human: str, entry_id: str, action_id: str, value: str | None = None) -> None:
        """`entry_id`: a message's, "home" or "form"; `value`: a choice, or which of several buttons."""
        person, trigger = self.world.humans[human], self._triggers.issue(human)
        if entry_id in ("home", "form"):
            view = self.world.home(human) if entry_id == "home" else self.world.form(human)
            if view is None:
                raise LookupError(f"{human} has no {entry_id} open")
            act = self._action(view["blocks"], action_id, value)
            payload = self._payloads.pressed_in_view(person, view, act, trigger)
        else:
            entry = self.world.entry(entry_id)
            if entry is None or entry.human not in (human, *CHANNELS.values()):
                raise LookupError(f"{human} sees no message {entry_id}")
            act = self._action(entry.payload.get("blocks", []), action_id, value)
            address = self._responses.address(human, entry_id)
            payload = self._payloads.pressed_in_message(person, entry, act, trigger, address)
        if not await self._accepted(payload):
            self._whisper(human, "This app could not be reached. Try again in a moment.")

    async def submits(self, human: str, values: Mapping[str, str | list[str]]) -> None:
        """Keys: action ids, block ids or "block/action"; the form's `errors` has "" for the whole."""
        view = self._open_form(human)
        view = {**view, "errors": {}, "state": {"values": state(with_offered(self.world, view), values)}}
        errors = refused(view, view["state"]["values"])
        self._redraw(human, {**view, "errors": errors})
        if errors:
            return
        payload = self._payloads.submission(self.world.humans[human], view, self._triggers.issue(human))
        try:
            answer = await self._wire.interaction(payload)
            self._follow(human, view, acted(answer))
        except (Unanswered, Refused, ValueError, AttributeError):
            self._redraw(human, {**view, "errors": {"": TROUBLE}})

    async def suggests(self, human: str, field: str, typed: str) -> list[tuple[str, str]]:
        """What is offered, value and label, for what is typed into a search; nothing where that fails."""
        try:
            found = await self._suggestions.asks(human, field, typed)
        except (Unanswered, Refused):
            return []
        return [(one["value"], one["text"]["text"]) for one in found]

    def _follow(self, human: str, view: Json, answer: Json) -> None:
        """What Slack does with the `response_action`; without one this view closes."""
        does = answer.get("response_action")
        if does == "errors":
            known = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
            if not answer.get("errors") or not set(answer["errors"]) <= known:
                raise Refused("invalid_arguments", "[ERROR] errors must name input blocks")
            self._redraw(human, {**view, "errors": answer["errors"]})
        elif does == "update":
            self._views.updated(human, view, answer["view"])
        elif does == "push":
            self._views.pushed(human, answer["view"])
        else:
            rest = [one for one in self.world.forms(human) if one["id"] != view["id"]]
            self.world.show_forms(human, [] if does == "clear" else rest)

    async def closes(self, human: str) -> None:
        view = self._open_form(human)
        self.world.show_forms(human, self.world.forms(human)[:-1])
        if view.get("notify_on_close"):
            await self._accepted(self._payloads.closed(self.world.humans[human], view))

    async def opens_home(self, human: str) -> None:
        person, home = self.world.humans[human], self.world.home(human)
        seen = {"view": home} if home else {}
        event = {"type": "app_home_opened", "user": person.slack_id, "tab": "home", **seen}
        moment = f"{self.world.clock().timestamp():.6f}"
        await self.event({**event, "channel": self._directory.channel(human), "event_ts": moment})

    async def invites(self, channel: str) -> None:
        """Somebody invites the bot to a channel, by its id."""
        self._directory.invite(CHANNELS[channel], here=True)
        who = {"user": BOT_USER, "team": self._directory.team_id, "channel_type": "C"}
        await self.event({"type": "member_joined_channel", "channel": channel, **who})

    async def puts_out(self, channel: str) -> None:
        """Somebody removes the bot from a channel."""
        self._directory.invite(CHANNELS[channel], here=False)
        await self.event({"type": "channel_left", "channel": channel})

    async def deactivates(self, human: str, *, gone: bool = True) -> None:
        """An administrator closes somebody's account, or opens it again."""
        person = self.world.humans[human]
        self._directory.deactivate(person, gone=gone)
        await self.event({"type": "user_change", "user": self._directory.user(person, locale=True)})

    async def event(self, event: Mapping[str, Any]) -> None:
        """Returns after the first delivery; redeliveries go on by themselves, see `settled`."""
        payload = self._payloads.envelope(dict(event), self.world.clock().timestamp())
        reason = await self._delivered(payload, 0, "")
        if reason:
            task = asyncio.create_task(self._redeliver(payload, reason))
            self._retries.add(task)
            task.add_done_callback(self._retries.discard)

    async def settled(self) -> None:
        await asyncio.gather(*self._retries)

    async def close(self) -> None:
        for task in list(self._retries):
            task.cancel()
        await self._sockets.close()
        await self._courier.close()

    async def _redeliver(self, payload: Json, reason: str) -> None:
        for attempt, delay in enumerate(self.retry_delays, start=1):
            await asyncio.sleep(delay)
            reason = await self._delivered(payload, attempt, reason)
            if not reason:
                return

    async def _delivered(self, payload: Json, attempt: int, reason: str) -> str:
        """The empty string, or why not."""
        try:
            answer = await self._wire.event(payload, attempt, reason)
        except Unanswered as unanswered:
            return unanswered.reason
        return "" if answer.is_fine else "http_error"

    async def _accepted(self, payload: Json) -> bool:
        try:
            return (await self._wire.interaction(payload)).is_fine
        except Unanswered:
            return False

    def _action(self, blocks: list[Json], action_id: str, value: str | None) -> Json:
        block, element = found(blocks, action_id, value)
        # no two presses happen at the same moment, even where the clock stands still
        self._pressed = max(self._pressed + 1e-6, self.world.clock().timestamp())
        return action(block, element, value, f"{self._pressed:.6f}")

    def _open_form(self, human: str) -> Json:
        view = self.world.form(human)
        if view is None:
            raise LookupError(f"{human} has no form open")
        return view

    def _redraw(self, human: str, view: Json) -> None:
        stack = self.world.forms(human)
        self.world.show_forms(human, [view if one["id"] == view["id"] else one for one in stack])

    def _whisper(self, human: str, text: str) -> None:
        self.world.add(human, "bot", {"text": text, "trouble": True}, private=True)
