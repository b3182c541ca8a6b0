"""What people with rights did."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.trust import AuditEntry
from storage.columns import table_of
from storage.shelf import Shelf
from storage.tables import AuditRow

AUDIT = table_of(AuditRow)


class Audit:
    """Fulfils `bot.records.Audit`: nothing is changed, and nothing dropped before its time."""

    def __init__(self, connection: Connection) -> None:
        self._entries = Shelf(connection, AuditEntry, AuditRow)

    def note(self, entry: AuditEntry) -> None:
        """Add it."""
        self._entries.add(entry)

    def entries(self) -> Sequence[AuditEntry]:
        """Everything, the oldest first."""
        return self._entries.all()

    def by(self, person_id: int) -> Sequence[AuditEntry]:
        """What somebody did, the oldest first."""
        return self._entries.all(by=person_id)

    def latest(self, most: int, before: int | None = None) -> Sequence[AuditEntry]:
        """The newest first; with `before`, those that are older than the entry of that number."""
        older = () if before is None else (AUDIT.c.id < before,)
        return self._entries.newest(most, *older)
