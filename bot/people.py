"""Who there is: people, the accounts through which they are reached, and their organisation."""

from dataclasses import dataclass
from enum import StrEnum


class Platform(StrEnum):
    """Where a person can be met. Both are equals; nothing below this line may ask which is better."""

    SLACK = "slack"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Address:
    """One account on one platform, as that platform names it.

    `tenant` is a Slack workspace or an Entra tenant; `user` is unique only within it.
    """

    platform: Platform
    tenant: str
    user: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform tells of one of its users. Empty texts mean that it does not say."""

    address: Address
    name: str
    email: str = ""
    title: str = ""
    timezone: str = ""
    locale: str = ""
    route: str = ""
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Organisation:
    """The company. Its time zone, country and language are the last resort before UTC, none and English."""

    id: int
    name: str
    timezone: str = "UTC"
    country: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Person:
    """One human, with one account or several.

    `country` is ISO 3166 alpha-2, `timezone` an IANA name, `languages` BCP 47 tags, `level` 1 to 10 with
    10 at the top, `manager` an e-mail address in lower case. Empty or None means unknown, which switches off
    the rule that needs it.
    """

    id: int
    organisation_id: int
    name: str
    email: str = ""
    title: str = ""
    department: str = ""
    location: str = ""
    country: str = ""
    timezone: str = ""
    languages: tuple[str, ...] = ()
    level: int | None = None
    leader: bool = False
    manager: str = ""
    coordinator: bool = False

    @property
    def first_name(self) -> str:
        """The word to greet with; a name of one word is used whole."""
        return self.name.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Prefill:
    """What the people file said about somebody's wishes. It fills in their form; it never enrols them."""

    person_id: int
    role: str = ""
    capacity: int | None = None
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    goals: str = ""
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A Person on one platform.

    `route` is the platform's own way back to their direct conversation, opaque to everybody but its handler.
    """

    id: int
    person_id: int
    platform: Platform
    tenant: str
    user: str
    locale: str = ""
    route: str = ""
    reachable: bool = True

    @property
    def address(self) -> Address:
        """Where this account is, without whose it is."""
        return Address(self.platform, self.tenant, self.user)

    @property
    def language(self) -> str:
        """The language half of the platform's locale, or English."""
        return self.locale.replace("_", "-").split("-")[0].lower() or "en"
