"""The guided tour: six steps from the announcement to the first hour, each one click away."""

import json
from dataclasses import dataclass

from playground.world import World


@dataclass(frozen=True)
class Step:
    """Done once the bot has told this person so."""

    person: str
    what: str
    draft: str = ""
    told: str = ""

    def done(self, world: World) -> bool:
        heard = (json.dumps(entry.payload) for entry in world.entries(self.person) if entry.by == "bot")
        return bool(self.told) and any(self.told in told for told in heard)


STEPS = (
    Step("carla", "Carla, the coordinator, announces the programme", "/mentor admin announce", "On its way"),
    Step("ada", "Ada joins, in Slack", "/mentor join", "You are in"),
    Step("grace", "Grace, the COO, joins in Teams", "I'd like to mentor", "You are in"),
    Step("carla", "Carla matches them", "/mentor admin match", "Published"),
    Step("ada", "Both accept; then move the clock on", "", "are a pair"),
    Step("ada", "Ada picks a slot for their hour", "", "You meet"),
)


def steps(world: World) -> list[Step]:
    return [step for step in STEPS if not step.person or step.person in world.humans]
