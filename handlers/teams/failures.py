"""What became of a message that could not be sent: the outbox needs to know whether to try again."""

import re
from datetime import timedelta

import aiohttp

from bot.ports import Throttled, Undeliverable, Unreachable, Unsure
from handlers.teams.tokens import NoToken
from handlers.teams.transport import Refusal

SOON = timedelta(seconds=5)
LATER = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
# Nothing reaches this person until they, or their administrator, let us in again.
CLOSED = frozenset({
    "MessageWritesBlocked",
    "BotNotInConversationRoster",
    "BotDisabledByAdmin",
    "ConversationBlockedByUser",
    "ForbiddenOperationException",
})  # fmt: skip
# No connection, so that nothing was sent. aiohttp's other errors come after the first byte.
UNCONNECTED = (aiohttp.ClientConnectorError, aiohttp.ClientSSLError, aiohttp.ConnectionTimeoutError)

Failure = Throttled | Unreachable | Undeliverable | Unsure


def failure(error: Exception, *, sending: bool) -> Failure:
    """`sending`: the message itself was on its way, not only a token or a new chat."""
    match error:
        case Refusal():
            return _refused(error, sending=sending)
        case NoToken():
            # A secret that has run out is renewed by an administrator; until then nothing is lost.
            return Throttled(LATER if error.refused else SOON)
        case Exception() if isinstance(error, UNCONNECTED) or not sending:
            return Throttled(SOON)
        case _:
            return Unsure(type(error).__name__)


def _refused(refusal: Refusal, *, sending: bool) -> Failure:
    match refusal.status:
        case 429:
            return Throttled(wait_in(refusal.retry_after))
        case 401:
            # The token has been forgotten: the next try brings a new one.
            return Throttled(SOON)
        case 404:
            return Unreachable(str(refusal))
        case 403 if refusal.code in CLOSED:
            return Unreachable(str(refusal))
        case 400 | 403 | 405 | 413 | 415 | 422:
            return Undeliverable(f"Teams refused the message: {refusal}.")
        case _:
            return Unsure(str(refusal)) if sending else Throttled(SOON)


def wait_in(retry_after: str) -> timedelta:
    """Seconds, whole or not. The header may also hold a date, which Teams has not been seen to send."""
    if not re.fullmatch(r"\d{1,6}(\.\d+)?", retry_after.strip()):
        return SOON
    return min(timedelta(seconds=float(retry_after)), LONGEST)
