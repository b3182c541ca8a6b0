"""Figures for monitoring: how much is owed and done, never who."""

import hmac
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

from aiohttp import hdrs, web
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.ports import Out

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


@dataclass(frozen=True, slots=True)
class Figures:
    """`outbox`: messages by state. `counters`: what happened since the start (`beats`, `clicks_slack`)."""

    outbox: Mapping[str, int]
    counters: Mapping[str, int] = field(default_factory=dict)


class _Snapshot(Collector):
    def __init__(self, figures: Figures | None) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "onehour_database_up", "Whether the database answered.", value=float(self._figures is not None)
        )
        if self._figures is None:
            return
        outbox = GaugeMetricFamily("onehour_outbox_messages", "Messages owed, by state.", labels=["state"])
        for state, count in sorted(self._figures.outbox.items()):
            outbox.add_metric([state], count)
        yield outbox
        for name, count in sorted(self._figures.counters.items()):
            words = name.replace("_", " ").capitalize()
            yield CounterMetricFamily(f"onehour_{name}", f"{words} since the start.", value=count)


def metrics_routes(figures: Callable[[], Awaitable[Figures]], token: str = "") -> list[web.RouteDef]:
    async def metrics(request: web.Request) -> web.Response:
        _admit(request, token)
        try:
            snapshot = _Snapshot(await figures())
        except Out:
            snapshot = _Snapshot(None)
        registry = CollectorRegistry()
        registry.register(snapshot)
        ProcessCollector(namespace="onehour", registry=registry)
        return web.Response(body=generate_latest(registry), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE})

    return [web.get("/metrics", metrics)]


def _admit(request: web.Request, token: str) -> None:
    if _is_near(request) or _knows(request, token):
        return
    if token:
        raise web.HTTPUnauthorized(headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
    raise web.HTTPForbidden


def _is_near(request: web.Request) -> bool:
    # behind a proxy on this machine the whole world comes from loopback; such requests say so
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote or "").is_loopback
    except ValueError:
        return False


def _knows(request: web.Request, token: str) -> bool:
    scheme, _, given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    told = given.strip().encode("utf-8", "surrogateescape")
    return bool(token) and scheme.lower() == "bearer" and hmac.compare_digest(told, token.encode())
