"""Puts the Slack side together for one workspace, and starts and stops it."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.core import Bot
from bot.message import Message
from handlers.slack.addresses import api_base, is_loopback
from handlers.slack.channels import Channels
from handlers.slack.door import Door, Reception
from handlers.slack.edge import Edge
from handlers.slack.files import Files
from handlers.slack.home import Home
from handlers.slack.lanes import SPACING, Lanes
from handlers.slack.listeners import Ears, listen
from handlers.slack.messenger import SlackMessenger
from handlers.slack.mouth import Mouth
from handlers.slack.people import looked_up
from handlers.slack.replies import Replies
from handlers.slack.roster import introduce_everybody
from handlers.slack.socket_mode import SocketClient, SocketMode
from handlers.slack.supervision import Supervised

# Below ERROR both libraries quote whole requests and answers, and people's words with them.
_library = logging.getLogger("handlers.slack.library")
_library.setLevel(logging.ERROR)
_TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
_FAREWELL = 3.0


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One workspace. With `app_token` it is Socket Mode, else HTTP."""

    bot_token: str
    signing_secret: str = ""
    app_token: str = ""
    api_url: str = ""


@dataclass(frozen=True, slots=True)
class FixedWords:
    """What is said without asking the core, by language.

    `written` stands beside a command that was answered elsewhere, `unsent` below a message whose file did not
    arrive; `guests` is for them.
    """

    written: Callable[[str], Message]
    guests: Callable[[str], Message]
    unsent: Callable[[str], Message]

    @classmethod
    def by(cls, say: Callable[[str, str], Message]) -> "FixedWords":
        """Out of the templates, by name and language."""
        return cls(partial(say, "help/written"), partial(say, "help/guests"), partial(say, "files/unsent"))


class SlackSide:
    """The Slack side, plugged together. `counts` says how often what was heard, and how it ended."""

    def __init__(
        self, settings: SlackSettings, bot: Bot, words: FixedWords, spacing: float = SPACING
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._client = web_client(AsyncWebClient, settings, settings.bot_token)
        self._door = Door(bot)
        self._supervised = Supervised(self.counts)
        mouth = Mouth(self._client, Lanes(spacing), words.unsent)
        self.messenger = SlackMessenger(mouth)
        self.app = _bolt(self._client)
        home = Home(self._door, mouth, self._supervised)
        reception = Reception(self._door, partial(looked_up, self._client), words.guests)
        replies = Replies(mouth, home, words.written, reception.language_of)
        self._channels = Channels(self._client, self._door)
        ears = Ears(self._door, reception, replies, home, Files(self._client), self._channels)
        listen(self.app, ears, self._supervised)
        self._edge = Edge(self.app, settings.signing_secret)
        self._socket: SocketMode | None = None
        if settings.app_token:
            self._socket = SocketMode(self.app, web_client(SocketClient, settings, settings.app_token))

    def routes(self) -> list[web.RouteDef]:
        """What our HTTP application serves for Slack; nothing where Slack is reached by Socket Mode."""
        return [] if self._socket else [web.post("/slack/events", self._edge.receive)]

    async def start(self) -> None:
        """Inside the running loop. Slack itself need not be there yet."""
        # one for everything: the SDK alone makes a connection and a TLS handshake for each call
        self._client.session = aiohttp.ClientSession(timeout=_TIMEOUT)
        if self._socket:
            await self._socket.start()

    async def stop(self) -> None:
        """Hear nothing more, and let what is running come to its end."""
        if self._socket:
            await self._socket.stop()
        await self._supervised.finish(_FAREWELL)
        if self._client.session:
            await self._client.session.close()
        self._door.close()

    async def introduce_everybody(self) -> int:
        """For the start and once a day: let the core know whom and where announcements can reach."""
        met = await introduce_everybody(self._client, self._door)
        await self._channels.learn_all()
        return met


Client = TypeVar("Client", bound=AsyncWebClient)


def web_client(kind: type[Client], settings: SlackSettings, token: str) -> Client:
    """A client that calls once: with the SDK's own retries a message whose answer was lost is sent twice."""
    client = kind(token=token, base_url=api_base(settings.api_url), logger=_library, retry_handlers=[])
    if is_loopback(client.base_url):
        client.proxy = None  # the SDK took the environment's, and no proxy reaches this machine
    return client


def _bolt(client: AsyncWebClient) -> AsyncApp:
    async def authorise(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """Ours is the only installation. Asking Slack who we are would only make its outages ours."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    return AsyncApp(
        # Bolt makes a logger of this name and takes its level from the one below: not one of ours, then.
        name="handlers.slack.bolt",
        logger=_library,
        client=client,
        authorize=authorise,
        # Ours answer in time by themselves; Bolt would look for their answer only every 10 ms.
        process_before_response=True,
        # `edge.py` has done it by then, before anything read the body.
        request_verification_enabled=False,
    )
