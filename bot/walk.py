"""Walking through time: moving a clock to a moment by way of everything that is due before it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol


class Movable(Protocol):
    """A clock that somebody holds in their hand."""

    def now(self) -> datetime: ...

    def move_to(self, moment: datetime) -> None: ...


async def walk(
    clock: Movable,
    next_due: Callable[[], Awaitable[datetime | None]],
    beat: Callable[[], Awaitable[object]],
    until: datetime,
) -> None:
    """Send everything at its own moment, not all of it at the end. What cannot be sent is not waited for."""
    await beat()
    stuck: datetime | None = None
    while (due := await next_due()) and due <= until and due != stuck:
        clock.move_to(max(due, clock.now()))
        await beat()
        stuck = due
    clock.move_to(until)
    await beat()
