"""Who sent us an activity: the Bot Framework's signed tokens, checked off the keys it publishes."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt

from handlers.teams.addresses import https_or_loopback
from handlers.teams.settings import TeamsSettings

log = logging.getLogger(__name__)

CHANNEL = "msteams"
LEEWAY = 5 * 60
DAY, HOUR = 24 * 3600.0, 3600.0
PATIENCE = 5.0
# A key server that is down is asked again after this long, not by every request that arrives meanwhile.
PAUSE = 5.0


class BadToken(PermissionError):
    """Nobody we know sent this. The reason is for the log, never for the sender."""


class KeysUnavailable(ConnectionError):
    """The keys cannot be fetched, so that nobody can be told from anybody."""


@dataclass(frozen=True, slots=True)
class Sender:
    """A token that holds. `service_url` is where its activity has to come from; None in emulator mode."""

    service_url: str | None

    def speaks_for(self, service_url: str) -> bool:
        return self.service_url is None or self.service_url.rstrip("/") == service_url.rstrip("/")


@dataclass(frozen=True, slots=True)
class SigningKey:
    key: Any
    endorsements: frozenset[str]


class Verifier:
    """Keys are kept for a day, and fetched again at most hourly when a token names one we do not have."""

    def __init__(
        self,
        settings: TeamsSettings,
        session: Callable[[], aiohttp.ClientSession],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._session = session
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched: float | None = None
        self._failed: float | None = None
        self._lock = asyncio.Lock()

    async def verify(self, authorization: str | None) -> Sender:
        if authorization is None and self._settings.emulator:
            return Sender(None)
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise BadToken("no bearer token")
        signing = await self._signing_key(_key_id(token))
        if CHANNEL not in signing.endorsements:
            raise BadToken("a key that Teams does not endorse")
        return Sender(self._service_url(token, signing.key))

    def _service_url(self, token: str, key: Any) -> str:
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self._settings.app_id,
                issuer=self._settings.token_issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "nbf", "aud", "iss"]},
            )
        except jwt.PyJWTError as error:
            raise BadToken(type(error).__name__) from error
        service_url = claims.get("serviceurl", claims.get("serviceUrl"))
        if not isinstance(service_url, str):
            raise BadToken("no service URL in the token")
        return service_url

    async def _signing_key(self, key_id: str) -> SigningKey:
        async with self._lock:
            if self._is_old(DAY) or (key_id not in self._keys and self._is_old(HOUR)):
                await self._refresh(known=key_id in self._keys)
        if key_id not in self._keys:
            raise BadToken("an unknown key")
        return self._keys[key_id]

    def _is_old(self, age: float) -> bool:
        return self._fetched is None or self._clock() - self._fetched >= age

    async def _refresh(self, *, known: bool) -> None:
        if self._failed is not None and self._clock() - self._failed < PAUSE:
            if not known:
                raise KeysUnavailable("asked a moment ago")
            return
        try:
            self._keys = await fetch_keys(self._session(), self._settings.openid_url)
        except KeysUnavailable as error:
            self._failed = self._clock()
            log.error("The keys of the Bot Framework cannot be fetched: %s", error)  # noqa: TRY400  (no trace: it says all)
            if not known:
                raise
            return
        self._fetched, self._failed = self._clock(), None


def _key_id(token: str) -> str:
    """Read before anything is verified: it only chooses the key."""
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise BadToken("not a token") from error
    key_id = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(key_id, str):
        raise BadToken("not signed as the Bot Framework signs")
    return key_id


async def fetch_keys(session: aiohttp.ClientSession, openid_url: str) -> Mapping[str, SigningKey]:
    metadata = await _json(session, openid_url)
    published = await _json(session, str(metadata.get("jwks_uri", "")))
    entries = published.get("keys")
    keys = (
        {str(one.get("kid")): _read(one) for one in entries if isinstance(one, dict)}
        if isinstance(entries, list)
        else {}
    )
    usable = {key_id: key for key_id, key in keys.items() if key is not None}
    if not usable:
        raise KeysUnavailable("no usable key is published")
    return usable


def _read(entry: dict[str, Any]) -> SigningKey | None:
    """A key of a kind we do not use is no reason to refuse the others."""
    try:
        key = jwt.PyJWK(entry, algorithm="RS256").key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    endorsements = entry.get("endorsements")
    return SigningKey(
        key, frozenset(map(str, endorsements)) if isinstance(endorsements, list) else frozenset()
    )


async def _json(session: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    if not https_or_loopback(url):
        raise KeysUnavailable(f"{url or 'an empty address'} is neither https nor loopback")
    try:
        async with session.get(
            url, timeout=aiohttp.ClientTimeout(total=PATIENCE), allow_redirects=False
        ) as response:
            response.raise_for_status()
            body = json.loads(await response.read())
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise KeysUnavailable(f"{url}: {type(error).__name__}") from error
    if not isinstance(body, dict):
        raise KeysUnavailable(f"{url}: not a JSON object")
    return body
