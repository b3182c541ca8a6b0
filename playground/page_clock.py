"""The playground's clock: what its buttons mean, and how far a move has come."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from playground.draw_moments import ago

# Far enough for every programme. What comes after the year 9999 cannot even be shown.
END = datetime(2100, 1, 1, tzinfo=UTC)
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
    """`controls` are asked for each time: the playground is given them after it has started."""

    def __init__(self, controls: Callable[[], Controls | None], otherwise: Callable[[], datetime]) -> None:
        self._controls = controls
        self._otherwise = otherwise
        self._alone = asyncio.Lock()
        self._course: tuple[datetime, datetime] | None = None

    def now(self) -> datetime:
        controls = self._controls()
        return controls.now() if controls else self._otherwise()

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
        controls = self._controls()
        if controls is None:
            raise Unmovable("This playground's clock cannot be moved.")
        if self._alone.locked():
            raise Unmovable("The clock is moving already.")
        async with self._alone:
            goal = self._goal(controls, asked, zone)
            self._course = (self.now(), goal)
            try:
                await controls.move_to(goal)
            finally:
                self._course = None

    def _goal(self, controls: Controls, asked: Mapping[str, str], zone: str) -> datetime:
        now, to = controls.now(), asked.get("to", "")
        if to in STEPS:
            return _before_the_end(now + STEPS[to])
        goal = controls.next_due() if to == "next" else _moment(asked.get("moment", ""), zone)
        if goal is None:
            raise Unmovable("Nothing is due at the moment: let somebody do something first.")
        if to != "next" and goal <= now:
            raise Unmovable("The clock only moves forward.")
        return _before_the_end(max(goal, now + timedelta(seconds=1)))

    def face(self, zone: str) -> Face:
        now, controls = self.now(), self._controls()
        local, due = now.astimezone(ZoneInfo(zone)), controls.next_due() if controls else None
        return Face(
            local=f"{local:%a} {local.day} {local:%b %Y}, {local:%H:%M}",
            zone=zone.rpartition("/")[2].replace("_", " "),
            utc=f"{now.astimezone(UTC):%H:%M} UTC",
            field=f"{local:%Y-%m-%dT%H:%M}",
            due=ago(due, now) if due else "",
            movable=controls is not None,
            moving=self.moving,
            fraction=self.fraction,
        )


def _moment(given: str, zone: str) -> datetime:
    try:
        return datetime.fromisoformat(given).replace(tzinfo=ZoneInfo(zone))
    except ValueError as error:
        raise Unmovable("That is no date and time.") from error


def _before_the_end(goal: datetime) -> datetime:
    if goal >= END:
        raise Unmovable("The playground's calendar ends with the year 2099.")
    return goal
