"""What people do to us: type, press, fill in a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.message import Raw
from bot.people import Address


@dataclass(frozen=True, slots=True)
class Heard:
    """Words somebody typed to us, by command or in the direct conversation.

    `key` names this event, so that a redelivered one is recognised; an empty one is always new. Whoever is
    mentioned stands in the words as `Address.mention` says.
    """

    by: Address
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Click:
    """A button somebody pressed; `on` which message to them alone, as the platform calls it, if on one."""

    by: Address
    action: str
    subject: str
    key: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file somebody sent us in the direct conversation."""

    by: Address
    name: str
    content: bytes
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A page somebody submitted: its ticket and the answers by name of field."""

    by: Address
    ticket: str
    answers: Mapping[str, Raw]
    key: str = ""
