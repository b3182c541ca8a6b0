"""What can happen to us in Teams, once its JSON has been read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.acts import Answered, Click, Heard
from bot.people import Address
from handlers.teams.route import Route


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


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody typed words."""

    heard: Heard


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button or submitted a form. `card_id` is the message it stood in, where known."""

    act: Click | Answered
    card_id: str
    invoked: bool


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody let us in, or was there when we came."""

    key: str


@dataclass(frozen=True, slots=True)
class Went:
    """Somebody removed us."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody allowed us to save a file, or not (then `upload` is empty)."""

    context: Mapping[str, Any]
    upload: Mapping[str, Any]


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


Event = Wrote | Press | Came | Went | Consent | Search | Other
