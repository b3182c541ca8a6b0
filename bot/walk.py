"""Walking through time: moving a clock to a moment by way of everything that is due before it."""

import asyncio
from datetime import datetime
from typing import Protocol

from bot.delivery import Delivery
from bot.office import Office


class Movable(Protocol):
    """A clock that somebody holds in their hand."""

    def now(self) -> datetime: ...

    def move_to(self, moment: datetime) -> None: ...


async def walk(clock: Movable, office: Office, delivery: Delivery, until: datetime) -> None:
    """Send everything at its own moment, not all of it at the end. The clock never goes back on the way."""
    await delivery.turn()
    while (due := await asyncio.to_thread(office.next_due)) and due <= until:
        clock.move_to(max(due, clock.now()))
        if not await delivery.turn():
            break
    clock.move_to(until)
    await delivery.turn()
