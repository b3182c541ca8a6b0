"""Server-Sent Events: whose picture changed, and where the clock is."""

import asyncio
import json
from collections.abc import AsyncIterator

from aiohttp import web

from playground.page_clock import Clock
from playground.world import World

GLANCE = 0.4
HEARTBEATS_AFTER = 20


async def stream(request: web.Request, world: World, clock: Clock) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    async with world.changes() as queue:
        await response.prepare(request)
        try:
            await response.write(b"retry: 1000\n\n")
            async for name, data in _happenings(queue, world, clock):
                await response.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())
        except ConnectionResetError:
            pass  # the page was closed
    return response


async def _happenings(
    queue: asyncio.Queue[str], world: World, clock: Clock
) -> AsyncIterator[tuple[str, object]]:
    shown, quiet = _face(clock), 0
    while True:
        changed = await _changed(queue)
        if changed:
            # what changes in a channel changes for everybody
            seen = min(changed, world.humans.keys())
            yield "people", {person: world.unread(person) for person in sorted(seen)}
        face = _face(clock)
        if face != shown:
            yield "clock", face
        quiet = 0 if changed or face != shown else quiet + 1
        shown = face
        if quiet >= HEARTBEATS_AFTER:
            yield "alive", None
            quiet = 0


async def _changed(queue: asyncio.Queue[str]) -> set[str]:
    """Everybody who changed by now; waits a glance for the first."""
    try:
        changed = {await asyncio.wait_for(queue.get(), GLANCE)}
    except TimeoutError:
        return set()
    while not queue.empty():
        changed.add(queue.get_nowait())
    return changed


def _face(clock: Clock) -> dict[str, object]:
    return {
        "minute": f"{clock.now():%Y-%m-%d %H:%M}",
        "moving": clock.moving,
        "fraction": round(clock.fraction, 3) if clock.moving else None,
    }
