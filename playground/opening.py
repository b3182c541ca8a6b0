"""The opening scene: what the people of the demo company did before anybody looked."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from typing import Any

from playground.company import joining
from playground.slack import SlackWorkspace
from playground.teams import TeamsTenant
from playground.teams_cards import actions, card_of
from playground.world import Entry, Human, World

LATECOMERS = frozenset({"ruth", "omar", "lena"})
# A form that leads nowhere shall not hold up the page.
MOST_PAGES = 20
PATIENCE = 5.0


async def opens(
    slack: SlackWorkspace,
    teams: TeamsTenant,
    humans: Sequence[Human],
    who_joins: Collection[str] | None = None,
) -> None:
    """By acting only; what was done is remembered per person, so a killed opening goes on where it was."""
    joiners = set(joining() if who_joins is None else who_joins)
    for human in humans:
        if human.platform == "teams" and human.id not in LATECOMERS and not teams.has_installed(human.id):
            await teams.installs(human.id)
    for human in humans:
        if human.id in joiners and not slack.world.recall(f"opening:{human.id}"):
            await (
                _joins_in_slack(slack, human.id)
                if human.platform == "slack"
                else _joins_in_teams(teams, human.id)
            )
            slack.world.remember(f"opening:{human.id}", value=True)


async def _joins_in_slack(slack: SlackWorkspace, human: str) -> None:
    await slack.types(human, "/mentor join")
    # A bot acknowledges a command first and opens the form afterwards.
    await _until(slack.world, lambda: bool((slack.world.form(human) or {}).get("submit")))
    for _ in range(MOST_PAGES):
        form = slack.world.form(human)
        if form is None or form.get("errors"):
            return
        await slack.submits(human, {})


async def _joins_in_teams(teams: TeamsTenant, human: str) -> None:
    before = len(teams.world.entries(human))
    await teams.types(human, "join")
    await _until(teams.world, lambda: newest_form(teams.world.entries(human)[before:]) is not None)
    sent: dict[str, Any] | None = None
    for _ in range(MOST_PAGES):
        form = newest_form(teams.world.entries(human)[before:])
        if form is None or card_of(form.payload) == sent or form.payload.get("errors"):
            return
        sent = card_of(form.payload)
        await teams.submits(human, form.id, {})


def newest_form(entries: Sequence[Entry]) -> Entry | None:
    """The newest entry whose card asks for something and has an Action.Execute to send it with."""
    for entry in reversed(entries):
        there = actions(card_of(entry.payload) or {})
        if any(action["type"] == "Action.Execute" and fields for action, fields in there):
            return entry
    return None


async def _until(world: World, ready: Callable[[], bool]) -> None:
    try:
        async with asyncio.timeout(PATIENCE), world.changes() as queue:
            while not ready():
                await queue.get()
    except TimeoutError:
        return
