"""A Teams tenant to play in: what people do there reaches the bot as signed Bot Framework activities."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from http import HTTPStatus

from aiohttp import web

from playground.courier import Answer, Courier, Foreign
from playground.faults import Fault
from playground.teams_cards import (
    ADAPTIVE,
    CONSENT,
    Json,
    actions,
    card_of,
    data_of,
    filled,
    found,
    known,
    refresh_of,
    refused,
    unfilled,
    with_card,
)
from playground.teams_composer import attached, mentioning
from playground.teams_connector import Connector
from playground.teams_directory import Directory
from playground.teams_files import Files
from playground.teams_rules import card_findings
from playground.teams_search import Searches
from playground.teams_team import Team
from playground.teams_tokens import Tokens
from playground.teams_wire import Wire
from playground.world import Entry, World

TENANT_ID = "6f1f6c0e-8a53-4b51-9d0d-6d6f6e656872"
APP_ID = "0e2b6c1a-3f7d-4c58-a1b9-706c61796772"
MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
TROUBLE = "Something went wrong. Please try again."


class TeamsTenant:
    """`blocked`: ids of people to whom no message of the bot gets through."""

    def __init__(  # noqa: PLR0913 a tenant is all of this, and each has a default
        self,
        world: World,
        *,
        messages_url: str | Callable[[], str],
        public_base: Callable[[], str],
        tenant_id: str = TENANT_ID,
        app_id: str = APP_ID,
        app_password: str = "playground-app-password",  # noqa: S107 opens nothing but the stand-in
        courier: Courier | None = None,
    ) -> None:
        self.world = world
        self.tenant_id, self.app_id, self.app_password = tenant_id, app_id, app_password
        self.faults: list[Fault] = []
        self._base = public_base
        self._courier = courier or Courier()
        self._directory = Directory(world, tenant_id, app_id, public_base)
        self._tokens = Tokens(world, tenant_id, app_id, app_password, self.faults)
        self._connector = Connector(self._directory, self._tokens, self.faults)
        self._wire = Wire(self._directory, self._tokens, self._courier, messages_url)
        self.team = Team(self._directory, self._wire)
        self._searches = Searches(world, self._wire)
        self._files = Files(world, public_base)
        self.blocked = self._connector.blocked

    def routes(self) -> list[web.RouteDef]:
        return [*self._tokens.routes(self._base), *self._connector.routes(), *self._files.routes()]

    async def close(self) -> None:
        await self._courier.close()

    def conversation(self, human: str) -> str:
        """The id of the person's chat with the bot."""
        return self._directory.conversation(self.world.humans[human])

    def has_installed(self, human: str) -> bool:
        return human in self._directory.installed()

    async def installs(self, human: str) -> bool:
        """Whether the bot took notice."""
        self._directory.install(human, here=True)
        joined = await self._wire.send(human, "conversationUpdate", membersAdded=[self._directory.bot])
        added = await self._wire.send(human, "installationUpdate", action="add")
        return all(answer is not None and answer.is_fine for answer in (joined, added))

    async def uninstalls(self, human: str) -> None:
        self._directory.install(human, here=False)
        await self._wire.send(human, "conversationUpdate", membersRemoved=[self._directory.bot])
        await self._wire.send(human, "installationUpdate", action="remove")

    async def types(self, human: str, text: str) -> None:
        """Whoever writes to an app that is not installed installs it thereby."""
        if not self.has_installed(human):
            await self.installs(human)
        entry = self.world.add(human, "human", {"text": text})
        words, mentions = mentioning(text, self._directory)
        html = {"contentType": "text/html", "content": f"<p>{escape(text)}</p>"}
        said = {"text": words, "textFormat": "plain", "attachments": [html], "mentions": mentions}
        self._notice(human, await self._wire.send(human, "message", id=entry.id, **said))

    async def sends_file(self, human: str, name: str, content: bytes) -> None:
        """Attaches a file: Teams keeps it, and tells the bot where it is to be had."""
        if not self.has_installed(human):
            await self.installs(human)
        file = attached(name, content, self._files)
        entry = self.world.add(human, "human", {"text": name, "file": file["contentUrl"]})
        answer = await self._wire.send(human, "message", id=entry.id, text="", attachments=[file])
        self._notice(human, answer)

    async def refreshes(self, human: str, entry_id: str) -> None:
        """What the client does when a card comes into view that asks for it; what comes of it is silent."""
        entry = self._seen(human, entry_id)
        action = refresh_of(card_of(entry.payload) or {}, self.world.humans[human].teams_id)
        if action is None:
            raise LookupError(f"{entry_id} does not ask to be refreshed")
        sent = {key: action[key] for key in ("type", "id", "verb", "data") if key in action}
        value = {"action": sent, "trigger": "automatic"}
        told = await self._wire.invoke(human, "adaptiveCard/action", value, replyToId=entry.id)
        self._shows(entry, told)

    async def presses(
        self, human: str, entry_id: str, action_id: str, inputs: Mapping[str, str] | None = None
    ) -> None:
        """`action_id`: verb, id, title or "verb#index"; what the client refuses stands in `errors`."""
        entry = self._seen(human, entry_id)
        if card_of(entry.payload, CONSENT) is not None:
            await self._consents(entry, action_id)
            return
        card = card_of(entry.payload)
        if card is None:
            raise LookupError(f"{entry_id} has no card")
        action, fields = found(card, action_id)
        if str(action.get("associatedInputs", "")).lower() == "none":
            fields, inputs = (), None
        values = filled(fields, known(card, inputs or {}))
        errors = refused(fields, values)
        entry = self._noted(entry, values, errors, self._searches.titles(entry, values))
        if errors:
            return
        if action["type"] == "Action.Execute":
            await self._executes(entry, action, values)
        elif action["type"] == "Action.Submit":
            await self._sends_values(entry, action, values)

    async def submits(self, human: str, entry_id: str, values: Mapping[str, str]) -> None:
        """Presses the first Action.Execute of the card that carries inputs."""
        card = card_of(self._seen(human, entry_id).payload) or {}
        for place, (action, fields) in enumerate(actions(card)):
            if action["type"] == "Action.Execute" and fields and action.get("associatedInputs") != "none":
                await self.presses(human, entry_id, f"#{place}", values)
                return
        raise LookupError(f"{entry_id} has no form")

    async def suggests(
        self, human: str, field: str, typed: str, entry_id: str = ""
    ) -> Sequence[tuple[str, str]]:
        """What is offered, value and label, for what is typed into a search field."""
        return await self._searches.ask(human, field, typed, entry_id)

    async def invoke(self, human: str, name: str, value: Foreign) -> Json | None:
        """The body of the answer, None when there was none worth reading."""
        return await self._wire.invoke(human, name, value)

    async def _executes(self, entry: Entry, action: Json, values: Json) -> None:
        sent: Json = {key: action[key] for key in ("type", "id", "verb") if key in action}
        value = {"action": {**sent, "data": {**data_of(action), **values}}, "trigger": "manual"}
        answer = await self._wire.invoke(entry.human, "adaptiveCard/action", value, replyToId=entry.id)
        self._follow(entry, answer)

    def _follow(self, entry: Entry, told: Json | None) -> None:
        """The InvokeResponse: a card replaces this one, a message is shown, anything else is trouble."""
        kind, value = (told or {}).get("type"), (told or {}).get("value")
        if self._shows(entry, told):
            return
        if (told or {}).get("statusCode") == HTTPStatus.OK and kind == MESSAGE:
            self.world.add(entry.human, "bot", {"type": "message", "text": str(value)}, private=True)
        else:
            reason = value.get("message") if kind == ERROR and isinstance(value, dict) else None
            self._whisper(entry.human, str(reason or TROUBLE))

    def _shows(self, entry: Entry, told: Json | None) -> bool:
        """Whether the answer is a card; it stands in place of the one that was there."""
        value, status = (told or {}).get("value"), (told or {}).get("statusCode")
        is_card = status == HTTPStatus.OK and (told or {}).get("type") == ADAPTIVE and isinstance(value, dict)
        if not is_card or list(card_findings(value)):
            return False
        shown = self.world.entry(entry.id)
        if shown is not None:
            self.world.replace(entry.id, unfilled(with_card(shown.payload, dict(value or {}))))
        return True

    async def _sends_values(self, entry: Entry, action: Json, values: Json) -> None:
        data = data_of(action)
        teams = data.get("msteams") or {}
        if teams.get("type") == "imBack":
            await self.types(entry.human, str(teams.get("value", "")))
            return
        own = {key: value for key, value in data.items() if key != "msteams"}
        more = {"text": teams["text"]} if teams.get("text") else {}
        self._notice(
            entry.human,
            await self._wire.send(
                entry.human, "message", value={**own, **values}, replyToId=entry.id, **more
            ),
        )

    async def _consents(self, entry: Entry, answer: str) -> None:
        attachment = next(one for one in entry.payload["attachments"] if one["contentType"] == CONSENT)
        content = attachment["content"]
        if answer not in ("accept", "decline"):
            raise LookupError("A file is accepted or declined")
        value = {"type": "fileUpload", "action": answer, "context": content.get(f"{answer}Context")}
        if answer == "accept":
            value["uploadInfo"] = self._files.awaited(str(attachment.get("name", "file")))
        got = await self._wire.send(
            entry.human, "invoke", name="fileConsent/invoke", value=value, replyToId=entry.id
        )
        self._notice(entry.human, got)

    def _seen(self, human: str, entry_id: str) -> Entry:
        entry = self.world.entry(entry_id)
        if entry is None or entry.human != human:
            raise LookupError(f"{human} sees no message {entry_id}")
        return entry

    def _noted(self, entry: Entry, values: Json, errors: Json, titles: Foreign) -> Entry:
        """What was typed stays on the card, as in the real client, with what was wrong."""
        if not values and not errors:
            return entry
        return self.world.replace(
            entry.id, {**entry.payload, "typed": values, "errors": errors, "looked_up": titles}, edited=False
        )

    def _notice(self, human: str, answer: Answer | None) -> None:
        if answer is None or not answer.is_fine:
            self._whisper(human, "The app did not answer. Please try again.")

    def _whisper(self, human: str, text: str) -> None:
        self.world.add(human, "bot", {"type": "message", "text": text, "trouble": True}, private=True)
