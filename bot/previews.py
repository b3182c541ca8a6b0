"""Previews: what everybody would get in the months to come, as far as coordinators may see it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people import Platform
from bot.working_time import zone


class Fate(StrEnum):
    """What becomes of a message: `DEAD` cannot be sent, `ANSWERED` is what somebody sees of their own act."""

    SENT = "sent"
    SKIPPED = "skipped"
    POSTPONED = "postponed"
    DEAD = "dead"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Line:
    """One message that somebody would get, or would not, and why."""

    at: datetime
    person_id: int
    name: str
    email: str
    zone: str
    platform: Platform | None
    template: str
    title: str
    text: str
    buttons: tuple[str, ...]
    fate: Fate
    reason: str = ""

    @property
    def local(self) -> datetime:
        """The moment by the clock of whoever gets it."""
        return self.at.astimezone(zone(self.zone))
