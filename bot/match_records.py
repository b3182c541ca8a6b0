"""What we remember of how a programme is matched. `storage` provides it, as it does `bot.records`."""

from collections.abc import Mapping, Sequence
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


class WishRecords(Protocol):
    """Whom people would like best, by number, the first of all first.

    For matching and for themselves; nobody else reads it. `only` some of them, or all who named any.
    """

    def of_mentees(self, programme_id: int, *only: int) -> Mapping[int, tuple[int, ...]]:
        """The mentors whom each has named or asked, as long as that is not settled."""

    def of_mentors(self, programme_id: int, *only: int) -> Mapping[int, tuple[int, ...]]:
        """The mentees whom each has named."""

    def keep(self, programme_id: int, mentor_id: int, mentee_ids: Sequence[int], at: datetime) -> None:
        """The mentees whom a mentor names, in place of those named before."""
