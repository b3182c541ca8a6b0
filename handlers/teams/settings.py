"""What the Teams side has to be told: who it is, whom it asks, and the sentences that are always the same."""

from dataclasses import dataclass
from enum import StrEnum

PUBLIC_OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
PUBLIC_LOGIN = "https://login.microsoftonline.com"
PUBLIC_ISSUER = "https://api.botframework.com"
PUBLIC_IDENTITY = "http://169.254.169.254/metadata/identity/oauth2/token"


class Misconfigured(ValueError):
    """The settings cannot work. The sentence says what to change."""


class AppType(StrEnum):
    """How the bot is registered, in Azure's own words."""

    SINGLE_TENANT = "SingleTenant"
    MULTI_TENANT = "MultiTenant"
    MANAGED_IDENTITY = "UserAssignedMSI"


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """`identity_url` and `identity_header`: IDENTITY_ENDPOINT and IDENTITY_HEADER, which App Service sets."""

    app_id: str
    app_password: str = ""
    tenant_id: str = ""
    app_type: str = AppType.SINGLE_TENANT
    openid_url: str = PUBLIC_OPENID
    login_url: str = PUBLIC_LOGIN
    token_issuer: str = PUBLIC_ISSUER
    emulator: bool = False
    listens_on_loopback: bool = False
    identity_url: str = PUBLIC_IDENTITY
    identity_header: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences shown without asking the core. None of them names another chat platform.

    `arrival` is what we act as having heard when somebody installs the app; empty: nothing is said then.
    """

    written: str = "I’ve written to you in our own chat."
    not_installed: str = "Please add me to your personal apps first; then I can write to you in our own chat."
    guest: str = "This programme is for employees. Guests of the organisation cannot take part yet."
    below: str = "I’ve answered in a new message."
    seen: str = "That was noted before. Nothing more to do."
    arrival: str = ""
