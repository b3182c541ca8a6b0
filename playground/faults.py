"""Outages on order: a test lists what shall go wrong, and the stand-ins let it go wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Fault:
    """`kind`: a status ("429"), "error:<code>", "frozen", or "accept_then_" and "drop", "frozen", a status.

    `name`: a Slack method or, on Teams, "send", "update", "delete", "create", "members", "token"; "*" is any.
    A frozen call is not answered before `thawed` is set, and carried out only if it was accepted.
    """

    name: str
    kind: str
    times: int = 1
    retry_after: int = 1
    thawed: asyncio.Event = field(default_factory=asyncio.Event)


Refusal = Callable[[int, Fault], web.Response]


def take(faults: list[Fault], name: str) -> Fault | None:
    for fault in faults:
        if fault.times > 0 and fault.name in (name, "*"):
            fault.times -= 1
            return fault
    return None


async def answered(
    request: web.Request, fault: Fault | None, answer: Callable[[], Awaitable[web.Response]], refusal: Refusal
) -> web.Response:
    if fault is None:
        return await answer()
    if fault.kind == "frozen":
        await fault.thawed.wait()
        return _dropped(request)
    if fault.kind.startswith("accept_then_"):
        await answer()
        then = fault.kind.removeprefix("accept_then_")
        if then == "frozen":
            await fault.thawed.wait()
        return refusal(int(then), fault) if then.isdigit() else _dropped(request)
    return refusal(200 if fault.kind.startswith("error:") else int(fault.kind), fault)


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
