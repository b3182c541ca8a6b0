"""What we owe somebody later, and the life of it until it has arrived."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.message import Facts, Message
from bot.people import Account

log = logging.getLogger(__name__)

# The message whose facts hold a table of many people, packed, so that a name in it is found by nobody.
OF_MANY = "admin_preview/ready"
# Where the texts are that tell of the programme, and not of anything of the reader's own.
ANNOUNCEMENTS = "announcements/"
# And those that ask something of leaders, or remind them of it.
ASKS = "leaders/"


class NudgeState(StrEnum):
    """The life of a message we owe. Never silence: whatever is not sent says why."""

    READY = "ready"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"
    UNSURE = "unsure"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a message to somebody stands: in whose chat, and as what the platform knows it."""

    account_id: int
    platform_id: str


@dataclass(frozen=True, slots=True)
class Nudge:
    """A message we owe somebody, due at a moment.

    `key` names person and period, never a computed instant: whoever owes the same thing twice owes it once.
    `about` is what its words depend on ("meeting:12"); `facts` are those that are known already. After
    `expires` it is no longer worth sending. `unasked` messages keep to the reader's working hours, and wait
    while the reader is away. An errand is owed like a message, but is done (`bot.errands`) instead of sent.
    What is owed with a `platform_id` is not sent: the message that stands there is changed into it.
    """

    key: str
    template: str
    to: int
    due: datetime
    about: str = ""
    facts: Facts = field(default_factory=dict)
    expires: datetime | None = None
    unasked: bool = False
    id: int = 0
    state: NudgeState = NudgeState.READY
    reason: str = ""
    tries: int = 0
    account_id: int | None = None
    platform_id: str = ""

    @property
    def is_announcement(self) -> bool:
        """Whether it tells of the programme, and not of anything of the reader's own."""
        return self.template.startswith(ANNOUNCEMENTS)

    @property
    def spot(self) -> Spot | None:
        """Where it stands, or will be put in place of what does."""
        if self.account_id is None or not self.platform_id:
            return None
        return Spot(self.account_id, self.platform_id)

    def instead(self, spot: Spot, key: str) -> "Nudge":
        """The same, owed to what stands there."""
        return replace(self, key=key, account_id=spot.account_id, platform_id=spot.platform_id)

    @property
    def tires(self) -> bool:
        """Whether nobody gets more of it than they can stand (`bot.fatigue`), and none who asked for none."""
        return self.template.startswith((ANNOUNCEMENTS, ASKS))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A nudge that is ours to send until the lease ends; `token` is the fence that a later owner breaks."""

    nudge: Nudge
    token: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed nudge, worded for the account it goes to."""

    claimed: Claimed
    account: Account
    message: Message

    def ready(self) -> "Parcel":
        """With its pictures, which are drawn after the transaction; without one that cannot be drawn."""
        files = []
        for one in self.message.attachments:
            try:
                files.append(one.ready())
            except (LookupError, ValueError, TypeError, RuntimeError):
                log.exception("%s cannot be drawn", one.name)
        return replace(self, message=replace(self.message, attachments=tuple(files)))
