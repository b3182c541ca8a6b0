"""Delivery: sends what is due, on whichever platform the person lives.

Only this decides to send again. A message that may have arrived is looked for before anything is repeated,
and where a platform cannot look, it is left for the coordinator to see.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import TypeVar

from bot.doubts import LOOKS, Doubts
from bot.errands import ERRANDS
from bot.homes import Homes
from bot.marks import Marks
from bot.noticeboard import EVERY, Noticeboard
from bot.office import LEASE, Office
from bot.people import Platform
from bot.ports import Messenger, Out, Throttled, Undeliverable, Unreachable, Unsure
from bot.post import Claimed, Parcel
from bot.posters import Posters
from bot.posting import ON_BOARDS

log = logging.getLogger(__name__)

MOST = 32
# Seconds after which is looked for more, while somebody is still being waited for.
GLANCE = 1.0
# Half the lease: what has waited longer than that for its turn is given back instead of being sent.
FRESH = LEASE / 2
# Seconds between two tries to reach a database that is out.
AGAIN = 0.5
# How often, and after which time, it is tried to change what stands.
TRIES, PATIENCE = 5, timedelta(seconds=5)
# What is no message to somebody, and so is not worded along with those.
APART = {*ERRANDS, *ON_BOARDS}

Result = TypeVar("Result")
# What has been worded, by the number of its nudge; None where there is nothing to send.
Worded = Mapping[int, Parcel | None]


class Delivery:
    """One worker. Several may run side by side, here or on other machines."""

    def __init__(
        self,
        office: Office,
        messengers: Mapping[Platform, Messenger],
        looks: Sequence[float] = LOOKS,
        every: float = EVERY,
    ) -> None:
        self._office = office
        self._messengers = messengers
        self._doubts = Doubts(office, messengers, looks)
        self.homes = Homes(office, messengers)
        self._posters = Posters(office.boards, messengers, self._surely)
        self._noticeboard = Noticeboard(office, messengers, every)
        self._blocked: dict[Platform, float] = {}
        self._marks = Marks(lambda sent: self._surely(office.sent, sent))

    async def turn(self) -> int:
        """Settle what is in doubt, send everything that is due now, tidy up. Gives how much was taken up.

        Whoever has to be waited for holds up nobody else: what falls due meanwhile takes the free lanes.
        """
        await self._doubts.settle(self._waiting())
        taken = await self._send_what_is_due()
        await self.homes.refresh()
        await self._noticeboard.settle()
        await self._off_loop(self._office.tidy)
        return taken

    async def _send_what_is_due(self) -> int:
        taken, lanes = 0, dict[int, asyncio.Task[None]]()
        try:
            while True:
                taken += await self._fill(lanes)
                self._noticeboard.glance()
                if not lanes:
                    return taken
                await asyncio.wait(lanes.values(), timeout=GLANCE)
                for person in [person for person, lane in lanes.items() if lane.done()]:
                    lanes.pop(person).result()
        except asyncio.CancelledError:
            self._noticeboard.leave()
            for lane in lanes.values():
                lane.cancel()
            raise
        finally:
            await asyncio.gather(*lanes.values(), return_exceptions=True)
            await self._marks.settled()

    async def _fill(self, lanes: dict[int, asyncio.Task[None]]) -> int:
        """Take up as much as there are free lanes, one for each person."""
        room = MOST - len(lanes)
        # Read before the claim: a worker frozen inside it must not believe in a lease that has ended.
        since = _ticks()
        claimed = await self._off_loop(self._office.claim, room, self._waiting()) if room > 0 else ()
        parcels = await self._worded(claimed)
        by_person = sorted(claimed, key=lambda one: one.nudge.to)
        for person, theirs in groupby(by_person, key=lambda one: one.nudge.to):
            before = lanes.get(person)
            lanes[person] = asyncio.create_task(self._lane(list(theirs), parcels, since, before))
        return len(claimed)

    async def _worded(self, claimed: Sequence[Claimed]) -> Worded:
        """Word all messages of a claim in one transaction. What is not among them is prepared by itself."""
        messages = [one for one in claimed if one.nudge.template not in APART]
        if len(messages) < 2:  # noqa: PLR2004  several
            return {}
        try:
            found = await self._off_loop(self._office.prepare_all, messages, self._waiting())
        except Out:
            return {}
        except Exception:
            # one that fails in a way nobody thought of must not take the others along
            log.exception("several messages could not be worded at once; each is tried by itself")
            return {}
        parcels = {one.claimed.nudge.id: one for one in found}
        return {one.nudge.id: parcels.get(one.nudge.id) for one in messages}

    async def _lane(
        self, lane: Sequence[Claimed], parcels: Worded, since: float, before: asyncio.Task[None] | None
    ) -> None:
        """Everything for one person, in the order in which it is due, and after what was due before."""
        if before:
            await before
        for claimed in sorted(lane, key=lambda one: (one.nudge.due, one.nudge.id)):
            if claimed.nudge.template in ON_BOARDS:
                await self._posters.put_up(claimed)
                continue
            if claimed.nudge.id in parcels:
                parcel = parcels[claimed.nudge.id]
            else:
                parcel = await self._surely(self._office.prepare, claimed, self._waiting())
            if parcel:
                await self._deliver(parcel, since)

    async def _deliver(self, parcel: Parcel, since: float) -> None:
        platform = parcel.account.platform
        messenger = self._messengers.get(platform)
        if messenger is None:
            await self._surely(self._office.failed, parcel, Undeliverable(f"{platform} is not configured"))
        elif platform in self._waiting() or _ticks() - since > FRESH.total_seconds():
            await self._surely(self._office.release, parcel.claimed)
        else:
            await self._send(messenger, parcel)

    async def _send(self, messenger: Messenger, parcel: Parcel) -> None:
        nudge = parcel.claimed.nudge
        try:
            platform_id = await _said(messenger, parcel)
        except Throttled as throttled:
            self._blocked[messenger.platform] = _ticks() + throttled.after.total_seconds()
            await self._surely(self._office.release, parcel.claimed)
        except (Unreachable, Undeliverable, Unsure) as error:
            log.warning("nudge %s is not delivered: %s, %s", nudge.id, type(error).__name__, error)
            await self._surely(self._office.failed, parcel, error)
        else:
            await self._marks.sent(parcel, platform_id)

    def _waiting(self) -> tuple[Platform, ...]:
        return tuple(platform for platform, until in self._blocked.items() if until > _ticks())

    async def _surely(self, act: Callable[..., Result], *given: object) -> Result:
        """Do it even through an outage: how a claim stands, nobody else knows before its lease ends."""
        until = _ticks() + FRESH.total_seconds()
        while True:
            try:
                return await self._off_loop(act, *given)
            except Out:
                if _ticks() > until:
                    raise
                await asyncio.sleep(AGAIN)

    async def _off_loop(self, act: Callable[..., Result], *given: object) -> Result:
        """The records are synchronous: they are asked on a thread."""
        return await asyncio.to_thread(act, *given)


def beat(delivery: Delivery) -> Callable[[], Awaitable[None]]:
    """What the scheduler is handed: one turn, which an outage of the database merely postpones."""

    async def turn() -> None:
        try:
            await delivery.turn()
        except Out:
            log.warning("the database cannot be reached; what is due waits")

    return turn


async def _said(messenger: Messenger, parcel: Parcel) -> str:
    """Send it, or let what stands say it instead; what cannot be changed for a while stays as it is."""
    nudge = parcel.claimed.nudge
    if nudge.spot is None:
        return await messenger.send(parcel.account, parcel.message, nudge.key)
    changed = await messenger.change(parcel.account, nudge.spot.platform_id, parcel.message)
    if not changed and nudge.tries < TRIES:
        raise Throttled(PATIENCE)
    return nudge.spot.platform_id


def _ticks() -> float:
    return asyncio.get_running_loop().time()
