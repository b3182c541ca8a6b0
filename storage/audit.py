"""What people with rights did."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot.trust import AuditEntry
from storage.columns import table_of
from storage.shelf import Shelf, noun_in
from storage.tables import AuditRow

AUDIT = table_of(AuditRow)


class Audit:
    """Fulfils `bot.records.Audit`: nothing is changed, and nothing dropped before its time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
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
        older = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(most)
        if before is not None:
            older = older.where(AUDIT.c.id < before)
        return tuple(noun_in(AuditEntry, row) for row in self._connection.execute(older).mappings())
