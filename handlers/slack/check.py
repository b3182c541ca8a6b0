"""What `doctor` asks of Slack: whether the token works, may do what we need, and whether the clocks agree."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.addresses import Unsafe
from handlers.slack.install import SlackSettings, web_client
from handlers.slack.socket_mode import SocketClient
from handlers.slack.troubles import code_of


class Fact(NamedTuple):
    """What was found, and what to do about it where it is not right."""

    ok: bool
    line: str
    remedy: str = ""


NEEDED = (
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
)
_NO_WAY = "Set SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)."
# We refuse what Slack signed more than five minutes ago; a clock that drifts says so well before.
_SKEW = timedelta(minutes=2)


async def checks(settings: SlackSettings, now: datetime) -> list[Fact]:
    """`now` is by the clock of this machine, which signatures are checked by."""
    try:
        answer = await web_client(AsyncWebClient, settings, settings.bot_token).auth_test()
    except Unsafe as unsafe:
        return [_wrong(f"SLACK_API_URL is refused: {unsafe}", "Give an https address.")]
    except SlackApiError as error:
        why = code_of(error) or "the answer is not Slack's"
        return [_wrong(f"Slack refuses the bot token: {why}", "Install the app again; copy SLACK_BOT_TOKEN.")]
    except (aiohttp.ClientError, OSError) as error:
        why = type(error).__name__
        return [_wrong(f"Slack cannot be reached: {why}", "Check the network and SLACK_API_URL.")]
    found = _well(f"Slack knows the bot as {answer['user']} in {answer['team']}")
    return [found, _scopes(answer.headers), _clock(answer.headers, now), await _way_in(settings)]


def _well(line: str) -> Fact:
    return Fact(ok=True, line=line)


def _wrong(line: str, remedy: str) -> Fact:
    return Fact(ok=False, line=line, remedy=remedy)


def _scopes(headers: Mapping[str, str]) -> Fact:
    said = headers.get("x-oauth-scopes")
    if said is None:
        return _well("Slack does not say which scopes are granted, as stand-ins do not")
    granted = {scope.strip() for scope in said.split(",")}
    missing = sorted(set(NEEDED) - granted)
    if missing:
        remedy = "Add them under OAuth & Permissions (or take our manifest) and install the app again."
        return _wrong(f"Slack: scopes are missing: {', '.join(missing)}", remedy)
    return _well("Slack: every scope we need is granted")


def _clock(headers: Mapping[str, str], now: datetime) -> Fact:
    try:
        apart = abs(parsedate_to_datetime(headers.get("Date", "")) - now)
    except (TypeError, ValueError):
        return _well("Slack: its answers carry no date to compare our clock with")
    if apart > _SKEW:
        seconds = f"{apart.total_seconds():.0f}"
        line = f"Slack: our clock and Slack's are {seconds} s apart; from 300 s on we refuse everything"
        return _wrong(line, "Switch on time synchronisation (NTP).")
    return _well("Slack: our clock agrees with Slack's")


async def _way_in(settings: SlackSettings) -> Fact:
    if not settings.app_token:
        if settings.signing_secret:
            return _well("Slack reaches us over HTTP")
        return _wrong("Slack has no way to reach us", _NO_WAY)
    try:
        await web_client(SocketClient, settings, settings.app_token).apps_connections_open(
            app_token=settings.app_token
        )
    except (SlackApiError, Unsafe, aiohttp.ClientError, OSError) as error:
        why = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        remedy = "Make an app-level token with connections:write and switch on Socket Mode."
        return _wrong(f"Slack: Socket Mode does not open: {why}", remedy)
    return _well("Slack reaches us by Socket Mode")
