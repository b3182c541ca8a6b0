"""Whether the process lives, and whether it can do its work."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass

from aiohttp import web

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds; a frozen database has to show within six


@dataclass(frozen=True, slots=True)
class Readiness:
    """`database`: it can be reached. `schema`: it is the one this version knows."""

    database: bool
    schema: bool


Probe = Callable[[], Awaitable[Readiness]]


class _Shared:
    """Asks once for all who wait: behind a frozen database, requests must not pile up threads."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe
        self._asking: asyncio.Task[Readiness] | None = None

    async def __call__(self) -> Readiness:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking), PATIENCE)
        except TimeoutError:
            return Readiness(database=False, schema=False)

    async def _ask(self) -> Readiness:
        try:
            return await self._probe()
        except Exception:
            log.exception("the database could not be asked whether it is ready")
            return Readiness(database=False, schema=False)


def health_routes(probe: Probe) -> list[web.RouteDef]:
    shared = _Shared(probe)

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"process": True})

    async def readyz(_: web.Request) -> web.Response:
        found = await shared()
        return web.json_response(asdict(found), status=200 if found.database and found.schema else 503)

    return [web.get("/healthz", healthz), web.get("/readyz", readyz)]
