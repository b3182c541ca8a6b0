"""Plugs everything together and starts it. The only reader of the environment and of the process's clock."""

import asyncio
import logging
import os
import secrets
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from aiohttp import web
from dotenv import dotenv_values
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from bot.core import Bot
from bot.delivery import Delivery, beat
from bot.doubts import LOOKS
from bot.noticeboard import EVERY
from bot.office import Office
from bot.people import Platform
from bot.people_file import read_people
from bot.people_intake import store_people
from bot.ports import Clock, House, Messenger, Out, Throttled
from bot.printing import Printer
from bot.records import Ledger
from bot.rehearsal import Rehearsal
from bot.rehearsals import Rehearsals
from bot.walk import Movable, walk
from handlers.charts.pictures import picture
from handlers.looks import side_by_side
from handlers.shell.main import main
from handlers.shell.settings import Settings, settings_from
from handlers.shell.tables import whole_csv
from handlers.shell.toolbox import Check, Database, Play, Refused, Role, Schema, State, Taken, Toolbox
from handlers.shell.variables import is_loopback
from handlers.slack.addresses import Unsafe
from handlers.slack.check import checks as slack_checks
from handlers.slack.install import FixedWords, SlackSettings, SlackSide
from handlers.slack.lanes import SPACING
from handlers.teams.check import checks as teams_checks
from handlers.teams.pacing import Pace
from handlers.teams.side import Misconfigured, Phrases, Speech, TeamsSettings, TeamsSide, teams_side
from handlers.web.files import Links, file_routes
from handlers.web.health import Readiness, health_routes
from handlers.web.metrics import Figures, metrics_routes
from handlers.web.server import Server, listen, web_app
from playground.looks import paint
from scheduler.heartbeat import Heartbeat
from storage.copying import NoCopy, throw_away
from storage.database import open_database
from storage.inspection import look
from storage.lock import FileIsTaken
from storage.records import Books
from storage.schema import TooNew, is_current, migrate
from storage.secrets import Secrets
from templates.files import BadTemplate
from templates.library import Library

log = logging.getLogger("onehour")

HERE = Path(__file__).parent
DAY = timedelta(days=1)
# Whoever ends us with SIGTERM commonly kills us ten seconds later. Slack's side takes as long again.
FAREWELL = timedelta(seconds=3)


