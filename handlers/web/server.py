"""The web server that every room's routes are mounted in: limits, headers, errors, start and stop."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from secrets import token_hex

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.ports import Out

log = logging.getLogger(__name__)


def _is_ours(record: logging.LogRecord) -> bool:
    """What is not even HTTP is answered 400; a trace for each would let anybody fill the log."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


logging.getLogger("aiohttp.server").addFilter(_is_ours)

BODY_LIMIT = 1024 * 1024  # the largest payloads of both platforms have some 250 kB
BAD_REQUEST = 400
# Seconds for requests under way. aiohttp waits for them twice; what still runs then is cancelled.
FAREWELL = 1.5

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # a signed address must not leak to where its reader goes next
    "Cache-Control": "no-store",
    # Slack's install page brings its button as an image and its looks in place
    "Content-Security-Policy": "default-src 'none'; img-src https:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class CannotListen(Exception):
    """The address is taken, unknown or not ours to use."""

    def __init__(self, host: str, port: int, reason: object) -> None:
        super().__init__(f"cannot listen on {host}, port {port}: {reason}")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens. `address` is where it can be reached from this machine."""

    address: str
    runner: web.AppRunner

    async def stop(self) -> None:
        """Take no new request and let those under way end."""
        await self.runner.cleanup()


def web_app(routes: Iterable[web.AbstractRouteDef], body_limit: int = BODY_LIMIT) -> web.Application:
    app = web.Application(middlewares=[_errors], client_max_size=body_limit)
    app.add_routes(routes)
    app.on_response_prepare.append(_protect)
    return app


async def listen(app: web.Application, host: str, port: int) -> Server:
    """Listen; port 0 takes any free one. Raises CannotListen."""
    # no access log: addresses carry signatures, and the platforms' bodies are nobody's business
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=FAREWELL)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, OverflowError) as problem:
        await runner.cleanup()
        raise CannotListen(host, port, problem) from problem
    bound = runner.addresses[0][1]
    return Server(f"http://{f'[{host}]' if ':' in host else host}:{bound}", runner)


def refusal(status: int, reason: str) -> web.Response:
    """The one shape in which the web says no."""
    return web.json_response({"error": reason}, status=status)


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.popall("Server", None)  # which versions we run helps nobody but an attacker


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as refused:
        if refused.status < BAD_REQUEST or refused.content_type == "application/json":
            raise
        return _plainly(refused)
    except (web.RequestPayloadError, HttpProcessingError):
        return refusal(BAD_REQUEST, "The body cannot be read.")
    except Out:
        return refusal(503, "The database cannot be reached just now. It is safe to repeat this.")
    except Exception:
        reference = token_hex(8)
        log.exception("%s %s failed (reference %s)", request.method, _pattern(request), reference)
        return web.Response(status=500, text=f"Something went wrong on our side. Reference: {reference}\n")


def _plainly(refused: web.HTTPException) -> web.Response:
    response = refusal(refused.status, refused.reason)
    for name in ("Allow", "WWW-Authenticate", "Retry-After"):
        if name in refused.headers:
            response.headers[name] = refused.headers[name]
    return response


def _pattern(request: web.Request) -> str:
    """The route and not the path, which may carry a signature."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "an unknown path"
