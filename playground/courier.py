"""Carries requests from the stand-ins to the bot, with one shared session."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    content_type: str


class Unanswered(Exception):
    """The bot could not be reached or took too long; `reason` is Slack's word for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Courier:
    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], patience: float) -> Answer:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=patience)
        try:
            async with self._session.post(url, data=body, headers=headers, timeout=timeout) as response:
                return Answer(response.status, await response.text(errors="replace"), response.content_type)
        except TimeoutError:
            raise Unanswered("http_timeout") from None
        except aiohttp.ClientError:
            raise Unanswered("connection_failed") from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
