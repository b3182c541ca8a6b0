"""The opening scene: what the people of the demo company did before anybody looked."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
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
    """By acting only; what the bot took is remembered per person, so that a killed opening goes on."""
    joiners = set(joining() if who_joins is None else who_joins)
    world = slack.world
    for human in humans:
        if human.platform == "teams" and human.id not in LATECOMERS:
            await _once(world, f"opening:installed:{human.id}", partial(teams.installs, human.id))
    for human in humans:
        if human.id in joiners:
            on_slack = human.platform == "slack"
            joins = partial(_joins_in_slack, slack) if on_slack else partial(_joins_in_teams, teams)
            await _once(world, f"opening:joined:{human.id}", partial(joins, human.id))


async def _once(world: World, key: str, act: Callable[[], Awaitable[bool]]) -> None:
    if not world.recall(key):
        world.remember(key, value=await act())


async def _joins_in_slack(slack: SlackWorkspace, human: str) -> bool:
    await slack.types(human, "/mentor join")
    # A bot acknowledges a command first and opens the form afterwards.
    opened = await _until(slack.world, lambda: bool((slack.world.form(human) or {}).get("submit")))
    for _ in range(MOST_PAGES):
        form = slack.world.form(human)
        if form is None or form.get("errors"):
            return opened and form is None
        await slack.submits(human, {})
    return False


async def _joins_in_teams(teams: TeamsTenant, human: str) -> bool:
    before = len(teams.world.entries(human))
    await teams.types(human, "join")
    opened = await _until(teams.world, lambda: newest_form(teams.world.entries(human)[before:]) is not None)
    sent: dict[str, Any] | None = None
    for _ in range(MOST_PAGES):
        form = newest_form(teams.world.entries(human)[before:])
        if form is None or card_of(form.payload) == sent or form.payload.get("errors"):
            return opened and form is None
        sent = card_of(form.payload)
        await teams.submits(human, form.id, {})
    return False


def newest_form(entries: Sequence[Entry]) -> Entry | None:
    """The newest entry whose card asks for something and has an Action.Execute to send it with."""
    for entry in reversed(entries):
        there = actions(card_of(entry.payload) or {})
        if any(action["type"] == "Action.Execute" and fields for action, fields in there):
            return entry
    return None


async def _until(world: World, ready: Callable[[], bool]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE), world.changes() as queue:
            while not ready():
                await queue.get()
    except TimeoutError:
        return False
    return True
