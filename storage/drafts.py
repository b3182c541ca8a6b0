"""Conversations begun and not yet done."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, delete

from bot.message import Raw
from bot.model import Draft
from storage.columns import table_of
from storage.lossless import pack, unpack
from storage.secrets import Sealed, Secrets
from storage.shelf import Shelf
from storage.tables import DraftRow

log = logging.getLogger(__name__)

Answers = Mapping[str, Mapping[str, Raw]]


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """A draft as it lies in the table."""

    id: int
    person_id: int
    flow: str
    about: str
    answers: str
    begun_at: datetime | None


class Drafts:
    """Fulfils `bot.records.DraftRecords`. Answers are encrypted: they may be a reflection in the making."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets
        self._drafts = Shelf(connection, SealedDraft, DraftRow)

    def open(self, person_id: int, flow: str, about: str, at: datetime | None = None) -> Draft:
        """The one draft of this person, flow and subject; a new one, begun `at`, if there is none."""
        new = self._sealed(Draft(0, person_id, flow, about, begun_at=at))
        return self._opened(self._drafts.add_once(new, "person_id", "flow", "about"))

    def of(self, person_id: int, draft_id: int) -> Draft:
        """The gate, held: raises NotYours if it is done, or another's."""
        return self._opened(self._drafts.hold(id=draft_id, person_id=person_id))

    def keep(self, draft: Draft) -> None:
        """Bring it up to date; raises NotYours if it is done."""
        self._drafts.keep(self._sealed(draft))

    def close(self, draft_id: int) -> None:
        """Forget it. Safe to repeat."""
        drafts = table_of(DraftRow)
        self._connection.execute(delete(drafts).where(drafts.c.id == draft_id))

    def by(self, person_id: int) -> Sequence[Draft]:
        """What somebody has begun, the oldest first."""
        return tuple(map(self._opened, self._drafts.all(person_id=person_id)))

    def _sealed(self, draft: Draft) -> SealedDraft:
        place = _place(draft.person_id, draft.flow, draft.about)
        answers = self._secrets.seal(json.dumps(pack(draft.answers)), "drafts", "answers", place)
        return SealedDraft(draft.id, draft.person_id, draft.flow, draft.about, answers, draft.begun_at)

    def _opened(self, sealed: SealedDraft) -> Draft:
        place = _place(sealed.person_id, sealed.flow, sealed.about)
        try:
            answers = unpack(json.loads(self._secrets.open(sealed.answers, "drafts", "answers", place)))
        except Sealed as lost:
            # a lost key shall not keep anybody from a form for ever: they begin it again
            log.warning("an unfinished form is begun again: %s", lost)
            answers = {}
        kept = cast("Answers", answers)
        return Draft(sealed.id, sealed.person_id, sealed.flow, sealed.about, kept, sealed.begun_at)


def _place(person_id: int, flow: str, about: str) -> str:
    # the unique key, since the number is not known before the row is written
    return f"{person_id}:{flow}:{about}"
