"""A stand-in Slack workspace and a stand-in Teams tenant in which a made-up company can be played."""

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from aiohttp import web

from playground.courier import Courier
from playground.slack import SlackWorkspace
from playground.slack_files import MOST_UPLOAD
from playground.teams import TeamsTenant
from playground.teams_tokens import ISSUER
from playground.world import Entry, Human, World

__all__ = ["Controls", "Entry", "Human", "Playground", "SlackWorkspace", "Taken", "TeamsTenant", "World"]


class Taken(Exception):
    """Somebody else listens where the page should be."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is taken. Choose another, such as: PORT={port + 10} make run")


class Controls(Protocol):
    """The playground's clock, moved by whoever owns it."""

    def now(self) -> datetime: ...

    async def move_to(self, moment: datetime) -> None: ...

    def next_due(self) -> datetime | None: ...


class Playground:
    """`bot_url` is where the bot listens, without a path: its routes are /slack/events and /api/messages.

    With an `app_token` Slack is reached by Socket Mode instead.
    """

    def __init__(
        self,
        humans: Sequence[Human],
        clock: Callable[[], datetime],
        path: Path | None = None,
        *,
        bot_url: str | Callable[[], str],
        app_token: str = "",
    ) -> None:
        self.world = World(humans, clock, path)
        self.controls: Controls | None = None
        self._bot_url = bot_url
        self._address = ""
        self._courier = Courier()
        self._runner: web.AppRunner | None = None
        self.slack = SlackWorkspace(
            self.world,
            request_url=lambda: self._of_bot("/slack/events"),
            public_base=lambda: self.address,
            app_token=app_token,
            courier=self._courier,
        )
        self.teams = TeamsTenant(
            self.world,
            messages_url=lambda: self._of_bot("/api/messages"),
            public_base=lambda: self.address,
            courier=self._courier,
        )

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=MOST_UPLOAD)
        app.add_routes([*self.slack.routes(), *self.teams.routes(), *self._page_routes()])
        # Pages hold a connection for live updates: they must not hold up the end.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        try:
            await site.start()
        except OSError as problem:
            await self.stop()
            raise Taken(port) from problem
        self._address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self.slack.close()
        await self.teams.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.world.close()

    @property
    def address(self) -> str:
        return self._address

    @property
    def environment(self) -> dict[str, str]:
        """What points the bot at the stand-ins; known once started."""
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": f"{self.address}/slack/api/",
            "MICROSOFT_APP_ID": self.teams.app_id,
            "MICROSOFT_APP_PASSWORD": self.teams.app_password,
            "MICROSOFT_APP_TENANT_ID": self.teams.tenant_id,
            "MICROSOFT_APP_TYPE": "SingleTenant",
            "TEAMS_OPENID_URL": f"{self.address}/teams/openid",
            "TEAMS_LOGIN_URL": f"{self.address}/teams/login",
            "TEAMS_TOKEN_ISSUER": ISSUER,
        }

    def side(self, human_id: str) -> SlackWorkspace | TeamsTenant:
        return self.slack if self.world.humans[human_id].platform == "slack" else self.teams

    def _of_bot(self, path: str) -> str:
        base = self._bot_url if isinstance(self._bot_url, str) else self._bot_url()
        return base.rstrip("/") + path

    def _page_routes(self) -> list[web.RouteDef]:
        # Imported late: the page looks at this module, and the stand-ins work without it.
        if find_spec("playground.page") is None:
            return []
        routes: list[web.RouteDef] = import_module("playground.page").routes(self)
        return routes
