"""The guided tour: six steps from the announcement to the first hour, each one click away."""

from dataclasses import dataclass

from playground.world import World


@dataclass(frozen=True)
class Step:
    person: str
    what: str
    draft: str = ""

    def done(self, world: World) -> bool:
        """Known only for what somebody typed."""
        if not self.draft:
            return False
        texts = (entry.payload.get("text") for entry in world.entries(self.person) if entry.by == "human")
        return any(str(text).strip().casefold() == self.draft.casefold() for text in texts)


STEPS = (
    Step("carla", "Carla, the coordinator, announces the programme", "/mentor admin announce"),
    Step("ada", "Ada joins, in Slack", "/mentor join"),
    Step("grace", "Grace, the COO, says hello in Teams", "hello"),
    Step("carla", "Carla matches them", "/mentor admin match"),
    Step("", "Both accept; then move the clock on"),
    Step("ada", "Ada picks a slot for their hour"),
)


def steps(world: World) -> list[Step]:
    return [step for step in STEPS if not step.person or step.person in world.humans]
