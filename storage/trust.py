"""What people entrust to us: words in confidence, and people files in question."""

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, or_

from bot.trust import Concern, Upload
from storage.columns import table_of
from storage.secrets import Secrets
from storage.shelf import Shelf
from storage.tables import ConcernRow, UploadRow


class Concerns:
    """Fulfils `bot.records.ConcernRecords`. The text is encrypted."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._secrets = secrets
        self._concerns = Shelf(connection, Concern, ConcernRow)

    def add(self, concern: Concern) -> Concern:
        """Keep a new one and give it its number."""
        sealed = self._secrets.seal(concern.text, "concerns", "text", _place(concern))
        return self._opened(self._concerns.add(replace(concern, text=sealed)))

    def of(self, coordinator_id: int, concern_id: int) -> Concern:
        """The gate: raises NotYours for everybody but the one coordinator it was said to."""
        return self._opened(self._concerns.get(id=concern_id, coordinator_id=coordinator_id))

    def by(self, person_id: int) -> Sequence[Concern]:
        """What somebody said, the oldest first."""
        return tuple(map(self._opened, self._concerns.all(person_id=person_id)))

    def see_to(self, coordinator_id: int, concern_id: int, at: datetime) -> None:
        """Held, and without opening it; only the first time counts."""
        concern = self._concerns.hold(id=concern_id, coordinator_id=coordinator_id)
        if concern.seen_to_at is None:
            self._concerns.keep(replace(concern, seen_to_at=at))

    def move(self, lost_id: int, kept_id: int) -> None:
        """Two people have turned out to be one: seal what was said by or to one of them for the other."""
        concerns = table_of(ConcernRow)
        theirs = or_(concerns.c.person_id == lost_id, concerns.c.coordinator_id == lost_id)
        new = {lost_id: kept_id}
        for concern in map(self._opened, self._concerns.all(theirs)):
            moved = replace(
                concern,
                person_id=new.get(concern.person_id, concern.person_id),
                coordinator_id=new.get(concern.coordinator_id, concern.coordinator_id),
            )
            sealed = self._secrets.seal(moved.text, "concerns", "text", _place(moved))
            self._concerns.keep(replace(moved, text=sealed))

    def _opened(self, concern: Concern) -> Concern:
        return replace(concern, text=self._secrets.open(concern.text, "concerns", "text", _place(concern)))


@dataclass(frozen=True, slots=True)
class SealedUpload:
    """As it lies in the table."""

    id: int
    person_id: int
    name: str
    content: str
    sent_at: datetime


class Uploads:
    """Fulfils `bot.records.UploadRecords`. The content is encrypted: it is everybody's data at once."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets
        self._uploads = Shelf(connection, SealedUpload, UploadRow)

    def add(self, upload: Upload) -> Upload:
        """Keep a new one and give it its number; one that this person sent before is let go."""
        uploads = table_of(UploadRow)
        self._connection.execute(delete(uploads).where(uploads.c.person_id == upload.person_id))
        packed = base64.b85encode(zlib.compress(upload.content, 6)).decode()
        sealed = self._secrets.seal(packed, "uploads", "content", str(upload.person_id))
        kept = self._uploads.add(SealedUpload(0, upload.person_id, upload.name, sealed, upload.sent_at))
        return replace(upload, id=kept.id)

    def of(self, person_id: int, upload_id: int) -> Upload:
        """The gate, held: raises NotYours unless this person sent it and it is still here."""
        kept = self._uploads.hold(id=upload_id, person_id=person_id)
        packed = self._secrets.open(kept.content, "uploads", "content", str(kept.person_id))
        content = zlib.decompress(base64.b85decode(packed))
        return Upload(kept.id, kept.person_id, kept.name, content, kept.sent_at)

    def drop(self, upload_id: int) -> None:
        """Let it go. Safe to repeat."""
        uploads = table_of(UploadRow)
        self._connection.execute(delete(uploads).where(uploads.c.id == upload_id))

    def names(self, person_id: int) -> Sequence[tuple[str, datetime]]:
        """What somebody's files are called and when they came, without opening them."""
        return [(one.name, one.sent_at) for one in self._uploads.all(person_id=person_id)]


def _place(concern: Concern) -> str:
    # the number is not known before the row is written
    return f"{concern.person_id}:{concern.coordinator_id}:{concern.said_at.astimezone(UTC).isoformat()}"
