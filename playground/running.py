"""One play: the company, the stand-ins and the product, from the first curtain until somebody stops it."""

import asyncio
import contextlib
import secrets
import socket
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from playground import Playground
from playground.clock import PlayClock
from playground.company import Company
from playground.opening import opens

COORDINATOR = "carla@hartwell.example"
HERE = "127.0.0.1"


class Product(Protocol):
    """The product, as the playground has to know it: something that listens, and that is due to do things."""

    @property
    def address(self) -> str: ...
    def next_due(self) -> datetime | None: ...
    def take_in(self, people_file: bytes) -> None: ...
    async def start(self) -> None: ...
    async def walk(self, until: datetime) -> None: ...
    async def stop(self) -> None: ...


Make = Callable[[Mapping[str, str], PlayClock], Product]


@dataclass(frozen=True, slots=True)
class Controls:
    """The clock, moved by way of everything that is due."""

    clock: PlayClock
    product: Product

    def now(self) -> datetime:
        return self.clock.now()

    def next_due(self) -> datetime | None:
        return self.product.next_due()

    async def move_to(self, moment: datetime) -> None:
        await self.product.walk(moment)


@dataclass(frozen=True, slots=True)
class Theatre:
    """Where is played, and whether the audience is fetched. What happened is kept in `folder`."""

    folder: Path
    port: int
    browser: bool


async def play(make: Make, company: Company, real: Callable[[], datetime], theatre: Theatre) -> None:
    """Play until cancelled; the next play in the same folder goes on from there."""
    folder = theatre.folder
    clock = PlayClock(real, folder / "clock.json")
    products: list[Product] = []
    playground = Playground(
        company.humans, clock.now, folder / "world.db", bot_url=lambda: products[0].address
    )
    await playground.start(theatre.port)
    try:
        product = make({**_settings(folder, playground), **playground.environment}, clock)
        products.append(product)
        await _begin(playground, product, company, clock)
        print(f"The playground is at {playground.address}", flush=True)  # noqa: T201  # what was asked for
        if theatre.browser:
            webbrowser.open(playground.address)
        await asyncio.Event().wait()
    finally:
        for product in products:
            await product.stop()
        await playground.stop()


async def _begin(playground: Playground, product: Product, company: Company, clock: PlayClock) -> None:
    playground.controls = Controls(clock, product)
    if not playground.world.recall("people"):
        await asyncio.to_thread(product.take_in, company.people_file)
        playground.world.remember("people", value=True)
    await product.start()
    await opens(playground.slack, playground.teams, company.humans, company.joining)


def _settings(folder: Path, playground: Playground) -> dict[str, str]:
    port = _free_port(after=int(playground.address.rpartition(":")[2]))
    return {
        "DATABASE_URL": f"sqlite:///{(folder / 'onehour.db').as_posix()}",
        "ONEHOUR_SECRET_KEY": _key(folder / "secret.key"),
        "ONEHOUR_ADMINS": COORDINATOR,
        "HOST": HERE,
        "PORT": str(port),
        "PUBLIC_URL": f"http://{HERE}:{port}",
    }


def _key(file: Path) -> str:
    """Made once: what is encrypted has to be readable in the next play too."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32))
    return file.read_text()


def _free_port(after: int) -> int:
    """The one behind the page's, so that links in old messages go on working; any other if that is taken."""
    for port in (after + 1, 0):
        with socket.socket() as tried, contextlib.suppress(OSError, OverflowError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((HERE, port))
            return int(tried.getsockname()[1])
    return 0
