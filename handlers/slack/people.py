"""Who somebody is, as Slack tells it, and whether they are one of the company's people."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.people import Address, Platform, Profile
from handlers.slack.limits import Json
from handlers.slack.troubles import in_our_words

# Slack's own notices come from an account that looks like a person's.
_SLACKBOT = "USLACKBOT"
_OUTSIDE = ("is_bot", "is_app_user", "is_workflow_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


def profile_in(user: Json, tenant: str) -> Profile:
    """What users.info, users.list and user_change tell. `tenant` is the workspace in which they were met."""
    about: Json = user.get("profile") or {}
    return Profile(
        address=Address(Platform.SLACK, tenant, str(user["id"])),
        name=about.get("real_name") or user.get("real_name") or user.get("name") or "",
        email=about.get("email") or "",
        title=about.get("title") or "",
        timezone=user.get("tz") or "",
        locale=user.get("locale") or "",
        reachable=not user.get("deleted"),
        verified=user.get("is_email_confirmed") is not False,
    )


def is_colleague(user: Json, tenant: str) -> bool:
    """False for bots, for guests, and for people of another company in a shared channel."""
    if user["id"] == _SLACKBOT or any(user.get(outside) for outside in _OUTSIDE):
        return False
    # On an Enterprise Grid everybody has a home workspace, and belongs to the others that are listed.
    homes = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())}
    return tenant in homes


class Stranger(PermissionError):
    """A guest, or somebody of another company; `language` is what they read."""

    def __init__(self, language: str) -> None:
        super().__init__("not one of the company's people")
        self.language = language


async def looked_up(client: AsyncWebClient, address: Address) -> Profile:
    """The profile behind an address. Raises Stranger for somebody who is no colleague."""
    with in_our_words(certainly_nothing_done=True):
        answer = await client.users_info(user=address.user, include_locale=True)
    user: Json = answer["user"]
    profile = profile_in(user, address.tenant)
    if not is_colleague(user, address.tenant):
        raise Stranger(profile.language)
    return profile
