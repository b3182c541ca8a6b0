"""Files that people send us: fetched where Teams says, without our token, and never from inside our walls."""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from handlers.teams.addresses import https_or_loopback, is_loopback

FILE = "application/vnd.microsoft.teams.file.download.info"
MOST_BYTES = 25 * 1024 * 1024
PATIENCE = aiohttp.ClientTimeout(total=120, connect=10)


class NotFetched(ConnectionError):
    """The file could not be had."""


class TooLarge(NotFetched):
    """The file is larger than we take."""


async def fetch(url: str, service_url: str) -> bytes:
    """The address is good for some minutes and is its own proof. It comes from outside: it may be forged."""
    connector = aiohttp.TCPConnector(resolver=_resolver(url, service_url), force_close=True)
    try:
        async with (
            aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.get(url, timeout=PATIENCE, allow_redirects=False) as answer,
        ):
            return await _content(answer)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        if isinstance(error, NotFetched):
            raise
        raise NotFetched(type(error).__name__) from error


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    if answer.status != 200:  # noqa: PLR2004  (a redirect is no file either)
        raise NotFetched(f"answered {answer.status}")
    if (answer.content_length or 0) > MOST_BYTES:
        raise TooLarge
    read = bytearray()
    async for part in answer.content.iter_any():
        read += part
        if len(read) > MOST_BYTES:
            raise TooLarge
    return bytes(read)


def _resolver(url: str, service_url: str) -> AbstractResolver | None:
    """Loopback only for those who reached us from a stand-in on loopback."""
    if is_loopback(url) and is_loopback(service_url):
        return None
    if not https_or_loopback(url) or is_loopback(url) or _is_inside(urlsplit(url).hostname or ""):
        raise NotFetched("not an address for files")
    return Outside()


def _is_inside(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


class Outside(ThreadedResolver):
    """Resolves names to addresses on the public internet only, so that no name leads back to us."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        outside = [one for one in found if not _is_inside(one["host"])]
        if not outside:
            raise OSError("leads to no public address")
        return outside
