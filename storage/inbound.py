"""Which events have been heard already."""

from datetime import datetime

from sqlalchemy import Connection

from storage.columns import table_of
from storage.shelf import insert_into
from storage.tables import HeardRow

HEARD = table_of(HeardRow)


class Inbound:
    """Fulfils `bot.records.Inbound`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_new(self, key: str, at: datetime) -> bool:
        """Remember the key; False if it was known. An empty key is always new."""
        if not key:
            return True
        new = insert_into(self._connection, HEARD).values(key=key, at=at)
        # a second replica that hears it at the same moment waits here until the first has committed
        return (
            self._connection.execute(new.on_conflict_do_nothing().returning(HEARD.c.key)).first() is not None
        )
