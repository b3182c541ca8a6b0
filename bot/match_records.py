"""What we remember of how a programme is matched. `storage` provides it, as it does `bot.records`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Method, Ruling
from bot.post import Nudge


class MatchRecords(Protocol):
    """How programmes are matched, and what coordinators have decided about single pairs."""

    def method(self, programme_id: int) -> Method:
        """The usual one, where nobody has chosen another."""

    def keep_method(self, method: Method) -> None: ...
    def rulings(self, programme_id: int) -> Sequence[Ruling]: ...
    def rule(self, ruling: Ruling) -> None:
        """Keep it, in place of an earlier one about the same two."""

    def release(self, ruling: Ruling) -> None:
        """There is no ruling about these two any more."""

    def told(self, about: str, since: datetime) -> Sequence[Nudge]:
        """What has been owed about something from that moment on, to whomever."""
