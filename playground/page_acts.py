"""What a person does in the page, read from real HTML forms and handed to their platform."""

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

from multidict import MultiMapping

from playground.page_channel import GENERAL
from playground.world import Human

Suggested = Sequence[tuple[str, str]]
Values = dict[str, str | list[str]]


class Slack(Protocol):
    async def types(self, human: str, text: str) -> object: ...
    async def presses(
        self, human: str, entry_id: str, action_id: str, value: str | None = None
    ) -> object: ...
    async def submits(self, human: str, values: Mapping[str, str | list[str]]) -> object: ...
    async def suggests(self, human: str, field: str, typed: str) -> Suggested: ...
    async def sends_file(self, human: str, name: str, content: bytes) -> object: ...
    async def closes(self, human: str) -> object: ...
    async def opens_home(self, human: str) -> object: ...
    async def invites(self, channel: str) -> object: ...
    async def puts_out(self, channel: str) -> object: ...


class Team(Protocol):
    async def adds_the_bot(self, human: str) -> object: ...
    async def removes_the_bot(self, human: str) -> object: ...
    async def presses(self, human: str, entry_id: str, action_id: str) -> object: ...


class Teams(Protocol):
    @property
    def team(self) -> Team: ...
    async def types(self, human: str, text: str) -> object: ...
    async def presses(
        self, human: str, entry_id: str, action_id: str, inputs: Mapping[str, str] | None = None
    ) -> object: ...
    async def suggests(self, human: str, field: str, typed: str, entry_id: str = "") -> Suggested: ...
    async def sends_file(self, human: str, name: str, content: bytes) -> object: ...
    async def refreshes(self, human: str, entry_id: str) -> object: ...
    async def installs(self, human: str) -> object: ...
    async def uninstalls(self, human: str) -> object: ...
    def has_installed(self, human: str) -> bool: ...


class Sides(Protocol):
    @property
    def slack(self) -> Slack: ...
    @property
    def teams(self) -> Teams: ...


class NotThere(LookupError):
    """Says in words what cannot be done here."""


async def types(sides: Sides, human: Human, sent: MultiMapping[str]) -> None:
    """A tapped suggestion comes as `chip`, and wins over whatever stood in the field."""
    text = (sent.get("chip") or sent.get("text", "")).replace("\r\n", "\n").strip()
    if text:
        await (sides.slack if human.platform == "slack" else sides.teams).types(human.id, text)


async def sends_file(sides: Sides, human: Human, name: str, content: bytes) -> None:
    await (sides.slack if human.platform == "slack" else sides.teams).sends_file(human.id, name, content)


async def refreshes(sides: Sides, human: Human, sent: MultiMapping[str]) -> None:
    """What the client does by itself now and then, and anybody by its menu."""
    await sides.teams.refreshes(_on_teams(human).id, sent.get("entry", ""))


async def presses(sides: Sides, human: Human, sent: MultiMapping[str]) -> None:
    entry, press = sent.get("entry", ""), sent.get("press", "")
    if human.platform == "teams" and sent.get("channel"):
        await sides.teams.team.presses(human.id, entry, press)
        return
    if human.platform == "teams":
        await sides.teams.presses(human.id, entry, press, inputs_in(sent))
        return
    action, value = _press_in(press)
    if value is None:
        value = next((given for given in sent.getall(f"choice:{action}", []) if given), None)
    await sides.slack.presses(human.id, entry, action, value)


async def suggests(sides: Sides, human: Human, asked: MultiMapping[str]) -> Suggested:
    """What is offered for what was typed into a field; nothing where that cannot be asked."""
    try:
        field, typed = asked.get("field", ""), asked.get("typed", "")
        if human.platform == "slack":
            return await sides.slack.suggests(human.id, field, typed)
        return await sides.teams.suggests(human.id, field, typed, asked.get("entry", ""))
    except LookupError:
        return ()


def _press_in(press: str) -> tuple[str, str | None]:
    match _json(press):
        case [str(action), str() | None as value]:
            return action, value
        case _:
            raise NotThere("That button says nothing.")


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def inputs_in(sent: MultiMapping[str]) -> dict[str, str]:
    """As Teams sends them: several choices joined by commas, an empty toggle by its other value."""
    inputs = {key.removeprefix("else:"): value for key, value in sent.items() if key.startswith("else:")}
    for key in sent:
        if key.startswith("input:"):
            inputs[key.removeprefix("input:")] = ",".join(sent.getall(key))
    return inputs


async def submits(sides: Sides, human: Human, sent: MultiMapping[str]) -> None:
    await sides.slack.submits(_on_slack(human).id, values_in(sent))


def values_in(sent: MultiMapping[str]) -> Values:
    """Fields of ticks are lists, also when nothing is ticked."""
    ticked = set(sent.getall("there", []))
    values: Values = {name: sent.getall(name, []) for name in ticked}
    own = {"there", "entry", "back", "press"}
    values |= {
        name: sent.getall(name)[-1].replace("\r\n", "\n")
        for name in sent
        if name not in ticked | own and not name.startswith("choice:")
    }
    return values


async def closes(sides: Sides, human: Human, _sent: MultiMapping[str]) -> None:
    await sides.slack.closes(_on_slack(human).id)


async def opens_home(sides: Sides, human: Human, _sent: MultiMapping[str]) -> None:
    await sides.slack.opens_home(_on_slack(human).id)


async def installs(sides: Sides, human: Human, _sent: MultiMapping[str]) -> None:
    await sides.teams.installs(_on_teams(human).id)


async def uninstalls(sides: Sides, human: Human, _sent: MultiMapping[str]) -> None:
    await sides.teams.uninstalls(_on_teams(human).id)


async def lets_in(sides: Sides, human: Human, _sent: MultiMapping[str]) -> None:
    """Into the channel that the page shows."""
    if human.platform == "slack":
        await sides.slack.invites(GENERAL)
    else:
        await sides.teams.team.adds_the_bot(human.id)


async def puts_out(sides: Sides, human: Human, _sent: MultiMapping[str]) -> None:
    if human.platform == "slack":
        await sides.slack.puts_out(GENERAL)
    else:
        await sides.teams.team.removes_the_bot(human.id)


def _on_teams(human: Human) -> Human:
    if human.platform != "teams":
        raise NotThere(f"{human.name} is not on Teams.")
    return human


def _on_slack(human: Human) -> Human:
    if human.platform != "slack":
        raise NotThere(f"{human.name} is not on Slack.")
    return human
