"""What can happen to us in Teams, once its JSON has been read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.acts import Answered, Click, Heard
from bot.message import FileOf
from bot.people import Address, language_of
from handlers.teams.route import Route
from handlers.teams.said import Mentioned


@dataclass(frozen=True, slots=True)
class Party:
    """Who acted, and from where."""

    address: Address
    name: str
    route: Route
    personal: bool
    conversation_id: str
    locale: str = ""
    timezone: str = ""

    @property
    def language(self) -> str:
        """What a card says of its own language; empty where nothing is known of their client."""
        return language_of(self.locale) if self.locale else ""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody typed words, in which colleagues may be mentioned."""

    heard: Heard
    mentioned: Sequence[Mentioned] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button or submitted a form. `card_id` is the message it stood in, where known.

    `at_home`: it stood in what they see at a glance, which stays what it is.
    """

    act: Click | Answered
    card_id: str
    invoked: bool
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody let us in, or was there when we came."""

    key: str


@dataclass(frozen=True, slots=True)
class Went:
    """Somebody removed us."""


@dataclass(frozen=True, slots=True)
class Joined:
    """We are in a team, which may have other channels or be called otherwise than before."""

    team: str
    name: str


@dataclass(frozen=True, slots=True)
class Parted:
    """We are no longer in these teams, or these channels are no more."""

    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody allowed us to save a file, or not (then `upload` is empty)."""

    file: FileOf
    upload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that somebody sent us, and where it is to be had for a while without a token."""

    name: str
    url: str
    key: str


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody sent us files."""

    files: Sequence[Sent]


@dataclass(frozen=True, slots=True)
class Refresh:
    """Teams itself asks for what somebody sees at a glance, since an old one has come into view."""


@dataclass(frozen=True, slots=True)
class Search:
    """Somebody types into a search, and waits for what fits: up to `most` of it, from place `skip` on."""

    source: str
    typed: str
    skip: int
    most: int


@dataclass(frozen=True, slots=True)
class Other:
    """Nothing that concerns us. Whoever invoked it still waits for an answer."""


Event = Wrote | Press | Came | Went | Joined | Parted | Consent | Brought | Refresh | Search | Other
