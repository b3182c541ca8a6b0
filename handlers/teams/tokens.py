"""The token by which the Connector knows us: asked for once, kept until five minutes before it runs out."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from handlers.teams.addresses import https_or_loopback
from handlers.teams.settings import AppType, TeamsSettings

SCOPE = "https://api.botframework.com/.default"
RESOURCE = "https://api.botframework.com"
EARLY = 5 * 60
PATIENCE = 10.0


class NoToken(ConnectionError):
    """No token can be had. `refused` says that asking again will not help; the sentence says what might."""

    def __init__(self, reason: str, *, refused: bool = False) -> None:
        super().__init__(reason)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    until: float


class TokenSource:
    """One token for everybody: without a lock, twenty sends at once would ask twenty times."""

    def __init__(
        self,
        settings: TeamsSettings,
        session: Callable[[], aiohttp.ClientSession],
        clock: Callable[[], float] = time.time,  # noqa: TID251  (a token lives by real time),
    ) -> None:
        self._settings = settings
        self._session = session
        self._clock = clock
        self._token: Token | None = None
        self._lock = asyncio.Lock()

    async def token(self) -> str:
        """Empty where an emulator is served without a password: it asks for none."""
        if self._settings.emulator and not self._settings.app_password:
            return ""
        async with self._lock:
            if self._token is None or self._clock() >= self._token.until:
                self._token = await self._fetch()
            return self._token.value

    def forget(self) -> None:
        """The Connector refused it; ask for another one next time."""
        self._token = None

    async def _fetch(self) -> Token:
        asked = self._clock()
        if self._settings.app_type == AppType.MANAGED_IDENTITY:
            answer = await self._managed_identity()
        else:
            answer = await self._client_credentials()
        try:
            # Entra writes a number, the identity endpoint of App Service a text.
            return Token(
                str(answer["access_token"]), asked + max(float(answer.get("expires_in", 3600)) - EARLY, 0)
            )
        except (KeyError, TypeError, ValueError) as error:
            raise NoToken("the answer holds no token") from error

    async def _client_credentials(self) -> dict[str, Any]:
        settings = self._settings
        tenant = "botframework.com" if settings.app_type == AppType.MULTI_TENANT else settings.tenant_id
        form = {
            "grant_type": "client_credentials",
            "client_id": settings.app_id,
            "client_secret": settings.app_password,
            "scope": SCOPE,
        }
        return await self._ask(
            "POST", f"{settings.login_url.rstrip('/')}/{tenant}/oauth2/v2.0/token", data=form
        )

    async def _managed_identity(self) -> dict[str, Any]:
        settings = self._settings
        asked = {"resource": RESOURCE, "client_id": settings.app_id}
        if settings.identity_header:
            headers, version = {"X-IDENTITY-HEADER": settings.identity_header}, "2019-08-01"
        else:
            headers, version = {"Metadata": "true"}, "2018-02-01"
        # Plain http, since both endpoints are the machine's own and known to nobody else.
        return await self._ask(
            "GET",
            settings.identity_url,
            headers=headers,
            params={**asked, "api-version": version},
            local=True,
        )

    async def _ask(self, method: str, url: str, *, local: bool = False, **request: Any) -> dict[str, Any]:
        if not local and not https_or_loopback(url):
            raise NoToken(f"{url} is neither https nor loopback", refused=True)
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with self._session().request(
                method, url, timeout=timeout, allow_redirects=False, **request
            ) as response:
                body = json.loads(await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise NoToken(f"{url}: {type(error).__name__}") from error
        if not isinstance(body, dict):
            raise NoToken(f"{url}: not a JSON object")
        if response.status != 200:  # noqa: PLR2004  (the only status that carries a token)
            raise NoToken(_refusal(body, response.status), refused=response.status in {400, 401, 403})
        return body


def _refusal(body: dict[str, Any], status: int) -> str:
    """Entra's own code and first sentence, without its trace and correlation ids."""
    return str(body.get("error_description") or body.get("error") or status).splitlines()[0]
