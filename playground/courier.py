"""Carries requests from the stand-ins to the bot, with one shared session."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

# What came over the wire, before anybody looked at it.
Foreign = Any


def process_time() -> float:
    """For signatures, tokens and short-lived addresses; programmes live by the playground's clock."""
    return time.time()  # noqa: TID251 the other side checks these against the real time


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    content_type: str

    @property
    def is_fine(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


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
