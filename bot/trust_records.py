"""What we need to remember of what people entrust to us: a part of `bot.records`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.trust import AuditEntry, Bounds, Concern, LinkCode, Upload


class Audit(Protocol):
    """What people with rights did. Only ever added to."""

    def note(self, entry: AuditEntry) -> None: ...
    def entries(self) -> Sequence[AuditEntry]: ...
    def by(self, person_id: int) -> Sequence[AuditEntry]: ...
    def latest(self, most: int, before: int | None = None) -> Sequence[AuditEntry]:
        """The newest first; with `before`, those that are older than the entry of that number."""


class ConcernRecords(Protocol):
    """Words in confidence."""

    def add(self, concern: Concern) -> Concern: ...
    def of(self, coordinator_id: int, concern_id: int) -> Concern:
        """The gate: raises NotYours for everybody but the one coordinator it was said to."""

    def by(self, person_id: int) -> Sequence[Concern]: ...
    def see_to(self, coordinator_id: int, concern_id: int, at: datetime) -> None:
        """The one it was said to has seen to it: raises NotYours for everybody else."""


class LinkRecords(Protocol):
    """Codes that prove that two accounts are one human's."""

    def add(self, code: LinkCode) -> LinkCode:
        """Keep a new one; those shown on this account before are no longer good."""

    def unused(self, digest: str, since: datetime) -> LinkCode | None: ...
    def keep(self, code: LinkCode) -> None: ...
    def try_in_vain(self, account_id: int, at: datetime) -> None: ...
    def merge(self, lost_id: int, kept_id: int) -> None:
        """Make one of two people who are one human: whatever was one's becomes the other's."""

    def tries(self, account_id: int, since: datetime) -> int: ...


class UploadRecords(Protocol):
    """People files that were sent in chat and wait for a decision."""

    def add(self, upload: Upload) -> Upload:
        """Keep a new one; one that this person sent before is let go."""

    def of(self, person_id: int, upload_id: int) -> Upload:
        """The gate, held: raises NotYours unless this person sent it and it is still here."""

    def drop(self, upload_id: int) -> None: ...
    def names(self, person_id: int) -> Sequence[tuple[str, datetime]]:
        """What somebody's files are called and when they came, without opening them."""


class Retention(Protocol):
    """Erasing by age."""

    def erase(self, older: Bounds, most: int) -> int:
        """Erase at most that many rows of each kind that are older than its bound; gives how many it was."""
