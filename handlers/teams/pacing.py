"""Not faster than Teams allows, so that 429 stays the exception."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.ports import Throttled

MOST_BUCKETS = 10_000
LONGEST = 5.0


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` in any `span` seconds."""

    count: int
    span: float


# Per conversation and for one bot as Microsoft publishes it; per tenant half of the 50 it allows.
PER_CONVERSATION = (Rate(7, 1.0), Rate(60, 30.0))
PER_TENANT = (Rate(25, 1.0),)

Sleep = Callable[[float], Awaitable[None]]


class Bucket:
    def __init__(self, rates: tuple[Rate, ...]) -> None:
        self._rates = rates
        self._stamps: deque[float] = deque(maxlen=max((rate.count for rate in rates), default=0))

    def wait(self, now: float) -> float:
        full = [rate for rate in self._rates if len(self._stamps) >= rate.count]
        return max((rate.span - (now - self._stamps[-rate.count]) for rate in full), default=0.0)

    def take(self, now: float) -> None:
        self._stamps.append(now)


class Pace:
    """`in_turn` waits until one more may be sent; if that would take long, the outbox is told how long."""

    def __init__(
        self,
        per_conversation: tuple[Rate, ...] = PER_CONVERSATION,
        per_tenant: tuple[Rate, ...] = PER_TENANT,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._rates = {"conversation": per_conversation, "tenant": per_tenant}
        self._clock = clock
        self._sleep = sleep
        self._buckets: OrderedDict[tuple[str, str], Bucket] = OrderedDict()

    async def in_turn(self, conversation: str, tenant: str) -> None:
        buckets = [self._bucket("conversation", conversation), self._bucket("tenant", tenant)]
        while (wait := max(bucket.wait(self._clock()) for bucket in buckets)) > 0:
            if wait > LONGEST:
                raise Throttled(timedelta(seconds=wait))
            await self._sleep(wait)
        for bucket in buckets:
            bucket.take(self._clock())

    def _bucket(self, kind: str, name: str) -> Bucket:
        bucket = self._buckets.setdefault((kind, name), Bucket(self._rates[kind]))
        self._buckets.move_to_end((kind, name))
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        return bucket
