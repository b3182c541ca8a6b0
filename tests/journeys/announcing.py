"""What journeys of announcing have in common: the cast, and a company as large as it takes."""

from bot.asks import Campaign
from bot.people import Platform
from bot.post import Nudge
from tests.journeys.asking import number
from tests.stage import Actor, Stage

LAUNCH = "One hour a month: our mentoring programme is open"
LETTER = "Grace, one hour a month of yours"
NAME = "Launch: the programme opens"


def coordinator(stage: Stage, platform: Platform) -> Actor:
    return stage.person("Carla Mendes", platform, zone="Europe/Lisbon", country="PT", level="4")


def words(actor: Actor, typed: str) -> str:
    """How somebody gives a command where they are."""
    return f"/mentor {typed}" if actor.human.platform == "slack" else typed


async def announces(carla: Actor, template: str = "launch", **chosen: str | list[str]) -> None:
    """Up to the page on which they look before they send."""
    await carla.types(words(carla, "admin announce"))
    await carla.fills(template=f"announcements/{template}", **chosen)


def campaign(stage: Stage) -> Campaign:
    """The newest one."""
    with stage.onehour.ledger() as records:
        [newest] = records.campaigns.newest(1)
        return newest


def owed(stage: Stage, actor: Actor) -> list[Nudge]:
    """The announcements that were ever owed to somebody, the oldest first."""
    one = number(stage, actor)
    with stage.onehour.ledger() as records:
        return [each for each in records.outbox.owed_to(one) if each.is_announcement]
