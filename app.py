"""Plugs everything together and starts it. The only reader of the environment and of the process's clock."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from dotenv import load_dotenv
from sqlalchemy import Engine

from bot.core import Bot
from bot.delivery import Delivery, beat
from bot.office import Office
from bot.people import Platform
from bot.ports import Clock, House, Messenger, Out
from handlers.shell.settings import Settings, settings_from
from handlers.slack.install import FixedWords, SlackSettings, SlackSide
from handlers.teams.side import Phrases, TeamsSettings, TeamsSide, teams_side
from handlers.web.files import Links, file_routes
from handlers.web.health import Readiness, health_routes
from handlers.web.metrics import Figures, metrics_routes
from handlers.web.server import Server, listen, web_app
from scheduler.heartbeat import Heartbeat
from storage.database import open_database
from storage.records import Books
from storage.schema import is_current, migrate
from storage.secrets import Secrets
from templates.library import Library

log = logging.getLogger("onehour")

DAY = timedelta(days=1)


class ProcessClock:
    """The clock on the wall, for everybody but the playground and the tests."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Onehour:
    """The product, plugged together: opened with `listens`, working once `beats`, ended with `stop`."""

    def __init__(self, settings: Settings, clock: Clock, engine: Engine) -> None:
        self.settings = settings
        self.engine = engine
        self.ledger = Books(engine, Secrets(settings.secret_key))
        self.library = Library(settings.templates)
        self.links = Links(settings.secret_keys, settings.public_url)
        self.bot = Bot(self.ledger, self.library, clock, self.links, House(settings.admins))
        self.office = Office(self.bot)
        self.slack = _slack(settings, self.bot)
        self.teams = _teams(settings, self.bot)
        self.delivery = Delivery(self.office, self._messengers())
        self.heart = Heartbeat(beat(self.delivery), settings.tick)
        self.roll_call = Heartbeat(self.meets_everybody, DAY)
        self.server: Server | None = None

    @property
    def address(self) -> str:
        """Where it listens; empty before."""
        return self.server.address if self.server else ""

    async def listens(self, *, to_platforms: bool = True) -> None:
        """Start hearing. A worker alone answers only for its own health."""
        sides = self._sides()
        for side in sides:
            await side.start()
        heard = [route for side in sides for route in side.routes()] if to_platforms else []
        app = web_app([*heard, *self._own_routes()])
        self.server = await listen(app, self.settings.host, self.settings.port)

    def beats(self) -> None:
        """Start doing what is due, at once after every act and else by the heartbeat."""
        loop = asyncio.get_running_loop()
        self.bot.afterwards = lambda: loop.call_soon_threadsafe(self.heart.soon)
        self.heart.start()
        self.roll_call.start()

    async def stop(self) -> None:
        """Hear nothing more, finish what is under way, give the database back."""
        self.bot.afterwards = lambda: None
        if self.server:
            await self.server.stop()
        await self.roll_call.stop()
        await self.heart.stop()
        for side in self._sides():
            await side.stop()
        self.engine.dispose()

    async def meets_everybody(self) -> None:
        """Know whom announcements can reach, where a platform has a list of its people."""
        if self.slack:
            await self.slack.introduce_everybody()

    def _sides(self) -> list[SlackSide | TeamsSide]:
        return [side for side in (self.slack, self.teams) if side]

    def _messengers(self) -> dict[Platform, Messenger]:
        return {side.messenger.platform: side.messenger for side in self._sides()}

    def _own_routes(self) -> list[web.RouteDef]:
        return [
            *health_routes(self._readiness),
            *metrics_routes(self._figures, self.settings.metrics_token),
            *file_routes(self.links, self.office.file),
        ]

    async def _readiness(self) -> Readiness:
        try:
            return Readiness(database=True, schema=await asyncio.to_thread(is_current, self.engine))
        except Out:
            return Readiness(database=False, schema=False)

    async def _figures(self) -> Figures:
        return Figures(await asyncio.to_thread(self.office.counts))
