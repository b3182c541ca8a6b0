"""Announcements that coordinators have written, in versions."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from bot.own_texts import OWN, OwnText, Version
from bot.records import is_id
from storage.columns import table_of
from storage.shelf import Shelf
from storage.tables import OwnTextRow, VersionRow

VERSIONS = table_of(VersionRow)


class OwnTexts:
    """Fulfils `bot.own_texts.OwnTextRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts = Shelf(connection, OwnText, OwnTextRow)
        self._versions = Shelf(connection, Version, VersionRow)

    def add(self, text: OwnText) -> OwnText:
        """Keep a new one and give it its number."""
        return self._texts.add(text)

    def get(self, text_id: int) -> OwnText:
        """Raises NotYours for a number that none has."""
        return self._texts.get(id=text_id)

    def hold(self, text_id: int) -> OwnText:
        """The same, held."""
        return self._texts.hold(id=text_id)

    def all(self) -> Sequence[OwnText]:
        """Every text, the oldest first, retired ones among them."""
        return self._texts.all()

    def keep(self, text: OwnText) -> None:
        """Bring it up to date; its versions stay as they are."""
        self._texts.keep(text)

    def write(self, version: Version) -> Version:
        """Keep one more and give it its number."""
        return self._versions.add(version)

    def version(self, version_id: int) -> Version:
        """Raises NotYours for a number that none has."""
        return self._versions.get(id=version_id)

    def named(self, template: str) -> Version | None:
        """The version that is announced by that name; None for what the house has words for."""
        number = template.removeprefix(OWN)
        known = template.startswith(OWN) and is_id(number)
        return self._versions.find(id=int(number)) if known else None

    def versions(self, text_id: int) -> Sequence[Version]:
        """Every version of a text, the oldest first."""
        return self._versions.all(own_text_id=text_id)

    def newest(self) -> Sequence[tuple[OwnText, Version]]:
        """Every text that is not retired, as it reads now."""
        last = select(func.max(VERSIONS.c.id)).group_by(VERSIONS.c.own_text_id)
        read = {one.own_text_id: one for one in self._versions.all(VERSIONS.c.id.in_(last))}
        return [(one, read[one.id]) for one in self._texts.all(retired_at=None)]

    def asking(self) -> frozenset[str]:
        """The names of all versions that ask for an answer."""
        asking = select(VERSIONS.c.id).where(VERSIONS.c.asks)
        return frozenset(f"{OWN}{number}" for number in self._connection.scalars(asking))

    def by(self, person_id: int) -> Sequence[Version]:
        """What somebody wrote, the oldest first."""
        return self._versions.all(written_by=person_id)
