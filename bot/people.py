"""Who there is: people, the accounts through which they are reached, and their organisation."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import StrEnum


class Platform(StrEnum):
    """Where a person can be met. Both are equals; nothing below this line may ask which is better."""

    SLACK = "slack"
    TEAMS = "teams"


ENGLISH = "en"


def language_of(locale: str) -> str:
    """The language half of a platform's locale (`de-DE`, `de_AT`); English where it says nothing."""
    return locale.replace("_", "-").partition("-")[0].lower() or ENGLISH


@dataclass(frozen=True, slots=True)
class Workday:
    """When and where somebody works: an IANA zone, the country whose days off count, and local hours.

    An unknown zone is UTC; of an unknown country, Saturday and Sunday are free.
    """

    timezone: str = ""
    country: str = ""
    opens: time = time(9)
    closes: time = time(17)

    def within(self, opens: time | None, closes: time | None) -> "Workday":
        """Narrowed to those hours; as it is, where the two have none in common."""
        later, earlier = max(self.opens, opens or self.opens), min(self.closes, closes or self.closes)
        return replace(self, opens=later, closes=earlier) if later < earlier else self


@dataclass(frozen=True, slots=True)
class Address:
    """One account on one platform, as that platform names it.

    `tenant` is a Slack workspace or an Entra tenant; `user` is unique only within it.
    """

    platform: Platform
    tenant: str
    user: str

    @property
    def mention(self) -> str:
        """How this account stands in `Heard.words`, in place of a platform's own mark."""
        return f"<@{self.platform}:{self.tenant}:{self.user}>"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform tells of one of its users. Empty texts mean that it does not say.

    Not `verified`: the platform does not vouch for the e-mail address, so that it proves nothing.
    """

    address: Address
    name: str
    email: str = ""
    title: str = ""
    timezone: str = ""
    locale: str = ""
    route: str = ""
    reachable: bool = True
    verified: bool = True

    @property
    def language(self) -> str:
        """What this user reads."""
        return language_of(self.locale)


@dataclass(frozen=True, slots=True)
class Organisation:
    """The company. Its time zone, country and language are the last resort before UTC, none and English.

    `domains` are the e-mail domains in which the same address on both platforms is the same human; none
    named means all. What is older than `keeps_months` is erased.
    """

    id: int
    name: str
    timezone: str = "UTC"
    country: str = ""
    language: str = "en"
    domains: tuple[str, ...] = ()
    keeps_months: int = 24

    @property
    def usual(self) -> Workday:
        """What holds for whoever has said no zone and no country of their own."""
        return Workday("" if self.timezone == "UTC" else self.timezone, self.country)


@dataclass(frozen=True, slots=True)
class Person:
    """One human, with one account or several.

    `country` is ISO 3166 alpha-2, `timezone` an IANA name, `languages` BCP 47 tags, `level` 1 to 10 with
    10 at the top, `manager` an e-mail address in lower case. Empty or None means unknown, which switches off
    the rule that needs it. `opens` and `closes` are their working hours by their own clock.

    `announcements` is False once they asked for none. `paused_until` is None for a pause without an end;
    `gone_at` is when their company closed their account; `nudges_on` where they would rather be written to.

    `outside` is the address of a mentor who is no colleague, as a leader gave it; their `email` is empty.
    They are found, listed and counted by nobody, and nothing is ever owed to them.
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
    opens: time = time(9)
    closes: time = time(17)
    announcements: bool = True
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    gone_at: datetime | None = None
    nudges_on: Platform | None = None
    outside: str = ""
    # lent by their organisation as they are read, and never kept with them
    usual: Workday = field(default=Workday(), compare=False, repr=False, metadata={"lent": True})

    @property
    def workday(self) -> Workday:
        """When they work: by their own clock and calendar, else by their organisation's."""
        return Workday(self.zone, self.country or self.usual.country, self.opens, self.closes)

    @property
    def zone(self) -> str:
        """Their time zone, or that of their organisation."""
        return self.timezone or self.usual.timezone

    def is_away(self, now: datetime) -> bool:
        """Whether nothing unasked may reach them: paused, or no longer with the company."""
        return self.is_paused(now) or self.gone_at is not None

    def is_paused(self, now: datetime) -> bool:
        """Whether they take a pause just now."""
        return self.paused_at is not None and (self.paused_until is None or now < self.paused_until)

    @property
    def address(self) -> str:
        """Where colleagues write to them by e-mail, themselves."""
        return self.email or self.outside

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

    `route` is the platform's own way back to their direct conversation, and `home` to what they last saw at a
    glance (empty: nothing yet); both are opaque to everybody but the platform's handler. Once its owner took
    it `apart` from another account, an equal address no longer links the two.
    """

    id: int
    person_id: int
    platform: Platform
    tenant: str
    user: str
    locale: str = ""
    route: str = ""
    reachable: bool = True
    home: str = ""
    apart: bool = False

    @property
    def address(self) -> Address:
        """Where this account is, without whose it is."""
        return Address(self.platform, self.tenant, self.user)

    @property
    def language(self) -> str:
        """What its owner reads."""
        return language_of(self.locale)
