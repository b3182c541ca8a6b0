"""Codes that prove that two accounts are one human's, and making one of two people."""

from datetime import datetime

from sqlalchemy import Connection, delete

from bot.trust import LinkCode, LinkTry
from storage.columns import table_of
from storage.merging import merge
from storage.secrets import Secrets
from storage.shelf import Shelf
from storage.tables import LinkCodeRow, LinkTryRow


class Links:
    """Fulfils `bot.records.LinkRecords`."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets
        self._codes = Shelf(connection, LinkCode, LinkCodeRow)
        self._tries = Shelf(connection, LinkTry, LinkTryRow)

    def add(self, code: LinkCode) -> LinkCode:
        """Keep a new one; those shown on this account before are no longer good."""
        codes = table_of(LinkCodeRow)
        self._connection.execute(delete(codes).where(codes.c.account_id == code.account_id))
        return self._codes.add(code)

    def unused(self, digest: str, since: datetime) -> LinkCode | None:
        """The code with this digest that was shown after `since` and not used yet."""
        codes = table_of(LinkCodeRow)
        found = self._codes.all(codes.c.made_at > since, codes.c.used_at.is_(None), digest=digest)
        return found[-1] if found else None

    def keep(self, code: LinkCode) -> None:
        """Bring it up to date."""
        self._codes.keep(code)

    def try_in_vain(self, account_id: int, at: datetime) -> None:
        """Remember a code that fitted nothing."""
        self._tries.add(LinkTry(0, account_id, at))

    def tries(self, account_id: int, since: datetime) -> int:
        """How often an account has tried in vain after `since`."""
        tries = table_of(LinkTryRow)
        return len(self._tries.all(tries.c.tried_at > since, account_id=account_id))

    def merge(self, lost_id: int, kept_id: int) -> None:
        """Make one of two people who are one human."""
        merge(self._connection, self._secrets, lost_id, kept_id)
