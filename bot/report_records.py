"""What reports are made of, counted and in nobody's name, and how coordinators would like to read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Desk:
    """How one coordinator reads reports: a word on Monday mornings (`weekly`), charts in `dark` colours."""

    person_id: int
    weekly: bool = False
    dark: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """An hour that took place, by the number of its pair."""

    pair_id: int
    at: datetime


class ReportRecords(Protocol):
    """Counts over everybody. There is no way from here to what anybody wrote."""

    def desk(self, person_id: int) -> Desk: ...
    def keep_desk(self, desk: Desk) -> None: ...
    def held(self, programme_id: int) -> Sequence[Held]: ...
    def undelivered(self, since: datetime) -> Mapping[str, int]:
        """How many messages could not be sent since then, by the reason."""

    def confided(self, coordinator_id: int) -> int:
        """How many words in confidence this coordinator has not said to have seen to."""