class ProcessClock:
    """The clock on the wall, for everybody but the playground and the tests."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Onehour:
    """The product, plugged together: opened with `listens`, working once it `beats`, ended with `stop`.

    Raises Refused for settings or templates with which it cannot be. `paced`: no faster than the platforms
    like it; stand-ins do not mind.
    """

    def __init__(self, settings: Settings, clock: Clock, engine: Engine, *, paced: bool = True) -> None:
        self.settings = settings
        self.engine = engine
        self.ledger = Books(engine, Secrets(",".join(settings.secret_keys)))
        self.links = Links(settings.secret_keys, settings.public_url)
        try:
            self.rehearsals = Rehearsals(partial(_rehearsal, settings, clock), self.ledger, clock, whole_csv)
            printer = Printer(picture, whole_csv, partial(side_by_side, paint))
            house = House(Library(settings.templates), frozenset(settings.admins), self.rehearsals, printer)
            self.bot = Bot(self.ledger, clock, self.links, house)
            self.slack = _slack(settings, self.bot, SPACING if paced else 0)
            self.teams = _teams(settings, self.bot, Pace() if paced else Pace((), ()))
        except (BadTemplate, Misconfigured, Unsafe) as wrong:
            engine.dispose()
            raise Refused(str(wrong)) from wrong
        self.office = Office(self.bot)
        looks, every = (LOOKS, EVERY) if paced else ((0, 0), 0)
        self.delivery = Delivery(self.office, self._messengers(), looks, every)
        self.bot.afterwards = self.delivery.homes.note
        self.heart = Heartbeat(beat(self.delivery), settings.tick)
        self.roll_call = Heartbeat(self.meets_everybody, DAY)
        self.server: Server | None = None

    @property
    def address(self) -> str:
        """Where it listens; empty before."""
        return self.server.address if self.server else ""

    async def listens(self, roles: frozenset[Role] = frozenset(Role)) -> None:
        """Open the doors. A worker alone answers only for its own health."""
        await asyncio.to_thread(self.office.get_ready)
        if self.settings.on_sqlite:
            # the file is ours alone, so that nobody has to wait until a dead process's leases end
            await asyncio.to_thread(self.office.take_over)
        for side in self._sides():
            await side.start()
        heard = [route for side in self._sides() for route in side.routes()] if Role.WEB in roles else []
        web = web_app([*heard, *self._own_routes()])
        self.server = await listen(web, self.settings.host, self.settings.port)

    def beats(self) -> None:
        """Do what is due: after every act at once, and else by the heartbeat."""
        loop = asyncio.get_running_loop()

        def afterwards(concerned: Collection[int]) -> None:
            self.delivery.homes.note(concerned)
            loop.call_soon_threadsafe(self.heart.soon)

        self.bot.afterwards = afterwards
        self.rehearsals.afterwards = lambda: afterwards(())
        self.heart.start()
        self.roll_call.start()

    async def stop(self) -> None:
        """Hear nothing more, finish what is under way, give the database back."""
        self.bot.afterwards = lambda _: None
        await asyncio.to_thread(self.rehearsals.stop)
        hearing = [self.server.stop()] if self.server else []
        await asyncio.gather(*hearing, self.roll_call.stop(FAREWELL), self.heart.stop(FAREWELL))
        await asyncio.gather(*(side.stop() for side in self._sides()))
        self.engine.dispose()

    async def meets_everybody(self) -> None:
        """Know whom announcements can reach, where a platform has a list of its people."""
        if self.slack:
            try:
                await self.slack.introduce_everybody()
            except (Throttled, Out) as later:
                log.warning("not everybody could be looked up; tried again tomorrow: %s", later)

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


class OnStage:
    """The product as the playground holds it, with a clock that can be moved."""

    def __init__(self, environ: Mapping[str, str], clock: Movable) -> None:
        settings = settings_from(environ)
        self._clock = clock
        self._onehour = Onehour(settings, clock, opened(settings), paced=False)

    @property
    def address(self) -> str:
        return self._onehour.address

    def next_due(self) -> datetime | None:
        return self._onehour.office.next_due()

    def take_in(self, people_file: bytes) -> None:
        with self._onehour.ledger() as records:
            store_people(records, read_people(people_file, frozenset()))

    async def start(self) -> None:
        await self._onehour.listens()
        await self._onehour.meets_everybody()
        self._onehour.beats()

    async def walk(self, until: datetime) -> None:
        onehour = self._onehour
        await walk(self._clock, partial(asyncio.to_thread, onehour.office.next_due), onehour.heart.now, until)

    async def stop(self) -> None:
        await self._onehour.stop()


def _slack(settings: Settings, bot: Bot, spacing: float) -> SlackSide | None:
    if not settings.slack_bot_token:
        return None
    return SlackSide(_slack_settings(settings), bot, FixedWords.by(bot.say), spacing)


def _slack_settings(settings: Settings) -> SlackSettings:
    return SlackSettings(
        settings.slack_bot_token,
        settings.slack_signing_secret,
        settings.slack_app_token,
        settings.slack_api_url,
    )


def _teams(settings: Settings, bot: Bot, pace: Pace) -> TeamsSide | None:
    if not settings.has_teams:
        return None

    def phrases(language: str) -> Phrases:
        notes = bot.words("help/notes", language)
        return Phrases(**{field.name: notes[field.name] for field in fields(Phrases)})

    return teams_side(_teams_settings(settings), bot, Speech(phrases, arrival="hello"), pace=pace)


def _teams_settings(settings: Settings) -> TeamsSettings:
    told = {
        "openid_url": settings.teams_openid_url,
        "login_url": settings.teams_login_url,
        "token_issuer": settings.teams_token_issuer,
    }
    return TeamsSettings(
        settings.microsoft_app_id,
        settings.microsoft_app_password,
        settings.microsoft_app_tenant_id,
        settings.microsoft_app_type,
        emulator=settings.teams_emulator,
        listens_on_loopback=is_loopback(settings.host),
        **{name: value for name, value in told.items() if value},
    )


def opened(settings: Settings, *, beside_serve: bool = False) -> Engine:
    """The database, at the newest schema. Raises Refused where somebody else has to do something first."""
    with _refusing(beside_serve=beside_serve):
        engine = open_database(settings.database_url)
        try:
            current = bool(migrate(engine)) if settings.on_sqlite else is_current(engine)
        except BaseException:
            engine.dispose()
            raise
    if not current:
        raise Refused("The database has another schema: run `python app.py migrate` first.")
    return engine


@contextmanager
def _refusing(*, beside_serve: bool) -> Iterator[None]:
    """Say in a sentence why a database cannot be had."""
    try:
        yield
    except FileIsTaken as taken:
        raise (Taken() if beside_serve else Refused(str(taken))) from taken
    except TooNew as new:
        raise Refused(str(new)) from new
    except OSError as wrong:
        raise Refused(f"The database cannot be opened: {wrong.strerror or wrong}.") from wrong
    except DatabaseError as wrong:
        if type(wrong) is not DatabaseError:  # its kinds are our mistakes; it alone speaks of the file
            raise
        raise Refused(f"The database cannot be opened: {wrong.orig}.") from wrong


async def _serve(settings: Settings, roles: frozenset[Role]) -> None:
    onehour = Onehour(settings, ProcessClock(), await asyncio.to_thread(opened, settings))
    try:
        await onehour.listens(roles)
        if Role.WORKER in roles:
            onehour.beats()
        log.info("onehour listens at %s", onehour.address)
        await asyncio.Event().wait()
    finally:
        await onehour.stop()


async def _play(settings: Settings, wanted: Play) -> None:
    from playground import Taken
    from playground.company import company
    from playground.running import Theatre, play

    port = settings.port if wanted.port is None else wanted.port
    folder = Path(".playground")
    folder.mkdir(mode=0o700, exist_ok=True)  # noqa: ASYNC240  # nothing else runs yet
    theatre = Theatre(folder, port, wanted.browser)
    try:
        await play(OnStage, company(wanted.people, wanted.seed), ProcessClock().now, theatre)
    except Taken as taken:
        raise Refused(str(taken)) from taken


def _migrate(settings: Settings) -> str:
    with _refusing(beside_serve=True):
        return f"The database has the newest schema: {migrate(settings.database_url)}."


def _database(settings: Settings) -> Database:
    found = look(settings.database_url)
    return Database(found.engine, Schema(found.standing), found.note, found.trouble)


async def _platform_checks(settings: Settings) -> Sequence[Check]:
    facts: list[tuple[bool, str, str]] = []
    if settings.slack_bot_token:
        facts += await slack_checks(_slack_settings(settings), ProcessClock().now())
    if settings.has_teams:
        facts += await teams_checks(_teams_settings(settings))
    return [Check(State.OK if ok else State.PROBLEM, line, remedy) for ok, line, remedy in facts]


def _ledger(settings: Settings) -> Ledger:
    return Books(opened(settings, beside_serve=True), Secrets(",".join(_keys(settings))))


def _keys(settings: Settings) -> Sequence[str]:
    # What the command line writes is never sealed, or thrown away; without a key it still has to work.
    return settings.secret_keys or (secrets.token_urlsafe(32),)


@contextmanager
def _rehearsal(settings: Settings, clock: Clock) -> Iterator[Rehearsal]:
    """The product over a copy of what is stored, on the platforms it speaks; on both where none is set up."""
    here = {Platform.SLACK: bool(settings.slack_bot_token), Platform.TEAMS: settings.has_teams}
    platforms = [one for one, is_here in here.items() if is_here] or list(Platform)
    links = Links(_keys(settings), settings.public_url)
    try:
        with throw_away(settings.database_url) as copy:
            ledger = Books(copy, Secrets(",".join(_keys(settings))))
            yield Rehearsal(ledger, _house(settings), links, clock.now(), platforms)
    except NoCopy as none:
        raise Refused(str(none)) from none


def _house(settings: Settings) -> House:
    try:
        return House(Library(settings.templates), frozenset(settings.admins))
    except BadTemplate as wrong:
        raise Refused(str(wrong)) from wrong


def toolbox(environ: Mapping[str, str]) -> Toolbox:
    """What the commands are handed."""
    return Toolbox(
        environ=environ,
        serve=_serve,
        playground=_play,
        migrate=_migrate,
        database=_database,
        platform_checks=_platform_checks,
        open_ledger=_ledger,
        rehearsal=_rehearsal,
        house=_house,
        clock=ProcessClock(),
    )


if __name__ == "__main__":
    kept = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    sys.exit(main(sys.argv[1:], toolbox({**kept, **os.environ})))
