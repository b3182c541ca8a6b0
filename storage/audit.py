"""What people with rights did."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.trust import AuditEntry
from storage.shelf import Shelf
from storage.tables import AuditRow


class Audit:
    """Fulfils `bot.records.Audit`: there is no way to change or to drop an entry."""

    def __init__(self, connection: Connection) -> None:
        self._entries = Shelf(connection, AuditEntry, AuditRow)

    def note(self, entry: AuditEntry) -> None:
        """Add it."""
        self._entries.add(entry)

    def entries(self) -> Sequence[AuditEntry]:
        """Everything, the oldest first."""
        return self._entries.all()
