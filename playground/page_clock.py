"""The playground's clock: what its buttons mean, and how far a move has come."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from playground.draw_moments import ago

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


class Unmovable(LookupError):
    """Says in words why the clock stays where it is."""


class Controls(Protocol):
    def now(self) -> datetime: ...
    async def move_to(self, moment: datetime) -> object: ...
    def next_due(self) -> datetime | None: ...


@dataclass(frozen=True)
class Face:
    """The clock as the page shows it."""

    local: str
    zone: str
    utc: str
    field: str
    due: str
    movable: bool
    moving: bool
    fraction: float


class Clock:
    def __init__(self, controls: Controls | None) -> None:
        self.controls = controls
        self._alone = asyncio.Lock()
        self._course: tuple[datetime, datetime] | None = None

    def now(self) -> datetime:
        return self.controls.now() if self.controls else datetime.now(UTC)

    @property
    def moving(self) -> bool:
        return self._course is not None

    @property
    def fraction(self) -> float:
        if self._course is None:
            return 1.0
        start, goal = self._course
        return min(max((self.now() - start) / (goal - start), 0.0), 1.0)

    async def move(self, asked: Mapping[str, str], zone: str) -> None:
        if self.controls is None:
            raise Unmovable("This playground's clock cannot be moved.")
        if self._alone.locked():
            raise Unmovable("The clock is moving already.")
        async with self._alone:
            goal = self._goal(self.controls, asked, zone)
            self._course = (self.now(), goal)
            try:
                await self.controls.move_to(goal)
            finally:
                self._course = None

    def _goal(self, controls: Controls, asked: Mapping[str, str], zone: str) -> datetime:
        now, to = controls.now(), asked.get("to", "")
        if to in STEPS:
            return now + STEPS[to]
        goal = controls.next_due() if to == "next" else _moment(asked.get("moment", ""), zone)
        if goal is None:
            raise Unmovable("Nothing is due at the moment: let somebody do something first.")
        if to != "next" and goal <= now:
            raise Unmovable("The clock only moves forward.")
        return max(goal, now + timedelta(seconds=1))

    def face(self, zone: str) -> Face:
        now = self.now()
        local, due = now.astimezone(ZoneInfo(zone)), self.controls.next_due() if self.controls else None
        return Face(
            local=f"{local:%a} {local.day} {local:%b %Y}, {local:%H:%M}",
            zone=zone.rpartition("/")[2].replace("_", " "),
            utc=f"{now.astimezone(UTC):%H:%M} UTC",
            field=f"{local:%Y-%m-%dT%H:%M}",
            due=ago(due, now) if due else "",
            movable=self.controls is not None,
            moving=self.moving,
            fraction=self.fraction,
        )


def _moment(given: str, zone: str) -> datetime:
    try:
        return datetime.fromisoformat(given).replace(tzinfo=ZoneInfo(zone))
    except ValueError as error:
        raise Unmovable("That is no date and time.") from error
