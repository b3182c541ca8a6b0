"""Teams, plugged together: what `app.py` starts, mounts and gives to the delivery."""

import aiohttp
from aiohttp import web

from bot.core import Bot
from handlers.teams.addresses import https_or_loopback
from handlers.teams.carrier import Carrier
from handlers.teams.channels import Boards, Channels
from handlers.teams.edge import PATH, Edge
from handlers.teams.home import HomeCards
from handlers.teams.identity import Introductions
from handlers.teams.listener import Listener
from handlers.teams.messenger import TeamsMessenger
from handlers.teams.pacing import Pace
from handlers.teams.sdk import Framework
from handlers.teams.settings import AppType, Misconfigured, Phrases, Speech, TeamsSettings
from handlers.teams.show import Shower
from handlers.teams.supervised import Asking
from handlers.teams.tokens import TokenSource
from handlers.teams.verifier import Verifier

__all__ = ["Misconfigured", "Phrases", "Speech", "TeamsSettings", "TeamsSide", "problems", "teams_side"]


class Connection:
    """The one HTTP session of this room. Made when first needed, since it belongs to the running loop."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    def __call__(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


class TeamsSide:
    """Everything `app.py` needs of Teams."""

    def __init__(
        self, edge: Edge, messenger: TeamsMessenger, carrier: Carrier, ask: Asking, connection: Connection
    ) -> None:
        self.messenger = messenger
        self._edge = edge
        self._carrier = carrier
        self._ask = ask
        self._connection = connection

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self._edge.on_post)]

    async def start(self) -> None:
        self._connection()

    async def stop(self) -> None:
        await self._carrier.close()
        self._ask.close()
        await self._connection.close()


def teams_side(
    settings: TeamsSettings,
    bot: Bot,
    speech: Speech,
    *,
    pace: Pace | None = None,
    ask: Asking | None = None,
) -> TeamsSide:
    """Raises Misconfigured, with a sentence for whoever starts us."""
    found = problems(settings)
    if found:
        raise Misconfigured(" ".join(found))
    connection, ask = Connection(), ask or Asking()
    framework = Framework(settings.app_id, TokenSource(settings, connection), connection)
    homes = HomeCards(bot, ask)
    shower = Shower(framework, speech, homes)
    carrier = Carrier(bot, ask, shower, connection)
    introductions = Introductions(bot, framework, ask)
    channels = Channels(bot, framework, ask)
    listener = Listener(bot, ask, introductions, shower, carrier, channels=channels)
    edge = Edge(Verifier(settings, connection), framework, listener, emulator=settings.emulator)
    pace = pace or Pace()
    messenger = TeamsMessenger(framework, pace, homes, Boards(framework, pace))
    return TeamsSide(edge, messenger, carrier, ask, connection)


def problems(settings: TeamsSettings) -> list[str]:
    """What cannot work, a sentence each."""
    types = [str(one) for one in AppType]
    needs_tenant = settings.app_type == AppType.SINGLE_TENANT and not settings.tenant_id
    needs_password = settings.app_type != AppType.MANAGED_IDENTITY and not settings.app_password
    found = {
        "TEAMS_EMULATOR accepts unsigned activities, so HOST must be a loopback address such as 127.0.0.1.": (
            settings.emulator and not settings.listens_on_loopback
        ),
        "MICROSOFT_APP_ID is missing: without it nobody could be told from anybody.": (
            not settings.app_id and not settings.emulator
        ),
        f"MICROSOFT_APP_TYPE must be one of {', '.join(types)}.": settings.app_type not in types,
        "MICROSOFT_APP_TENANT_ID is missing: SingleTenant asks for tokens there.": (
            needs_tenant and not settings.emulator
        ),
        "MICROSOFT_APP_PASSWORD is missing.": needs_password and not settings.emulator,
        "TEAMS_OPENID_URL must be https, or loopback.": not https_or_loopback(settings.openid_url),
        "TEAMS_LOGIN_URL must be https, or loopback.": not https_or_loopback(settings.login_url),
    }
    return [sentence for sentence, is_so in found.items() if is_so]
