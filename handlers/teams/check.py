"""What `doctor` says of Teams: whether the settings can work, and whether Microsoft answers to them."""

import time
from email.utils import parsedate_to_datetime

import aiohttp

from handlers.teams.settings import TeamsSettings
from handlers.teams.side import Connection, problems
from handlers.teams.tokens import NoToken, TokenSource
from handlers.teams.verifier import LEEWAY, KeysUnavailable, fetch_keys

Fact = tuple[bool, str, str]

PATIENCE = aiohttp.ClientTimeout(total=5)


async def checks(settings: TeamsSettings) -> list[Fact]:
    """One fact a line: whether it is well, what was found, and the remedy."""
    found = problems(settings)
    if found:
        return [(False, sentence, "Set it in the environment or in .env.") for sentence in found]
    facts = [(True, "Teams: the settings are complete", "")]
    if settings.emulator and not settings.app_password:
        return facts  # unsigned activities are taken and answered without a token
    connection = Connection()
    try:
        facts.append(await _keys(settings, connection))
        facts.append(await _token(settings, connection))
        facts.append(await _clock(settings, connection))
    finally:
        await connection.close()
    return facts


async def _keys(settings: TeamsSettings, connection: Connection) -> Fact:
    try:
        keys = await fetch_keys(connection(), settings.openid_url)
    except KeysUnavailable as error:
        remedy = "Let this machine reach TEAMS_OPENID_URL over https."
        return False, f"Teams: the keys that sign activities cannot be fetched ({error})", remedy
    return True, f"Teams: {len(keys)} keys that sign activities", ""


async def _token(settings: TeamsSettings, connection: Connection) -> Fact:
    try:
        await TokenSource(settings, connection).token()
    except NoToken as error:
        remedy = (
            "Check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TENANT_ID and MICROSOFT_APP_TYPE "
            "against the bot's registration; secrets run out."
            if error.refused
            else "Let this machine reach TEAMS_LOGIN_URL over https."
        )
        return False, f"Teams: no token can be had ({error})", remedy
    return True, "Teams: a token can be had", ""


async def _clock(settings: TeamsSettings, connection: Connection) -> Fact:
    """Signatures are checked by this machine's clock: five minutes off, and everybody is refused."""
    try:
        async with connection().get(settings.openid_url, timeout=PATIENCE, allow_redirects=False) as answer:
            theirs = parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return True, "Teams: the clock could not be compared", ""
    off = abs(time.time() - theirs)  # noqa: TID251  (the machine's own clock is what is being checked)
    if off > LEEWAY:
        return False, f"Teams: this machine's clock is {off:.0f} s off", "Set the clock, and keep it by NTP."
    return True, "Teams: the clock agrees", ""
