"""The channel that the page shows of either platform: everybody reads there what the bot posts."""

from dataclasses import dataclass

from playground.slack_directory import CHANNELS
from playground.teams_directory import TEAM, TEAM_ID
from playground.world import Human, World


@dataclass(frozen=True)
class Channel:
    """`place` is where the world keeps what is posted there, `let_in` whether the bot may."""

    place: str
    name: str
    let_in: str


GENERAL = next(iter(CHANNELS))
OF = {
    "slack": Channel(CHANNELS[GENERAL], CHANNELS[GENERAL], f"slack:invited:{CHANNELS[GENERAL]}"),
    "teams": Channel(TEAM_ID, TEAM, "teams:in_team"),
}


def is_in(world: World, human: Human) -> bool:
    return bool(world.recall(OF[human.platform].let_in))
