"""What the Teams side has to be told: who it is, whom it asks, and the sentences that are always the same."""

from collections.abc import Callable
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
    """Sentences shown without asking the core, in one language. None of them names another chat platform."""

    written: str
    not_installed: str
    guest: str
    below: str
    seen: str


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said by itself: the phrases of a language, and what we act as having heard on `arrival`.

    That is when somebody installs the app; where it is empty, nothing is said then.
    """

    phrases: Callable[[str], Phrases]
    arrival: str = ""
