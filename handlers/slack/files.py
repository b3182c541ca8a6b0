"""Files that people send us: fetched with our token, which goes to Slack and to nobody else."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.addresses import Unsafe, is_loopback, safe

log = logging.getLogger(__name__)
MOST_BYTES = 25 * 1024 * 1024
_HOSTS = ("slack.com", "slack-edge.com")
# In seconds. Slack has its answer by then; only the person waits.
_PATIENCE = aiohttp.ClientTimeout(total=60, connect=5)
_CHUNK = 64 * 1024
_EVENTS_KEPT = 1000


class NotFetched(Exception):
    """The file did not reach us."""


class TooLarge(Exception):
    """The file is larger than we take."""


class Files:
    """Fetches what was shared with us in one workspace."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._taken: dict[str, None] = {}

    @contextmanager
    def once(self, event: str) -> Iterator[bool]:
        """Whether this event is not at work yet; one that fails may come again."""
        if event in self._taken:
            yield False
            return
        while len(self._taken) >= _EVENTS_KEPT:
            self._taken.pop(next(iter(self._taken)))
        self._taken[event] = None
        try:
            yield True
        except BaseException:
            self._taken.pop(event, None)
            raise

    async def fetch(self, url: str, size: int) -> bytes:
        """Raises TooLarge, or NotFetched for whatever else goes wrong."""
        if size > MOST_BYTES:
            raise TooLarge
        session = self._client.session
        if session is None or not is_slacks(url, self._client.base_url):
            raise NotFetched("not an address of Slack's")
        headers = {"Authorization": f"Bearer {self._client.token}"}
        try:
            async with session.get(
                url, headers=headers, timeout=_PATIENCE, allow_redirects=False, proxy=self._client.proxy
            ) as answer:
                return await _content(answer)
        except (aiohttp.ClientError, OSError) as error:
            raise NotFetched(type(error).__name__) from None


def is_slacks(url: str, api: str) -> bool:
    """Whether an address may have our token: Slack's, or beside the Web API that we were told to use."""
    if not url.isascii() or not url.isprintable() or "\\" in url:
        return False  # what others may read otherwise than we do
    try:
        host, home = urlsplit(safe(url)).hostname or "", urlsplit(api).hostname or ""
    except (Unsafe, ValueError):
        return False
    if is_loopback(url):
        return is_loopback(api)
    return any(host == one or host.endswith(f".{one}") for one in (*_HOSTS, home))


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    # Without the scope, Slack leads to its page for signing in.
    if answer.status != HTTPStatus.OK or answer.content_type == "text/html":
        raise NotFetched(f"HTTP {answer.status}, {answer.content_type}; is files:read granted?")
    content = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise TooLarge
    return bytes(content)
