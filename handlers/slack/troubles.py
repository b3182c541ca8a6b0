"""What goes wrong at Slack, in the four words that the core understands. The one table of its error codes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.ports import Throttled, Undeliverable, Unreachable, Unsure

SOON = timedelta(seconds=5)
# Our token or installation is at fault and no message is: whoever runs us mends that within hours, and what
# is owed must still be there then. `doctor` says what is wrong.
ONCE_MENDED = timedelta(minutes=5)

_GONE = (
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
    "users_not_found",
)
_OURS = (
    # despite its name this is about the token: "for a deleted user or workspace"
    "account_inactive",
    "access_denied",
    "accesslimited",
    "ekm_access_denied",
    "invalid_auth",
    "messages_tab_disabled",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "team_added_to_org",
    "token_expired",
    "token_revoked",
)
# Of these Slack itself says that part of the work may have been done.
_DOUBTFUL = ("fatal_error", "internal_error", "service_unavailable")
_NOT_READ = ("request_timeout", "invalid_post_type")
# A trigger lives three seconds and opens one form.
LATE = (
    "exchanged_trigger_id",
    "expired_trigger_id",
    "invalid_trigger_id",
    "trigger_exchanged",
    "trigger_expired",
)

Trouble = Throttled | Unreachable | Undeliverable | Unsure
TROUBLES = (Throttled, Unreachable, Undeliverable, Unsure)
_BY_CODE: Mapping[str, Callable[[str], Trouble]] = {
    **dict.fromkeys(_GONE, Unreachable),
    **dict.fromkeys(_OURS, lambda _: Throttled(ONCE_MENDED)),
    **dict.fromkeys(_DOUBTFUL, Unsure),
    **dict.fromkeys(_NOT_READ, lambda _: Throttled(SOON)),
}


@contextmanager
def in_our_words(*, certainly_nothing_done: bool = False) -> Iterator[None]:
    """Raise what goes wrong inside as Throttled, Unreachable, Undeliverable or Unsure.

    `certainly_nothing_done`: the call inside sends nothing, so being unsure of it does no harm. The cause is
    left behind because it quotes what was sent.
    """
    try:
        yield
    except (SlackApiError, aiohttp.ClientError, OSError) as error:
        trouble = _translated(error)
        if certainly_nothing_done and isinstance(trouble, Unsure):
            trouble = Throttled(SOON)
        raise trouble from None


def code_of(error: SlackApiError) -> str:
    """Slack's word for it, or none when the answer was not Slack's."""
    answer = error.response
    data = answer.data if isinstance(answer, AsyncSlackResponse) else None
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _translated(error: SlackApiError | aiohttp.ClientError | OSError) -> Trouble:
    if isinstance(error, SlackApiError):
        return _refused(error)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Throttled(SOON)  # nobody ever picked up
    return Unsure(type(error).__name__)


def _refused(error: SlackApiError) -> Trouble:
    answer, code = error.response, code_of(error)
    status = answer.status_code if isinstance(answer, AsyncSlackResponse) else 0
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in ("ratelimited", "rate_limited"):
        return Throttled(_asked_to_wait(answer))
    if code:
        return _BY_CODE.get(code, Undeliverable)(code)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Throttled(ONCE_MENDED)  # something between Slack and us turned it away
    return Unsure(f"HTTP {status}")


def _asked_to_wait(answer: AsyncSlackResponse) -> timedelta:
    try:
        return timedelta(seconds=max(1, int(answer.headers.get("Retry-After", ""))))
    except ValueError:
        return SOON
